"""Drafts of cards, made from what was frozen on the order line."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from shop.catalogue.domain import Family
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from shop.jobs.domain.composed import blank
from shop.jobs.domain.content import CardCheck, CardContent, CardOperation, CutRow, Demander
from shop.jobs.domain.learning import words_of
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.tyre_work import from_tyre_plan
from tests.builders.fabrication import build_gate_spec
from tests.builders.jobs import build_result, build_tyre_plan


def _tyre_card(*services: tuple[str, int]) -> CardContent:
    plan = build_tyre_plan(*services)
    return from_tyre_plan(plan, title="Montage de 4 pneus", demander=Demander.CONSUMER)


def _rack(quantity: int = 1) -> CardContent:
    return from_fabrication(build_result(), demander=Demander.PRO, quantity=quantity)


def test_a_made_to_measure_line_gives_ordered_steps_linked_by_their_keys() -> None:
    steps = [(op.key, op.minutes, op.machine, op.after) for op in _rack().operations]

    assert steps == [
        ("010-ETU", 60, "", ()),
        ("020-DEB", 25, "saw", ("010-ETU",)),
        ("030-CTL", 36, "", ("020-DEB",)),
    ]


def test_only_the_study_may_begin_before_the_talk_with_the_teacher() -> None:
    assert [op.code for op in _rack().operations if not op.behind_stop] == ["ETU"]


def test_a_check_keeps_absolute_bounds_and_the_step_it_follows() -> None:
    assert _rack().checks == (
        CardCheck(
            key="height",
            label="Hauteur",
            unit="mm",
            nominal=Decimal(1500),
            lowest=Decimal(1497),
            highest=Decimal(1503),
            instrument="Mètre ruban",
            operation="020-DEB",
            source="ISO 13920-B",
        ),
    )


def test_what_is_read_on_a_tape_lies_on_its_half_millimetres_within_the_tolerance() -> None:
    result = FAMILIES["gate"].fabricate(build_gate_spec(widths=(3333.0,)), starting_basis())
    card = from_fabrication(result, demander=Demander.PRO)

    exact = {check.key: (check.nominal - check.minus, check.nominal + check.plus)
             for check in result.checks}  # fmt: skip
    taped = [check for check in card.checks if check.instrument == "Mètre ruban"]
    assert taped
    for check in taped:
        assert check.lowest is not None and check.highest is not None
        assert check.lowest * 2 % 1 == check.highest * 2 % 1 == 0
        low, high = exact[check.key]
        assert low - 0.001 <= float(check.lowest) <= float(check.highest) <= high + 0.001


def test_three_pieces_need_three_times_the_bars_but_one_study() -> None:
    card = _rack(quantity=3)

    assert card.cut_rows == (
        CutRow(mark="M1", name="Montant", section="TC40x40x2", length_mm=1500, quantity=6),
    )
    assert [bar.number for bar in card.bars] == [1, 2, 3]
    assert [op.minutes for op in card.operations] == [60, 75, 108]
    assert card.mass_kg == 20.8
    assert (card.facts["piece_count"], card.reading_facts["piece_count"]) == (2, 6)
    assert (card.facts["mass_kg"], card.reading_facts["mass_kg"]) == (6.9, 6.9)


def test_a_card_proposes_at_most_three_competencies_of_its_longest_steps() -> None:
    assert _rack().competencies == ("MET-A1", "MET-C1", "MET-B2")


def test_a_single_length_and_section_fill_the_reading_guide() -> None:
    assert _rack().reading_facts == {
        "node_count": 4,
        "mass_kg": 6.9,
        "paint_area_m2": 0.48,
        "piece_count": 2,
        "cut_count": 2,
        "length_mm": 1500,
        "product": "Rayonnage 2 montants",
        "section": "TC40x40x2",
    }


@pytest.mark.parametrize(
    ("spec", "finish"),
    [
        ({"finish": "POWDER", "colour": "RAL 7016"}, "Thermolaquage, RAL 7016 gris anthracite"),
        ({"finish": "PAINT", "colour": "RAL 9010"}, "Peinture à l’atelier, RAL 9010 blanc pur"),
        ({"finish": "DUPLEX", "colour": "RAL 1"}, "Galvanisation, puis thermolaquage, RAL 1"),
        ({"finish": "GALVA", "colour": "RAL 7016"}, "Galvanisation"),
        ({"finish": "RAW", "colour": ""}, "Acier brut"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_card_says_the_finish_and_its_colour(spec: dict[str, str], finish: str) -> None:
    result = build_result(spec=spec)

    assert from_fabrication(result, demander=Demander.PRO).finish == finish


def test_a_tyre_card_is_checked_wheel_by_wheel() -> None:
    torque = [check for check in _tyre_card().checks if check.key.startswith("TORQUE")]

    assert [(c.place, c.nominal, c.unit) for c in torque] == [
        ("Avant gauche", 110, "N·m"),
        ("Avant droite", 110, "N·m"),
        ("Arrière gauche", 110, "N·m"),
        ("Arrière droite", 110, "N·m"),
    ]
    assert all(check.operation.endswith("-TORQUE") for check in torque)


def test_a_tyre_card_ends_with_what_only_an_adult_does() -> None:
    last = _tyre_card().operations[-1]

    assert (last.code, last.adult_only) == ("ROADWORTHY", True)


@pytest.mark.parametrize(
    ("services", "wheels"),
    [((("ME1", 2),), 2), ((("ME1", 4), ("VALV", 4)), 4), ((("DR4", 1),), 4), ((("REPC", 1),), 1)],
)
def test_a_tyre_card_counts_the_wheels_bought(
    services: tuple[tuple[str, int], ...], wheels: int
) -> None:
    assert _tyre_card(*services).facts["wheel_count"] == wheels


def test_unknown_torque_leaves_a_check_without_bounds() -> None:
    plan = build_tyre_plan(torque_nm=None)
    card = from_tyre_plan(plan, title="Pneus", demander=Demander.CONSUMER)

    torque = card.find_check("TORQUE.AVG")
    assert torque is not None
    assert not torque.has_bounds
    assert "torque_nm" not in card.facts


@pytest.mark.parametrize("family", list(Family))
def test_every_family_can_be_composed_by_the_teacher(family: Family) -> None:
    card = blank(family, title="Ouvrage", demander=Demander.PUBLIC)

    assert card.operations[0].behind_stop is False
    assert all(op.after for op in card.operations[1:])
    assert {op.minutes for op in card.operations} == {0}
    assert 1 <= len(card.competencies) <= 3
    assert len({question.step for question in card.questions}) == 6
    assert card.transfer


@pytest.mark.parametrize(
    "card", [_rack(), _tyre_card(), blank(Family.STAIRCASE, title="x", demander=Demander.PRO)]
)
def test_a_card_survives_storage(card: CardContent) -> None:
    assert CardContent.from_data(json.loads(json.dumps(card.to_data()))) == card


def test_a_card_holds_neither_money_nor_name_nor_plate() -> None:
    metal = json.dumps(_rack().to_data(), ensure_ascii=False)
    tyres = json.dumps(_tyre_card().to_data(), ensure_ascii=False)

    assert not any(word in metal for word in ("98765", "987", "450", "4,5", "€", "43.21"))
    assert not any(word in tyres for word in ("AB-123-CD", "AB123CD", "€", "gross"))


def test_words_of_the_trade_are_those_of_the_card() -> None:
    words = [entry.word for entry in words_of(_rack())]

    assert "montant" in words
    assert len(words) <= 10


def test_words_have_the_meaning_of_the_trade_of_the_card() -> None:
    sized = replace(_rack(), title="Rayonnage, dimension et charge")

    metal = [(entry.word, entry.topic) for entry in words_of(sized)]
    tyres = [(entry.word, entry.topic) for entry in words_of(_tyre_card())]

    assert ("charge", "metalwork") in metal
    assert {topic for _, topic in metal} <= {"metalwork", "school"}
    assert ("dimension", "tyres") in tyres
    assert {topic for _, topic in tyres} <= {"tyres", "school"}


def test_protections_are_listed_once_for_the_whole_card() -> None:
    twice = CardOperation(
        key="1", code="DEB", label="", minutes=1, workstation="saw", ppe=("M008", "M004")
    )
    card = CardContent(
        family="gate",
        section="metalwork",
        title="",
        demander=Demander.PRO,
        operations=(twice, twice),
    )

    assert card.ppe == ("M008", "M004")


def test_a_galvanised_card_asks_an_adult_for_the_vent_holes_of_every_hollow_section() -> None:
    spec = build_gate_spec(finish=Finish.GALVA)
    result = FAMILIES["gate"].fabricate(spec, starting_basis())
    card = from_fabrication(result, demander=Demander.PRO)
    vents = [check for check in card.checks if check.key.startswith("vents.")]

    assert len(vents) == len(result.vent_holes) > 0
    for check, holes in zip(vents, result.vent_holes, strict=True):
        assert f"{holes.quantity} trous" in check.label
        assert holes.section in check.label
        assert check.adult_only
        assert check.operation.endswith("-PER")
    plain = FAMILIES["gate"].fabricate(build_gate_spec(finish=Finish.POWDER), starting_basis())
    assert not any(
        check.key.startswith("vents.")
        for check in from_fabrication(plain, demander=Demander.PRO).checks
    )
