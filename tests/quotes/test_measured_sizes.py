"""What a tape read is kept, refused and said, whatever the family."""

import pytest
from flask import Flask

from shop.catalogue.domain import Family
from shop.fabrication.domain.family import SiteSize
from shop.fabrication.registry import FAMILIES
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.quotes.domain.measuring import (
    MeasuredSizes,
    check_sizes,
    has_moved,
    made_line,
    measured_line,
    measured_spec,
)
from shop.quotes.measure_forms import measure_form_of, say_sizes
from tests.builders.quotes import build_gate_line, build_line, gate_sizes

GATE = FAMILIES["gate"].site_sizes
RUNS = (SiteSize("lengths", (Bilingual("Partie 1", "Run 1"), Bilingual("Partie 2", "Run 2"))),)


def test_sizes_come_back_from_their_data() -> None:
    sizes = gate_sizes(widths=(3480.0, 3484.0), height=1600.0)

    assert MeasuredSizes.from_data(sizes.to_data()) == sizes


def test_sizes_kept_as_single_numbers_are_still_read() -> None:
    old = {"widths": [3500.0], "height": 1600.0, "slope": 0}

    assert MeasuredSizes.from_data(old) == gate_sizes(widths=(3500.0,), height=1600.0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"widths": (), "height": (1600.0,)}, "widths"),
        ({"widths": (3500.0, 0.0), "height": (1600.0,)}, "widths"),
        ({"widths": (3500.0,), "height": (-1.0,)}, "height"),
        ({"widths": (3500.0,), "height": (99_999.0,)}, "height"),
        ({"widths": (float("nan"),), "height": (1600.0,)}, "widths"),
    ],
)
def test_what_is_no_size_is_refused_beside_its_field(
    values: dict[str, tuple[float, ...]], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check_sizes(MeasuredSizes(values), GATE)

    assert refused.value.field == field


def test_an_empty_slope_keeps_the_slope_of_the_wish() -> None:
    line = build_gate_line()
    sizes = MeasuredSizes({"widths": (3460.0,), "height": (1600.0,), "slope": ()})

    after = measured_spec(line, sizes)

    assert after.to_data() == {
        **line.spec,
        "widths": [3460.0],
        "is_sure": True,
        "is_measured_by_school": True,
    }


def test_only_the_width_that_rules_makes_another_gate() -> None:
    line = build_gate_line()  # one width of 3500: the smallest counts

    wider_on_top = measured_spec(line, gate_sizes(widths=(3500.0, 3507.0), height=1600.0))
    narrower = measured_spec(line, gate_sizes(widths=(3500.0, 3490.0), height=1600.0))

    assert not has_moved(line, wider_on_top)
    assert has_moved(line, narrower)


def test_a_line_written_by_hand_has_nothing_to_measure() -> None:
    by_hand = build_line(family=Family.GATE)

    assert made_line([by_hand]) is None
    assert measured_line([by_hand, build_gate_line()]) == build_gate_line()


def test_a_form_asks_for_each_value_in_its_unit(app: Flask) -> None:
    with app.test_request_context("/"):
        form = measure_form_of((*RUNS, *GATE[2:]))(formdata=None)
        asked = [(field.name, str(field.label.text), unit) for field, unit in form.size_fields]

    assert asked == [
        ("measure-lengths", "Partie 1", "mm"),
        ("measure-lengths_2", "Partie 2", "mm"),
        ("measure-slope", "Pente du sol", "%"),
    ]


def test_sizes_are_said_with_their_units_and_no_useless_zero(app: Flask) -> None:
    with app.test_request_context("/"):
        said = say_sizes(gate_sizes(widths=(3480.0, 3484.5), height=1600.0), {"slope": "%"})

    assert said.replace("\u202f", " ") == "3 480 mm / 3 484,5 mm × 1 600 mm"
