"""Orders of a signed-in customer: her own, whatever was typed in capitals, and no other."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope, end_writing
from shop.orders.models import Order, OrderLink
from shop.orders.queries import get_order
from shop.orders.services import accept_order, mark_ready
from tests.builders.accounts import build_customer
from tests.builders.orders import a_customer, place
from tests.builders.school import build_identity
from tests.signing import sign_in_as


@pytest.fixture
def orders(scope: Scope) -> tuple[str, str]:
    """One order of Ana, who has an account, and one of Noé."""
    build_identity(scope.session)
    hers = place(scope, one_time_key="a", customer=a_customer(email="Ana.Roux@example.org"))
    his = place(scope, one_time_key="b", customer=a_customer(email="noe@example.org"))
    accept_order(scope, hers)
    mark_ready(scope, hers)
    return get_order(scope.session, hers).reference, get_order(scope.session, his).reference


@pytest.fixture
def ana(app: Flask, scope: Scope, orders: tuple[str, str]) -> FlaskClient:
    customer = build_customer(scope.session, email="ana.roux@example.org")
    scope.session.commit()
    end_writing(scope.session)
    return sign_in_as(app, f"customer:{customer.id}")


def links(scope: Scope) -> int:
    scope.session.rollback()
    return scope.session.query(OrderLink).count()


def test_the_account_lists_the_orders_of_its_address(
    ana: FlaskClient, orders: tuple[str, str]
) -> None:
    page = ana.get("/compte").text

    assert orders[0] in page
    assert "Prête : elle vous attend" in page
    assert orders[1] not in page


def test_the_owner_opens_the_page_of_the_order(ana: FlaskClient, orders: tuple[str, str]) -> None:
    page = ana.get(f"/compte/commandes/{orders[0]}", follow_redirects=True)

    assert page.status_code == 200
    assert page.request.path.startswith("/commande/")
    assert orders[0] in page.text


def test_the_order_of_somebody_else_does_not_exist(
    ana: FlaskClient, scope: Scope, orders: tuple[str, str]
) -> None:
    before = links(scope)

    answers = [ana.get(f"/compte/commandes/{name}") for name in (orders[1], "CO-2026-9999")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Noé" not in answers[0].text
    assert links(scope) == before


def test_a_stranger_is_asked_to_sign_in(
    client: FlaskClient, scope: Scope, orders: tuple[str, str]
) -> None:
    scope.session.commit()
    end_writing(scope.session)

    answer = client.get(f"/compte/commandes/{orders[0]}")

    assert answer.status_code in {302, 303}
    assert "/compte/connexion" in answer.location


@pytest.mark.parametrize(
    ("status", "told"),
    [("placed", "Reçue"), ("closed", "Remise"), ("declined", "Refusée par l’école")],
)
def test_each_state_is_said_in_words(
    app: Flask, scope: Scope, orders: tuple[str, str], status: str, told: str
) -> None:
    scope.session.query(Order).filter_by(reference=orders[1]).update({"status": status})
    customer = build_customer(scope.session, email="noe@example.org")
    scope.session.commit()
    end_writing(scope.session)

    assert told in sign_in_as(app, f"customer:{customer.id}").get("/compte").text
