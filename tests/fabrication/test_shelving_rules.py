"""What a shelving may be sold as, what a person must see first, and why, in words."""

from collections.abc import Iterable
from typing import Any

import pytest

from shop.fabrication.domain.dated import MissingValue, RuleSet
from shop.fabrication.domain.family import Basis, Handover, SpecRefused
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.domain.result import PriceKind
from shop.fabrication.domain.steel import UnknownSteel
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.spec import Deck, Fixing, Preset, ShelvingSpec, Usage
from shop.fabrication.tables import read_rows, starting_basis
from tests.builders.fabrication import build_shelving_spec

BASIS = starting_basis()
ENGINE = ShelvingEngine()
KEYS = sorted({row["key"] for row in read_rows("rules_2026") if "shelving." in row["key"]})


def rules_with(**changes: str) -> Basis:
    """Return the basis of a school that wrote other values; `__` stands for the dot."""
    rows = {row["key"]: row for row in read_rows("rules_2026")}
    for name, value in changes.items():
        key = name.replace("__", ".")
        rows[key] = {**rows[key], "value": value}
    return Basis(
        tariff=BASIS.tariff,
        rules=RuleSet.from_rows(rows.values()),
        minutes=BASIS.minutes,
        tables=BASIS.tables,
    )


def told(findings: Iterable[Finding], level: Level) -> set[str]:
    return {finding.code for finding in findings if finding.level is level}


def findings_on(**changes: Any) -> tuple[Finding, ...]:  # noqa: ANN401  any field of the spec
    return ENGINE.validate(build_shelving_spec(**changes), BASIS)


@pytest.mark.parametrize(
    ("changes", "code", "source"),
    [
        ({"usage": Usage.PALLETS}, "pallets", "EN 15512, EN 15620, EN 15629"),
        ({"usage": Usage.WALKED_ON}, "walked_on", "EN 1991-1-1"),
        ({"span": 2010.0}, "self_service_span", "habitude d’atelier"),
        ({"load": 510.0}, "self_service_load", "habitude d’atelier"),
        ({"has_own_drawing": True}, "own_drawing", "habitude d’atelier"),
        ({"handover": Handover.FITTING, "distance": 41.0}, "distance", "habitude d’atelier"),
        ({"bays": 10, "load": 500.0, "span": 2000.0}, "price", "habitude d’atelier"),
        (
            {"post": "TUBE CARRE 30x30x2", "load": 500.0, "levels": 2, "height": 3000.0},
            "posts",
            "habitude d’atelier",
        ),
    ],
)
def test_what_is_not_sold_online_becomes_a_quote_with_its_reason(
    changes: dict[str, Any], code: str, source: str
):
    result = ENGINE.fabricate(build_shelving_spec(**changes), BASIS)
    found = next(one for one in result.handover_reasons if one.code == f"shelving.{code}")

    assert result.price_kind is PriceKind.QUOTE
    assert found.source == source
    assert found.sentence
    assert found.what_to_do


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"levels": 6}, "tyre_height"),
        ({"load": 100.0}, "tyre_load"),
        ({"depth": 900.0}, "tyre_depth"),
        ({"depth": 300.0}, "tyre_depth"),
    ],
)
def test_a_rack_that_does_not_suit_its_tyres_goes_to_a_person(changes: dict[str, Any], code: str):
    rack = {"preset": Preset.TYRE_RACK, "depth": 480.0, "levels": 2, "load": 250.0}
    reasons = findings_on(**rack)
    changed = findings_on(**{**rack, **changes})

    assert told(reasons, Level.QUOTE) == set()
    assert f"shelving.{code}" in told(changed, Level.QUOTE)


def test_the_depth_to_choose_for_a_tyre_is_said_in_millimetres():
    found = next(
        one
        for one in findings_on(preset=Preset.TYRE_RACK, depth=900.0, levels=2)
        if one.code == "shelving.tyre_depth"
    )

    assert "environ 450 mm" in found.sentence  # 0.6 × 650 between rails, and two rails of 30


@pytest.mark.parametrize("usage", [Usage.HOME, Usage.PUBLIC])
@pytest.mark.parametrize("depth", [500.0, 700.0])
def test_what_would_tip_over_is_never_sold_without_a_fixing(usage: Usage, depth: float):
    must = usage is Usage.PUBLIC or 2200.0 / depth > 4
    free = findings_on(usage=usage, depth=depth, fixing=Fixing.NONE)
    fixed = findings_on(usage=usage, depth=depth, fixing=Fixing.WALL)

    assert ("shelving.fixing" in told(free, Level.REFUSE)) is must
    assert ("shelving.anchor" in told(fixed, Level.ADVICE)) is must
    assert told(fixed, Level.REFUSE) == set()


