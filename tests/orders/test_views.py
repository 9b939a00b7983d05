"""Basket and checkout as a passer-by uses them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from shop.db import Scope, end_writing
from shop.kernel.money import Money
from shop.orders.basket.services import add_to_basket
from shop.orders.domain import OrderStatus, PaymentMeans
from shop.orders.models import Basket, Order
from shop.orders.queries import get_order
from tests.builders.catalogue import build_product
from tests.builders.orders import build_delivery_rate
from tests.builders.school import build_identity

ANA = {
    "kind": "consumer",
    "name": "Ana Roux",
    "email": "ana.roux@example.org",
    "phone": "03 84 00 00 00",
    "street": "3 rue du Port",
    "postcode": "39 100",
    "city": "Dole",
}
PICK_UP = {"delivery": "pick_up", "means": "card"}


@pytest.fixture
def product_id(scope: Scope) -> int:
    """A shelf at 240 €, and a school that delivers around Dole."""
    found = build_product(scope)
    build_identity(scope.session)
    scope.session.add(build_delivery_rate("39", cents=4500))
    leave(scope)
    return found


def leave(scope: Scope) -> None:
    scope.session.commit()
    end_writing(scope.session)


def add(client: FlaskClient, product_id: int, quantity: str = "1") -> None:
    response = client.post("/panier/ajouter", data={"product_id": product_id, "quantity": quantity})
    assert response.status_code == 303


def total_shown(html: str) -> str:
    found = re.search(r'name="seen_total"[^>]*value="(\d+)"', html)
    assert found
    return found.group(1)


def walk_to_check(
    client: FlaskClient, product_id: int, *, quantity: str = "2", **delivery: str
) -> str:
    add(client, product_id, quantity)
    assert client.post("/commander/vous", data=ANA).location.endswith("/commander/livraison")
    response = client.post("/commander/livraison", data={**PICK_UP, **delivery})
    assert response.location.endswith("/commander/verifier")
    return client.get("/commander/verifier").text


def orders(scope: Scope) -> list[int]:
    scope.session.rollback()
    return list(scope.session.scalars(select(Order.id).order_by(Order.id)))


def test_looking_around_makes_no_basket_and_sets_no_cookie(
    client: FlaskClient, scope: Scope
) -> None:
    leave(scope)
    response = client.get("/panier")

    assert "Votre panier est vide" in response.text
    assert "Set-Cookie" not in response.headers
    assert scope.session.scalar(select(func.count()).select_from(Basket)) == 0


def test_the_first_product_makes_the_basket(client: FlaskClient, product_id: int) -> None:
    add(client, product_id)
    add(client, product_id, "2")

    page = client.get("/panier").text
    assert 'value="3"' in page
    assert "720,00" in page


def test_quantities_change_and_products_leave(client: FlaskClient, product_id: int) -> None:
    add(client, product_id)
    client.post("/panier", data={f"quantity-{product_id}": "5"})
    assert "1\u202f200,00" in client.get("/panier").text

    client.post("/panier", data={f"quantity-{product_id}": "5", "remove": str(product_id)})
    assert "Votre panier est vide" in client.get("/panier").text


@pytest.mark.parametrize("quantity", ["0", "100", "-1", "beaucoup", "1e9", "9" * 40])
def test_a_wrong_quantity_is_refused_in_words(
    client: FlaskClient, product_id: int, quantity: str
) -> None:
    response = client.post("/panier/ajouter", data={"product_id": product_id, "quantity": quantity})

    assert response.status_code == 409
    assert "quantité" in response.text or "nombre entier" in response.text


def test_a_product_that_is_not_sold_cannot_be_added(client: FlaskClient, product_id: int) -> None:
    response = client.post("/panier/ajouter", data={"product_id": "9999", "quantity": "1"})
    assert response.status_code == 404


@pytest.mark.parametrize("step", ["vous", "livraison", "verifier"])
def test_a_step_without_a_basket_says_where_to_begin(
    client: FlaskClient, scope: Scope, step: str
) -> None:
    leave(scope)
    response = client.get(f"/commander/{step}")

    assert response.status_code == 404
    assert "Votre panier est vide" in response.text


def test_a_guest_orders_and_is_led_to_the_payment(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    page = walk_to_check(client, product_id)
    assert "Commander avec obligation de paiement" in page
    assert "480,00" in page

    response = client.post(
        "/commander/verifier", data={"seen_total": total_shown(page), "terms": "y"}
    )

    assert response.status_code == 303
    assert "/payer/" in response.location
    (order_id,) = orders(scope)
    order = get_order(scope.session, order_id)
    assert (order.status, order.payable) == (OrderStatus.PLACED, Money(48000))
    assert (order.customer.postcode, order.customer.title) == ("39100", "Ana Roux")


def test_a_double_click_places_one_order(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    page = walk_to_check(client, product_id)
    data = {"seen_total": total_shown(page), "terms": "y"}
    cookie = client.get_cookie("etabli_panier")
    assert cookie is not None

    client.post("/commander/verifier", data=data)
    client.set_cookie("etabli_panier", cookie.value)
    second = client.post("/commander/verifier", data=data)

    assert second.status_code == 303
    assert len(orders(scope)) == 1


def test_the_conditions_must_be_accepted(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    page = walk_to_check(client, product_id)

    response = client.post("/commander/verifier", data={"seen_total": total_shown(page)})

    assert "Cochez cette case" in response.text
    assert orders(scope) == []


@pytest.mark.parametrize("forged", ["1", "", "abc", "-5"])
def test_a_total_that_is_not_the_one_shown_is_refused(
    client: FlaskClient, scope: Scope, product_id: int, forged: str
) -> None:
    walk_to_check(client, product_id)

    response = client.post("/commander/verifier", data={"seen_total": forged, "terms": "y"})

    assert "Un prix a changé" in response.text
    assert orders(scope) == []


def test_a_delivery_is_priced_and_hangs_on_the_first_line(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    page = walk_to_check(
        client,
        product_id,
        delivery="delivery",
        street="1 place Nationale",
        postcode="39100",
        city="Dole",
    )
    assert "525,00" in page
    client.post("/commander/verifier", data={"seen_total": total_shown(page), "terms": "y"})

    order = get_order(scope.session, orders(scope)[0])
    (root,) = order.root_lines
    (child,) = order.children_of(root.id)
    assert child.label.fr == "Livraison dans le Jura"
    assert order.payable == Money(52500)


def test_a_delivery_too_far_is_refused_beside_its_field(
    client: FlaskClient, product_id: int
) -> None:
    add(client, product_id)
    client.post("/commander/vous", data=ANA)

    response = client.post(
        "/commander/livraison",
        data={
            "delivery": "delivery",
            "means": "card",
            "street": "1 rue X",
            "postcode": "75001",
            "city": "Paris",
        },
    )

    assert "Nous ne livrons pas" in response.text
    assert 'value="75001"' in response.text


def test_a_delivery_needs_its_address(client: FlaskClient, product_id: int) -> None:
    add(client, product_id)
    client.post("/commander/vous", data=ANA)

    response = client.post("/commander/livraison", data={"delivery": "delivery", "means": "card"})

    assert response.text.count("Remplissez ce champ pour être livré.") >= 3


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Remplissez ce champ"),
        ("email", "ana@", "Écrivez une adresse comme"),
        ("phone", "abc", "Écrivez un numéro"),
        ("postcode", "3910", "5 chiffres"),
        ("kind", "king", ""),
    ],
)
def test_a_wrong_answer_keeps_all_that_was_typed(
    client: FlaskClient, product_id: int, field: str, typed: str, sentence: str
) -> None:
    add(client, product_id)

    response = client.post("/commander/vous", data={**ANA, "city": "Dole-la-Belle", field: typed})

    assert response.status_code == 200
    assert sentence in response.text
    assert "Erreur" in response.text
    assert 'value="Dole-la-Belle"' in response.text


@pytest.mark.parametrize(
    ("siret", "accepted"),
    [("732 829 320 00074", True), ("73282932000075", False), ("", False), ("123", False)],
)
def test_a_company_gives_a_siret_that_holds_together(
    client: FlaskClient, product_id: int, siret: str, accepted: bool
) -> None:
    add(client, product_id)

    response = client.post(
        "/commander/vous", data={**ANA, "kind": "pro", "company": "Roux SARL", "siret": siret}
    )

    assert (response.status_code == 303) is accepted


def test_coming_back_shows_what_was_answered(client: FlaskClient, product_id: int) -> None:
    walk_to_check(client, product_id)

    assert 'value="ana.roux@example.org"' in client.get("/commander/vous").text
    assert 'value="39100"' in client.get("/commander/livraison").text


def test_an_answer_is_asked_before_the_last_page(client: FlaskClient, product_id: int) -> None:
    add(client, product_id)
    assert client.get("/commander/verifier").location.endswith("/commander/vous")
    client.post("/commander/vous", data=ANA)
    assert client.get("/commander/verifier").location.endswith("/commander/livraison")


def test_a_price_that_changes_meanwhile_is_told(
    client: FlaskClient, scope: Scope, product_id: int
) -> None:
    page = walk_to_check(client, product_id)
    add(client, product_id)  # in another tab

    response = client.post(
        "/commander/verifier", data={"seen_total": total_shown(page), "terms": "y"}
    )

    assert "vérifiez le total" in response.text
    assert total_shown(response.text) == "72000"


def test_a_forged_request_is_refused(client: FlaskClient, product_id: int) -> None:
    response = client.post(
        "/panier/ajouter",
        data={"product_id": product_id, "quantity": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403


def test_the_token_of_a_basket_is_nowhere_stored(scope: Scope) -> None:
    product_id = build_product(scope)
    token = add_to_basket(scope, None, product_id=product_id, quantity=1, language="fr")

    stored = scope.session.scalars(select(Basket.token_hash)).one()
    assert token not in stored


def test_pages_of_the_checkout_take_few_queries(
    client: FlaskClient, product_id: int, count_queries: object
) -> None:
    walk_to_check(client, product_id)
    for address in ("/panier", "/commander/vous", "/commander/livraison", "/commander/verifier"):
        with count_queries() as statements:  # type: ignore[operator]
            client.get(address)
        assert len(statements) <= 8, (address, statements)


def test_a_transfer_order_is_placed(client: FlaskClient, scope: Scope, product_id: int) -> None:
    page = walk_to_check(client, product_id, means="on_site")
    client.post("/commander/verifier", data={"seen_total": total_shown(page), "terms": "y"})

    order = get_order(scope.session, orders(scope)[0])
    assert order.means is PaymentMeans.ON_SITE
    assert order.submitted_at is not None
