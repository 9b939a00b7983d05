"""Fills a basket, keeps its answers, and places its order."""

import secrets
from collections.abc import Mapping
from typing import Any

from shop.catalogue.domain import ProductView
from shop.catalogue.queries import get_products
from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token
from shop.orders.basket.announcing import announced_week
from shop.orders.basket.domain import MOST_OF_ONE, BasketItem, BasketView, DeliveryOffer
from shop.orders.basket.fabricated import Fabricated, fabricate_products
from shop.orders.basket.queries import (
    find_basket_id,
    find_basket_line,
    find_delivery_offer,
    get_basket,
)
from shop.orders.domain import (
    CustomerDetails,
    DeliveryKind,
    NewDelivery,
    NewLine,
    Origin,
    PaymentMeans,
    PlacedOrder,
)
from shop.orders.models import Basket, BasketLine
from shop.orders.pricing import closest_net
from shop.orders.services import place_order


def add_to_basket(
    scope: Scope, token: str | None, *, product_id: int, quantity: int, language: str
) -> str:
    """Add so many of a product; returns the token to keep in the cookie.

    A basket is made with its first product: who only looks around is given none.
    """
    today = paris_day(scope.now)
    if product_id not in get_products(scope.session, [product_id], today):
        raise NotFound(N_("Ce produit n’existe pas ou n’est plus vendu."))
    basket_id = find_basket_id(scope.session, token)
    if token is None or basket_id is None:
        token, basket_id = _open_basket(scope, language)
    lock(scope.session, Basket, basket_id)
    line = find_basket_line(scope.session, basket_id, product_id)
    wanted = quantity + (line.quantity if line else 0)
    _check_quantity(quantity, least=1)
    _check_quantity(wanted, least=1)
    if line is None:
        scope.session.add(BasketLine(basket_id=basket_id, product_id=product_id, quantity=wanted))
    else:
        line.quantity = wanted
    scope.session.flush()
    return token


def set_quantities(scope: Scope, basket_id: int, quantities: Mapping[int, int]) -> None:
    """Set how many of each product there are; none takes the product out."""
    _touch(scope, basket_id)
    for product_id, quantity in quantities.items():
        line = find_basket_line(scope.session, basket_id, product_id)
        if line is None:
            continue
        _check_quantity(quantity, least=0)
        if quantity == 0:
            scope.session.delete(line)
        else:
            line.quantity = quantity
    scope.session.flush()


def keep_customer(scope: Scope, basket_id: int, customer: CustomerDetails) -> None:
    """Keep who buys, so that coming back a step loses nothing."""
    _answer(scope, basket_id, {"customer": customer.to_data()})


def keep_delivery(scope: Scope, basket_id: int, delivery: NewDelivery, means: PaymentMeans) -> None:
    """Keep how the customer gets the order and pays; refused where the school does not deliver."""
    today = paris_day(scope.now)
    offer = find_delivery_offer(scope.session, delivery.postcode, today)
    if delivery.kind is DeliveryKind.DELIVERY and offer is None:
        raise Refusal(
            N_("Nous ne livrons pas à ce code postal : choisissez de venir chercher."),
            field="postcode",
        )
    _answer(
        scope,
        basket_id,
        {
            "delivery": {
                "kind": str(delivery.kind),
                "address_lines": list(delivery.address_lines),
                "postcode": delivery.postcode,
                "city": delivery.city,
                "note": delivery.note,
            },
            "means": str(means),
        },
    )


def order_basket(
    scope: Scope, basket_id: int, *, seen_total: Money, terms_version: str, language: str
) -> PlacedOrder:
    """Place the order of a basket; a second click gives the same order back.

    Refused when a price has changed since the page was shown.
    """
    row = lock(scope.session, Basket, basket_id)
    basket = get_basket(scope.session, basket_id, paris_day(scope.now))
    customer, delivery, means = basket.customer, basket.delivery, basket.means
    if not basket.can_be_checked or customer is None or delivery is None or means is None:
        raise Refusal(N_("Il manque une réponse : reprenez les étapes de la commande."))
    if row.ordered_at is None and basket.totals.payable != seen_total:
        raise Refusal(N_("Un prix a changé depuis l’affichage de cette page : vérifiez le total."))
    placed = place_order(
        scope,
        customer=customer,
        lines=_lines(scope, basket),
        origin=Origin.BASKET,
        delivery=delivery,
        one_time_key=f"basket:{basket_id}",
        language=language,
        means=means,
        wish_due_on=announced_week(scope.session, basket, scope.now),
        terms_version=terms_version,
    )
    row.ordered_at = row.ordered_at or scope.now
    scope.session.flush()
    return placed


def _lines(scope: Scope, basket: BasketView) -> tuple[NewLine, ...]:
    """Return one root line a product; the delivery hangs on the first, since it makes no work."""
    offer, items = basket.offer, basket.items
    made = fabricate_products(scope.session, [item.product for item in items], paris_day(scope.now))
    return tuple(
        _line(item, one, (_delivery_line(item.product, offer),) if offer and not n else ())
        for n, (item, one) in enumerate(zip(items, made, strict=True))
    )


def _line(item: BasketItem, made: Fabricated | None, children: tuple[NewLine, ...]) -> NewLine:
    product = item.product
    return NewLine(
        family=product.family,
        label=product.name,
        quantity=item.quantity,
        unit_net=closest_net(product.gross, product.vat_rate),
        vat_rate=product.vat_rate,
        unit_gross=product.gross,
        spec=product.spec,
        result=made.data if made else {},
        product_key=product.slug,
        children=children,
    )


def _delivery_line(product: ProductView, offer: DeliveryOffer) -> NewLine:
    return NewLine(
        family=product.family,
        label=offer.label,
        quantity=1,
        unit_net=closest_net(offer.gross, offer.vat_rate),
        vat_rate=offer.vat_rate,
        unit_gross=offer.gross,
        product_key="delivery",
    )


def _open_basket(scope: Scope, language: str) -> tuple[str, int]:
    token = secrets.token_urlsafe(24)
    basket = Basket(
        token_hash=hash_token(token), language=language, answers={}, touched_at=scope.now
    )
    scope.session.add(basket)
    scope.session.flush()
    return token, basket.id


def _touch(scope: Scope, basket_id: int) -> Basket:
    basket = lock(scope.session, Basket, basket_id)
    basket.touched_at = scope.now
    return basket


def _answer(scope: Scope, basket_id: int, answers: dict[str, Any]) -> None:
    basket = _touch(scope, basket_id)
    basket.answers = {**basket.answers, **answers}
    scope.session.flush()


def _check_quantity(quantity: int, *, least: int) -> None:
    if not least <= quantity <= MOST_OF_ONE:
        raise Refusal(
            N_("Choisissez une quantité entre %(least)s et %(most)s ; au-delà, demandez un devis."),
            field="quantity",
            least=least,
            most=MOST_OF_ONE,
        )
