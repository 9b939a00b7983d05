"""The school as customers meet it: real figures of its own data, and the days it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from shop.kernel.actor import Section
from shop.planning.domain.sessions import GroupSession
from shop.planning.timetable import get_calendar, list_sessions
from shop.school.domain.law import LegalParam
from shop.school.queries import find_legal_params

SALES_SHARE = "school_sales_share"
WORK_SHARE = "school_work_share"
AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class WorkshopFigures:
    """How many groups and students learn in a workshop."""

    section: Section
    groups: int
    students: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """The figures of the school; a share is None until the school has entered it."""

    workshops: tuple[WorkshopFigures, ...]
    sales_share: Decimal | None
    work_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Closing:
    """Days without class, both included."""

    first_day: date
    last_day: date


def draw_portrait(session: Session, on: date) -> Portrait:
    """Gather the figures of the school that hold on a day."""
    shares = find_legal_params(session, (SALES_SHARE, WORK_SHARE), on)
    return Portrait(
        workshops=count_students(list_sessions(session), on),
        sales_share=_number(shares.get(SALES_SHARE)),
        work_share=_number(shares.get(WORK_SHARE)),
    )


def count_students(sessions: Iterable[GroupSession], on: date) -> tuple[WorkshopFigures, ...]:
    """Count each group once, however many half-days it spends in the workshop."""
    groups = {
        (one.section, one.group_name): one.students
        for one in sessions
        if (one.valid_from is None or one.valid_from <= on)
        and (one.valid_to is None or on <= one.valid_to)
    }
    return tuple(
        WorkshopFigures(section, len(sizes), sum(sizes))
        for section in Section
        if (sizes := [size for (where, _), size in groups.items() if where is section])
    )


def list_closings(session: Session, on: date) -> list[Closing]:
    """Return the closed days of the coming months, soonest first."""
    return [
        Closing(period.first_day, period.last_day)
        for period in get_calendar(session).closed_periods
        if period.last_day >= on and period.first_day <= on + AHEAD
    ]


def _number(param: LegalParam | None) -> Decimal | None:
    return None if param is None else param.to_decimal()
