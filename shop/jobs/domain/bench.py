"""What may be done at the bench now, and why not, in simple words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shop.jobs.domain.content import CardContent, CardOperation
from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.state import (
    AT_WORK,
    CardState,
    OperationStatus,
    ProgressAct,
    StopKind,
    operation_status,
    ticked_keys,
)
from shop.jobs.domain.workshop import clearance_label
from shop.kernel.refusals import Forbidden, Refusal
from shop.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchFacts:
    """What decides who may do a step now."""

    content: CardContent
    state: CardState
    last_acts: Mapping[str, ProgressAct]
    signed_stops: frozenset[StopKind]

    def status(self, operation: CardOperation) -> OperationStatus:
        """Return the status of a step of this card."""
        return operation_status(operation, self.last_acts.get(operation.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who stands at the bench: a student with clearances, or an adult."""

    is_adult: bool
    clearances: frozenset[str] = frozenset()


def refuse_work(operation: CardOperation, facts: BenchFacts, worker: Worker) -> None:
    """Refuse a step that this person may not begin now; say so in words a student reads."""
    if facts.state not in AT_WORK:
        raise Refusal(N_("Cette fiche n’est pas ouverte au travail. Parle avec le professeur."))
    if operation.adult_only and not worker.is_adult:
        raise Forbidden(N_("Cette étape est pour un adulte. Appelle le professeur."))
    if _lacks_clearance(operation, worker):
        raise Forbidden(
            N_("Tu n’as pas encore l’autorisation pour : %(machine)s. Appelle le professeur."),
            machine=clearance_label(operation.machine).lower(),
        )
    if operation.behind_stop and StopKind.BEFORE_MAKING not in facts.signed_stops:
        raise Refusal(N_("STOP. Montre ta fiche au professeur. Il signe, puis tu commences."))
    _refuse_early(operation, facts)


def _lacks_clearance(operation: CardOperation, worker: Worker) -> bool:
    return bool(
        operation.machine and not worker.is_adult and operation.machine not in worker.clearances
    )


def _refuse_early(operation: CardOperation, facts: BenchFacts) -> None:
    missing = missing_before(operation, facts)
    for step in missing:
        if not facts.status(step).is_ticked:
            raise Refusal(N_("Attends : il faut finir « %(step)s » avant."), step=step.label)
    for step in missing:
        raise Refusal(N_("Appelle le professeur : il contrôle « %(step)s »."), step=step.label)


def missing_before(operation: CardOperation, facts: BenchFacts) -> tuple[CardOperation, ...]:
    """Return the earlier steps that are not finished; one that waits for the teacher is not."""
    earlier = (facts.content.find_operation(key) for key in operation.after)
    return tuple(
        found
        for found in earlier
        if found is not None and facts.status(found) is not OperationStatus.DONE
    )


def current_operation(facts: BenchFacts) -> CardOperation | None:
    """Return the step in hand: one begun, else the first to do; None when all are ticked."""
    waiting = [op for op in facts.content.operations if not facts.status(op).is_ticked]
    begun = [op for op in waiting if facts.status(op) is OperationStatus.IN_PROGRESS]
    return next(iter(begun or waiting), None)


def delivery_gaps(
    facts: BenchFacts, checks: Mapping[str, CheckStatus], uncountersigned: Sequence[str]
) -> tuple[str, ...]:
    """Return, as sentences to translate, what keeps the work from being handed over."""
    done = {op.key for op in facts.content.operations if facts.status(op) is OperationStatus.DONE}
    waiting = ticked_keys(facts.content.operations, facts.last_acts) - done
    statuses = set(checks.values())
    found = (
        (len(done) + len(waiting) < len(facts.content.operations), STEPS_LEFT),
        (bool(waiting), STEPS_TO_CONFIRM),
        (CheckStatus.MISSING in statuses, MEASURES_MISSING),
        (CheckStatus.OUT in statuses, MEASURES_OUT),
        (CheckStatus.REDO in statuses, MEASURES_TO_REDO),
        (bool(uncountersigned), COUNTER_CHECKS_MISSING),
    )
    return tuple(sentence for applies, sentence in found if applies)


STEPS_LEFT = N_("Toutes les étapes ne sont pas faites.")
STEPS_TO_CONFIRM = N_("Une étape attend votre contrôle.")
MEASURES_MISSING = N_("Il manque des relevés sur la feuille de contrôle.")
MEASURES_OUT = N_("Une mesure est hors tolérance : à vous de décider.")
MEASURES_TO_REDO = N_("Après votre décision, une nouvelle mesure est attendue.")
COUNTER_CHECKS_MISSING = N_("Un relevé attend votre contre-mesure.")


def refuse_delivery(gaps: Iterable[str]) -> None:
    """Refuse to sign the work out while something is missing, with the first thing to do."""
    for sentence in gaps:
        raise Refusal(sentence)
