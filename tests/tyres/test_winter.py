"""The mountain rule: the communes as dated rows, what counts as a winter tyre."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.refusals import Refusal
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.fitment import Severity
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import TyreMarking
from shop.tyres.domain.winter import (
    ListedCommune,
    WinterList,
    advise_winter,
    counts_in_winter,
    fold_name,
    is_season,
    read_communes,
)

TODAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), TODAY)


def tyre(typed: str) -> TyreMarking:
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)
    return read


def commune(
    code: str, name: str, first: str = "2021-11-01", last: str | None = None
) -> ListedCommune:
    return ListedCommune(
        insee_code=code,
        name=name,
        source="Arrêté",
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last else None,
    )


COMMUNES = (
    commune("39470", "Les Rousses"),
    commune("39478", "Saint-Claude"),
    commune("25388", "Montbéliard", last="2025-03-31"),
    commune("39413", "La Pesse", first="2027-11-01"),
    commune("39540", "Les Trois-Châteaux"),
    commune("05140", "Trois Châteaux"),
)
LISTED = WinterList(COMMUNES)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Les Rousses", ["39470"]),
        ("rousses", ["39470"]),
        ("LES  ROUSSES", ["39470"]),
        ("st claude", ["39478"]),
        ("39470", ["39470"]),
        ("Montbéliard", []),
        ("La Pesse", []),
        ("Dole", []),
        ("", []),
        ("\0%(", []),
    ],
)
def test_a_commune_is_found_by_name_or_code_on_the_days_it_is_listed(typed: str, codes: list[str]):
    assert [found.insee_code for found in LISTED.find(typed, TODAY)] == codes


@pytest.mark.parametrize(
    ("marking", "day", "counts"),
    [
        ("205/55 R16 91T 3PMSF", TODAY, True),
        ("205/55 R16 91T M+S", TODAY, False),
        ("205/55 R16 91T M+S", date(2024, 10, 31), True),
        ("205/55 R16 91T M+S", date(2024, 11, 1), False),
        ("205/55 R16 91V", date(2023, 12, 1), False),
    ],
)
def test_mud_and_snow_alone_counts_no_more_since_november_2024(
    marking: str, day: date, counts: bool
):
    assert counts_in_winter(tyre(marking), day, LIMITS) is counts


@pytest.mark.parametrize(
    ("commune", "marking", "code", "said"),
    [
        (
            "rousses",
            "205/55 R16 91V",
            "winter_equipment",
            "Les Rousses (39) : zone de montagne. Du 01/11 au 31/03, ce pneu n’y suffit pas.",
        ),
        (
            "39470",
            "205/55 R16 91T 3PMSF",
            "winter_fits",
            "Les Rousses (39) : zone de montagne. Du 01/11 au 31/03, ce pneu y compte"
            " comme pneu hiver.",
        ),
        (
            "trois chateaux",
            "205/55 R16 91V",
            "winter_equipment",
            "Les Trois-Châteaux (39), Trois Châteaux (05) : zone de montagne."
            " Du 01/11 au 31/03, ce pneu n’y suffit pas.",
        ),
        (
            "Dole",
            "205/55 R16 91V",
            "winter_unlisted",
            "« Dole » n’est pas dans la liste des communes de montagne que nous avons.",
        ),
        (
            "39 220",
            "205/55 R16 91V",
            "winter_postcode",
            "Écrivez le nom de la commune ou son code INSEE, pas le code postal.",
        ),
    ],
)
def test_the_advice_names_the_commune_and_the_season_of_the_law(
    commune: str, marking: str, code: str, said: str
):
    found = advise_winter(tyre(marking), commune, LISTED, TODAY, LIMITS)

    assert found.code == code
    assert (found.message % found.params).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        (date(2026, 10, 31), Severity.ADVISES),
        (date(2026, 11, 1), Severity.WARNS),
        (date(2028, 2, 29), Severity.WARNS),
        (date(2027, 3, 31), Severity.WARNS),
        (date(2027, 4, 1), Severity.ADVISES),
    ],
)
def test_a_tyre_that_is_not_enough_warns_from_the_first_to_the_last_day_of_the_season(
    day: date, severity: Severity
):
    summer, winter = tyre("205/55 R16 91V"), tyre("205/55 R16 91V 3PMSF")

    assert advise_winter(summer, "Les Rousses", LISTED, day, LIMITS).severity is severity
    assert advise_winter(winter, "Les Rousses", LISTED, day, LIMITS).severity is Severity.ADVISES
    assert advise_winter(summer, "Dole", LISTED, day, LIMITS).severity is Severity.ADVISES


def test_a_season_within_one_year_is_read_too():
    limits = replace(LIMITS, winter_first_day="01-10", winter_last_day="03-01")

    assert [is_season(date(2027, month, 15), limits) for month in (1, 2, 3, 12)] == [
        True,
        True,
        False,
        False,
    ]


def test_without_any_list_nothing_is_promised():
    ended = WinterList([commune("25388", "Montbéliard", last="2025-03-31")])

    found = advise_winter(tyre("205/55 R16 91V"), "Montbéliard", ended, TODAY, LIMITS)

    assert found.code == "winter_no_list"
    assert "préfecture" in found.remedy


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("39470 Les Rousses", [("39470", "Les Rousses")]),
        (
            "39470;Les Rousses\n\n39413;La Pesse\n",
            [("39470", "Les Rousses"), ("39413", "La Pesse")],
        ),
        ('"Bastia"\t"2b033"', [("2B033", "Bastia")]),
        ("39470 Les Rousses\r\n39470 Les Rousses", [("39470", "Les Rousses")]),
    ],
)
def test_a_pasted_list_is_read_whatever_its_separator(text: str, communes: list[tuple[str, str]]):
    assert list(read_communes(text)) == communes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Collez au moins une commune."),
        ("39470 Les Rousses\nLa Pesse", "Ligne 2, « La Pesse »"),
        ("39470", "Ligne 1, « 39470 »"),
        ("39470 A\n" * 6001, "trop longue"),
    ],
)
def test_a_list_that_cannot_be_read_names_its_line(text: str, sentence: str):
    with pytest.raises(Refusal) as refused:
        read_communes(text)

    assert sentence in str(refused.value.message) % refused.value.params


@given(st.text(max_size=80))
def test_any_commune_typed_gets_an_answer(typed: str):
    found = advise_winter(tyre("205/55 R16 91V"), typed, LISTED, TODAY, LIMITS)

    assert found.code in {"winter_unlisted", "winter_equipment", "winter_postcode"}
    assert fold_name(fold_name(typed)) == fold_name(typed)
