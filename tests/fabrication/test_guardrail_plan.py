"""A guardrail from above: sides and corners as they stand on site."""

from itertools import pairwise
from math import hypot
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.elevation import Side
from shop.fabrication.domain.views import DrawingSet, View, ViewKind
from shop.fabrication.drawing.projection import project
from shop.fabrication.drawing.space import box_of
from shop.fabrication.drawing.views import draw_view
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.geometry import GuardrailGeometry, lay_out_guardrail
from shop.fabrication.guardrail.plan import PLAN_ROLES, legs_of
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
ENGINE = GuardrailEngine()
U_SHAPED: dict[str, Any] = {"lengths": (1500.0, 3000.0, 1500.0), "turns": (90.0, 90.0)}


def laid_out(**changes: Any) -> GuardrailGeometry:  # noqa: ANN401 any field
    return lay_out_guardrail(build_guardrail_spec(**changes), BASIS.rules, BASIS.tables)


def drawn(**changes: Any) -> tuple[DrawingSet, View]:  # noqa: ANN401 any field
    drawings = ENGINE.draw(build_guardrail_spec(**changes), BASIS)
    plan = drawings.view(ViewKind.PLAN)
    assert plan is not None
    return drawings, plan


def seen(drawings: DrawingSet, view: View) -> list[object]:
    """Return what a view shows; marks follow the mitres, so they are left out."""
    return [(face.role, face.points, face.is_cut) for face in project(drawings, view).faces]


def test_sides_follow_one_another_round_the_corners():
    ends = [(round(leg.end[0]), round(leg.end[1])) for leg in legs_of(laid_out(**U_SHAPED))]

    assert ends == [(1500, 0), (1500, 3000), (0, 3000)]


@given(
    st.lists(st.integers(300, 12000).map(float), min_size=2, max_size=4),
    st.lists(st.sampled_from((0.0, 90.0, -90.0, 45.0)), min_size=3, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_each_side_keeps_its_length_and_begins_where_the_last_one_ends(
    lengths: list[float], turns: list[float]
):
    legs = legs_of(laid_out(lengths=tuple(lengths), turns=tuple(turns[: len(lengths) - 1])))
    for leg, length in zip(legs, lengths, strict=True):
        end_x, end_y = leg.end
        assert hypot(end_x - leg.x, end_y - leg.y) == pytest.approx(length)
    for leg, following in pairwise(legs):
        assert leg.end == (
            pytest.approx(following.x, abs=0.01),
            pytest.approx(following.y, abs=0.01),
        )


def test_the_plan_is_as_wide_and_deep_as_the_balcony():
    drawings, plan = drawn(**U_SHAPED)
    frame = project(drawings, plan).frame

    assert (frame.width, frame.height) == (pytest.approx(1520.0), pytest.approx(3040.0))


def test_the_plan_measures_each_side_outside_of_the_balcony():
    _, plan = drawn(**U_SHAPED)

    assert [(line.side, line.text) for line in plan.dimension_lines] == [
        (Side.BELOW, "1500"),
        (Side.RIGHT, "3000"),
        (Side.ABOVE, "1500"),
    ]
    assert plan.note.fr == "Vue de dessus : côtés de 1500 + 3000 + 1500 mm, angles de 90°, 90°."


def test_each_post_is_on_the_plan_once_and_nowhere_else():
    drawings, _ = drawn(**U_SHAPED)
    posts = [solid for solid in drawings.solids if solid.role == "plan_post"]

    assert len(posts) == len(laid_out(**U_SHAPED).posts)
    for view in drawings.views:
        is_plan = view.kind is ViewKind.PLAN
        assert set(PLAN_ROLES).isdisjoint(view.left_out) is is_plan


def test_the_isometric_view_shows_every_piece_where_it_stands():
    drawings, _ = drawn(**U_SHAPED)
    view = drawings.view(ViewKind.ISOMETRIC)
    assert view is not None
    shown = [solid for solid in drawings.solids if solid.role not in view.left_out]
    flat = [s for s in drawings.solids if not s.role.startswith(("site_", "plan_"))]

    assert sorted(solid.mark for solid in shown) == sorted(solid.mark for solid in flat)
    assert {solid.role for solid in shown} == {f"site_{solid.role}" for solid in flat}
    handrails = [box_of(solid) for solid in shown if solid.role == "site_rail"]
    ends = [(round(x1), round(x2), round(y1), round(y2)) for x1, x2, y1, y2, *_ in handrails]
    half = 20
    assert ends == [
        (0, 1500, -half, half),
        (1500 - half, 1500 + half, 0, 3000),
        (0, 1500, 3000 - half, 3000 + half),
    ]
    heights = {(box[4], box[5]) for box in handrails}
    assert len(heights) == 1


def test_other_views_are_those_of_a_guardrail_without_corner():
    straight = ENGINE.draw(build_guardrail_spec(**{**U_SHAPED, "turns": (0.0, 0.0)}), BASIS)
    bent, _ = drawn(**U_SHAPED)

    kinds = [view.kind for view in straight.views]
    assert ViewKind.PLAN not in kinds
    for view in straight.views:
        other = bent.view(view.kind)
        assert other is not None
        if view.kind is not ViewKind.ISOMETRIC:
            assert seen(straight, view) == seen(bent, other)


def test_the_plan_is_an_svg_that_all_can_read():
    drawings, plan = drawn(**U_SHAPED)
    svg = draw_view(drawings, plan, key="plan")
    tree = ElementTree.fromstring(svg)  # noqa: S314 - our own text

    assert tree.get("role") == "img"
    assert "3000" in svg
    assert "style=" not in svg
