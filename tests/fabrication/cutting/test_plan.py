"""The plan of the saw in millimetres: mitres that nest, offcuts first, refusals in words."""

import subprocess
import sys
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.cutting.highs import find_solver
from shop.fabrication.cutting.intake import MOST_PIECES, CuttingRefused
from shop.fabrication.cutting.mitres import Ends, count_nested, ends_of, half_saving, nested_order
from shop.fabrication.cutting.pieces import RackBar, SawPiece
from shop.fabrication.cutting.plan import SawPlan, plan_sawing
from shop.fabrication.cutting.problem import lonely_ends
from shop.fabrication.domain.bars import PieceTooLong, Saw
from shop.fabrication.domain.steel import UnknownSteel
from shop.fabrication.tables import standard_tables, starting_basis
from shop.kernel.refusals import Refusal
from tests.fabrication.cutting.checker import check_plan

SECTIONS = standard_tables().sections
SAW = Saw.from_rules(starting_basis().rules)
TUBE, ANGLE, FLAT = "TUBE CARRE 40x40x2", "CORNIERE 50x50x5", "PLAT 40x5"
SOLVER = find_solver()


def _pieces(mark: str, length_mm: float, count: int, angle: float = 90.0) -> list[SawPiece]:
    piece = SawPiece(
        mark=mark, section=TUBE, length_mm=length_mm, angle_left=angle, angle_right=angle
    )
    return [piece] * count


def _plan(pieces: list[SawPiece], rack: tuple[RackBar, ...] = ()) -> SawPlan:
    return plan_sawing(pieces, SECTIONS, SAW, rack=rack, solver=SOLVER)


def test_a_frame_is_sawn_with_slanting_cuts_that_serve_two_pieces() -> None:
    pieces = _pieces("M1", 1522, 4, angle=45)

    plan = _plan(pieces)

    check_plan(plan, pieces, SECTIONS, SAW)
    (bar,) = plan.bars
    assert [piece.nests for piece in bar.pieces] == [False, True, True, True]
    assert bar.saved_mm == pytest.approx(3 * (40 - 3 * (2**0.5 - 1)), abs=3 * 0.02)
    assert plan.above_fewest == 0


def test_angles_do_not_nest_where_the_section_cannot_be_turned_over() -> None:
    assert half_saving(SECTIONS.get_section(ANGLE), 45, 3) == 0
    assert half_saving(SECTIONS.get_section(TUBE), 45, 3) == 1937
    assert half_saving(SECTIONS.get_section(TUBE), 90, 3) == 0
    assert half_saving(SECTIONS.get_section("TUBE RECT 60x40x2"), 45, 3) == 1937


def test_a_slanting_cut_wider_than_what_nesting_saves_saves_nothing() -> None:
    thin = next(one for one in SECTIONS.rows.values() if one.kind == "FLAT" and one.depth_mm == 3)

    assert half_saving(thin, 30, 12) == 0


@pytest.mark.parametrize(
    ("left", "right", "ends"),
    [
        (90, 90, Ends()),
        (45, 90, Ends(45, 1)),
        (90, 45, Ends(45, 1)),
        (45, 45, Ends(45, 2)),
        (45, 60, Ends()),
    ],
)
def test_the_ends_of_a_piece(left: float, right: float, ends: Ends) -> None:
    assert ends_of(left, right) == ends


@given(
    ends=st.lists(
        st.sampled_from([Ends(), Ends(45, 1), Ends(45, 2), Ends(60, 1), Ends(60, 2)]), max_size=12
    )
)
def test_the_order_of_the_saw_nests_all_ends_that_can(ends: list[Ends]) -> None:
    order = nested_order(ends)

    assert sorted(place for place, _ in order) == list(range(len(ends)))
    mitred = sum(one.count for one in ends)
    alone = sum(
        lonely_ends(ends.count(Ends(angle, 2)), ends.count(Ends(angle, 1))) for angle in (45, 60)
    )
    assert 2 * count_nested(order) == mitred - alone


LENGTH = st.floats(20, 5990).map(lambda length: round(length, 2))


@settings(max_examples=40, deadline=None)
@given(
    wanted=st.lists(
        st.tuples(LENGTH, st.integers(1, 5), st.sampled_from([90.0, 45.0, 60.0])),
        min_size=1,
        max_size=8,
    ),
    rack=st.lists(st.floats(100, 3000).map(lambda length: round(length)), max_size=4),
)
def test_every_plan_reads_right_from_one_end_of_a_bar_to_the_other(
    wanted: list[tuple[float, int, float]], rack: list[int]
) -> None:
    pieces = [
        piece
        for number, (length, count, angle) in enumerate(wanted)
        for piece in _pieces(f"P{number}", length, count, angle)
    ]
    offcuts = tuple(
        RackBar(key=f"CH-{number}", section=TUBE, length_mm=length)
        for number, length in enumerate(rack)
    )

    plan = _plan(pieces, offcuts)

    check_plan(plan, pieces, SECTIONS, SAW, offcuts)
    assert SawPlan.from_data(plan.to_data()) == plan


