"""Sections that the price list sells by the whole bar."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.fabrication.domain.bars import Saw, plan_section
from shop.fabrication.domain.cutting import Cut
from shop.fabrication.domain.dated import DatedValue
from shop.fabrication.domain.family import Basis, Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.steel import UnknownSteel
from shop.fabrication.domain.tariff import PriceBreakdown, Tariff
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import starting_basis
from shop.kernel.money import Money, total
from tests.builders.fabrication import (
    build_gate_spec,
    build_guardrail_spec,
    build_shelving_spec,
    build_staircase_spec,
)

BASIS = starting_basis()
SAW = Saw.from_rules(BASIS.rules)
SPECS: dict[str, Wish] = {
    "gate": build_gate_spec(),
    "guardrail": build_guardrail_spec(),
    "shelving": build_shelving_spec(),
    "staircase": build_staircase_spec(),
}


def selling_by_bar(*sections: str) -> Basis:
    listed = DatedValue(key="material.by_bar", value=" | ".join(sections))
    return replace(BASIS, tariff=Tariff({**BASIS.tariff.rows, listed.key: listed}))


def made(family: str, spec: Wish, basis: Basis = BASIS) -> FabricationResult:
    return FAMILIES[family].fabricate(spec, basis)


def sections_of(result: FabricationResult) -> list[str]:
    return [plan.section for plan in result.cut_plan.sections]


@pytest.mark.parametrize("family", SPECS)
def test_a_new_school_pays_for_all_steel_by_the_kilogram(family: str):
    assert made(family, SPECS[family]).price.bars == ()


@pytest.mark.parametrize("family", SPECS)
def test_bars_are_those_of_the_cut_list_from_end_to_end(family: str):
    by_kg = made(family, SPECS[family])
    by_bar = made(family, SPECS[family], selling_by_bar(*sections_of(by_kg)))

    assert [(one.section, one.count) for one in by_bar.price.bars] == [
        (plan.section, len(plan.bars)) for plan in by_kg.cut_plan.sections
    ]
    assert by_bar.mass_kg == by_kg.mass_kg
    for one in by_bar.price.bars:
        section = BASIS.tables.sections.get_section(one.section)
        mass = round(one.count * one.length_mm / 1000 * section.mass_kg_per_m, 1)
        assert (one.length_mm, one.mass_kg) == (section.stock_length_mm, mass)
        assert one.amount == Money.from_euros(
            Decimal(str(mass)) * BASIS.tariff.price_per_kg(section.kind)
        )


def test_the_material_of_the_reference_gate_with_its_bars_sold_whole():
    """Six bars of 6 m of square 16: 6 × 6 × 2.01 = 72.4 kg at 1.70 €; no scrap on them."""
    price = made("gate", SPECS["gate"], selling_by_bar("CARRE 16")).price

    (bars,) = price.bars
    assert (bars.count, bars.length_mm, bars.mass_kg) == (6, 6000.0, 72.4)
    assert bars.amount == Money(123_08)
    frame = made("gate", SPECS["gate"]).price.material - Money.from_euros(
        Decimal("67.5") * Decimal("1.70") * Decimal("1.10")
    )
    assert price.material == frame + bars.amount


def test_a_section_sold_by_the_bar_that_is_not_used_changes_nothing():
    assert made("gate", SPECS["gate"], selling_by_bar("UPN 100")).price == (
        made("gate", SPECS["gate"]).price
    )


def test_a_section_that_is_not_in_the_table_is_refused_in_words():
    with pytest.raises(UnknownSteel):
        made("gate", SPECS["gate"], selling_by_bar("CARRE 16", "CARRE 61"))


@given(
    length=st.floats(50.0, 5000.0), longer=st.floats(0.0, 900.0),
    count=st.integers(1, 40), more=st.integers(0, 5),
)  # fmt: skip
def test_longer_or_more_pieces_never_take_fewer_bars(
    length: float, longer: float, count: int, more: int
):
    def bars(length: float, count: int) -> int:
        cuts = [Cut(mark="A", length_mm=length)] * count
        return len(plan_section("CARRE 16", 6000.0, cuts, SAW).bars)

    assert bars(length, count) <= bars(length + longer, count + more)


@pytest.mark.parametrize(
    ("family", "specs"),
    [
        # From 1400 mm on this gate has no brace: below it costs more than a little higher.
        ("gate", [build_gate_spec(height=1400.0 + 50 * step) for step in range(17)]),
        ("guardrail", [build_guardrail_spec(lengths=(1000.0 * step,)) for step in range(1, 12)]),
        ("shelving", [build_shelving_spec(bays=bays) for bays in range(1, 9)]),
        ("staircase", [build_staircase_spec(width=900.0 + 50 * step) for step in range(12)]),
    ],
)
def test_a_larger_product_never_costs_less_by_the_bar(family: str, specs: list[Wish]):
    used = {name for spec in specs for name in sections_of(made(family, spec))}
    basis = selling_by_bar(*sorted(used))

    prices = [made(family, spec, basis).price.net_before_rounding.cents for spec in specs]

    assert prices == sorted(prices)


def test_a_frozen_price_without_bars_is_read_as_before():
    price = made("gate", SPECS["gate"]).price
    data = price.to_data()
    del data["bars"]

    assert PriceBreakdown.from_data(data) == price


def test_whole_bars_survive_freezing():
    price = made("gate", SPECS["gate"], selling_by_bar("CARRE 16")).price

    assert PriceBreakdown.from_data(price.to_data()) == price
    assert total(one.amount for one in price.bars) < price.material
