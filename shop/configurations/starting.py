"""The values that come with the engine: a new school takes all, another what it lacks."""

from shop.catalogue.domain import CoefficientKind
from shop.catalogue.services import complete_coefficients
from shop.db import Scope
from shop.fabrication.tables import read_rows

SETS = {
    CoefficientKind.TARIFF: "tariff_2026",
    CoefficientKind.RULE: "rules_2026",
    CoefficientKind.MINUTES: "operations_minutes",
}


def write_starting_values(scope: Scope) -> int:
    """Write prices, limits and minutes that the school has none of; return how many.

    A newer engine asks for limits that an older school never had.
    """
    return sum(complete_coefficients(scope, kind, read_rows(name)) for kind, name in SETS.items())
