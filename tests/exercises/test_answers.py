"""Reading what a student wrote."""

import pytest

from shop.exercises.domain.answers import ReadAnswer, convert, read_answer


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1780", ReadAnswer(1780, "")),
        ("1 780 mm", ReadAnswer(1780, "mm")),
        ("1\u00a0780\u202fmm", ReadAnswer(1780, "mm")),
        ("1,78 m", ReadAnswer(1.78, "m")),
        ("1.78m", ReadAnswer(1.78, "m")),
        ("-2,4 mm", ReadAnswer(-2.4, "mm")),
        ("−2,4", ReadAnswer(-2.4, "")),
        ("3,84 m2", ReadAnswer(3.84, "m²")),
        ("1740 euros", ReadAnswer(1740, "€")),
        ("1 740,00 € TTC", ReadAnswer(1740, "€")),
        ("2,3 bars.", ReadAnswer(2.3, "bar")),
        ("13 barreaux", ReadAnswer(13, "barreaux")),
        ("42°", ReadAnswer(42, "°")),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, read: ReadAnswer):
    assert read_answer(written) == read


@pytest.mark.parametrize("written", ["", "je ne sais pas", "12 ou 13", "1,2,3", "2+2", "mm"])
def test_what_is_not_one_number_is_not_read(written: str):
    assert read_answer(written) is None


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (1.78, "m", "mm", 1780),
        (2.3, "bar", "kPa", 230),
        (210, "min", "h", 3.5),
        (38400, "cm²", "m²", 3.84),
        (12, "barreaux", "barreaux", 12),
        (12, "kg", "mm", None),
        (12, "pommes", "kg", None),
    ],
)
def test_units_of_one_dimension_are_converted(
    value: float, unit: str, wanted: str, converted: float | None
):
    assert convert(value, unit, wanted) == (None if converted is None else pytest.approx(converted))
