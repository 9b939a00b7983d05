"""The private page of an order, at each moment of its life."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import update

from shop.catalogue.domain import Family
from shop.catalogue.services import note_edit
from shop.db import Scope, begin_writing, end_writing
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.tokens import hash_token
from shop.notifications.queries import list_messages_to
from shop.orders.access import forget_links, issue_link
from shop.orders.domain import Author, OrderStatus, PaymentMeans
from shop.orders.models import OrderLink
from shop.orders.queries import find_order_of_expired_link, get_order, list_messages
from shop.orders.services import (
    accept_order,
    announce_delay,
    cancel_order,
    decline_order,
    hand_over,
    mark_ready,
    post_message,
)
from shop.payments.models import Refund
from shop.planning.models import Hold
from shop.tyres.domain.vehicles import Vehicle
from tests.builders.orders import a_line, build_order_policy, hold_place, place
from tests.builders.payments import pay
from tests.builders.planning import TUESDAY_EIGHT
from tests.builders.school import build_identity
from tests.conftest import NOW

SOON = timedelta(days=10)


@pytest.fixture
def real(scope: Scope) -> Scope:
    """A scope at the present instant: pages look at the real clock."""
    build_identity(scope.session)
    scope.session.add(build_order_policy(Section.METALWORK))
    return replace(scope, now=datetime.now(UTC))


def open_page(scope: Scope, client: FlaskClient, order_id: int) -> str:
    token = issue_link(scope, order_id)
    leave(scope)
    response = client.get(f"/commande/{token}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return response.text


def leave(scope: Scope) -> None:
    scope.session.commit()
    end_writing(scope.session)


@pytest.mark.parametrize("count", [1, 12])
def test_an_accepted_order_asks_at_most_eight_times_whatever_it_holds(
    real: Scope, client: FlaskClient, count_queries: Callable[[], Any], count: int
) -> None:
    order_id = place(real, lines=[a_line(product_key=f"etagere-{n}") for n in range(count)])
    for part in range(count):
        pay(real, order_id, Money(100), external_ref=f"part-{part}")
        post_message(real, order_id, f"Question {part}", Author.CUSTOMER, author_name="Ana")
    accept_order(real, order_id)
    token = issue_link(real, order_id)
    note_edit(real)
    leave(real)
    client.get("/commande/lien")  # the families of the menu are kept in memory from now on

    with count_queries() as statements:
        assert client.get(f"/commande/{token}").status_code == 200

    assert len(statements) <= 8, "\n".join(statements)


def test_an_unpaid_order_asks_for_its_payment(real: Scope, client: FlaskClient) -> None:
    page = open_page(real, client, place(real))

    assert "Paiement attendu" in page
    assert "À payer maintenant" in page
    assert "/payer/" in page


def test_a_paid_purchase_waits_for_the_answer(real: Scope, client: FlaskClient) -> None:
    order_id = place(real)
    pay(real, order_id)

    page = open_page(real, client, order_id)
    assert "L’école regarde votre commande" in page
    assert "remboursé en entier" in page
    assert "Tout est payé" in page


def test_an_accepted_order_says_when_it_will_be_ready(real: Scope, client: FlaskClient) -> None:
    order_id = place(real, means=PaymentMeans.ON_SITE)
    accept_order(real, order_id)

    page = open_page(real, client, order_id)
    assert "Commande acceptée par l’école" in page
    assert "prévue" in page
    assert "Reste 180,00" in page


def test_a_moved_day_shows_its_reason(real: Scope, client: FlaskClient) -> None:
    order_id = place(real)
    accept_order(real, order_id)
    announce_delay(real, order_id, (real.now + SOON).date(), "L’acier arrive en retard.")

    assert "Date déplacée : L’acier arrive en retard." in open_page(real, client, order_id)


def test_a_day_that_has_passed_is_said_to_be_late(real: Scope, client: FlaskClient) -> None:
    order_id = place(replace(real, now=real.now - timedelta(days=60)))
    accept_order(replace(real, now=real.now - timedelta(days=60)), order_id)

    assert "Nous sommes en retard" in open_page(real, client, order_id)


def test_a_ready_order_asks_for_the_rest_and_ends_handed_over(
    real: Scope, client: FlaskClient
) -> None:
    order_id = place(real, means=PaymentMeans.ON_SITE)
    accept_order(real, order_id)
    mark_ready(real, order_id)
    assert "À payer maintenant" in open_page(real, client, order_id)

    begin_writing(real.session)
    hand_over(real, order_id)
    assert "Remise" in open_page(real, client, order_id)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (decline_order, "L’école ne peut pas faire cette commande"),
        (cancel_order, "Commande annulée"),
    ],
)
def test_an_ended_order_says_why_and_asks_for_nothing(
    real: Scope, client: FlaskClient, end: object, told: str
) -> None:
    order_id = place(real)
    end(real, order_id, "L’atelier est plein.")  # type: ignore[operator]

    page = open_page(real, client, order_id)
    assert told in page
    assert "L’atelier est plein." in page
    assert "À payer maintenant" not in page


def test_a_booking_gives_its_calendar_file(scope: Scope, client: FlaskClient) -> None:
    build_identity(scope.session)
    hold_place(scope, "hold-1")
    line = a_line(family=Family.TYRES)
    order_id = place(scope, lines=[line], holder_key="hold-1", means=PaymentMeans.ON_SITE)
    accept_order(scope, order_id)
    token = issue_link(scope, order_id)
    scope.session.execute(update(OrderLink).values(expires_at=datetime(2099, 1, 1, tzinfo=UTC)))
    leave(scope)

    page = client.get(f"/commande/{token}").text
    assert "mardi 24 novembre 2026, 8 h" in page
    calendar = client.get(f"/commande/{token}/rendez-vous.ics")
    assert calendar.mimetype == "text/calendar"
    assert "DTSTART:20261124T070000Z" in calendar.text


def test_an_order_without_appointment_has_no_calendar_file(
    real: Scope, client: FlaskClient
) -> None:
    token = issue_link(real, place(real))
    leave(real)
    assert client.get(f"/commande/{token}/rendez-vous.ics").status_code == 404


def test_customer_and_school_write_to_one_another(real: Scope, client: FlaskClient) -> None:
    order_id = place(real)
    token = issue_link(real, order_id)
    leave(real)

    data = {"text": "Est-ce prêt ? <script>", "form_key": "once"}
    for _ in range(2):
        assert client.post(f"/commande/{token}/message", data=data).status_code == 303
    begin_writing(real.session)
    post_message(real, order_id, "Vendredi.", Author.SCHOOL)

    page = open_page(real, client, order_id)
    assert page.count("Est-ce prêt ? &lt;script&gt;") == 1
    assert "Vendredi." in page


def test_an_empty_message_is_refused_beside_its_field(real: Scope, client: FlaskClient) -> None:
    order_id = place(real)
    token = issue_link(real, order_id)
    leave(real)

    response = client.post(f"/commande/{token}/message", data={"text": "  "})
    assert "Écrivez votre message." in response.text
    assert list_messages(real.session, order_id) == []


def test_an_expired_or_forged_link_offers_a_fresh_one(real: Scope, client: FlaskClient) -> None:
    old = issue_link(real, place(real))
    real.session.execute(update(OrderLink).values(expires_at=real.now - timedelta(days=1)))
    leave(real)

    for token in (old, "forged"):
        response = client.get(f"/commande/{token}")
        assert response.status_code == 404
        assert "Recevoir un nouveau lien" in response.text
        assert "CO-2026-0001" not in response.text
    asked = client.get(f"/payer/{old}", follow_redirects=True)
    assert asked.status_code == 404
    assert "Recevoir un nouveau lien" in asked.text


def test_links_that_ended_long_ago_are_forgotten(real: Scope) -> None:
    order_id = place(real)
    tokens = [issue_link(real, order_id) for _ in range(2)]
    old = OrderLink.token_hash == hash_token(tokens[0])
    real.session.execute(
        update(OrderLink).where(old).values(expires_at=real.now - timedelta(days=366))
    )

    forget_links(real, {})

    known = [find_order_of_expired_link(real.session, token) for token in tokens]
    assert known == [None, order_id]


def test_a_fresh_link_is_sent_only_to_the_known_address(real: Scope, client: FlaskClient) -> None:
    place(replace(real, now=real.now - timedelta(hours=1)))
    leave(real)
    before = len(list_messages_to(real.session, "ana.roux@example.org"))
    real.session.rollback()

    right = {"reference": "co-2026-0001", "email": "Ana.Roux@example.org"}
    wrong = {"reference": "CO-2026-0001", "email": "autre@example.org"}
    answers = [client.post("/commande/lien", data=data) for data in (wrong, right)]

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    sent = list_messages_to(real.session, "ana.roux@example.org")
    assert [message.template for message in sent[before:]] == ["orders/link"]
    assert list_messages_to(real.session, "autre@example.org") == []


def test_the_page_takes_a_constant_number_of_queries(
    real: Scope, client: FlaskClient, count_queries: object
) -> None:
    def cost(order_id: int) -> int:
        token = issue_link(real, order_id)
        leave(real)
        with count_queries() as statements:  # type: ignore[operator]
            client.get(f"/commande/{token}")
        begin_writing(real.session)
        return len(statements)

    small = place(real, one_time_key="a")
    large = place(real, one_time_key="b", lines=[a_line() for _ in range(20)])
    for number in range(5):
        post_message(real, large, f"Message {number}", Author.CUSTOMER)
    assert get_order(real.session, large).lines

    assert cost(small) == cost(large)


def a_visit(scope: Scope, means: PaymentMeans = PaymentMeans.ON_SITE) -> tuple[int, str]:
    """An order of a tyre visit on Tuesday at eight, with its page open for ever."""
    build_identity(scope.session)
    hold_place(scope, "hold-1")
    vehicle = Vehicle(plate="AB-123-CD", make="Renault", has_locking_nuts=True)
    line = a_line(family=Family.TYRES, spec={"vehicle": vehicle.to_data()})
    order_id = place(scope, lines=[line], holder_key="hold-1", means=means)
    token = issue_link(scope, order_id)
    return order_id, token


def test_a_visit_shows_its_appointment_and_its_vehicle(scope: Scope, client: FlaskClient) -> None:
    _, token = a_visit(scope)
    leave(scope)

    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/commande/{token}").text

    assert "AB-123-CD Renault" in page
    assert "8 h – 9 h" in page
    assert "Apportez la clé antivol" in page
    assert "L’école pose chez vous" not in page


def test_a_visit_given_up_in_time_frees_its_place_and_gives_the_money_back(
    scope: Scope, client: FlaskClient
) -> None:
    order_id, token = a_visit(scope, PaymentMeans.CARD)
    pay(scope, order_id)
    leave(scope)

    with time_machine.travel(NOW, tick=False):
        assert "Nous vous rendons 180,00" in client.get(f"/commande/{token}/annuler").text
        answers = [client.post(f"/commande/{token}/annuler") for _ in range(2)]
        page = client.get(f"/commande/{token}").text

    assert [answer.status_code for answer in answers] == [303, 303]
    assert "Annulé par vous sur cette page." in page
    assert "Remboursement de 180,00" in page
    assert "Annuler le rendez-vous" not in page
    assert scope.session.query(Hold).count() == 0
    assert scope.session.query(Refund).count() == 1


def test_a_visit_given_up_too_late_is_refused_in_words(scope: Scope, client: FlaskClient) -> None:
    order_id, token = a_visit(scope)
    leave(scope)

    with time_machine.travel(TUESDAY_EIGHT - timedelta(hours=23), tick=False):
        assert "/annuler" not in client.get(f"/commande/{token}").text
        answer = client.post(f"/commande/{token}/annuler")

    assert "à moins de 24 heures. Appelez-nous." in answer.text
    assert get_order(scope.session, order_id).status is OrderStatus.PLACED


def test_an_order_that_is_no_visit_is_not_given_up_on_its_page(
    real: Scope, client: FlaskClient
) -> None:
    order_id = place(real)
    token = issue_link(real, order_id)
    leave(real)

    client.post(f"/commande/{token}/annuler")

    assert get_order(real.session, order_id).status is OrderStatus.PLACED
