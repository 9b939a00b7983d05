"""Filling a text with the numbers of a card."""

import pytest

from shop.curriculum.domain.placeholders import fill, holes, typeset


def test_numbers_and_words_fill_their_holes():
    text = fill(
        "Scie {n} × {section}, {length} mm, {price:€} €, DOT {week:02}, {gap:1} mm.",
        {"n": 4, "section": "40×40×2", "length": 1719.0, "price": 21.5, "week": 7, "gap": 102.857},
    )

    assert text == ("Scie 4 × 40×40×2, 1\u00a0719\u00a0mm, 21,50\u00a0€, DOT 07, 102,9\u00a0mm.")


def test_whole_euros_show_no_cents():
    assert fill("{p:€} €", {"p": 1450.0}) == "1\u00a0450\u00a0€"


def test_a_missing_name_is_not_silent():
    with pytest.raises(KeyError):
        fill("{void_mm}", {})


def test_a_hole_is_a_name_and_never_an_expression():
    assert fill("{2+2} {a.b} {a}", {"a": 1}) == "{2+2} {a.b} 1"
    assert holes("{a} {b:2} {b} {c.d}") == {"a", "b"}


def test_french_double_signs_stay_with_their_word():
    assert typeset("« Prêt ? » 20 % : oui") == "«\u00a0Prêt\u00a0?\u00a0» 20\u00a0%\u00a0: oui"


def test_thousands_and_units_stay_with_their_number():
    assert typeset("7 850 kg/m³, 564 mm², 1 roue") == "7\u00a0850\u00a0kg/m³, 564\u00a0mm², 1 roue"
