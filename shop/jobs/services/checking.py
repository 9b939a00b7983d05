"""Measures, counter-checks, and what an adult decides when one is out of tolerance."""

from datetime import datetime

from shop.db import Scope
from shop.jobs.domain.content import CardCheck
from shop.jobs.domain.measuring import (
    ILLEGIBLE_WORD,
    CheckStatus,
    Decision,
    is_good,
    read_entry,
    refuse_check_without_bounds,
)
from shop.jobs.domain.state import AT_WORK
from shop.jobs.domain.views import CheckView, MeasureView
from shop.jobs.models import CheckMeasurement, JobCard, NonConformity
from shop.jobs.permissions import refuse_other_group, refuse_other_section
from shop.jobs.queries.bench import find_measurement, read_bench, read_check
from shop.jobs.queries.people import staff_id, student_id
from shop.jobs.services.making import happened_at, new_key
from shop.jobs.services.records import take_card
from shop.kernel.actor import Section
from shop.kernel.refusals import Forbidden, NotFound, Refusal
from shop.kernel.text import N_
from shop.tyres.domain.dates import read_as_number

LONGEST_REASON = 1000


def enter_measure(
    scope: Scope,
    card_id: int,
    check_key: str,
    typed: str,
    *,
    client_key: str = "",
    at: datetime | None = None,
) -> CheckStatus:
    """Write a measure as typed, comma or point; return what it says of the part.

    Students measure first. What a teacher enters is the counter-check. A measure out of
    tolerance is kept too: it blocks the delivery until an adult decides.
    """
    card, check = _take_check(scope, card_id, check_key)
    known = find_measurement(scope.session, client_key) if client_key else None
    if known is None:
        if check.adult_only and not check.is_measured and student_id(scope.actor) is not None:
            raise Forbidden(N_("Cette vérification est pour un adulte. Appelle le professeur."))
        refuse_check_without_bounds(check)
        entry = read_entry(typed, check)
        scope.session.add(
            CheckMeasurement(
                card_id=card.id,
                check_key=check.key,
                value=str(entry.value),
                student_id=student_id(scope.actor),
                staff_id=staff_id(scope.actor),
                staff_name=scope.actor.name if staff_id(scope.actor) else "",
                taken_at=happened_at(scope, at),
                client_key=client_key or new_key(),
                words=entry.words,
            )
        )
        scope.session.flush()
    return _view(scope, card, check).status


def confirm_measure(scope: Scope, card_id: int, check_key: str) -> None:
    """Counter-check a measure in one gesture: the adult found the same value."""
    card, check = _take_check(scope, card_id, check_key)
    refuse_other_section(scope.actor, Section(card.section))
    last = _view(scope, card, check).last
    if last is None:
        raise Refusal(N_("Il n’y a pas encore de relevé à confirmer."))
    enter_measure(scope, card_id, check_key, _as_typed(check, last))


def decide_non_conformity(
    scope: Scope, card_id: int, check_key: str, decision: Decision, reason: str
) -> None:
    """Decide what becomes of a part out of tolerance: repair, remake, or accept as it is.

    The first two ask for a new measure. Decided once; a new measure opens the question again.
    """
    card, check = _take_check(scope, card_id, check_key)
    refuse_other_section(scope.actor, Section(card.section))
    written = reason.strip()[:LONGEST_REASON]
    if not written:
        raise Refusal(N_("Écrivez la raison de cette décision."), field="reason")
    view = _view(scope, card, check)
    if view.last is None or view.status is not CheckStatus.OUT:
        raise Refusal(N_("Ce relevé n’attend pas de décision : rechargez la page."))
    scope.session.add(
        NonConformity(
            measurement_id=view.last.id,
            decision=decision,
            reason=written,
            decided_by=staff_id(scope.actor),
            decided_by_name=scope.actor.name,
            decided_at=scope.now,
        )
    )
    scope.session.flush()


def _as_typed(check: CardCheck, last: MeasureView) -> str:
    if last.words:
        return last.words
    if check.is_marking:
        return ILLEGIBLE_WORD
    if check.is_week:
        made = read_as_number(int(last.value))
        return made.text if made else ILLEGIBLE_WORD
    if check.is_measured:
        return str(last.value)
    return "oui" if is_good(check, last.value) else "non"


def _take_check(scope: Scope, card_id: int, check_key: str) -> tuple[JobCard, CardCheck]:
    card = take_card(scope, card_id)
    refuse_other_group(scope.actor, Section(card.section), card.group_id)
    facts = read_bench(scope.session, card)
    check = facts.content.find_check(check_key)
    if check is None:
        raise NotFound(N_("Ce contrôle n’existe plus : rechargez la fiche."))
    if facts.state not in AT_WORK:
        raise Refusal(N_("Cette fiche n’est pas ouverte au travail. Parle avec le professeur."))
    return card, check


def _view(scope: Scope, card: JobCard, check: CardCheck) -> CheckView:
    return read_check(scope.session, card.id, check)
