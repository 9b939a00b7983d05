"""Each piece of a marking is explained in one simple sentence."""

from datetime import date

import pytest

from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.explanation import TITLES, Explained, explain_marking, list_unwritten
from shop.tyres.domain.limits import limits_at, list_shipped_limits
from shop.tyres.domain.marking import TokenKind, TyreMarking

TODAY = date(2026, 11, 20)
LIMITS = limits_at(list_shipped_limits(), TODAY)


def _explain(typed: str) -> list[tuple[str, str]]:
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)
    return [(said.text, _sentence(said)) for said in explain_marking(read, TODAY, LIMITS)]


def _sentence(said: Explained) -> str:
    return said.sentence % said.params if said.params else said.sentence


def test_a_usual_marking_is_explained_piece_by_piece():
    assert _explain("205/55 R16 91V XL M+S 3PMSF DOT 2324") == [
        ("205", "Le pneu mesure 205 mm de large."),
        ("55", "Le flanc est haut de 55 % de la largeur : 113 mm."),
        ("R", "Pneu radial : c’est le cas de presque tous les pneus."),
        ("16", "Le pneu va sur une jante de 16 pouces, soit 406 mm."),
        ("91", "Un pneu porte au plus 615 kg."),
        ("V", "Le pneu va jusqu’à 240 km/h."),
        ("XL", "Pneu renforcé : il porte plus. Ne le remplacez pas par un pneu normal."),
        ("M+S", "Le fabricant le dit fait pour la boue et la neige."),
        (
            "3PMSF",
            "Montagne et flocon : pneu testé sur la neige, accepté en zone de montagne l’hiver.",
        ),
        ("2324", "Fabriqué la semaine 23 de l’année 2024. Il est encore jeune."),
    ]


def test_mud_and_snow_alone_is_said_not_to_be_enough():
    said = dict(_explain("205/55 R16 91V M+S"))
    assert "ne suffit plus en zone de montagne" in said["M+S"]


def test_a_van_tyre_says_what_it_carries_alone_and_in_pairs():
    said = dict(_explain("225/70 R15C 112/110S"))
    assert said["112/110"] == "Un pneu porte 1120 kg seul, 1060 kg en roues jumelées."


def test_a_speed_above_300_names_no_figure_of_its_own():
    assert "au-delà de 300 km/h" in dict(_explain("225/45 ZR17 (94Y)"))["(Y)"]


@pytest.mark.parametrize(
    "typed",
    [
        "P215/65R17",
        "LT245/75R16 120/116S TL FR",
        "T125/70D15 95M",
        "155 SR 13",
        "205 55 16 91V RF E4 MO OUTSIDE",
        "HL 245/40 B19 101Y SSR",
        "225/70 R15 112/110S",
        "225/70 R15C 8PR 112/110S (115N) EXTRA LOAD",
        "205/55 R16 91V DOT 329",
    ],
)
def test_every_sentence_is_complete(typed: str):
    for _, sentence in _explain(typed):
        assert sentence.endswith(".")
        assert "%" not in sentence.replace(" %", "")
        assert len(sentence.split(".")[0].split()) <= 20


def test_every_kind_of_piece_has_a_title():
    assert set(TITLES) == set(TokenKind)


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("4821", "Il est encore jeune."),
        ("4721", "Il a 5 ans : faites-le vérifier une fois par an."),
        ("4816", "Il a 9 ans : faites-le vérifier une fois par an."),
        ("4716", "Il a 10 ans : changez-le, même si la gomme est haute."),
        ("5026", "ce jour n’est pas encore venu. Relisez les 4 chiffres."),
        ("329", "fabriqué avant 2000. Ne roulez plus avec ce pneu."),
    ],
)
def test_the_age_of_a_tyre_is_told_with_what_to_do(code: str, end: str):
    assert dict(_explain(f"205/55 R16 91V DOT {code}"))[code].endswith(end)


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        (
            "205/55 R16",
            ["L’indice de charge manque", "L’indice de vitesse manque", "La date manque"],
        ),
        ("205/55 R16 91V", ["La date manque"]),
        ("205/55 R16 91V DOT 2324", []),
    ],
)
def test_what_was_not_written_is_asked_for(typed: str, starts: list[str]):
    read = decode_marking(typed)
    assert isinstance(read, TyreMarking)

    assert [sentence.split(" :")[0] for sentence in list_unwritten(read)] == starts
