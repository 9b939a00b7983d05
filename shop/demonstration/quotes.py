"""Requests and quotes of the demonstration, one at each stage."""

from datetime import date, timedelta

from flask import current_app

from shop.catalogue.domain import Family
from shop.configurations.domain.wishes import Audience, Wish
from shop.configurations.services import save_configuration
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateSpec, GateType, Infill
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.orders.domain import CustomerDetails, CustomerKind, DeliveryKind, PlacedOrder
from shop.quotes.domain.readings import NewRequest, Site
from shop.quotes.queries import find_request_by_key, get_request
from shop.quotes.services.agreeing import agree_request
from shop.quotes.services.answering import (
    Signature,
    accept_version,
    ask_for_change,
    wanted_sentences,
)
from shop.quotes.services.drafting import (
    DraftTerms,
    FreeLine,
    put_line,
    set_terms,
    submit_for_agreement,
)
from shop.quotes.services.links import issue_link
from shop.quotes.services.requests import receive_request
from shop.quotes.services.sending import send_quote

TEACHER = Actor(
    role=Role.WORKSHOP_TEACHER,
    name="Karim Haddad",
    sections=frozenset({Section.METALWORK}),
)
FIRST_KEY = "demonstration-received"

GATE = GateSpec(type=GateType.SWING_2, widths=(3480.0, 3484.0, 3490.0), is_sure=False)
FIRM = GateSpec(type=GateType.SWING_2, widths=(3500.0,))
FIRM_WICKET = GateSpec(type=GateType.WICKET, widths=(1050.0,), height=1500.0)
SLIDING = GateSpec(
    type=GateType.SLIDING_RAIL,
    widths=(2600.0,),
    infill=Infill.SHEET_LOW,
    handover=Handover.FITTING,
    distance=12.0,
)
WICKET = GateSpec(
    type=GateType.WICKET, widths=(1000.0,), finish=Finish.DUPLEX, colour="RAL 6005", posts=True
)


def seed_quotes(scope: Scope) -> None:
    """Write four requests: just received, to agree, at the customer's, to change."""
    if find_request_by_key(scope.session, FIRST_KEY) is not None:
        return
    _receive(scope, FIRST_KEY, _nadia(), GATE, "Le sol est en gravier. Pouvez-vous venir voir ?")
    _ask_for_stairs(scope)
    _send_sliding_gate(scope)
    _ask_for_another_wicket(scope)


def order_a_gate(scope: Scope, number: int, *, weeks: int) -> PlacedOrder:
    """Carry one quote of a gate to its signature: measures taken, price firm, order placed."""
    customer = (_nadia(), _paul())[number]
    spec = (FIRM, FIRM_WICKET)[number]
    request_id = _receive(scope, f"demonstration-signed-{number}", customer, spec)
    set_terms(
        scope, request_id, DraftTerms(due_on=_in_weeks(scope, weeks), note="", is_certified=False)
    )
    submit_for_agreement(scope, request_id)
    teaching = Scope(session=scope.session, bus=scope.bus, now=scope.now, actor=TEACHER)
    agree_request(teaching, request_id, learning="Débiter d’onglet, souder d’équerre, contrôler")
    send_quote(scope, current_app.extensions["file_store"], request_id)
    view = get_request(scope.session, request_id)
    version = view.current
    signature = Signature(
        name=customer.name,
        ticked=frozenset(sentence.key for sentence in wanted_sentences(version)),
        pdf_digest=version.pdf_digest,
        ip_address="192.0.2.10",
        user_agent="Démonstration",
    )
    token = issue_link(scope, view.quote_id)
    return accept_version(scope, token, version.number, signature)


def _receive(
    scope: Scope,
    key: str,
    customer: CustomerDetails,
    spec: GateSpec,
    message: str = "",
    *,
    handover: DeliveryKind = DeliveryKind.PICK_UP,
) -> int:
    is_private = customer.kind is CustomerKind.CONSUMER
    audience = Audience.PRIVATE if is_private else Audience.COMPANY
    saved = save_configuration(scope, Wish(family="gate", spec=spec, audience=audience))
    new = NewRequest(
        family=Family.GATE,
        customer=customer,
        site=Site(),
        message=message,
        one_time_key=key,
        code=saved.code,
        handover=handover,
    )
    return receive_request(scope, current_app.extensions["file_store"], new).id


def _ask_for_stairs(scope: Scope) -> None:
    new = NewRequest(
        family=Family.STAIRCASE,
        customer=CustomerDetails(
            kind=CustomerKind.PUBLIC,
            name="Service technique",
            email="technique@mairie.example.org",
            phone="03 84 00 00 10",
            address_lines=("Place de la Mairie",),
            postcode="39380",
            city="Mont-sous-Vaudrey",
            company="Mairie de Mont-sous-Vaudrey",
            siret="21390365200012",
        ),
        site=Site(("Salle des fêtes",), "39380", "Mont-sous-Vaudrey"),
        message="Un escalier droit pour la mezzanine de la salle des fêtes, 2,80 m à monter.",
        one_time_key="demonstration-to-agree",
        company_reference="ST-2026-118",
        handover=DeliveryKind.FITTING,
    )
    request_id = receive_request(scope, current_app.extensions["file_store"], new).id
    for label, price in (("Escalier droit en acier, 15 marches", 4_650_00), ("Pose", 820_00)):
        line = FreeLine(label=label, detail="", quantity=1, unit_net=Money(price), is_fitted=True)
        put_line(scope, request_id, line)
    _finish(scope, request_id, "Vérification de la structure porteuse à la charge de la mairie.")


def _send_sliding_gate(scope: Scope) -> None:
    request_id = _receive(
        scope, "demonstration-sent", _paul(), SLIDING, handover=DeliveryKind.FITTING
    )
    _send(scope, request_id, "Régler un galet, souder une tôle sans la voiler")


def _ask_for_another_wicket(scope: Scope) -> None:
    request_id = _receive(scope, "demonstration-change", _nadia(), WICKET)
    _send(scope, request_id, "Percer les évents avant galvanisation")
    token = issue_link(scope, get_request(scope.session, request_id).quote_id)
    ask_for_change(
        scope, token, "Finalement, 10 cm de plus en hauteur.", one_time_key="demonstration-message"
    )


def _finish(scope: Scope, request_id: int, note: str = "") -> None:
    terms = DraftTerms(due_on=_in_weeks(scope, 10), note=note, is_certified=False)
    set_terms(scope, request_id, terms)
    submit_for_agreement(scope, request_id)


def _send(scope: Scope, request_id: int, learning: str) -> None:
    _finish(scope, request_id)
    teaching = Scope(session=scope.session, bus=scope.bus, now=scope.now, actor=TEACHER)
    agree_request(teaching, request_id, learning=learning)
    send_quote(scope, current_app.extensions["file_store"], request_id)


def _in_weeks(scope: Scope, weeks: int) -> date:
    return paris_day(scope.now) + timedelta(weeks=weeks)


def _nadia() -> CustomerDetails:
    return CustomerDetails(
        kind=CustomerKind.CONSUMER,
        name="Nadia Perrin",
        email="nadia.perrin@example.org",
        phone="06 12 34 56 78",
        address_lines=("12 rue des Tanneurs",),
        postcode="39100",
        city="Dole",
    )


def _paul() -> CustomerDetails:
    return CustomerDetails(
        kind=CustomerKind.PRO,
        name="Paul Girod",
        email="paul.girod@example.org",
        phone="03 84 00 00 20",
        address_lines=("Zone des Épenottes",),
        postcode="39100",
        city="Dole",
        company="Garage du Doubs",
        siret="73282932000074",
    )
