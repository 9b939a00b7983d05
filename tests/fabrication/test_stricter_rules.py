"""A stricter rule reaches what customers leave to the rules: the void between bars."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.findings import Level
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.fabrication.guardrail.spec import GuardrailSpec
from shop.fabrication.registry import FAMILIES
from shop.fabrication.staircase.spec import StaircaseSpec
from shop.fabrication.tables import read_rows, starting_basis

BASIS = starting_basis()
DAY = date(2026, 11, 20)
GATE = GateSpec(type=GateType.SWING_2, widths=(3500.0,))


def with_rule(key: str, value: str) -> Basis:
    stricter = {"key": key, "value": value, "valid_from": "2026-09-01", "source": "atelier"}
    return replace(BASIS, rules=RuleSet.from_rows([*read_rows("rules_2026"), stricter], on=DAY))


@pytest.mark.parametrize(
    ("family", "spec", "key"),
    [
        ("gate", GATE, "gate.void_limit"),
        ("gate", GATE, "gate.max_void.max"),
        ("gate", GATE, "gate.max_void.default"),
        ("guardrail", GuardrailSpec(lengths=(5000.0,)), "guardrail.max_void.max"),
        ("guardrail", GuardrailSpec(lengths=(5000.0,)), "guardrail.max_void.default"),
        ("staircase", StaircaseSpec(height=1200.0), "guardrail.max_void.max"),
        ("staircase", StaircaseSpec(height=1200.0), "staircase.rail_void"),
    ],
)
def test_what_is_left_to_the_rule_follows_a_stricter_one(
    family: str,
    spec: Any,  # noqa: ANN401 - a wish of any family
    key: str,
):
    engine, stricter = FAMILIES[family], with_rule(key, "95")
    usual, asked = engine.fabricate(spec, BASIS), engine.fabricate(spec, stricter)

    assert (usual.facts["max_void_mm"], asked.facts["max_void_mm"]) == (110.0, 95.0)
    assert asked.facts["void_mm"] <= 95.0 < usual.facts["void_mm"]
    assert {f.level for f in asked.findings} == {f.level for f in usual.findings}
    assert engine.draw(spec, stricter) != engine.draw(spec, BASIS)


def test_the_void_of_a_frozen_result_is_the_one_it_was_made_with():
    result = FAMILIES["guardrail"].fabricate(GuardrailSpec(lengths=(5000.0,)), BASIS)

    assert result.spec["max_void"] == 110.0


def test_a_larger_void_than_the_rule_is_still_refused_when_somebody_asks_for_it():
    spec = GuardrailSpec(lengths=(5000.0,), max_void=110.0)
    findings = FAMILIES["guardrail"].validate(spec, with_rule("guardrail.max_void.max", "95"))

    assert [(f.field, f.level) for f in findings] == [("max_void", Level.REFUSE)]


@pytest.mark.parametrize(("side", "value"), [("max_stride", "610"), ("min_stride", "636")])
def test_steps_keep_to_a_stricter_stride(side: str, value: str):
    stairs = FAMILIES["staircase"].fabricate(
        StaircaseSpec(height=2600.0), with_rule(f"staircase.HOME.{side}", value)
    )

    assert stairs.facts["stride_mm"] == float(value)
