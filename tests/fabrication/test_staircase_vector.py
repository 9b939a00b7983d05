"""The worked example of a staircase: 2800 mm to climb, 900 mm wide, six contexts."""

import pytest

from shop.fabrication.staircase.engine import StaircaseEngine
from shop.fabrication.staircase.solver import StepRule, Steps, solve, way_down
from shop.fabrication.staircase.spec import Context
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_staircase_spec

BASIS = starting_basis()
ENGINE = StaircaseEngine()
RESULT = ENGINE.fabricate(build_staircase_spec(stringer="LARGE PLAT 200x8"), BASIS)


def best(context: Context, **changes: float) -> Steps | None:
    spec = build_staircase_spec(context=context, **changes)
    return next(iter(solve(spec, StepRule.of(context, BASIS.rules))), None)


@pytest.mark.parametrize(
    ("context", "risers", "rise", "going", "run", "pitch", "score"),
    [
        (Context.HOME, 16, 175.0, 280.0, 4200.0, 32.01, 1.5),
        (Context.INDUSTRIAL, 16, 175.0, 280.0, 4200.0, 32.01, 1.5),
        (Context.RENOVATION, 16, 175.0, 280.0, 4200.0, 32.01, 1.5),
        (Context.COLLECTIVE, 17, 164.71, 300.59, 4809.41, 28.72, 3.65),
        (Context.PUBLIC_EXISTING, 17, 164.71, 300.59, 4809.41, 28.72, 3.65),
        (Context.PUBLIC_NEW, 18, 155.56, 318.89, 5421.11, 26.0, 8.22),
    ],
)
def test_the_best_steps_of_each_context(
    context: Context, risers: int, rise: float, going: float, run: float, pitch: float, score: float
):
    found = best(context)

    assert found is not None
    assert found.risers == risers
    told = (found.rise, found.going, found.run, found.pitch, found.score)
    assert told == pytest.approx((rise, going, run, pitch, score), abs=0.006)


def test_a_short_run_is_impossible_at_home_and_steep_in_a_renovation():
    assert best(Context.HOME, run=3600.0) is None
    assert best(Context.HOME, run=3000.0) is None
    home = build_staircase_spec(run=3600.0)
    (finding,) = ENGINE.validate(home, BASIS)
    assert finding.params["near"] == "3750"

    for run, risers, rise, going in ((3600.0, 15, 186.67, 257.14), (3000.0, 14, 200.0, 230.77)):
        found = best(Context.RENOVATION, run=run)
        assert found is not None
        assert found.risers == risers
        assert (found.rise, found.going) == pytest.approx((rise, going), abs=0.006)


@pytest.mark.parametrize(
    ("context", "closed"),
    [
        (Context.HOME, [(361, 398)]),
        (Context.COLLECTIVE, [(341, 398), (511, 530)]),
        (Context.PUBLIC_EXISTING, [(341, 398), (511, 530)]),
        (Context.PUBLIC_NEW, [(321, 398), (481, 530), (641, 663)]),
    ],
)
def test_some_heights_have_no_staircase(context: Context, closed: list[tuple[int, int]]):
    edges = {height for low, high in closed for height in (low, high)}
    beside = {height for low, high in closed for height in (low - 1, high + 1)}

    assert [h for h in sorted(edges) if best(context, height=float(h))] == []
    assert [h for h in sorted(beside) if best(context, height=float(h)) is None] == []


def test_headroom_asks_for_a_long_opening():
    way = way_down(build_staircase_spec(), 16, 175.0, 280.0)

    assert way.along_for(2000.0 + 200.0) == 3520.0
    assert way.depth_at(3520.0) == 2200.0


def test_the_stringer_is_the_one_of_the_note():
    facts = RESULT.facts

    assert facts["stringer_load_kn_m"] == 1.475
    assert facts["stringer_moment_kn_m"] == 3.25
    assert facts["stringer_stress_mpa"] == 91.5
    assert facts["stringer_deflection_mm"] == 6.3
    assert facts["stringer_deflection_limit_mm"] == 14.0
    assert round(facts["stringer_axis_mm"]) == 5048
    assert round(facts["stringer_length_mm"]) == 5148
    assert round(facts["nosing_line_mm"]) == 4953


def test_the_bill_is_the_one_of_the_note():
    """The note weighs stringers on their axis and no fixing plate; ours are weighed as sawn."""
    facts = RESULT.facts
    counts = {role: sum(p.quantity for p in RESULT.parts if p.role == role) for role in _ROLES}
    bare = ENGINE.fabricate(build_staircase_spec(stringer="LARGE PLAT 200x8", rails="NONE"), BASIS)
    longer = 2 * 100 * facts["stringer_kg_per_m"] / 1000
    plates = sum(p.mass_kg * p.quantity for p in bare.plates if p.role == "fixing_plate")

    assert counts == {"stringer": 2, "cleat": 30}
    assert facts["tread_developed_mm"] == 370.0
    assert facts["tread_kg"] == pytest.approx(10.27, abs=0.001)
    assert bare.mass_kg - longer - plates == pytest.approx(298.3, abs=0.06)
    assert round(facts["rail_length_mm"]) == 4953
    assert facts["rail_posts"] == 5


_ROLES = ("stringer", "cleat")
