"""A newer engine brings the values that an older school lacks, and touches no other."""

from sqlalchemy import delete, func, select, update

from shop.catalogue.domain import CoefficientKind
from shop.catalogue.models import Coefficient
from shop.configurations.queries import basis_at
from shop.configurations.starting import SETS, write_starting_values
from shop.db import Scope
from shop.fabrication.registry import FAMILIES
from shop.fabrication.tables import read_rows
from shop.kernel.clock import paris_day
from tests.builders.configurations import build_basis
from tests.builders.fabrication import build_shelving_spec


def test_a_new_school_takes_every_starting_value(scope: Scope) -> None:
    written = write_starting_values(scope)

    assert written == sum(len(read_rows(name)) for name in SETS.values())
    result = FAMILIES["shelving"].fabricate(
        build_shelving_spec(), basis_at(scope.session, paris_day(scope.now))
    )
    assert result.price.net.cents > 0


def test_an_older_school_takes_only_what_it_lacks(scope: Scope) -> None:
    build_basis(scope)
    scope.session.execute(delete(Coefficient).where(Coefficient.key.startswith("shelving.")))
    scope.session.execute(
        update(Coefficient).where(Coefficient.key == "gate.wind").values(value="0.7")
    )
    lacked = sum(row["key"].startswith("shelving.") for row in read_rows("rules_2026"))

    assert write_starting_values(scope) == lacked
    assert write_starting_values(scope) == 0
    wind = select(Coefficient.value).where(Coefficient.key == "gate.wind")
    assert scope.session.scalars(wind).all() == ["0.7"]


def test_a_second_value_of_a_known_key_is_not_added_again(scope: Scope) -> None:
    build_basis(scope)
    count = select(func.count()).select_from(Coefficient)
    before = scope.session.scalar(count)
    scope.session.execute(
        delete(Coefficient).where(
            Coefficient.kind == CoefficientKind.RULE,
            Coefficient.key == "guardrail.standard",
            Coefficient.value == "NF P01-012:1988",
        )
    )

    assert write_starting_values(scope) == 0
    assert scope.session.scalar(count) == (before or 0) - 1