def test_an_offcut_loses_no_trim_and_gives_its_place_on_the_rack() -> None:
    pieces = _pieces("M1", 1500, 1)
    offcut = RackBar(key="CH-7", section=TUBE, length_mm=1500)

    plan = _plan(pieces, (offcut,))

    check_plan(plan, pieces, SECTIONS, SAW, (offcut,))
    (bar,) = plan.bars
    assert (bar.offcut, bar.rest_mm, plan.new_bars) == ("CH-7", 0, 0)


def test_an_offcut_of_another_section_stays_on_the_rack() -> None:
    offcut = RackBar(key="CH-7", section=FLAT, length_mm=3000)

    assert _plan(_pieces("M1", 1500, 1), (offcut,)).new_bars == 1


def test_pieces_of_two_jobs_share_a_bar_and_keep_their_owner() -> None:
    pieces = [
        SawPiece(mark="M1", section=TUBE, length_mm=2900, owner=owner)
        for owner in ("FT-2026-0002", "FT-2026-0001")
    ]

    (bar,) = _plan(pieces).bars

    assert [piece.owner for piece in bar.pieces] == ["FT-2026-0001", "FT-2026-0002"]


def test_a_rest_long_enough_goes_back_to_the_rack() -> None:
    kept, thrown = _plan(_pieces("M1", 5480, 1)).bars[0], _plan(_pieces("M1", 5500, 1)).bars[0]

    assert (kept.rest_mm, kept.is_rest_kept) == (507, True)
    assert (thrown.rest_mm, thrown.is_rest_kept) == (487, False)


@pytest.mark.parametrize(
    ("length", "refusal", "words"),
    [
        (6100.0, PieceTooLong, "ne tient pas dans une barre"),
        (0.0, CuttingRefused, "pas une longueur"),
        (-5.0, CuttingRefused, "pas une longueur"),
        (nan, CuttingRefused, "pas une longueur"),
        (inf, CuttingRefused, "pas une longueur"),
        (1e300, CuttingRefused, "pas une longueur"),
        (2.0, CuttingRefused, "plus petite que le trait de scie"),
    ],
)
def test_what_no_saw_can_do_is_refused_in_words(
    length: float, refusal: type[Refusal], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        _plan(_pieces("M1", length, 1))


@pytest.mark.parametrize("kerf", [nan, inf, -1.0])
def test_a_saw_that_is_none_is_refused_in_words(kerf: float) -> None:
    saw = Saw(kerf_mm=kerf, trim_mm=10, offcut_kept_mm=500)

    with pytest.raises(CuttingRefused, match="sont des longueurs"):
        plan_sawing(_pieces("M1", 1000, 1), SECTIONS, saw)


def test_a_trim_that_leaves_nothing_is_refused_in_words() -> None:
    saw = Saw(kerf_mm=3, trim_mm=7000, offcut_kept_mm=500)

    with pytest.raises(CuttingRefused, match="ne laisse rien"):
        plan_sawing(_pieces("M1", 1000, 1), SECTIONS, saw)


def test_too_many_pieces_are_refused_in_words() -> None:
    with pytest.raises(CuttingRefused, match="Faites-en plusieurs"):
        _plan(_pieces("M1", 100, MOST_PIECES + 1))


def test_an_unknown_section_is_refused_in_words() -> None:
    with pytest.raises(UnknownSteel, match="n’est pas dans notre table"):
        _plan([SawPiece(mark="M1", section="OR 24", length_mm=100)])


def test_without_the_solver_the_plan_is_the_best_fit_and_says_how_far_it_may_be() -> None:
    pieces = [piece for length in (3340, 2640, 2500) for piece in _pieces("A", length, 1)]
    pieces += _pieces("B", 1740, 2) + _pieces("C", 1740, 2)

    by_hand = plan_sawing(pieces, SECTIONS, SAW)

    check_plan(by_hand, pieces, SECTIONS, SAW)
    assert by_hand.above_fewest >= 0


PRICED = """
import sys
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_gate_spec
result = GateEngine().fabricate(build_gate_spec(), starting_basis())
draw_elevation(result.elevation, key="gate")
assert result.price.net.cents > 0
print([name for name in sys.modules if name.split(".")[0] in ("highspy", "numpy")])
"""


def test_a_price_and_its_preview_never_load_the_solver() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRICED],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": "."},
    )

    assert done.stdout.strip() == "[]"
