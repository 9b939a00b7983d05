"""The office finds an order, follows it to its end, and money adds up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shop.accounts.models import AuditEntry
from shop.catalogue.domain import Family
from shop.db import Scope
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.kernel.actor import Role, Section
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden, Refusal
from shop.orders.domain import OrderStatus
from shop.orders.models import Order, OrderMessage
from shop.payments.domain.ledger import Balance, PaymentState
from shop.payments.models import Payment, Refund
from shop.workspace import services
from shop.workspace.domain.orders import FactKind, OrderFilter, Shelf
from shop.workspace.queries.order_file import get_order_file
from shop.workspace.queries.orders import list_order_rows, walk_order_rows
from tests.builders.jobs import build_job_card
from tests.builders.orders import (
    build_order_delivery,
    build_order_message,
    build_scheduled_payment,
)
from tests.builders.quotes import as_actor
from tests.conftest import NOW
from tests.workspace.conftest import SignIn, a_person, send
from tests.workspace.test_waiting import TODAY, an_order

OFFICE = a_person(Role.OFFICE)


def a_payment(order_id: int, cents: int, ref: str = "pay-1") -> Payment:
    return Payment(
        order_id=order_id,
        provider="card",
        external_ref=ref,
        amount=Money(cents),
        received_at=NOW,
        recorded_at=NOW,
        recorded_by="système",
    )


def a_refund(order_id: int, payment_id: int, cents: int, status: str = "done") -> Refund:
    return Refund(
        order_id=order_id,
        payment_id=payment_id,
        amount=Money(cents),
        status=status,
        reason="Trop payé",
        one_time_key=f"refund-{order_id}-{status}",
        asked_at=NOW,
    )


def a_whole_order(scope: Scope, reference: str = "CO-2026-0001", **columns: Any) -> Order:  # noqa: ANN401 - any column
    order = an_order(scope, reference, **{"status": OrderStatus.ACCEPTED, **columns})
    scope.session.add_all(
        [build_order_delivery(order.id), build_scheduled_payment(order.id, Money(18000))]
    )
    scope.session.flush()
    return order


def references(scope: Scope, **wanted: Any) -> list[str]:  # noqa: ANN401 - any part of a filter
    return [row.reference for row in list_order_rows(scope.session, OrderFilter(**wanted), TODAY)]


def test_each_shelf_holds_the_orders_of_its_state(scope: Scope) -> None:
    an_order(scope, "CO-2026-0001")
    an_order(scope, "CO-2026-0002", submitted_at=NOW)
    an_order(scope, "CO-2026-0003", status=OrderStatus.ACCEPTED, due_on=date(2026, 11, 1))
    an_order(scope, "CO-2026-0004", status=OrderStatus.ACCEPTED, ready_at=NOW)
    an_order(scope, "CO-2026-0005", status=OrderStatus.CLOSED)
    an_order(scope, "CO-2026-0006", status=OrderStatus.DECLINED)

    found = {shelf: [ref[-1] for ref in references(scope, shelf=shelf)] for shelf in Shelf}

    assert found == {
        Shelf.OPEN: ["4", "3", "2", "1"],
        Shelf.TO_ACCEPT: ["2"],
        Shelf.IN_PROGRESS: ["3"],
        Shelf.LATE: ["3"],
        Shelf.READY: ["4"],
        Shelf.CLOSED: ["5"],
        Shelf.ENDED: ["6"],
        Shelf.ALL: ["6", "5", "4", "3", "2", "1"],
    }


def test_orders_are_found_by_number_name_family_and_debt(scope: Scope) -> None:
    paid = a_whole_order(scope, "CO-2026-0001", title="Mairie de Dole")
    a_whole_order(scope, "CO-2026-0002", title="Ana Roux")
    scope.session.add(a_payment(paid.id, 18000))
    scope.session.flush()

    assert references(scope, words="0002") == ["CO-2026-0002"]
    assert references(scope, words="dole MAIRIE") == ["CO-2026-0001"]
    assert references(scope, words="100%") == []
    assert references(scope, family=Family.SHELVING) == ["CO-2026-0002", "CO-2026-0001"]
    assert references(scope, family=Family.GATE) == []
    assert references(scope, unpaid=True) == ["CO-2026-0002"]


def test_a_row_says_what_was_ordered_and_how_far_it_is_paid(scope: Scope) -> None:
    order = a_whole_order(scope)
    payment = a_payment(order.id, 20000)
    scope.session.add(payment)
    scope.session.flush()
    scope.session.add_all(
        [a_refund(order.id, payment.id, 1500), a_refund(order.id, payment.id, 9, "failed")]
    )
    scope.session.flush()

    (row,) = list_order_rows(scope.session, OrderFilter(), TODAY)

    assert row.balance == Balance(Money(18000), Money(20000), Money(1500))
    assert (row.money_state, row.town) == (PaymentState.OVERPAID, "Dole")
    assert [label.fr for label in row.labels] == ["Étagère"]
    assert get_order_file(scope.session, order.id).balance == row.balance


def test_the_export_walks_over_every_page(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.workspace.queries.orders.EXPORT_STEP", 2)
    for number in range(5):
        an_order(scope, f"CO-2026-000{number}")

    rows = list(walk_order_rows(scope.session, OrderFilter(), TODAY))

    assert [row.reference[-1] for row in rows] == ["4", "3", "2", "1", "0"]


def test_the_export_is_a_sheet_no_cell_of_which_computes(scope: Scope, sign_in: SignIn) -> None:
    a_whole_order(scope, "CO-2026-0001", title='=HYPERLINK("x";"y")', due_on=date(2026, 12, 1))
    scope.session.commit()

    answer = sign_in(Role.OFFICE).get("/ecole/bureau/commandes.csv?etat=open")
    head, line = answer.text.strip().splitlines()

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert head.startswith("\ufeffNuméro;Client;Ville")
    assert '"\'=HYPERLINK(""x"";""y"")"' in line
    assert line.endswith(";En cours;2026-11-20;2026-12-01;180,00;0,00;180,00")


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_costs_the_same_for_few_and_many(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], count: int
) -> None:
    for number in range(count):
        a_whole_order(scope, f"CO-2026-{number:04d}")
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    with count_queries() as statements:
        page = client.get("/ecole/bureau/commandes")

    assert len(statements) == 3
    assert ("Page suivante" in page.text) is (count > 24)


def test_the_file_tells_the_story_of_every_room(scope: Scope) -> None:
    card = build_job_card(scope)
    scope.session.add(build_order_message(card.order_id, "Merci !"))
    scope.session.add(a_payment(card.order_id, 500))
    scope.session.flush()

    file = get_order_file(scope.session, card.order_id)

    assert {fact.kind: fact.text or fact.name for fact in file.facts} == {
        FactKind.CARD: "Portail à un vantail",
        FactKind.MESSAGE: "Merci !",
        FactKind.PAYMENT: "système",
    }
    assert file.has_unanswered
    assert [fact.name for fact in file.unsigned_cards] == ["FT-2026-0001"]


@pytest.mark.parametrize("count", [1, 40])
def test_the_file_costs_the_same_whatever_was_said(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], count: int
) -> None:
    order = a_whole_order(scope)
    scope.session.add_all([build_order_message(order.id, str(n)) for n in range(count)])
    page = f"/ecole/bureau/commandes/{order.id}"
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    with count_queries() as statements:
        answer = client.get(page)

    assert answer.status_code == 200
    assert len(statements) == 5


def test_an_answer_reaches_the_customer_once(scope: Scope, sign_in: SignIn) -> None:
    order = a_whole_order(scope)
    scope.session.add(build_order_message(order.id, "Quand ?"))
    scope.session.flush()
    page = f"/ecole/bureau/commandes/{order.id}"
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    empty = send(client, page, f"{page}/message", text=" ")
    for _ in range(2):
        send(client, page, f"{page}/message", text="Mardi.", form_key="twice")

    scope.session.rollback()
    talk = scope.session.query(OrderMessage).order_by(OrderMessage.id).all()
    assert (empty.status_code, "Écrivez votre message." in empty.text) == (409, True)
    assert [message.text for message in talk] == ["Quand ?", "Mardi."]
    assert talk[0].answered_at is not None


def test_another_day_is_promised_with_its_reason(scope: Scope, sign_in: SignIn) -> None:
    order = a_whole_order(scope, due_on=date(2026, 12, 1))
    page = f"/ecole/bureau/commandes/{order.id}/date"
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    past = send(client, page, due_on="2020-01-01", reason="Acier en retard")
    silent = send(client, page, due_on="2030-01-07", reason="")
    moved = send(client, page, due_on="2030-01-07", reason="Acier en retard")
    stale = send(client, page, version="1", due_on="2030-01-08", reason="Encore")

    assert "Choisissez un jour à venir." in past.text
    assert "Remplissez ce champ" in silent.text
    assert moved.status_code == 303
    assert "Quelqu’un a changé cette commande" in stale.text
    scope.session.rollback()
    assert scope.session.get_one(Order, order.id).due_on == date(2030, 1, 7)


def test_an_order_is_not_handed_over_before_its_cards_are_signed(scope: Scope) -> None:
    card = build_job_card(scope)
    scope.session.add(build_scheduled_payment(card.order_id, Money(18000)))
    office = as_actor(scope, OFFICE)

    with pytest.raises(Refusal, match="FT-2026-0001"):
        services.call_order_ready(office, card.order_id)
    with pytest.raises(Refusal, match="avant remise"):
        services.hand_order_over(office, card.order_id, seen_version=1)


def test_a_signed_order_is_called_ready_then_handed_over(scope: Scope, sign_in: SignIn) -> None:
    order = a_whole_order(scope)
    page = f"/ecole/bureau/commandes/{order.id}"
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    send(client, page, f"{page}/prete")
    warned = client.get(page).text
    send(client, page, f"{page}/remettre")

    scope.session.rollback()
    closed = scope.session.get_one(Order, order.id)
    acts = [entry.act for entry in scope.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert "Il reste 180,00" in warned
    assert (closed.status, closed.ready_at is not None) == (OrderStatus.CLOSED, True)
    assert acts == ["order.ready", "order.handed_over"]


def test_an_order_is_cancelled_with_words(scope: Scope, sign_in: SignIn) -> None:
    order = a_whole_order(scope)
    page = f"/ecole/bureau/commandes/{order.id}/annuler"
    scope.session.commit()
    client = sign_in(Role.DIRECTOR)

    send(client, page, reason="Le client déménage.")

    scope.session.rollback()
    ended = scope.session.get_one(Order, order.id)
    assert (ended.status, ended.reason) == (OrderStatus.CANCELLED, "Le client déménage.")


def test_a_cancelled_card_keeps_no_order_back(scope: Scope) -> None:
    card = build_job_card(scope)
    scope.session.get_one(JobCard, card.id).state = CardState.CANCELLED
    scope.session.flush()

    services.call_order_ready(as_actor(scope, OFFICE), card.order_id)

    assert scope.session.get_one(Order, card.order_id).ready_at is not None


@pytest.mark.parametrize("role", [Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER, Role.STUDENT])
def test_only_the_office_follows_an_order_for_its_customer(scope: Scope, role: Role) -> None:
    order = a_whole_order(scope)
    other = as_actor(scope, a_person(role, Section.METALWORK))

    with pytest.raises(Forbidden):
        services.end_order(other, order.id, "Non", seen_version=1)
    with pytest.raises(Forbidden):
        services.answer_customer(other, order.id, "Oui", one_time_key="k")
    with pytest.raises(Forbidden):
        services.move_due_day(other, order.id, TODAY + timedelta(9), "Non", seen_version=1)


def test_a_document_is_served_from_its_own_order_alone(scope: Scope, sign_in: SignIn) -> None:
    order = a_whole_order(scope)
    page = f"/ecole/bureau/commandes/{order.id}/documents/1"
    scope.session.commit()

    answer = sign_in(Role.OFFICE).get(page)

    assert answer.status_code == 404
    assert "n’est pas de cette commande" in answer.text
