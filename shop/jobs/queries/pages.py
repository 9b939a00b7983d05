"""What the pages of the bench show."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from shop.curriculum.domain.operations import ReadingLevel
from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.reading import BenchPage, read_page
from shop.jobs.domain.state import CardState, OperationStatus, StopKind
from shop.jobs.domain.views import CardHead, CardView
from shop.jobs.permissions import can_read_cards, refuse_other_group
from shop.jobs.queries.cards import get_card, get_cards, list_bench_cards, list_cards_to_sign
from shop.jobs.queries.people import reading_level_of, worker_of
from shop.kernel.actor import Actor, Role, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class CardToSign:
    """A card that waits for an adult, and for what."""

    head: CardHead
    waits_for_stop: StopKind | None
    to_confirm: int
    to_decide: int
    to_counter_check: int

    @property
    def is_waiting(self) -> bool:
        counts = (self.to_confirm, self.to_decide, self.to_counter_check)
        return self.waits_for_stop is not None or any(counts)


def read_bench_page(
    session: Session, card_id: int, actor: Actor, now: datetime, level: ReadingLevel | None
) -> BenchPage:
    """Return one card for who asks; NotFound to a student of another group."""
    card = get_card(session, card_id, now)
    if not can_read_cards(actor):
        refuse_other_group(actor, card.head.section, card.head.group_id)
    worker = worker_of(session, actor, now)
    return read_page(card, worker, level or reading_level_of(session, actor, now))


def list_my_cards(session: Session, actor: Actor) -> list[CardHead]:
    """Return the cards of a student's group, or those at work in a teacher's sections."""
    if actor.role is Role.STUDENT:
        return list_bench_cards(session, actor.group_id) if actor.group_id else []
    return list_cards_to_sign(session, actor.sections or tuple(Section))


def list_waiting_cards(
    session: Session, sections: Collection[Section], now: datetime
) -> list[CardToSign]:
    """Return the cards of these workshops where something waits for an adult."""
    heads = list_cards_to_sign(session, sections)
    found = map(card_to_sign, get_cards(session, [head.id for head in heads], now))
    return [card for card in found if card.is_waiting]


def card_to_sign(card: CardView) -> CardToSign:
    """Say what a card waits for: a signature, a step to look at, a decision, a counter-check."""
    return CardToSign(
        head=card.head,
        waits_for_stop=_waiting_stop(card),
        to_confirm=sum(op.status is OperationStatus.TO_CHECK for op in card.operations),
        to_decide=sum(view.status is CheckStatus.OUT for view in card.checks),
        to_counter_check=sum(
            view.waits_for_teacher and view.last is not None for view in card.checks
        ),
    )


def _waiting_stop(card: CardView) -> StopKind | None:
    if card.find_stop(StopKind.BEFORE_MAKING) is None:
        return StopKind.BEFORE_MAKING
    return StopKind.BEFORE_DELIVERY if card.state is CardState.TO_CHECK else None
