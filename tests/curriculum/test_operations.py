"""The three reading levels of every operation of the workshop."""

from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shop.curriculum.domain.frameworks import describe_competencies
from shop.curriculum.domain.french import sentences, word_count
from shop.curriculum.domain.operations import (
    OperationGuide,
    ReadingLevel,
    Section,
    find_operation_guide,
    get_operation_guide,
    list_machines,
    list_operation_guides,
    machine_in_a_sentence,
)
from shop.curriculum.domain.placeholders import holes
from shop.curriculum.domain.signs import SignKind, list_signs
from shop.curriculum.domain.writing import MOST_WORDS, review_text
from shop.kernel.refusals import NotFound

STATIC = Path(__file__).parents[2] / "static"
METALWORK = [
    *("ETU", "DEB", "EBA", "TRA", "PER", "CIN", "POI", "SOU135", "SOU135A4", "SOU141"),
    *("MEU", "CTL", "PRE", "PEI", "FER", "MAN", "POS"),
]
FACTS: dict[str, float | str] = {
    "product": "un portail à deux vantaux",
    "piece_count": 4,
    "section": "50×50×3",
    "length_mm": 1719,
    "cut_count": 58,
    "node_count": 96,
    "void_mm": 109.77,
    "hole_count": 8,
    "hole_mm": 11,
    "bend_count": 4,
    "angle_deg": 90,
    "diagonal_mm": 2315,
    "tolerance_mm": 2,
    "weld_length_m": 6.32,
    "paint_area_m2": 5.25,
    "coat_count": 2,
    "colour": "gris",
    "hinges_per_leaf": 2,
    "levels": 4,
    "mass_kg": 136.8,
    "tyre_size": "205/55 R16",
    "tread_limit_mm": 1.6,
    "wheel_count": 4,
    "valve_count": 4,
    "tyre_count": 4,
    "pressure_bar": 2.3,
    "seating_bar": 3.3,
    "residual_g": 5,
    "torque_nm": 110,
}
GUIDES = list_operation_guides()
EVERY_READING = [
    pytest.param(guide, level, facts, id=f"{guide.code}-{level}-{'card' if facts else 'bare'}")
    for guide, level, facts in product(GUIDES, ReadingLevel, ({}, FACTS))
]


def test_the_17_metalwork_operations_come_in_workshop_order():
    assert [guide.code for guide in list_operation_guides(Section.METALWORK)] == METALWORK


def test_tyre_operations_follow_the_wheel_from_reception_to_return():
    codes = [guide.code for guide in list_operation_guides(Section.TYRES)]

    assert (codes[0], codes[-1]) == ("RECEIVE", "ROADWORTHY")
    assert [codes.index(code) for code in ("WHEEL_OFF", "TYRE_OFF", "TYRE_ON", "TORQUE")] == [
        2,
        4,
        8,
        14,
    ]


def test_a_card_gives_its_numbers_to_the_sentence():
    sawing = get_operation_guide("DEB")

    assert [sawing.reading(level, FACTS) for level in ReadingLevel] == [
        "Scie 4 tubes. 1\u00a0719\u00a0mm.",
        "Tu vas scier 4 tubes 50×50×3. La longueur est 1\u00a0719\u00a0mm. Règle la butée. "
        "Scie une pièce et mesure-la.",
        "Débit\u00a0: 4 × 50×50×3, L = 1\u00a0719\u00a0mm. Contrôler la première pièce, "
        "puis repérer chaque pièce.",
    ]


def test_a_card_without_numbers_still_gets_a_sentence():
    assert get_operation_guide("DEB").reading(ReadingLevel.PICTURES, {}) == "Scie les tubes."


def test_a_zero_or_an_empty_word_does_not_fill_a_hole():
    drilling = get_operation_guide("PER")

    assert drilling.reading(ReadingLevel.PICTURES, {"hole_count": 0}) == "Perce les trous."


def test_the_reading_voice_says_the_same_in_words():
    assert get_operation_guide("TORQUE").read_aloud(ReadingLevel.PICTURES, FACTS) == (
        "Serre en étoile : cent dix newtons mètres."
    )


@pytest.mark.parametrize(("guide", "level", "facts"), EVERY_READING)
def test_every_reading_is_short_enough_for_its_level(
    guide: OperationGuide, level: ReadingLevel, facts: dict[str, float | str]
):
    text = guide.reading(level, facts)

    if level is ReadingLevel.PICTURES:
        assert word_count(text) <= MOST_WORDS[level]
    assert [found for found in sentences(text) if word_count(found) > MOST_WORDS[level]] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.code)
def test_level_two_raises_no_writing_remark(guide: OperationGuide):
    text = guide.reading(ReadingLevel.SENTENCES, {})

    assert review_text(text) == ()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.code)
def test_the_last_wording_of_every_level_needs_no_number(guide: OperationGuide):
    assert [holes(wordings[-1]) for wordings in guide.readings.values()] == [frozenset()] * 3


def test_every_hole_is_a_fact_these_tests_know():
    asked = {
        name
        for guide in GUIDES
        for wordings in guide.readings.values()
        for wording in wordings
        for name in holes(wording)
    }

    assert asked == set(FACTS)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.code)
def test_every_operation_teaches_known_competencies(guide: OperationGuide):
    assert [found.code for found in describe_competencies(guide.competencies)] == list(
        guide.competencies
    )


def test_whoever_grinds_covers_eyes_ears_hands_and_feet():
    worn = {sign.code for sign in get_operation_guide("MEU").protection}

    assert {"M003", "M008", "M009", "M013"} <= worn


def test_hazards_are_warnings_and_protection_is_an_obligation():
    warnings = {sign.kind for guide in GUIDES for sign in guide.hazards}
    duties = {sign.kind for guide in GUIDES for sign in guide.protection}

    assert (warnings, duties) == ({SignKind.WARNING}, {SignKind.MANDATORY})


def test_every_machine_has_a_french_name():
    machines = {guide.machine for guide in GUIDES if guide.machine}

    assert machines == {code for code, _ in list_machines()}
    assert all(
        machine_in_a_sentence(code).startswith(("le ", "la ", "l’")) for code, _ in list_machines()
    )


@pytest.mark.parametrize(
    "picture",
    [guide.picture for guide in GUIDES] + [sign.picture for sign in list_signs()],
)
def test_every_picture_is_a_plain_svg_that_needs_no_style(picture: str):
    drawing = ElementTree.fromstring((STATIC / picture).read_text())  # noqa: S314 own files

    assert drawing.attrib["viewBox"] == "0 0 48 48"
    assert [node.tag for node in drawing.iter() if "style" in node.attrib] == []
    assert {node.tag.rsplit("}", 1)[-1] for node in drawing.iter()} <= {
        "svg",
        "g",
        "path",
        "circle",
        "rect",
    }


def test_an_unknown_code_has_no_guide():
    assert find_operation_guide("XXX") is None
    with pytest.raises(NotFound):
        get_operation_guide("XXX")
