"""Who stands at the bench."""

from datetime import datetime

from sqlalchemy.orm import Session

from shop.accounts.queries import get_student
from shop.curriculum.domain.operations import ReadingLevel
from shop.jobs.domain.bench import Worker
from shop.kernel.actor import Actor, Role
from shop.kernel.clock import paris_day


def student_id(actor: Actor) -> int | None:
    """Return the key of the student who acts, None for an adult."""
    return actor.account_id if actor.role is Role.STUDENT else None


def staff_id(actor: Actor) -> int | None:
    """Return the key of the adult who acts, None for a student."""
    return None if actor.role is Role.STUDENT else actor.account_id


def worker_of(session: Session, actor: Actor, now: datetime) -> Worker:
    """Return who acts, with the machines a student may use today."""
    student = student_id(actor)
    if student is None:
        return Worker(is_adult=True)
    found = get_student(session, student, paris_day(now))
    return Worker(is_adult=False, clearances=found.clearances)


def reading_level_of(session: Session, actor: Actor, now: datetime) -> ReadingLevel:
    """Return the level a student usually reads at; adults read the words of the trade."""
    student = student_id(actor)
    if student is None:
        return ReadingLevel.WORKSHOP
    return ReadingLevel(get_student(session, student, paris_day(now)).reading_level)
