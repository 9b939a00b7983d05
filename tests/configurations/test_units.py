"""The units of the engine's values, in both languages."""

import pytest
from flask import Flask

from shop.configurations.units import UNITS, say_unit
from shop.fabrication.tables import read_rows
from shop.web.language import speaking

ALIKE = {
    *("", "%", "N", "kN/m", "kN/m²", "kg", "kg/m²", "km", "m²"),
    *("min", "min/kg", "min/m", "min/m²", "mm", "°", "µm"),
}
TABLES = ("rules_2026", "tariff_2026", "operations_minutes")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["jours", "part du diamètre", "€/kg", "mm"]),
        ("en", ["days", "share of the diameter", "€/kg", "mm"]),
    ],
)
def test_a_unit_is_said_in_the_language_of_the_page(
    app: Flask, language: str, expected: list[str]
) -> None:
    with app.test_request_context(), speaking(language):
        said = [say_unit(unit) for unit in ("days", "ratio of the diameter", "EUR/kg", "mm")]

    assert said == expected


def test_every_unit_of_the_tables_can_be_said() -> None:
    used = {row["unit"] for name in TABLES for row in read_rows(name)}

    assert used - set(UNITS) == ALIKE & used
