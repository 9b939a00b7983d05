"""The demonstration fills an empty database once, on both engines."""

from shop.catalogue.queries import list_families, list_products
from shop.db import Scope
from shop.demonstration.seed import seed_everything
from shop.kernel.clock import paris_day


def test_an_empty_database_gets_a_school_and_keeps_it(scope: Scope) -> None:
    assert seed_everything(scope) is True
    assert seed_everything(scope) is False

    on = paris_day(scope.now)
    assert len(list_families(scope.session, on)) == 7
    assert [product.family for product in list_products(scope.session, on)] == ["shelving"] * 3
