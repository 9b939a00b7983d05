"""Orders of the demonstration: a gate by quote, shelving, visits for tyres; each really ordered."""

from dataclasses import replace
from decimal import Decimal

from shop.catalogue.queries import get_product
from shop.db import Scope
from shop.demonstration.quotes import order_a_gate
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.basket.queries import find_basket
from shop.orders.basket.services import (
    add_to_basket,
    keep_customer,
    keep_delivery,
    order_basket,
)
from shop.orders.domain import (
    Author,
    CustomerDetails,
    CustomerKind,
    DeliveryKind,
    NewDelivery,
    OrderStatus,
    PaymentMeans,
    PlacedOrder,
    Policy,
)
from shop.orders.policies import set_delivery_rate, set_policy
from shop.orders.queries import get_order
from shop.orders.services import accept_order, post_message
from shop.orders.withdrawal import EARLY_SERVICE
from shop.payments.domain.ledger import Provider
from shop.payments.services.ledger import record_payment
from shop.storefront.visit_orders import order_visit, terms_version
from shop.storefront.visits import choose_slot, quote_of, show_slots
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import get_booking
from shop.tyres.services.bookings import note_customer, set_vehicle, start_booking

TEACHER = Actor(role=Role.WORKSHOP_TEACHER, name="Karim Haddad", sections=frozenset(Section))
STANDARD_VAT = Decimal("0.20")
VISITS = (
    ({"ME1": 4, "VALV": 4}, "AB-123-CD", "Renault", "Clio", "205/55 R16 91V", "Camille Faure"),
    ({"DR4": 1}, "EF-456-GH", "Peugeot", "208", "195/55 R16 87H", "Yanis Robert"),
    ({"REPC": 1}, "JK-789-LM", "Dacia", "Sandero", "185/65 R15 88T", "Odile Monnier"),
)


def seed_orders(scope: Scope) -> None:
    """Set how the school takes orders, then order as customers would."""
    _set_rules(scope)
    for number, weeks in enumerate((8, 12)):
        _pay_deposit(scope, order_a_gate(scope, number, weeks=weeks))
    _order_shelving(scope, "rayonnage-pneus", "demo-rack", accept=True)
    _order_shelving(scope, "rayonnage-atelier", "demo-shelf", accept=False)
    for visit in VISITS:
        _order_visit(scope, *visit)


def _set_rules(scope: Scope) -> None:
    today = paris_day(scope.now)
    for section, alone in ((Section.METALWORK, False), (Section.TYRES, True)):
        policy = Policy(
            section=section,
            accepts_itself=alone,
            purchase_days=3,
            transfer_days=10,
            unpaid_hours=24,
        )
        set_policy(scope, policy, today)
    for prefix, euros in (("39", 36), ("25", 60), ("21", 60)):
        set_delivery_rate(
            scope,
            prefix,
            label=Bilingual("Livraison par l’école", "Delivery by the school"),
            gross=Money(euros * 100),
            vat_rate=STANDARD_VAT,
            valid_from=today,
        )


def _pay_deposit(scope: Scope, placed: PlacedOrder) -> None:
    order = get_order(scope.session, placed.order_id)
    _pay(scope, placed, order.schedule[0].amount)
    post_message(
        scope,
        placed.order_id,
        "Bonjour, à quelle heure puis-je venir chercher le portail ?",
        Author.CUSTOMER,
        author_name=order.customer.name,
    )


def _pay(scope: Scope, placed: PlacedOrder, amount: Money) -> None:
    record_payment(
        scope,
        order_id=placed.order_id,
        provider=Provider.TRANSFER,
        external_ref=f"demonstration-{placed.reference}",
        amount=amount,
        received_at=scope.now,
    )


def _order_shelving(scope: Scope, slug: str, name: str, *, accept: bool) -> None:
    product = get_product(scope.session, slug, paris_day(scope.now))
    token = add_to_basket(scope, None, product_id=product.id, quantity=1, language="fr")
    basket = find_basket(scope.session, token, paris_day(scope.now))
    assert basket is not None  # noqa: S101 - it was just made
    keep_customer(scope, basket.id, _town_hall(name))
    delivery = NewDelivery(
        kind=DeliveryKind.DELIVERY,
        address_lines=("Ateliers municipaux, rue du Stade",),
        postcode="39380",
        city="Mont-sous-Vaudrey",
    )
    keep_delivery(scope, basket.id, delivery, PaymentMeans.TRANSFER)
    filled = find_basket(scope.session, token, paris_day(scope.now))
    assert filled is not None  # noqa: S101 - as above
    placed = order_basket(
        scope,
        basket.id,
        seen_total=filled.totals.payable,
        terms_version=terms_version(scope.session),
        language="fr",
    )
    _pay(scope, placed, filled.totals.payable)
    if accept and get_order(scope.session, placed.order_id).status is OrderStatus.PLACED:
        accept_order(replace(scope, actor=TEACHER), placed.order_id)


def _order_visit(
    scope: Scope,
    quantities: dict[str, int],
    plate: str,
    make: str,
    model: str,
    tyres: str,
    name: str,
) -> None:
    token = start_booking(scope, quantities, one_time_key=f"demonstration-{plate}")
    set_vehicle(
        scope, token, Vehicle(make=make, model=model, plate=plate, tyre_front=tyres, torque_nm=110)
    )
    first = show_slots(scope.session, token, None, scope.now).first_free
    if first is None:
        return
    choose_slot(scope, token, first.starts_at)
    note_customer(scope, token, _driver(name).to_data())
    total = quote_of(scope.session, get_booking(scope.session, token), scope.now).gross
    order_visit(
        scope,
        token,
        seen_total=total,
        means=PaymentMeans.ON_SITE,
        terms_version=terms_version(scope.session),
        agreed_sentences=(EARLY_SERVICE,),
        language="fr",
    )


def _town_hall(name: str) -> CustomerDetails:
    return CustomerDetails(
        kind=CustomerKind.PUBLIC,
        name="Service technique",
        email=f"{name}@mairie.example.org",
        phone="03 84 00 00 12",
        address_lines=("Place de la Mairie",),
        postcode="39380",
        city="Mont-sous-Vaudrey",
        company="Mairie de Mont-sous-Vaudrey",
        siret="21390365200012",
    )


def _driver(name: str) -> CustomerDetails:
    return CustomerDetails(
        kind=CustomerKind.CONSUMER,
        name=name,
        email=f"{name.split()[0].lower()}@example.org",
        phone="06 98 76 54 32",
        address_lines=("8 avenue de Verdun",),
        postcode="39100",
        city="Dole",
    )
