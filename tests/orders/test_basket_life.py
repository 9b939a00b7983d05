"""Baskets are changed, taken back, and forgotten in the end."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from shop.catalogue.queries import get_products
from shop.db import Scope, end_writing
from shop.kernel.clock import paris_day
from shop.orders.basket.fabricated import fabricate_products
from shop.orders.basket.purge import forget_old_baskets
from shop.orders.models import Basket, BasketLine
from tests.builders.catalogue import build_product
from tests.builders.orders import build_basket, build_basket_line
from tests.builders.school import build_identity, build_legal_param
from tests.conftest import NOW


def a_basket(scope: Scope, token: str, product_id: int, *, days_old: float) -> int:
    basket = build_basket(token)
    basket.touched_at = NOW - timedelta(days=days_old)
    scope.session.add(basket)
    scope.session.flush()
    scope.session.add(build_basket_line(basket.id, product_id))
    scope.session.flush()
    return basket.id


@pytest.fixture
def product_id(scope: Scope) -> int:
    build_identity(scope.session)
    return build_product(scope)


def left(scope: Scope) -> list[int]:
    return list(scope.session.scalars(select(Basket.id).order_by(Basket.id)))


def test_a_basket_nobody_touched_for_a_month_is_forgotten_with_its_lines(
    scope: Scope, product_id: int
) -> None:
    build_legal_param(scope.session, key="basket_days", value="30")
    a_basket(scope, "old", product_id, days_old=30.1)
    young = a_basket(scope, "young", product_id, days_old=29.9)

    assert forget_old_baskets(scope) == 1
    assert left(scope) == [young]
    assert list(scope.session.scalars(select(BasketLine.basket_id))) == [young]


def test_an_ordered_basket_is_kept_for_the_second_click_of_the_day(
    scope: Scope, product_id: int
) -> None:
    build_legal_param(scope.session, key="basket_days", value="30")
    for name, hours in (("yesterday", 25), ("today", 23)):
        basket_id = a_basket(scope, name, product_id, days_old=2)
        scope.session.get_one(Basket, basket_id).ordered_at = NOW - timedelta(hours=hours)
    scope.session.flush()

    assert forget_old_baskets(scope) == 1
    assert left(scope) == [basket_id]


def test_no_basket_is_forgotten_while_the_settings_do_not_say_when(
    scope: Scope, product_id: int
) -> None:
    kept = a_basket(scope, "old", product_id, days_old=400)

    assert forget_old_baskets(scope) == 0
    assert left(scope) == [kept]


def test_what_was_taken_out_can_be_put_back_as_it_was(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    scope.session.commit()
    end_writing(scope.session)
    client.post("/panier/ajouter", data={"product_id": product_id, "quantity": "3"})
    answer = client.post("/panier", data={f"quantity-{product_id}": "3", "remove": str(product_id)})
    page = client.get(answer.location).text

    assert "n’est plus dans le panier" in page
    assert f'name="product_id" value="{product_id}"' in page
    assert 'name="quantity" value="3"' in page
    assert "Votre panier est vide" in page


@pytest.mark.parametrize("query", ["retire=x&quantite=1", "retire=999&quantite=1", "retire=1"])
def test_an_address_nobody_gave_puts_nothing_back(
    client: FlaskClient, scope: Scope, product_id: int, query: str
) -> None:
    scope.session.commit()
    end_writing(scope.session)

    page = client.get(f"/panier?{query}")

    assert page.status_code == 200
    assert "n’est plus dans le panier" not in page.text


def test_a_product_without_engine_has_no_result(scope: Scope, product_id: int) -> None:
    product = get_products(scope.session, [product_id], paris_day(NOW))[product_id]

    assert product.spec == {}
    assert fabricate_products(scope.session, [product], paris_day(NOW)) == [None]
