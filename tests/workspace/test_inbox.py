"""The inbox holds what waits in every room, oldest first, in pages by key."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.db import Scope
from shop.kernel.actor import Role
from shop.kernel.money import Money
from shop.orders.domain import Author, OrderStatus
from shop.payments.models import MoneyCheck
from shop.quotes.domain.life import RequestStatus, VersionStatus
from shop.tasks.models import Task
from shop.workspace.domain.inbox import RANKS, InboxKey
from shop.workspace.domain.waiting import OFFICE_WORK, Work
from shop.workspace.queries.inbox import list_inbox, list_talks
from tests.builders.orders import build_order_message
from tests.builders.quotes import build_quote, build_request, build_version
from tests.conftest import NOW
from tests.workspace.conftest import SignIn, send
from tests.workspace.test_waiting import TODAY, a_task, an_order


def fill(scope: Scope, count: int) -> None:
    """Make as many rows of each kind wait, some at the same instant."""
    for number in range(count):
        since = NOW - timedelta(hours=number % 4)
        order = an_order(
            scope,
            f"CO-2026-{number:04d}",
            status=OrderStatus.ACCEPTED,
            due_on=TODAY - timedelta(days=1 + number % 3),
        )
        message = build_order_message(order.id, f"Question {number}")
        message.posted_at = since
        scope.session.add_all(
            [
                message,
                MoneyCheck(
                    kind="too_much",
                    unique_key=f"check-{number}",
                    amount=Money(100),
                    detail="",
                    opened_at=since,
                    order_id=order.id,
                ),
                Task(
                    kind="send_email",
                    payload={},
                    run_at=NOW,
                    created_at=NOW,
                    failed_at=since,
                    last_error="refused",
                ),
            ]
        )
    scope.session.flush()


@given(
    since=st.datetimes(timezones=st.just(UTC)),
    rank=st.integers(0, len(RANKS) - 1),
    number=st.integers(0, 10**17),
)
def test_a_key_is_read_as_it_was_written(since: datetime, rank: int, number: int) -> None:
    key = InboxKey(since, rank, number)

    assert InboxKey.from_text(key.to_text()) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "~~",
        "a~1~2",
        "2026-11-20T09:00:00~1~2",
        "2026-11-20T09:00:00+00:00~1~-2",
        "2026-11-20T09:00:00+00:00~²~2",
    ],
)
def test_what_is_not_a_key_opens_the_first_page(text: str) -> None:
    assert InboxKey.from_text(text) is None


def test_pages_by_key_show_every_row_once_and_oldest_first(scope: Scope) -> None:
    fill(scope, 9)
    everything, none_left = list_inbox(scope.session, OFFICE_WORK, TODAY, size=1000)

    pages, after = [], None
    while True:
        rows, after = list_inbox(scope.session, OFFICE_WORK, TODAY, after=after, size=5)
        pages.extend(rows)
        if after is None:
            break

    assert none_left is None
    assert len(everything) == 36
    assert pages == everything
    assert [row.since for row in everything] == sorted(row.since for row in everything)


def test_one_kind_alone_can_be_asked_for(scope: Scope) -> None:
    fill(scope, 3)

    rows, _ = list_inbox(scope.session, [Work.LATE], TODAY)

    assert [(row.work, row.reference) for row in rows] == [
        (Work.LATE, "CO-2026-0002"),
        (Work.LATE, "CO-2026-0001"),
        (Work.LATE, "CO-2026-0000"),
    ]
    assert rows[0].since == datetime(2026, 11, 17, 23, tzinfo=UTC)


def test_the_first_unanswered_message_stands_for_its_order(scope: Scope) -> None:
    order = an_order(scope, "CO-2026-0001")
    answered = build_order_message(order.id, "Merci")
    answered.answered_at = NOW
    scope.session.add(answered)
    scope.session.flush()
    scope.session.add_all(
        [build_order_message(order.id, "Quand ?"), build_order_message(order.id, "Allô ?")]
    )
    scope.session.flush()

    rows, _ = list_inbox(scope.session, [Work.MESSAGES], TODAY)

    assert [(row.what, row.who, row.target_id) for row in rows] == [
        ("Quand ?", "Ana Roux", order.id)
    ]


def test_talks_show_the_last_words_of_each_order(scope: Scope) -> None:
    first, second = an_order(scope, "CO-2026-0001"), an_order(scope, "CO-2026-0002")
    ours = build_order_message(second.id, "Mardi.")
    ours.author = Author.SCHOOL
    for message in (
        build_order_message(first.id, "Quand ?"),
        build_order_message(second.id, "Et moi ?"),
        ours,
    ):
        scope.session.add(message)
        scope.session.flush()
    scope.session.query(type(ours)).filter_by(order_id=second.id).update({"answered_at": NOW})

    waiting = list_talks(scope.session, only_waiting=True)
    everything = list_talks(scope.session, only_waiting=False)

    assert [talk.text for talk in waiting] == ["Quand ?"]
    assert [(talk.text, talk.is_waiting) for talk in everything] == [
        ("Mardi.", False),
        ("Quand ?", True),
    ]


@pytest.mark.parametrize("count", [1, 75])
def test_the_desk_costs_the_same_whatever_waits(
    scope: Scope, sign_in: SignIn, count_queries: Callable[[], Any], count: int
) -> None:
    fill(scope, count)
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    with count_queries() as statements:
        page = client.get("/ecole/bureau")

    assert page.status_code == 200
    assert len(statements) == 4


def test_the_desk_shows_who_waits_and_where_to_go_next(scope: Scope, sign_in: SignIn) -> None:
    fill(scope, 1)
    scope.session.commit()

    page = sign_in(Role.OFFICE).get("/ecole/bureau").text

    assert 'Retards <span class="count">1</span>' in page
    for words in ("Question 0", "Répondre", "Promettre un autre jour", "Trop payé", "Réessayer"):
        assert words in page


def test_an_empty_desk_says_so(scope: Scope, sign_in: SignIn) -> None:
    client = sign_in(Role.OFFICE)

    assert "Tout est fait" in client.get("/ecole/bureau").text
    assert "Rien n’attend ici" in client.get("/ecole/bureau?quoi=late").text
    assert "Tout est fait" in client.get("/ecole/bureau?quoi=nonsense&apres=x").text


def test_a_sending_given_up_leaves_again_or_is_set_aside(scope: Scope, sign_in: SignIn) -> None:
    again, aside = a_task(failed_at=NOW, attempts=9), a_task(failed_at=NOW, attempts=9)
    scope.session.add_all([again, aside])
    scope.session.flush()
    first, second = again.id, aside.id
    scope.session.commit()
    client = sign_in(Role.OFFICE)

    send(client, "/ecole/bureau", f"/ecole/bureau/taches/{first}/reprendre")
    send(client, "/ecole/bureau", f"/ecole/bureau/taches/{second}/laisser")

    scope.session.rollback()
    assert (again.failed_at, again.attempts, again.done_at) == (None, 0, None)
    assert (aside.failed_at, aside.done_at is not None) == (NOW, True)
    assert "Tout est fait" in client.get("/ecole/bureau").text


def test_messages_open_on_those_without_an_answer(scope: Scope, sign_in: SignIn) -> None:
    client = sign_in(Role.OFFICE)
    assert "Tous les messages ont leur réponse" in client.get("/ecole/bureau/messages").text

    order = an_order(scope, "CO-2026-0001")
    scope.session.add(build_order_message(order.id, "Quand est-ce prêt ?"))
    scope.session.commit()

    assert "Quand est-ce prêt ?" in client.get("/ecole/bureau/messages").text


def test_quotes_wait_to_be_sent_then_to_be_answered(scope: Scope, sign_in: SignIn) -> None:
    assert "Aucun devis n’attend" in sign_in(Role.OFFICE).get("/ecole/bureau/devis").text
    sent = build_request(scope, reference="DE-2026-0001", status=RequestStatus.ANSWERED)
    build_version(
        scope,
        build_quote(scope, sent),
        status=VersionStatus.SENT,
        sent_at=NOW,
        valid_until=date(2026, 11, 25),
    )
    build_request(scope, reference="DE-2026-0002", status=RequestStatus.AGREED)

    rows, _ = list_inbox(scope.session, [Work.QUOTES_TO_SEND, Work.QUOTES_SENT], TODAY)
    scope.session.commit()
    page = sign_in(Role.OFFICE).get("/ecole/bureau/devis").text

    assert [(row.reference, row.until) for row in rows] == [
        ("DE-2026-0002", None),
        ("DE-2026-0001", date(2026, 11, 25)),
    ]
    assert "Valable jusqu’au 25/11/2026" in page
    assert "Envoyer le devis" in page
