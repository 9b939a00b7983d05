"""The demonstration fills an empty database once, on both engines."""

import re

import pytest
from sqlalchemy import func, select

from shop.catalogue.queries import list_families, list_products
from shop.configurations.queries import basis_at
from shop.db import Scope
from shop.demonstration.seed import seed_everything
from shop.fabrication.registry import FAMILIES
from shop.kernel.clock import paris_day
from shop.orders.domain import Author
from shop.orders.models import Order
from shop.orders.queries import get_order, list_messages

# What is told does not depend on the database, and filling one takes its time.
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_an_empty_database_gets_a_school_and_keeps_it(scope: Scope) -> None:
    assert seed_everything(scope) is True
    assert seed_everything(scope) is False

    on = paris_day(scope.now)
    assert len(list_families(scope.session, on)) == 7
    assert [product.family for product in list_products(scope.session, on)] == ["shelving"] * 3


@ON_ONE
def test_a_shelf_promises_what_its_load_sign_says(scope: Scope) -> None:
    seed_everything(scope)
    on = paris_day(scope.now)
    engine, basis = FAMILIES["shelving"], basis_at(scope.session, on)

    told = {}
    for product in list_products(scope.session, on):
        loads = re.findall(r"de (\d+) kg", product.description.fr)
        facts = engine.fabricate(engine.parse(product.spec), basis).facts
        told[product.slug] = loads in ([], [f"{facts['sign_per_level_kg']:.0f}"])

    assert told == dict.fromkeys(told, True)
    assert len(told) == 3


@ON_ONE
def test_a_customer_of_the_demonstration_signs_with_a_name(scope: Scope) -> None:
    seed_everything(scope)

    first = scope.session.scalars(select(func.min(Order.id))).one()
    assert first is not None
    order = get_order(scope.session, first)
    assert [(one.author, one.author_name) for one in list_messages(scope.session, order.id)] == [
        (Author.CUSTOMER, order.customer.name)
    ]
