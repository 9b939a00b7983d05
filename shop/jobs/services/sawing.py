"""The plan of the saw of a card: worked out, frozen, its offcuts set aside.

A card opens with the best fit its price rests on. The worker then looks for the fewest bars
with the offcuts of the rack; a teacher may ask for that again. Publication freezes the plan with
the card and sets its offcuts aside; `settling` says what happens once the bars are sawn.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shop.configurations.queries import basis_at
from shop.db import Scope
from shop.fabrication.cutting.highs import find_solver
from shop.fabrication.cutting.pieces import RackBar
from shop.fabrication.cutting.plan import SawPlan, plan_sawing
from shop.fabrication.domain.bars import Saw
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.sawing import offcuts_of, pieces_to_saw, with_plan
from shop.jobs.domain.state import CardState
from shop.jobs.models import JobCard
from shop.jobs.permissions import refuse_other_section
from shop.jobs.queries.bench import published_contents
from shop.jobs.queries.joint import find_joint_of_card
from shop.jobs.services.records import STALE, holder_key, take_card
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal, Stale
from shop.kernel.text import N_
from shop.stock.queries import list_free_offcuts
from shop.stock.services import hold_offcuts, release_offcuts
from shop.tasks.services import enqueue

PLAN_BARS = "jobs.plan_bars"
ENDED = frozenset({CardState.READY, CardState.DELIVERED, CardState.REVIEWED, CardState.CANCELLED})


@dataclass(frozen=True, slots=True)
class PlannedBars:
    """A plan and the version of the card it was worked out for."""

    plan: SawPlan
    version: int


def queue_plan(scope: Scope, card: JobCard) -> None:
    """Have the worker plan the bars of a new draft; a card without cut list has none."""
    if card.draft.get("cut_rows"):
        enqueue(scope, PLAN_BARS, {"card_id": card.id})


def plan_bars_task(scope: Scope, payload: Mapping[str, Any]) -> None:
    """Write the plan of a draft nobody has published yet; anything else is left as it is.

    Pieces that make no plan keep the bars the card opened with: the page says why when a
    teacher asks for a plan.
    """
    card = scope.session.get(JobCard, int(payload["card_id"]))
    if card is None or card.revision > 0 or card.cancelled_at is not None:
        return
    try:
        planned = plan_bars(scope, card.id)
    except Refusal:
        return
    card = take_card(scope, card.id)
    card.draft = with_plan(CardContent.from_data(card.draft), planned.plan).to_data()
    scope.session.flush()


def plan_bars(scope: Scope, card_id: int) -> PlannedBars:
    """Work out the plan of a draft from the rack as it is now; nothing is written.

    Refused in words for a card that has nothing to saw.
    """
    card = scope.session.get(JobCard, card_id)
    if card is None:
        raise NotFound(N_("Cette fiche de travail n’existe pas."))
    content = CardContent.from_data(card.draft)
    if not content.cut_rows:
        raise Refusal(N_("Cette fiche n’a rien à scier."))
    basis = basis_at(scope.session, paris_day(scope.now))
    plan = plan_sawing(
        pieces_to_saw(content),
        basis.tables.sections,
        Saw.from_rules(basis.rules),
        rack=rack_for(
            scope.session, {row.section for row in content.cut_rows}, holder_key(card_id)
        ),
        solver=find_solver(),
    )
    return PlannedBars(plan, card.version)


def rack_for(session: Session, sections: Collection[str], *holders: str) -> list[RackBar]:
    """Return the offcuts a plan may count on: the free ones and those these holders have."""
    return [
        RackBar(key=one.reference, section=one.designation, length_mm=float(one.length_mm))
        for one in list_free_offcuts(session, sections, *holders)
    ]


def write_plan(scope: Scope, card_id: int, planned: PlannedBars) -> None:
    """Write a plan on the draft; Stale when the card changed while it was worked out.

    What students hold stays as published until a revision. Refused once the bars are sawn.
    """
    card = take_card(scope, card_id)
    refuse_other_section(scope.actor, Section(card.section))
    if card.version != planned.version:
        raise Stale(STALE)
    if card.sawn_at is not None or card.state in ENDED:
        raise Refusal(N_("Le débit de cette fiche est déjà fait."))
    _refuse_joint(scope, card)
    card.draft = with_plan(CardContent.from_data(card.draft), planned.plan).to_data()
    scope.session.flush()


def hold_card_offcuts(scope: Scope, card: JobCard, content: CardContent) -> None:
    """Set the offcuts of a published plan aside, in place of those of the one before.

    A card of a joint plan holds none, and keeps its cut list as long as it is in the plan.
    """
    if card.sawn_at is not None:
        return
    if find_joint_of_card(scope.session, card.id) is None:
        wanted = offcuts_of(content.bars)
        hold_offcuts(scope, holder_key(card.id), wanted, held_for=f"Débit {card.reference}")
    elif content.cut_rows != published_contents(scope.session, [card])[card.id].cut_rows:
        _refuse_joint(scope, card)


def drop_card_offcuts(scope: Scope, card: JobCard) -> None:
    """Give back the offcuts of a card that will not be made."""
    release_offcuts(scope, holder_key(card.id))


def _refuse_joint(scope: Scope, card: JobCard) -> None:
    joint = find_joint_of_card(scope.session, card.id)
    if joint is not None:
        raise Refusal(
            N_("Cette fiche est dans le débit commun %(reference)s : défaites-le d’abord."),
            reference=joint.reference,
        )
