"""What is done at the bench: begin a step, tick it, pause, confirm, send back."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select

from shop.db import Scope
from shop.jobs.domain.bench import BenchFacts, refuse_work
from shop.jobs.domain.content import CardOperation
from shop.jobs.domain.sawing import SAWING
from shop.jobs.domain.state import OperationStatus, ProgressAct
from shop.jobs.events import OperationToCheck
from shop.jobs.models import JobCard, JobOperation, OperationProgress, TimeLog
from shop.jobs.permissions import refuse_other_group, refuse_other_section
from shop.jobs.queries.bench import (
    find_open_log,
    find_progress,
    list_running_logs,
    read_bench,
)
from shop.jobs.queries.people import staff_id, student_id, worker_of
from shop.jobs.services.records import project_state, take_card
from shop.jobs.services.settling import finish_sawing
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_

# A tablet that lost the network keeps its acts for a day of workshop at most.
LONGEST_DELAY = timedelta(hours=12)


def new_key() -> str:
    """Return a key for an act that no tablet repeats."""
    return secrets.token_urlsafe(16)


def start_operation(
    scope: Scope, card_id: int, key: str, *, client_key: str = "", at: datetime | None = None
) -> None:
    """Begin a step and the time of who begins it; the same key sent again counts once.

    Refused to a student without the clearance of the machine, before the stop is signed
    and before the earlier steps are done. A student works on one step at a time.
    """
    card, facts, operation = _take_operation(scope, card_id, key)
    if client_key and find_progress(scope.session, client_key):
        return
    if facts.status(operation).is_ticked:
        raise Refusal(N_("Cette étape est déjà faite."))
    refuse_work(operation, facts, worker_of(scope.session, scope.actor, scope.now))
    moment = happened_at(scope, at)
    row = _row(scope, card.id, key)
    _start_clock(scope, row, moment)
    _record(scope, row, ProgressAct.START, client_key, moment)
    project_state(scope, card)


def pause_operation(scope: Scope, card_id: int, key: str, *, at: datetime | None = None) -> None:
    """Stop the time of who asks; the step stays begun."""
    card, _, _ = _take_operation(scope, card_id, key)
    mine = student_id(scope.actor)
    for log in list_running_logs(scope.session, _row(scope, card.id, key).id):
        if log.student_id == mine and log.staff_id == staff_id(scope.actor):
            _stop(log, happened_at(scope, at))
    scope.session.flush()


def tick_operation(
    scope: Scope, card_id: int, key: str, *, client_key: str = "", at: datetime | None = None
) -> None:
    """Say that a step is done and stop everybody's time on it.

    A tick that comes twice, from the same tablet or from a team mate, counts once. A step
    that needs the teacher waits for him: announces `OperationToCheck`.
    """
    card, facts, operation = _take_operation(scope, card_id, key)
    if client_key and find_progress(scope.session, client_key):
        return
    if facts.status(operation).is_ticked:
        return
    refuse_work(operation, facts, worker_of(scope.session, scope.actor, scope.now))
    moment = happened_at(scope, at)
    row = _row(scope, card.id, key)
    for log in list_running_logs(scope.session, row.id):
        _stop(log, moment)
    is_student = student_id(scope.actor) is not None
    act = ProgressAct.TICK if is_student else ProgressAct.CONFIRM
    _record(scope, row, act, client_key, moment)
    project_state(scope, card)
    _settle(scope, card, operation)
    if act is ProgressAct.TICK and operation.needs_teacher:
        scope.announce(OperationToCheck(card.id, key))


def confirm_operation(scope: Scope, card_id: int, key: str) -> None:
    """Let the work go on after a step the teacher has looked at."""
    card, facts, operation = _take_operation(scope, card_id, key)
    refuse_other_section(scope.actor, Section(card.section))
    status = facts.status(operation)
    if status is OperationStatus.DONE:
        return
    if status is not OperationStatus.TO_CHECK:
        raise Refusal(N_("Cette étape n’attend pas de contrôle."))
    _record(scope, _row(scope, card.id, key), ProgressAct.CONFIRM, "", scope.now)
    project_state(scope, card)
    _settle(scope, card, operation)


def reopen_operation(scope: Scope, card_id: int, key: str) -> None:
    """Send a step back to be done again."""
    card, facts, operation = _take_operation(scope, card_id, key)
    refuse_other_section(scope.actor, Section(card.section))
    if not facts.status(operation).is_ticked:
        raise Refusal(N_("Cette étape n’est pas encore faite."))
    _record(scope, _row(scope, card.id, key), ProgressAct.REOPEN, "", scope.now)
    project_state(scope, card)


def happened_at(scope: Scope, at: datetime | None) -> datetime:
    """Return when a tablet says an act happened, never later than now nor a day too early."""
    if at is None:
        return scope.now
    return min(max(at, scope.now - LONGEST_DELAY), scope.now)


def _take_operation(
    scope: Scope, card_id: int, key: str
) -> tuple[JobCard, BenchFacts, CardOperation]:
    card = take_card(scope, card_id)
    refuse_other_group(scope.actor, Section(card.section), card.group_id)
    facts = read_bench(scope.session, card)
    operation = facts.content.find_operation(key)
    if operation is None or card.revision == 0:
        raise NotFound(N_("Cette étape n’existe plus : rechargez la fiche."))
    return card, facts, operation


def _row(scope: Scope, card_id: int, key: str) -> JobOperation:
    statement = select(JobOperation).where(JobOperation.card_id == card_id, JobOperation.key == key)
    return scope.session.scalars(statement).one()


def _record(
    scope: Scope, row: JobOperation, act: ProgressAct, client_key: str, moment: datetime
) -> None:
    scope.session.add(
        OperationProgress(
            operation_id=row.id,
            act=act,
            student_id=student_id(scope.actor),
            staff_id=staff_id(scope.actor),
            happened_at=moment,
            recorded_at=scope.now,
            client_key=client_key or new_key(),
        )
    )
    scope.session.flush()


def _settle(scope: Scope, card: JobCard, operation: CardOperation) -> None:
    if operation.code == SAWING:
        finish_sawing(scope, card)


def _start_clock(scope: Scope, row: JobOperation, moment: datetime) -> None:
    student = student_id(scope.actor)
    running = find_open_log(scope.session, student) if student is not None else None
    if running is not None and running.operation_id == row.id:
        return
    if running is not None:
        _stop(running, moment)
        scope.session.flush()
    scope.session.add(
        TimeLog(
            operation_id=row.id,
            student_id=student,
            staff_id=staff_id(scope.actor),
            started_at=moment,
        )
    )


def _stop(log: TimeLog, moment: datetime) -> None:
    log.stopped_at = max(moment, log.started_at)