def test_levels_too_near_are_refused_with_the_most_that_fit():
    findings = findings_on(height=1000.0, levels=8)

    assert [one.code for one in findings] == ["shelving.pitch"]
    assert findings[0].sentence == (
        "Il ne reste que 106,25 mm d’un niveau à l’autre : il en faut 200."
    )
    assert findings[0].what_to_do % findings[0].params == (
        "À cette hauteur, choisissez 4 niveaux au plus."
    )
    assert told(findings_on(height=1000.0, levels=4), Level.REFUSE) == set()


def test_a_rack_too_low_for_two_levels_is_to_be_higher():
    found = findings_on(height=520.0, levels=2)[0]

    assert found.what_to_do == "Choisissez un rayonnage plus haut."


def test_a_load_no_beam_carries_is_refused_with_the_one_they_carry():
    weak = rules_with(shelving__beams="TUBE RECT 40x20x2 | TUBE RECT 40x27x2")
    found = ENGINE.validate(build_shelving_spec(load=500.0), weak)[0]
    most = int(found.params["most"])

    assert found.code == "shelving.beam"
    assert 0 < most < 500
    assert ENGINE.fabricate(build_shelving_spec(load=float(most)), weak).facts
    with pytest.raises(SpecRefused):
        ENGINE.fabricate(build_shelving_spec(load=float(most + 10)), weak)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"finish": Finish.RAW}, "raw"),
        ({"deck": Deck.WOOD}, "wood"),
        ({"usage": Usage.WORK}, "inspection"),
        ({"fixing": Fixing.NONE}, "brace"),
        ({"fixing": Fixing.WALL}, "wall"),
        ({}, "load_sign"),
    ],
)
def test_advice_has_no_effect_on_the_sale(changes: dict[str, Any], code: str):
    result = ENGINE.fabricate(build_shelving_spec(**changes), BASIS)

    assert f"shelving.{code}" in told(result.findings, Level.ADVICE)
    assert result.price_kind is PriceKind.FIRM


def test_the_post_is_the_lightest_that_holds_and_never_under_the_usual_one():
    light = ENGINE.fabricate(build_shelving_spec(load=50.0), BASIS)
    heavy = ENGINE.fabricate(build_shelving_spec(load=1000.0, levels=8, height=3000.0), BASIS)
    chosen = [
        next(part.section for part in one.parts if part.role == "upright") for one in (light, heavy)
    ]

    assert chosen == ["TUBE CARRE 40x40x2", "TUBE CARRE 50x50x2"]
    assert heavy.facts["post_ratio"] * 1.2 <= 1


def test_an_unknown_post_is_refused_with_those_we_have():
    found = findings_on(post="BAMBOU 40")[0]

    assert (found.level, found.field) == (Level.REFUSE, "post")
    assert "TUBE CARRE 50x50x3" in found.sentence


def test_a_section_missing_from_the_tables_is_a_sentence():
    with pytest.raises(UnknownSteel, match="n’est pas dans notre table"):
        ENGINE.fabricate(build_shelving_spec(), rules_with(shelving__tie="TUBE CARRE 41x41x2"))


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_row_of_the_rules_is_a_sentence_or_is_not_needed(key: str):
    rows = [row for row in read_rows("rules_2026") if row["key"] != key]
    basis = Basis(
        tariff=BASIS.tariff,
        rules=RuleSet.from_rows(rows),
        minutes=BASIS.minutes,
        tables=BASIS.tables,
    )
    try:
        assert ENGINE.fabricate(build_shelving_spec(has_back_brace=True), basis).price.net.cents > 0
    except MissingValue as missing:
        assert key in str(missing.params.values())


def test_a_spec_of_the_first_schema_is_still_read():
    old = {
        "bays": 2, "span": 1200.0, "depth": 500.0, "height": 2000.0, "levels": 4, "load": 150.0,
        "preset": "SHELF", "is_in_public_place": False, "schema": 1,
    }  # fmt: skip
    spec = ShelvingSpec.from_data(old)

    assert (spec.deck, spec.fixing, spec.usage) == (Deck.SHEET, Fixing.FLOOR, Usage.HOME)
    assert ENGINE.fabricate(spec, BASIS).price_kind is PriceKind.FIRM
