"""Signatures of adults, and the end of a card."""

from sqlalchemy import select

from shop.accounts.services import record_act
from shop.db import Scope
from shop.jobs.domain.bench import refuse_delivery
from shop.jobs.domain.state import AT_WORK, CardState, StopKind
from shop.jobs.events import CardDone
from shop.jobs.models import CardStop, JobCard
from shop.jobs.permissions import refuse_other_section
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.orders import list_states, lock_order, order_of_card
from shop.jobs.queries.people import staff_id
from shop.jobs.services.records import project_state, take_card
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.orders.services import mark_ready

MADE = frozenset({CardState.READY, CardState.DELIVERED, CardState.REVIEWED})
LONGEST_NOTE = 1000


def sign_stop(scope: Scope, card_id: int, kind: StopKind, note: str = "") -> None:
    """Sign one of the two stops, with the name of the adult and the time; twice counts once.

    Before delivery everything must be done, measured and decided. The card is then ready:
    announces `CardDone`, and tells the order when it was its last card.
    """
    order_id = order_of_card(scope.session, card_id)
    if order_id is None:
        raise NotFound(N_("Cette fiche de travail n’existe pas."))
    lock_order(scope.session, order_id)
    card = take_card(scope, card_id)
    refuse_other_section(scope.actor, Section(card.section))
    if _is_signed(scope, card, kind):
        return
    if card.state not in AT_WORK:
        raise Refusal(N_("Cette fiche n’est pas ouverte au travail."))
    if kind is StopKind.BEFORE_DELIVERY:
        refuse_delivery(get_card(scope.session, card_id, scope.now).delivery_gaps)
    _write_signature(scope, card, kind, note)
    if kind is StopKind.BEFORE_DELIVERY:
        _finish(scope, card)


def close_review(scope: Scope, card_id: int) -> None:
    """End a delivered card: the talk with the group has taken place."""
    card = take_card(scope, card_id)
    refuse_other_section(scope.actor, Section(card.section))
    if card.state == CardState.REVIEWED:
        return
    if card.state != CardState.DELIVERED:
        raise Refusal(N_("Le bilan se fait quand le client a son ouvrage."))
    card.reviewed_at = scope.now
    project_state(scope, card)


def _is_signed(scope: Scope, card: JobCard, kind: StopKind) -> bool:
    statement = select(CardStop.id).where(CardStop.card_id == card.id, CardStop.kind == kind)
    return scope.session.scalars(statement).one_or_none() is not None


def _write_signature(scope: Scope, card: JobCard, kind: StopKind, note: str) -> None:
    scope.session.add(
        CardStop(
            card_id=card.id,
            kind=kind,
            revision=card.revision,
            signed_by=staff_id(scope.actor),
            signed_by_name=scope.actor.name,
            signed_at=scope.now,
            note=note.strip()[:LONGEST_NOTE],
        )
    )
    record_act(scope, f"card.signed_{kind}", card.reference)
    project_state(scope, card)


def _finish(scope: Scope, card: JobCard) -> None:
    card.ready_at = scope.now
    scope.session.flush()
    scope.announce(CardDone(card.id, card.order_id))
    if all(CardState(state) in MADE for state in list_states(scope.session, card.order_id)):
        mark_ready(scope, card.order_id)
