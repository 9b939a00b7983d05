"""Frozen values survive a trip through JSON."""

import json
from decimal import Decimal

from shop.fabrication.domain.elevation import Shape, rectangle
from shop.fabrication.domain.findings import ASK_FOR_A_QUOTE, Finding, Level
from shop.fabrication.domain.result import HardwareItem
from shop.fabrication.domain.tariff import PriceBreakdown
from shop.kernel.money import Money
from shop.kernel.text import Bilingual


def test_hardware_is_the_same_after_json():
    item = HardwareItem(
        key="gate.hinge", name=Bilingual("Gond", "Hinge"), quantity=4, unit_price=Money(2200)
    )

    assert HardwareItem.from_data(json.loads(json.dumps(item.to_data()))) == item


def test_finding_keeps_its_level_and_its_empty_field():
    finding = Finding(
        level=Level.QUOTE,
        code="gate.leaf_area",
        field=None,
        message="Surface de %(area)s m²",
        params={"area": "6,30"},
        what_to_do=ASK_FOR_A_QUOTE,
    )

    again = Finding.from_data(json.loads(json.dumps(finding.to_data())))

    assert again == finding
    assert again.level is Level.QUOTE
    assert again.sentence == "Surface de 6,30 m²"


def test_a_key_of_a_later_schema_is_left_aside():
    shape = rectangle("bar", "B1", 0, 0, 16, 700)

    assert Shape.from_data({**shape.to_data(), "colour": "red"}) == shape


def test_money_travels_in_cents_and_rates_as_text():
    zero = Money(0)
    price = PriceBreakdown(
        material=Money(25582), hardware=zero, surface=zero, labour=zero, fitting=zero,
        transport=zero, cost=Money(25582), overhead=zero, margin=zero,
        net_before_rounding=Money(25582), net=Money(26000), range_low=Money(23000),
        range_high=Money(29000), labour_hours=1.5, fitting_hours=0.0,
        hourly_rate=Decimal("48.00"), tariff_version="2026-01-01",
    )  # fmt: skip

    data = price.to_data()

    assert (data["material"], data["hourly_rate"]) == (25582, "48.00")
    assert PriceBreakdown.from_data(data) == price
