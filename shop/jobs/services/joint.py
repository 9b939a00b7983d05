"""Joint plans of the saw: worked out, frozen, undone.

Lock order: the cards by ascending id, then the joint plan. The plan is worked out before
anything is locked, and frozen only if its cards are still as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from shop.accounts.services import record_act
from shop.configurations.queries import basis_at
from shop.db import Scope, lock
from shop.fabrication.cutting.highs import find_solver
from shop.fabrication.domain.bars import Saw
from shop.jobs.domain.joint import JointPlan, plan_together
from shop.jobs.domain.sawing import offcuts_of
from shop.jobs.models import JobCard, JointCut, JointCutCard
from shop.jobs.permissions import refuse_other_section
from shop.jobs.queries.joint import (
    CardToSaw,
    find_joint_of_card,
    list_cards_to_saw,
    list_joint_card_ids,
)
from shop.jobs.services.records import holder_key, joint_holder_key, take_card
from shop.jobs.services.sawing import rack_for
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal, Stale
from shop.kernel.text import N_
from shop.school.services import next_reference
from shop.stock.services import hold_offcuts, release_offcuts

PREFIX = "DB"
CHANGED = N_("Une de ces fiches a changé ou son débit a commencé : recommencez le choix.")


@dataclass(frozen=True, slots=True)
class PlannedTogether:
    """A joint plan and the cards it was worked out for, with their revisions."""

    week: date
    plan: JointPlan
    cards: tuple[CardToSaw, ...]


def plan_cards_together(scope: Scope, week: date, card_ids: Sequence[int]) -> PlannedTogether:
    """Work out a plan for cards of a week from the rack as it is now; nothing is written."""
    sections = scope.actor.sections or frozenset(Section)
    cards = list_cards_to_saw(scope.session, sections, week, card_ids) if card_ids else []
    if len(cards) != len(set(card_ids)):
        raise Stale(CHANGED)
    basis = basis_at(scope.session, paris_day(scope.now))
    names = dict.fromkeys(name for card in cards for name in card.content.steel_sections)
    plan = plan_together(
        {card.reference: card.content for card in cards},
        basis.tables.sections,
        Saw.from_rules(basis.rules),
        rack_for(scope.session, names, *(holder_key(card.id) for card in cards)),
        find_solver(),
    )
    return PlannedTogether(week, plan, tuple(cards))


def freeze_joint_plan(scope: Scope, planned: PlannedTogether) -> int:
    """Freeze a joint plan: its cards are sawn by it, its offcuts are set aside.

    Stale when a card was published anew, begun or taken by another plan meanwhile.
    """
    for card in planned.cards:
        row = take_card(scope, card.id)
        refuse_other_section(scope.actor, Section(row.section))
    ids = [card.id for card in planned.cards]
    sections = scope.actor.sections or frozenset(Section)
    now = list_cards_to_saw(scope.session, sections, planned.week, ids)
    if [(one.id, one.revision) for one in now] != [(c.id, c.revision) for c in planned.cards]:
        raise Stale(CHANGED)
    joint = _write(scope, planned)
    for card_id in ids:
        release_offcuts(scope, holder_key(card_id))
    wanted = offcuts_of(planned.plan.bars)
    hold_offcuts(scope, joint_holder_key(joint.id), wanted, held_for=f"Débit {joint.reference}")
    record_act(scope, "joint_cut.frozen", joint.reference)
    return joint.id


def _write(scope: Scope, planned: PlannedTogether) -> JointCut:
    joint = JointCut(
        reference=next_reference(scope, PREFIX),
        week=planned.week,
        content=planned.plan.to_data(),
        frozen_at=scope.now,
        frozen_by_name=scope.actor.name,
    )
    scope.session.add(joint)
    scope.session.flush()
    scope.session.add_all(
        JointCutCard(joint_id=joint.id, card_id=card.id) for card in planned.cards
    )
    scope.session.flush()
    return joint


def undo_joint_plan(scope: Scope, joint_id: int) -> None:
    """Give every card its own plan back and the offcuts to the rack; refused once sawn.

    The offcuts of the cards' own plans were given back when they joined: whoever took one
    meanwhile keeps it, and the teacher plans that card again.
    """
    joint = take_joint(scope, joint_id)
    if joint.settled_at is not None:
        raise Refusal(N_("Ce débit est fait : il ne se défait plus."))
    _drop(scope, joint)
    record_act(scope, "joint_cut.undone", joint.reference)


def leave_joint_plan(scope: Scope, card: JobCard) -> None:
    """Undo the joint plan of a card that will not be made; its bars would have no taker."""
    joint = find_joint_of_card(scope.session, card.id)
    if joint is not None and joint.settled_at is None:
        _drop(scope, lock(scope.session, JointCut, joint.id))


def _drop(scope: Scope, joint: JointCut) -> None:
    release_offcuts(scope, joint_holder_key(joint.id))
    scope.session.execute(delete(JointCutCard).where(JointCutCard.joint_id == joint.id))
    scope.session.delete(joint)
    scope.session.flush()


def take_joint(scope: Scope, joint_id: int) -> JointCut:
    """Lock the cards of a joint plan, then the plan; only their workshop may."""
    for card_id in list_joint_card_ids(scope.session, joint_id):
        refuse_other_section(scope.actor, Section(take_card(scope, card_id).section))
    return lock(scope.session, JointCut, joint_id)
