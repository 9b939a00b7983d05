"""Plates are read as typed and kept in one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.refusals import Refusal
from shop.tyres.domain.plates import Plate, PlateKind, find_plate, read_plate


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("AB-123-CD", Plate("AB-123-CD", PlateKind.SIV)),
        ("ab 123 cd", Plate("AB-123-CD", PlateKind.SIV)),
        ("ab123cd", Plate("AB-123-CD", PlateKind.SIV)),
        ("AB–123—CD", Plate("AB-123-CD", PlateKind.SIV)),
        ("WW-123-AA", Plate("WW-123-AA", PlateKind.PROVISIONAL)),
        ("w 123 aa", Plate("W-123-AA", PlateKind.TRADE)),
        ("1234 AB 39", Plate("1234 AB 39", PlateKind.OLD_FRENCH)),
        ("12abc2a", Plate("12 ABC 2A", PlateKind.OLD_FRENCH)),
        ("1234 AB 971", Plate("1234 AB 971", PlateKind.OLD_FRENCH)),
    ],
)
def test_a_french_plate_is_normalised(typed: str, plate: Plate):
    assert read_plate(typed) == plate


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "AI-123-CD",
        "AO-123-CD",
        "AU-123-CD",
        "SS-123-AA",
        "AA-123-SS",
        "AB-000-CD",
        "AB-12-CD",
        "AB-1234-CD",
        "bonjour",
        "A" * 500,
    ],
)
def test_what_is_no_french_plate_is_refused_by_its_field(typed: str):
    with pytest.raises(Refusal) as refused:
        read_plate(typed)

    assert refused.value.field == "plate"


def test_a_foreign_plate_is_kept_as_letters_and_figures():
    assert read_plate("vd 123.456", is_foreign=True) == Plate("VD123456", PlateKind.FOREIGN)


@pytest.mark.parametrize("typed", ["A", "A" * 13, "", "日本"])
def test_a_foreign_plate_has_two_to_twelve_signs(typed: str):
    with pytest.raises(Refusal, match="de 2 à 12"):
        read_plate(typed, is_foreign=True)


@given(st.text(max_size=60), st.booleans())
def test_no_text_raises_and_a_normal_form_is_stable(typed: str, is_foreign: bool):
    plate = find_plate(typed, is_foreign=is_foreign)

    if plate is not None:
        assert find_plate(plate.text, is_foreign=is_foreign) == plate
