"""Guardrails: along a balcony, a landing or a stair; private, public, industrial."""
