"""Dated values, tables, operations and prices, on their own."""

from datetime import date
from decimal import Decimal

import pytest

from shop.fabrication.domain.bars import PieceTooLong, Saw, plan_cuts
from shop.fabrication.domain.cutting import CutLine
from shop.fabrication.domain.dated import MissingValue, RuleSet
from shop.fabrication.domain.estimate import material_cost, surface_cost
from shop.fabrication.domain.materials import step_value
from shop.fabrication.domain.steel import UnknownSteel
from shop.fabrication.domain.tariff import Finish, Tariff
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import read_rows, standard_tables, starting_basis
from shop.kernel.money import Money
from shop.kernel.text import Bilingual

BASIS = starting_basis()
TABLES = standard_tables()
ROWS = [
    {"key": "labour.rate", "value": "48", "valid_from": "2026-01-01"},
    {"key": "labour.rate", "value": "52", "valid_from": "2026-09-01"},
]


@pytest.mark.parametrize(
    ("day", "rate"),
    [(date(2026, 8, 31), "48"), (date(2026, 9, 1), "52"), (date(2027, 1, 1), "52")],
)
def test_the_price_in_force_on_a_day_is_the_latest_one_begun(day: date, rate: str):
    assert Tariff.from_rows(ROWS, on=day).hourly_rate == Decimal(rate)


def test_order_of_rows_does_not_matter():
    forward, backward = Tariff.from_rows(ROWS), Tariff.from_rows(reversed(ROWS))

    assert forward.hourly_rate == backward.hourly_rate == Decimal(52)
    assert forward.version == backward.version == "2026-09-01"


def test_value_that_is_not_set_or_not_a_number_is_refused_by_its_key():
    rules = RuleSet.from_rows([{"key": "cut.kerf", "value": "three"}])

    with pytest.raises(MissingValue, match=r"cut\.trim"):
        rules.number("cut.trim")
    with pytest.raises(MissingValue, match=r"cut\.kerf"):
        rules.number("cut.kerf")


def test_section_outside_the_table_is_refused_by_its_name():
    with pytest.raises(UnknownSteel, match="TUBE CARRE 51x51x3"):
        TABLES.sections.get_section("TUBE CARRE 51x51x3")
    with pytest.raises(UnknownSteel, match="TOLE 99"):
        TABLES.sheets.get_sheet("TOLE 99")


def test_every_section_has_a_mass_a_face_and_a_price():
    for section in TABLES.sections.rows.values():
        assert section.mass_kg_per_m > 0
        assert section.face_mm >= section.depth_mm > 0
        assert BASIS.tariff.price_per_kg(section.kind) > 0


def test_mass_of_a_solid_section_follows_from_its_area():
    for section in TABLES.sections.rows.values():
        assert section.mass_kg_per_m == pytest.approx(section.area_mm2 * 0.00785, rel=0.02)


@pytest.mark.parametrize(
    ("nominal", "tolerance"), [(30, 1), (31, 2), (1000, 3), (1550, 4), (3500, 6), (99999, 16)]
)
def test_welded_lengths_follow_iso_13920_b(nominal: float, tolerance: float):
    assert TABLES.tolerances.welded_linear(nominal) == tolerance


def test_step_value_takes_the_first_step_that_is_not_under_the_measure():
    steps = "50=14 | 60=16"

    assert [step_value(steps, side) for side in (16, 50, 50.1, 60, 61)] == [
        "14", "14", "16", "16", None,
    ]  # fmt: skip


def test_piece_longer_than_its_bar_is_refused_with_its_mark():
    line = CutLine(
        mark="T9", name=Bilingual("", ""), section="CARRE 16", length_mm=5991.0, quantity=1
    )

    with pytest.raises(PieceTooLong, match="T9"):
        plan_cuts([line], TABLES.sections, Saw.from_rules(BASIS.rules))


def test_pieces_that_fill_a_bar_exactly_need_no_last_kerf():
    line = CutLine(
        mark="A1", name=Bilingual("", ""), section="CARRE 16", length_mm=2993.5, quantity=2
    )

    (plan,) = plan_cuts([line], TABLES.sections, Saw.from_rules(BASIS.rules)).sections

    assert len(plan.bars) == plan.lower_bound == 1
    assert (plan.bars[0].offcut_mm, plan.bars[0].kerf_total_mm) == (0.0, 3.0)


def test_long_offcut_goes_back_to_the_rack():
    line = CutLine(
        mark="A1", name=Bilingual("", ""), section="CARRE 16", length_mm=1000, quantity=5
    )

    (plan,) = plan_cuts([line], TABLES.sections, Saw.from_rules(BASIS.rules)).sections

    assert [(bar.offcut_mm, bar.is_offcut_kept) for bar in plan.bars] == [(975.0, True)]


def test_small_powder_coated_part_pays_the_minimum_charge():
    assert surface_cost(Finish.POWDER, 10, 1.0, BASIS.tariff) == Money(9000)
    assert surface_cost(Finish.RAW, 10, 1.0, BASIS.tariff) == Money(0)
    assert surface_cost(Finish.DUPLEX, 200, 5.0, BASIS.tariff) == Money(24000 + 16000)


def test_material_cost_adds_kinds_at_their_own_price():
    masses = {"SHS": 69.253, "SQUARE": 67.54}

    assert material_cost(masses, BASIS.tariff) == Money(25582)


def test_the_seventeen_operations_are_defined_with_their_protection():
    definitions = BASIS.minutes.definitions

    assert len(definitions) == 17
    assert all(
        definition.label.en and definition.workstation for definition in definitions.values()
    )
    assert "M019" in definitions["SOU135"].ppe
    assert {code[0] for row in definitions.values() for code in row.ppe} == {"M"}
    assert {code[0] for row in definitions.values() for code in row.hazards} == {"W"}


def test_starting_values_give_each_key_one_value_a_day_with_unit_and_source():
    for name in ("rules_2026", "tariff_2026", "operations_minutes"):
        rows = read_rows(name)
        assert len({(row["key"], row["valid_from"]) for row in rows}) == len(rows)
        assert all(row["unit"] and row["valid_from"] and row["source"] for row in rows)


def test_registry_holds_each_family_under_its_own_key():
    assert {key: engine.key for key, engine in FAMILIES.items()} == {
        "gate": "gate",
        "guardrail": "guardrail",
        "shelving": "shelving",
        "staircase": "staircase",
    }
