"""Pages of buying ask the database at most eight times, whatever they hold."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from shop.db import Scope, end_writing
from shop.orders.models import DeliveryRate
from tests.builders.catalogue import build_product
from tests.builders.orders import build_delivery_rate
from tests.builders.school import build_identity, build_legal_param
from tests.orders.test_views import ANA

MOST = 8
Counting = Callable[[], Any]


@pytest.fixture(params=[1, 30])
def products(request: pytest.FixtureRequest, scope: Scope) -> list[int]:
    """So many products, a school with an account, a price for deliveries."""
    identity = build_identity(scope.session)
    identity.iban = "FR1420041010050500013M02606"
    build_legal_param(scope.session)
    rate: DeliveryRate = build_delivery_rate("39")
    scope.session.add(rate)
    found = [build_product(scope, slug=f"rayonnage-{n}") for n in range(request.param)]
    scope.session.commit()
    end_writing(scope.session)
    return found


def test_each_page_on_the_way_asks_at_most_eight_times(
    client: FlaskClient, products: list[int], count_queries: Counting
) -> None:
    for product_id in products:
        client.post("/panier/ajouter", data={"product_id": product_id, "quantity": "1"})
    asked: dict[str, int] = {}

    def look(name: str, path: str) -> None:
        with count_queries() as statements:
            assert client.get(path).status_code == 200, path
        asked[name] = len(statements)

    look("basket", "/panier")
    look("you", "/commander/vous")
    client.post("/commander/vous", data=ANA)
    look("delivery", "/commander/livraison")
    where = {"street": "3 rue du Port", "postcode": "39100", "city": "Dole"}
    client.post("/commander/livraison", data={"delivery": "delivery", "means": "transfer", **where})
    look("check", "/commander/verifier")
    total = client.get("/commander/verifier").text.split('name="seen_total"')[1].split('"')
    seen = next(part for part in total if part.isdecimal())
    placed = client.post("/commander/verifier", data={"seen_total": seen, "terms": "y"})
    assert "/payer/" in placed.location, placed.text
    look("pay", placed.location)
    look("order", placed.location.replace("/payer/", "/commande/"))

    assert {name: count for name, count in asked.items() if count > MOST} == {}
