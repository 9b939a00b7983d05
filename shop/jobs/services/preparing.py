"""What a teacher does before students start: edit, plan, publish, revise."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from shop.accounts.queries import get_group
from shop.db import Scope
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.drafting import is_measured
from shop.jobs.domain.editing import DraftEdit, OperationDetails, edit_content, edit_details
from shop.jobs.domain.publication import (
    PublicationFacts,
    publication_gaps,
    refuse_publication,
)
from shop.jobs.domain.state import CardState
from shop.jobs.domain.views import CardHead, CardView
from shop.jobs.events import CardPublished
from shop.jobs.models import JobCard, JobCardRevision, JobOperation
from shop.jobs.permissions import refuse_other_section
from shop.jobs.queries.orders import read_standing
from shop.jobs.services.hours import hold_hours
from shop.jobs.services.records import project_state, take_card
from shop.jobs.services.sawing import hold_card_offcuts
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of, paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_

FIRST_REASON = "Première publication"
OVER = frozenset({CardState.READY, CardState.DELIVERED, CardState.REVIEWED, CardState.CANCELLED})


def save_draft(scope: Scope, card_id: int, *, seen_version: int, edit: DraftEdit) -> None:
    """Change the draft of a card; students keep the published one until it is revised."""
    card = _take_open(scope, card_id, seen_version)
    content = edit_content(CardContent.from_data(card.draft), edit)
    card.draft = content.to_data()
    card.title = content.title
    card.version += 1
    scope.session.flush()
    hold_hours(scope, card)


def save_operation(
    scope: Scope, card_id: int, key: str, *, seen_version: int, details: OperationDetails
) -> None:
    """Change what one step of the draft asks for: machine, protection, who may do it."""
    card = _take_open(scope, card_id, seen_version)
    content = CardContent.from_data(card.draft)
    if content.find_operation(key) is None:
        raise NotFound(N_("Cette étape n’existe plus : rechargez la fiche."))
    card.draft = edit_details(content, key, details).to_data()
    card.version += 1
    scope.session.flush()
    hold_hours(scope, card)


def plan_card(
    scope: Scope, card_id: int, *, seen_version: int, group_id: int | None, week: date | None
) -> None:
    """Give a card to a group and put it in a week of the calendar."""
    card = _take_open(scope, card_id, seen_version)
    monday = monday_of(week) if week else None
    if monday is not None and monday < monday_of(paris_day(scope.now)):
        raise Refusal(N_("Cette semaine est passée : choisissez-en une autre."), field="week")
    if group_id is not None and get_group(scope.session, group_id).section != card.section:
        raise Refusal(N_("Ce groupe n’est pas de cet atelier."), field="group")
    card.group_id, card.week = group_id, monday
    card.version += 1
    scope.session.flush()
    hold_hours(scope, card)


def publish_card(scope: Scope, card_id: int, *, seen_version: int, reason: str = "") -> int:
    """Freeze the draft and give it to the group; return the number of the revision.

    Refused in words while something is missing. After the first time a reason is needed;
    progress is kept by the keys of the steps. Announces `CardPublished`.
    """
    card = _take_open(scope, card_id, seen_version)
    content = CardContent.from_data(card.draft)
    refuse_publication(publication_gaps(content, publication_facts(scope, card)))
    written = reason.strip()
    if card.revision > 0 and not written:
        raise Refusal(N_("Écrivez pourquoi la fiche change : le groupe le lira."), field="reason")
    hold_card_offcuts(scope, card, content)
    _freeze(scope, card, content, written or FIRST_REASON)
    _list_operations(scope, card, content)
    project_state(scope, card)
    scope.announce(CardPublished(card.id, card.order_id, card.revision))
    return card.revision


def publication_facts(scope: Scope, card: JobCard | CardHead) -> PublicationFacts:
    """Return what publication depends on besides the content."""
    standing = read_standing(scope.session, card.order_id, card.order_line_id)
    return PublicationFacts(
        group_id=card.group_id,
        has_week=card.week is not None,
        is_deposit_paid=standing.is_paid,
        is_measured=is_measured(standing.result),
    )


def list_publication_gaps(scope: Scope, card: CardView) -> tuple[str, ...]:
    """Return, as sentences to translate, everything that keeps the draft from being published."""
    return publication_gaps(card.draft, publication_facts(scope, card.head))


def _take_open(scope: Scope, card_id: int, seen_version: int) -> JobCard:
    card = take_card(scope, card_id, seen_version=seen_version)
    refuse_other_section(scope.actor, Section(card.section))
    if card.state in OVER:
        raise Refusal(N_("Cette fiche est terminée : elle ne change plus."))
    return card


def _freeze(scope: Scope, card: JobCard, content: CardContent, reason: str) -> None:
    card.revision += 1
    card.version += 1
    scope.session.add(
        JobCardRevision(
            card_id=card.id,
            number=card.revision,
            content=replace(content).to_data(),
            reason=reason,
            published_at=scope.now,
            published_by=scope.actor.account_id,
            published_by_name=scope.actor.name,
        )
    )
    scope.session.flush()


def _list_operations(scope: Scope, card: JobCard, content: CardContent) -> None:
    """Write the steps of the new revision; a dropped one is retired and keeps its history."""
    rows = scope.session.scalars(select(JobOperation).where(JobOperation.card_id == card.id))
    known = {row.key: row for row in rows}
    for position, operation in enumerate(content.operations, start=1):
        row = known.pop(operation.key, None)
        if row is None:
            row = JobOperation(
                card_id=card.id,
                key=operation.key,
                code=operation.code,
                position=position,
                planned_minutes=operation.minutes,
                workstation=operation.workstation,
                machine=operation.machine,
            )
            scope.session.add(row)
        row.position, row.planned_minutes = position, operation.minutes
        row.workstation, row.machine = operation.workstation, operation.machine
        row.retired_at = None
    for row in known.values():
        row.retired_at = row.retired_at or scope.now
