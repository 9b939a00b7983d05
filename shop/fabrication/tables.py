"""The tables that come with the engine, read once from its data folder."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis, Tables
from shop.fabrication.domain.operations import OperationMinutes
from shop.fabrication.domain.steel import SectionTable, SheetTable
from shop.fabrication.domain.strictness import StrictRule, read_strictness
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.domain.tolerances import ToleranceTable


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one data file, such as `tariff_2026`, as they are written."""
    source = files("shop.fabrication") / "data" / f"{name}.csv"
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


@cache
def standard_tables() -> Tables:
    """Return sections, sheets and general tolerances (ISO 13920, ISO 2768)."""
    return Tables(
        sections=SectionTable.from_rows(read_rows("steel_sections")),
        sheets=SheetTable.from_rows(read_rows("steel_sheets")),
        tolerances=ToleranceTable.from_rows(read_rows("iso13920"), read_rows("iso2768")),
    )


@cache
def starting_basis() -> Basis:
    """Return the values a new school starts with, before it edits its own dated rows."""
    return Basis(
        tariff=Tariff.from_rows(read_rows("tariff_2026")),
        rules=RuleSet.from_rows(read_rows("rules_2026")),
        minutes=OperationMinutes.from_rows(
            read_rows("operations"), read_rows("operations_minutes")
        ),
        tables=standard_tables(),
    )


@cache
def strict_rules() -> Mapping[str, StrictRule]:
    """Return the rules that a workshop may set stricter, by key, in the order of the file."""
    return MappingProxyType(read_strictness(read_rows("rule_strictness")))
