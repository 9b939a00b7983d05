"""A teacher prepares a card: edits, plans, publishes, revises."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from shop.db import Scope
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.editing import DraftEdit, OperationEdit
from shop.jobs.domain.publication import DEPOSIT_UNPAID, NO_GROUP, NO_WEEK
from shop.jobs.domain.state import CardState
from shop.jobs.domain.views import RevisionView
from shop.jobs.events import CardPublished
from shop.jobs.models import JobOperation
from shop.jobs.queries.cards import get_card, get_cards, list_cards
from shop.jobs.services.preparing import (
    list_publication_gaps,
    plan_card,
    publish_card,
    save_draft,
)
from shop.kernel.actor import Role, Section
from shop.kernel.events import Bus
from shop.kernel.money import Money
from shop.kernel.refusals import Forbidden, Refusal, Stale
from shop.orders.domain import PaymentMeans
from shop.orders.models import Order
from shop.orders.pricing import ScheduleKind
from shop.payments.domain.ledger import Provider
from shop.payments.services.ledger import record_payment
from shop.planning.domain.load import Bottleneck
from shop.planning.models import HourReservation
from shop.planning.queries import list_reserved_weeks
from tests.builders.jobs import WEEK, as_teacher, build_content, build_job_card, open_group, publish
from tests.builders.orders import build_scheduled_payment
from tests.conftest import NOW


def _edit(content: CardContent, **changes: Any) -> DraftEdit:  # noqa: ANN401 - any field
    edit = DraftEdit(
        title=content.title,
        purpose=content.purpose,
        quality=content.quality,
        finish=content.finish,
        competencies=content.competencies,
        questions=content.questions,
        transfer=content.transfer,
        operations=tuple(
            OperationEdit(
                key=op.key,
                position=place,
                label=op.label,
                minutes=op.minutes,
                workstation=op.workstation,
            )
            for place, op in enumerate(content.operations)
        ),
        checks=(),
    )
    return replace(edit, **changes)


def test_editing_changes_the_draft_and_its_version(scope: Scope) -> None:
    card = build_job_card(scope)

    save_draft(
        as_teacher(scope), card.id, seen_version=1, edit=_edit(build_content(), title="Grille")
    )

    view = get_card(scope.session, card.id, NOW)
    assert (view.draft.title, view.head.title, view.head.version) == ("Grille", "Grille", 2)


def test_a_stale_tab_is_told_and_changes_nothing(scope: Scope) -> None:
    card = build_job_card(scope)
    plan_card(as_teacher(scope), card.id, seen_version=1, group_id=None, week=WEEK)

    with pytest.raises(Stale, match="Relisez-la"):
        save_draft(
            as_teacher(scope), card.id, seen_version=1, edit=_edit(build_content(), title="x")
        )
    assert get_card(scope.session, card.id, NOW).draft == build_content()


def test_a_card_is_planned_on_the_monday_of_its_week(scope: Scope) -> None:
    card = build_job_card(scope)

    group_id = open_group(scope)

    thursday = date(2026, 11, 26)
    plan_card(as_teacher(scope), card.id, seen_version=1, group_id=group_id, week=thursday)

    head = get_card(scope.session, card.id, NOW).head
    assert (head.group_id, head.week) == (group_id, WEEK)
    assert list_reserved(scope) == {Bottleneck.STUDENT: 120}


def test_hours_follow_the_draft_and_without_a_week_wait_for_room(scope: Scope) -> None:
    card = build_job_card(scope)
    plan_card(as_teacher(scope), card.id, seen_version=1, group_id=None, week=WEEK)
    content = build_content()
    shorter = _edit(content, operations=_edit(content).operations[:2])
    save_draft(as_teacher(scope), card.id, seen_version=2, edit=shorter)
    assert list_reserved(scope) == {Bottleneck.STUDENT: 100}

    plan_card(as_teacher(scope), card.id, seen_version=3, group_id=None, week=None)

    assert list_reserved(scope) == {Bottleneck.STUDENT: 100}
    assert list_reserved_weeks(scope.session, f"card:{card.id}") != (WEEK,)


def list_reserved(scope: Scope) -> dict[Bottleneck, int]:
    rows = scope.session.scalars(select(HourReservation))
    return {Bottleneck(row.bottleneck): row.minutes for row in rows}


def test_a_group_of_another_workshop_is_refused(scope: Scope) -> None:
    card = build_job_card(scope)
    group_id = open_group(scope, "Pneus 1", Section.TYRES)

    with pytest.raises(Refusal, match="pas de cet atelier"):
        plan_card(as_teacher(scope), card.id, seen_version=1, group_id=group_id, week=WEEK)


def test_a_past_week_is_refused(scope: Scope) -> None:
    card = build_job_card(scope)

    with pytest.raises(Refusal, match="passée"):
        plan_card(as_teacher(scope), card.id, seen_version=1, group_id=None, week=date(2026, 11, 9))


@pytest.mark.parametrize(
    "changes",
    [
        {"role": Role.OFFICE},
        {"role": Role.GENERAL_TEACHER},
        {"role": Role.STUDENT},
        {"sections": frozenset({Section.TYRES})},
    ],
)
def test_only_a_teacher_of_the_workshop_prepares_a_card(
    scope: Scope, changes: dict[str, Any]
) -> None:
    card = build_job_card(scope)

    with pytest.raises(Forbidden, match="maître professionnel"):
        plan_card(as_teacher(scope, **changes), card.id, seen_version=1, group_id=None, week=WEEK)


def test_publishing_freezes_the_draft_and_announces_it(scope: Scope) -> None:
    heard: list[CardPublished] = []
    card = build_job_card(scope)
    listening = replace(scope, bus=Bus({CardPublished: [lambda e, _: heard.append(e)]}))

    publish(listening, card)

    view = get_card(scope.session, card.id, NOW)
    assert (view.state, view.content, view.has_unpublished_changes) == (
        CardState.PUBLISHED,
        build_content(),
        False,
    )
    assert view.revisions == (
        RevisionView(number=1, reason="Première publication", name="Mme Perrin", published_at=NOW),
    )
    assert heard == [CardPublished(card.id, card.order_id, 1)]


def test_a_card_without_group_is_refused_in_words(scope: Scope) -> None:
    card = build_job_card(scope)

    assert list_publication_gaps(scope, get_card(scope.session, card.id)) == (NO_GROUP, NO_WEEK)
    with pytest.raises(Refusal, match="groupe"):
        publish_card(as_teacher(scope), card.id, seen_version=1)


def test_students_keep_the_published_card_while_the_draft_changes(scope: Scope) -> None:
    card = build_job_card(scope)
    publish(scope, card)

    save_draft(
        as_teacher(scope),
        card.id,
        seen_version=card.version,
        edit=_edit(build_content(), title="Grille"),
    )

    view = get_card(scope.session, card.id, NOW)
    assert (view.content.title, view.draft.title) == ("Portail à un vantail", "Grille")
    assert view.has_unpublished_changes


def test_a_revision_needs_a_reason(scope: Scope) -> None:
    card = build_job_card(scope)
    publish(scope, card)

    with pytest.raises(Refusal, match="pourquoi"):
        publish_card(as_teacher(scope), card.id, seen_version=card.version, reason="  ")


def test_a_revision_retires_the_steps_it_drops_and_keeps_the_others(scope: Scope) -> None:
    card = build_job_card(scope)
    publish(scope, card)
    before = {row.key: row.id for row in scope.session.scalars(select(JobOperation))}
    content = build_content()
    without = _edit(content, operations=_edit(content).operations[:2])

    save_draft(as_teacher(scope), card.id, seen_version=card.version, edit=without)
    publish_card(
        as_teacher(scope), card.id, seen_version=card.version, reason="Contrôle fait ailleurs"
    )

    rows = scope.session.scalars(select(JobOperation).order_by(JobOperation.key)).all()
    assert {row.key: row.id for row in rows} == before
    assert [(row.key, row.retired_at) for row in rows] == [
        ("010-ETU", None),
        ("020-DEB", None),
        ("030-CTL", NOW),
    ]
    assert [r.reason for r in get_card(scope.session, card.id, NOW).revisions] == [
        "Première publication",
        "Contrôle fait ailleurs",
    ]


def test_a_finished_card_does_not_change(scope: Scope) -> None:
    card = build_job_card(scope)
    card.state = CardState.CANCELLED
    scope.session.flush()

    with pytest.raises(Refusal, match="terminée"):
        plan_card(as_teacher(scope), card.id, seen_version=1, group_id=None, week=WEEK)


def test_lists_filter_and_page_by_key(scope: Scope) -> None:
    cards = [build_job_card(scope, reference=f"FT-2026-000{n}") for n in (1, 2, 3)]
    group_id = open_group(scope)
    publish(scope, cards[1], group_id=group_id)

    def references(**wanted: Any) -> list[str]:  # noqa: ANN401 - any filter
        return [head.reference[-1] for head in list_cards(scope.session, **wanted)]

    assert references() == ["3", "2", "1"]
    assert references(limit=2) == ["3", "2"]
    assert references(before_id=cards[1].id) == ["1"]
    assert references(group_id=group_id) == references(state=CardState.PUBLISHED) == ["2"]
    assert references(week=WEEK) == ["2"]
    assert references(sections=[Section.TYRES]) == []


def test_finished_cards_are_listed_only_when_asked_for(scope: Scope) -> None:
    card = build_job_card(scope)
    card.state = CardState.REVIEWED
    scope.session.flush()

    assert list_cards(scope.session) == []
    assert len(list_cards(scope.session, state=CardState.REVIEWED)) == 1


def test_whole_cards_cost_the_same_queries_one_or_three(
    scope: Scope,
    count_queries: Any,  # noqa: ANN401 - a fixture
) -> None:
    cards = [build_job_card(scope, reference=f"FT-2026-000{n}") for n in (1, 2, 3)]
    ids = [publish(scope, card) for card in cards]
    counts = []
    for wanted in (ids[:1], ids):
        scope.session.expire_all()
        with count_queries() as statements:
            assert len(get_cards(scope.session, wanted, NOW)) == len(wanted)
        counts.append(len(statements))

    assert counts == [3, 3]


@pytest.mark.parametrize(
    ("means", "kind", "blocks"),
    [
        (PaymentMeans.CARD, ScheduleKind.DEPOSIT, True),
        (PaymentMeans.TRANSFER, ScheduleKind.TOTAL, True),
        (PaymentMeans.CARD, ScheduleKind.BALANCE, False),
        (PaymentMeans.ON_SITE, ScheduleKind.TOTAL, False),
    ],
)
def test_what_is_due_before_the_work_blocks_publication(
    scope: Scope, means: PaymentMeans, kind: ScheduleKind, blocks: bool
) -> None:
    card = build_job_card(scope)
    scope.session.get_one(Order, card.order_id).means = means
    due = build_scheduled_payment(card.order_id, Money(30000))
    due.kind = kind
    scope.session.add(due)
    scope.session.flush()

    assert (
        DEPOSIT_UNPAID in list_publication_gaps(scope, get_card(scope.session, card.id))
    ) is blocks


def test_a_paid_deposit_lets_the_card_be_published(scope: Scope) -> None:
    card = build_job_card(scope)
    due = build_scheduled_payment(card.order_id, Money(30000))
    due.kind = ScheduleKind.DEPOSIT
    scope.session.add(due)
    record_payment(
        scope,
        order_id=card.order_id,
        provider=Provider.TRANSFER,
        external_ref="bank-1",
        amount=Money(30000),
        received_at=NOW,
    )

    assert DEPOSIT_UNPAID not in list_publication_gaps(scope, get_card(scope.session, card.id))
