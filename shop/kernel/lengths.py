"""Lengths of the workshop."""

from typing import NewType

Millimetres = NewType("Millimetres", float)
