"""The throat of a weld follows the thinner wall, and is said where the welder reads it."""

import pytest

from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.welding import throat_of
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BASIS = starting_basis()
WISHES = {
    "gate": build_gate_spec(),
    "guardrail": build_guardrail_spec(),
    "shelving": build_shelving_spec(),
    "staircase": build_staircase_spec(),
}


def made(family: str) -> FabricationResult:
    return FAMILIES[family].fabricate(WISHES[family], BASIS)


@pytest.mark.parametrize(
    ("wall", "throat"), [(1.5, 1.0), (2.0, 1.4), (3.0, 2.1), (4.0, 2.8), (5.0, 3.5), (10.0, 7.0)]
)
def test_a_throat_is_a_share_of_the_thinner_wall(wall: float, throat: float):
    assert throat_of(wall, BASIS.rules) == pytest.approx(throat)


@pytest.mark.parametrize("family", sorted(WISHES))
def test_no_throat_burns_through_the_wall_of_its_section(family: str):
    result = made(family)
    walls = {part.section: BASIS.tables.sections.get_section(part.section) for part in result.parts}
    checks = [check for check in result.checks if check.key.startswith("weld.throat")]

    assert checks
    for check in checks:
        named = [wall for name, wall in walls.items() if name in check.label.fr]
        assert named
        assert check.nominal <= min(0.7 * wall.thickness_mm for wall in named) + 1e-6


@pytest.mark.parametrize("family", sorted(WISHES))
def test_the_welding_step_says_its_throats(family: str):
    result = made(family)
    throats = [check.nominal for check in result.checks if check.key.startswith("weld.throat")]
    label = next(op.label for op in result.operations if op.code == "SOU135")

    for throat in (min(throats), max(throats)):
        assert f"{throat:g}".replace(".", ",") in label.fr
    assert "gorge" in label.fr
    assert "throat" in label.en
