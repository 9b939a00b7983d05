"""The front view of a guardrail: drawn from what is cut, and readable."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.fabrication.domain.elevation import DimensionLine, Elevation, Side
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.drawing.exploded import explode
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.plan import PLAN_ROLES
from shop.fabrication.guardrail.spec import Context, Fixing, Infill, Place
from shop.fabrication.tables import starting_basis
from tests.builders.fabrication import build_guardrail_spec

BASIS = starting_basis()
ENGINE = GuardrailEngine()
STAIR: dict[str, Any] = {
    "lengths": (2800.0, 2400.0, 1200.0),
    "turns": (90.0, 0.0),
    "slopes": (0.0, 32.0, 0.0),
}
KIT: dict[str, Any] = {
    "context": Context.INDUSTRIAL,
    "usage": Place.WORKPLACE,
    "height": 1100.0,
    "infill": Infill.KNEE_RAILS,
}


def made(**changes: Any) -> FabricationResult:  # noqa: ANN401 any field
    return ENGINE.fabricate(build_guardrail_spec(**changes), BASIS)


def texts(elevation: Elevation, side: Side, rank: int) -> list[str]:
    return [line.text for line in lines(elevation, side) if line.rank == rank]


def lines(elevation: Elevation, side: Side) -> list[DimensionLine]:
    return [line for line in elevation.dimension_lines if line.side is side]


def test_every_piece_is_drawn_once():
    result = made()
    drawn = Counter(shape.mark for shape in result.elevation.shapes)

    assert drawn == {**{part.mark: part.quantity for part in result.parts}, "F1": 6}


def test_every_piece_of_a_stair_is_drawn_once():
    result = made(**STAIR)
    drawn = Counter(shape.mark for shape in result.elevation.shapes if shape.mark)

    assert drawn == {
        **{part.mark: part.quantity for part in result.parts},
        "F1": int(result.facts["post_count"]),
    }


def test_every_sheet_of_two_slopes_bears_its_own_mark():
    result = made(lengths=(2000.0, 2000.0), turns=(0.0,), slopes=(0.0, 30.0), infill=Infill.SHEET)
    sheets = {plate.mark: plate.quantity for plate in result.plates if plate.role == "sheet"}
    drawn = Counter(shape.mark for shape in result.elevation.shapes if shape.role == "sheet")

    assert set(sheets) == {"S1", "S2"}
    assert drawn == sheets


def test_knee_rails_and_toe_plates_are_drawn_in_each_bay():
    result = made(**KIT)
    drawn = Counter(shape.mark for shape in result.elevation.shapes)
    kit = {part.mark: part.quantity for part in result.parts if part.mark in ("I1", "K1")}

    assert {mark: drawn[mark] for mark in kit} == kit


def test_each_mark_of_the_bill_is_written_on_the_drawing():
    for wish in ({}, STAIR, KIT, {"infill": Infill.SHEET}):
        result = made(**wish)
        written = [label.mark for label in result.elevation.marks]
        wanted = {part.mark for part in result.parts}

        assert len(written) == len(set(written))
        assert wanted <= set(written)


def test_posts_are_dimensioned_between_their_axes_and_the_whole_below():
    elevation = made().elevation

    assert texts(elevation, Side.BELOW, 1) == ["984"] * 5
    assert texts(elevation, Side.BELOW, 2) == ["5000"]
    assert texts(elevation, Side.LEFT, 1) == ["1020"]
    assert texts(elevation, Side.ABOVE, 1) == ["944 = 7 × 12 + 8 × 107,5"]


def test_a_stair_shows_each_segment_and_how_much_it_climbs():
    elevation = made(**STAIR).elevation

    assert texts(elevation, Side.BELOW, 2) == ["2800", "2400", "1200"]
    assert texts(elevation, Side.BELOW, 3) == ["6400"]
    assert texts(elevation, Side.RIGHT, 2) == ["1499,7"]


def test_a_flight_that_ends_lower_shows_its_own_height():
    elevation = made(lengths=(2000.0, 2000.0), turns=(0.0,), slopes=(0.0, -30.0)).elevation

    assert texts(elevation, Side.LEFT, 1) == ["1020"]
    assert texts(elevation, Side.RIGHT, 1) == ["900"]


def test_dimensions_of_the_bays_touch_one_another_from_post_to_post():
    below = [line for line in lines(made(**STAIR).elevation, Side.BELOW) if line.rank == 1]
    joints = [
        (one.end, other.start)
        for one, other in pairwise(below)
        if one.end == pytest.approx(other.start, abs=0.02)
    ]

    assert len(joints) == len(below) - 1


def test_the_slab_is_drawn_only_where_the_ground_line_does_not_show_it():
    def slabs(**changes: Any) -> int:  # noqa: ANN401 any field
        return sum(shape.role == "pillar" for shape in made(**changes).elevation.shapes)

    assert (slabs(), slabs(**STAIR), slabs(fixing=Fixing.SIDE)) == (0, 2, 1)


def test_posts_on_the_side_stand_under_the_floor_but_in_the_picture():
    elevation = made(fixing=Fixing.SIDE).elevation
    feet = [shape.points[1] for shape in elevation.shapes if shape.role == "post"]

    assert set(feet) == {0.0}
    assert elevation.top == 1220.0


def test_the_drawing_says_in_words_what_it_shows():
    note = made().elevation.note

    assert note.fr == (
        "Vue de face déroulée, 1 segment, longueur 5000 mm, hauteur 1020 mm, "
        "6 poteaux à 984 mm. 7 barreaux par travée, vide de 107,5 mm."
    )
    assert note.en == (
        "Unrolled front view, 1 segment, length 5000 mm, height 1020 mm, "
        "6 posts 984 mm apart. 7 bars in each bay, 107,5 mm apart."
    )


def test_the_title_names_kind_segments_and_size():
    titles = [made().title, made(**STAIR).title, made(**KIT).title]

    assert [title.fr for title in titles] == [
        "Garde-corps, 5000 × 1020 mm",
        "Garde-corps, 3 segments, 6400 × 1020 mm",
        "Garde-corps industriel, 5000 × 1100 mm",
    ]
    assert titles[1].en == "Guardrail, 3 segments, 6400 × 1020 mm"


@given(
    st.lists(st.integers(300, 12000).map(float), min_size=1, max_size=4),
    st.lists(st.integers(-45, 45).map(float), min_size=4, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_any_drawing_holds_its_shapes_and_dimensions_in_its_frame(
    lengths: list[float], slopes: list[float]
):
    elevation = made(lengths=tuple(lengths), slopes=tuple(slopes)).elevation
    across = [value for shape in elevation.shapes for value in shape.points[0::2]]
    below = lines(elevation, Side.BELOW)
    whole = max(below, key=lambda line: line.rank)

    assert elevation.right == pytest.approx(sum(lengths))
    assert (whole.start, whole.end) == (0.0, pytest.approx(sum(lengths)))
    assert min(across) >= -75.0  # half a base plate may stand past the end
    assert max(across) <= elevation.right + 75.0
    assert all(line.start <= line.end for line in elevation.dimension_lines)


def test_two_drawings_of_a_page_share_no_id():
    elevation = made().elevation
    first, second = draw_elevation(elevation, key="one"), draw_elevation(elevation, key="two")

    assert 'id="one-title"' in first
    assert 'id="one-title"' not in second


def test_pieces_pulled_apart_are_those_of_the_view_as_a_whole():
    """The plan has solids of its own, set around the corner: they belong to no other view."""
    spec = build_guardrail_spec(lengths=(3210.0, 1500.0))
    drawings = GuardrailEngine().draw(spec, starting_basis())

    apart = explode(drawings)

    assert {solid.role for solid in drawings.solids} & set(PLAN_ROLES)
    assert not {solid.role for solid in apart.solids} & set(PLAN_ROLES)
