"""Pieces, hardware, holes, checks and load sign of a shelving with everything on it."""

from math import hypot

import pytest

from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.registry import freeze
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.spec import Deck, Fixing, Preset
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_shelving_spec

BASIS = starting_basis()
ENGINE = ShelvingEngine()


def made(**changes: object) -> FabricationResult:
    return ENGINE.fabricate(build_shelving_spec(**changes), BASIS)


def bought(result: FabricationResult) -> dict[str, int]:
    return {item.key.removeprefix("shelving."): item.quantity for item in result.hardware}


def test_a_back_brace_crosses_one_bay_in_three_from_bolt_to_bolt():
    result = made(bays=4, has_back_brace=True)
    brace = next(part for part in result.parts if part.role == "brace")

    assert (brace.section, brace.quantity) == ("PLAT 30x3", 4)  # bays 1 and 4
    assert brace.length_mm == pytest.approx(hypot(1840.0, 3 * 512.5), abs=0.01)
    assert bought(result)["brace_bolt"] == 10
    assert result.facts["holes"] == made(bays=4).facts["holes"] + 20
    assert result.price.net > made(bays=4).price.net


@pytest.mark.parametrize(
    ("fixing", "extra"),
    [(Fixing.FLOOR, {"anchor": 8}), (Fixing.WALL, {"wall_bracket": 4}), (Fixing.NONE, {})],
)
def test_fixings_are_bought_by_foot_or_by_frame(fixing: Fixing, extra: dict[str, int]):
    assert bought(made(fixing=fixing)) == {"foot": 8, "load_sign": 1, **extra}


@pytest.mark.parametrize(
    ("deck", "sheet", "mass", "supports"),
    [
        (Deck.SHEET, "TOLE 2", 17.0, 2),
        (Deck.GRATING, "CAILLEBOTIS 30x30 / 30x2", 25.9, 0),
        (Deck.WOOD, "", 16.2, 2),
        (Deck.NONE, "", 0.0, 0),
    ],
)
def test_what_lies_on_the_beams_comes_off_the_load(
    deck: Deck, sheet: str, mass: float, supports: int
):
    result = made(deck=deck)

    assert [plate.sheet for plate in result.plates] == ([sheet] if sheet else [])
    assert result.facts["deck_kg_per_level"] == mass
    assert result.facts["intermediate_supports"] == supports
    share = (result.facts["beam_capacity_kg"] - mass) * 0.9
    assert result.facts["sign_per_level_kg"] <= share


def test_a_galvanised_rack_has_vents_in_each_tube_and_zinc_inside_too():
    result = made(finish=Finish.GALVA, has_back_brace=True)
    tubes = sum(part.quantity for part in result.parts if part.role != "brace")

    assert sum(vent.quantity for vent in result.vent_holes) == 2 * tubes
    assert {vent.diameter_mm for vent in result.vent_holes} == {10.0, 12.0}
    assert result.zinc_area_m2 > result.paint_area_m2
    assert result.facts["holes"] == made(has_back_brace=True).facts["holes"] + 2 * tubes
    assert "coating.zinc" in {check.key for check in result.checks}


def test_the_sag_of_a_full_level_stays_under_the_limit():
    facts = made().facts

    # 5·q·L⁴ / (384·E·I): 317 kg on two beams of 2,3 kg/m, I = 9,54 cm⁴
    q = 316.956 * 9.81 / 2 / 1800 + 2.305 * 9.81 / 1000
    assert facts["beam_deflection_mm"] == pytest.approx(
        5 * q * 1800**4 / (384 * 210_000 * 95_360), abs=0.06
    )
    assert facts["beam_deflection_mm"] <= facts["beam_deflection_limit_mm"] == 9.0


def test_checks_follow_the_classes_of_racks():
    checks = {check.key: check for check in made().checks}

    assert checks["frame.depth"].source == "ISO 13920-C"
    assert checks["frame.depth"].plus == 6.0
    assert checks["frame.straightness"].source == "ISO 13920-G"
    assert checks["plumb"].plus == 6.3  # 2200 / 350
    assert set(checks) >= {"cut.M1", "frame.pitch", "frame.diagonals", "weld.throat"}


def test_a_tyre_always_enters_whatever_the_tolerance_says():
    rack = made(preset=Preset.TYRE_RACK, depth=480.0, levels=2, load=250.0)
    check = next(one for one in rack.checks if one.key == "clear_height")

    assert check.nominal - check.minus == pytest.approx(650 + 60)


def test_the_load_sign_says_level_bay_and_fixing_in_both_languages():
    drawings = freeze("shelving", build_shelving_spec(fixing=Fixing.WALL), BASIS).drawings
    assert drawings is not None

    assert [line.fr for line in drawings.sign] == [
        "Charge maxi par niveau : 360 kg, uniformément répartis",
        "Charge maxi par travée : 1440 kg",
        "Ne pas modifier. Ne pas grimper.",
        "Laisser fixé au mur.",
    ]
    assert all(line.en for line in drawings.sign)


def test_contents_say_what_the_price_holds():
    assert ENGINE.contents(build_shelving_spec(has_back_brace=True)) == (
        "3 travées, 4 niveaux",
        "tablettes en tôle",
        "300 kg par niveau et par travée",
        "croix de dos",
        "chevilles au sol",
        "plaque de charge",
    )
