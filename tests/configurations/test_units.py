"""The units of the engine's values, in both languages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.configurations.units import UNITS, say_unit
from shop.configurations.wording import say_finding
from shop.db import Scope
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.tables import read_rows
from shop.web.language import speaking
from tests.builders.configurations import build_basis

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


@pytest.mark.parametrize(
    ("slug", "given", "french", "english"),
    [
        ("rayonnage", {"bays": "11"}, "entre 1 et 10 travées.", "between 1 and 10 bays."),
        ("rayonnage", {"levels": "9"}, "entre 2 et 8 niveaux.", "between 2 and 8 levels."),
        ("portail", {"mid_rails": "4"}, "entre 0 et 3 traverses.", "between 0 and 3 rails."),
        ("portail", {"width_bottom": "9000"}, "1 800 et 6 000 mm.", "1,800 and 6,000 mm."),
        ("garde-corps", {"slope_1": "60"}, "entre −45 et 45 °.", "between −45 and 45 °."),
    ],
)
def test_a_number_out_of_its_range_is_told_with_its_unit_in_words(
    scope: Scope,
    client: FlaskClient,
    slug: str,
    given: dict[str, str],
    french: str,
    english: str,
) -> None:
    build_basis(scope)
    scope.session.commit()
    [field] = given

    said = [
        client.get(f"{root}/configurer/{slug}/apercu", query_string=given).json["notes"][field]  # type: ignore[index] # it is JSON
        for root in ("", "/en")
    ]

    assert french in said[0].replace("\u202f", " ")
    assert english in said[1]


def test_other_remarks_write_thousands_as_the_hints_do(app: Flask) -> None:
    params = {"limit": "2500", "area": "-6,25", "section": "TUBE CARRE 50x50x3"}
    finding = Finding(
        level=Level.QUOTE,
        code="gate.x",
        field=None,
        message="%(limit)s %(area)s %(section)s",
        params=params,
    )

    with app.test_request_context():
        with speaking("fr"):
            french = say_finding(finding)
        with speaking("en"):
            english = say_finding(finding)

    assert french == "2\u202f500 −6,25 TUBE CARRE 50x50x3"
    assert english == "2,500 −6.25 TUBE CARRE 50x50x3"
