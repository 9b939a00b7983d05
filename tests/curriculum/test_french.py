"""Numbers and lists in French."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.curriculum.domain.french import (
    french_day,
    french_list,
    french_number,
    sentences,
    spoken,
    spoken_number,
    word_count,
)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1780, 2, "1\u00a0780"),
        (102.857, 1, "102,9"),
        (0.005, 2, "0,01"),
        (2.675, 2, "2,68"),
        (2.3 * 14.5, 1, "33,4"),
        (6.0, 2, "6"),
        (-0.4, 1, "−0,4"),
        (-0.001, 2, "0"),
        (1234567.5, 1, "1\u00a0234\u00a0567,5"),
    ],
)
def test_a_number_is_written_with_comma_and_spaced_thousands(
    value: float, decimals: int, written: str
):
    assert french_number(value, decimals) == written


def test_money_keeps_its_two_figures():
    assert french_number(21.5, 2, fixed=True) == "21,50"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "zéro"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1780, "mille sept cent quatre-vingts"),
        (2020, "deux mille vingt"),
        (80_000, "quatre-vingt mille"),
        (200_300, "deux cent mille trois cents"),
    ],
)
def test_a_number_is_said_in_french_words(value: int, said: str):
    assert spoken_number(value) == said


@given(st.integers(min_value=0, max_value=999_999), st.integers(min_value=0, max_value=999_999))
def test_two_numbers_are_never_said_the_same(one: int, other: int):
    assert (spoken_number(one) == spoken_number(other)) == (one == other)


def test_a_reading_voice_hears_numbers_and_units_in_full():
    text = (
        "Scie 4 tubes. 1\u00a0719\u00a0mm. Serre : 110\u00a0N·m. "
        "Gonfle : 2,3\u00a0bar. 1,05\u00a0m."
    )

    assert spoken(text) == (
        "Scie quatre tubes. mille sept cent dix-neuf millimètres. "
        "Serre : cent dix newtons mètres. Gonfle : deux virgule trois bars. "
        "un virgule zéro cinq mètre."
    )


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["scier"], "scier"),
        (["scier", "souder"], "scier et souder"),
        (["a", "b", "c"], "a, b et c"),
    ],
)
def test_a_list_ends_with_and(words: list[str], joined: str):
    assert french_list(words) == joined


def test_a_day_is_written_in_full():
    assert [french_day(date(2026, 12, 1)), french_day(date(2027, 3, 4))] == [
        "le mardi 1er décembre",
        "le jeudi 4 mars",
    ]


def test_a_text_is_cut_into_sentences_but_not_inside_numbers():
    assert sentences("Règle à 2,3 bar. Prêt ? Serre !\nFin") == [
        "Règle à 2,3 bar.",
        "Prêt ?",
        "Serre !",
        "Fin",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [("Scie 4 tubes. 1\u00a0719 mm.", 4), ("Serre en étoile : 110 N·m.", 4), ("", 0)],
)
def test_a_number_with_its_unit_counts_as_one_word(text: str, count: int):
    assert word_count(text) == count
