"""The load of several workshops and the practice of their groups, a constant number of reads."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, cast, func, null, select, union_all
from sqlalchemy.orm import Session

from shop.accounts.models import StudentGroup
from shop.jobs.domain.state import ProgressAct
from shop.jobs.models import JobCard, JobOperation, OperationProgress
from shop.kernel.actor import Section
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.load import Bottleneck, WeekLoad, WorkshopMeans, week_capacity
from shop.planning.domain.sessions import GroupSession
from shop.planning.models import BottleneckPost, HourReservation
from shop.planning.timetable import read_timetable
from shop.workspace.domain.teaching import GroupPractice

DONE = (ProgressAct.TICK, ProgressAct.CONFIRM)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLoad:
    """The coming school weeks of each workshop, with the calendar and hours they come from."""

    calendar: SchoolCalendar
    sessions: tuple[GroupSession, ...]
    weeks: Mapping[Section, tuple[WeekLoad, ...]]


def read_load(
    session: Session, sections: Collection[Section], weeks: int, today: date
) -> CalendarLoad:
    """Read the load of the coming school weeks, the current one first; two statements."""
    calendar, sessions = read_timetable(session)
    mondays = calendar.next_school_weeks(today, weeks)
    posts, reserved = _posts_and_promises(session, mondays)
    return CalendarLoad(
        calendar=calendar,
        sessions=sessions,
        weeks={
            section: tuple(
                WeekLoad(
                    week=monday,
                    capacity=week_capacity(
                        monday,
                        sessions,
                        WorkshopMeans(section=section, posts=posts.get(section, {})),
                        calendar,
                        today,
                    ),
                    reserved=reserved.get((section, monday), {}),
                )
                for monday in mondays
            )
            for section in sections
        },
    )


Posts = dict[Section, dict[Bottleneck, int]]
Promises = dict[tuple[Section, date], dict[Bottleneck, int]]


def _posts_and_promises(session: Session, mondays: Sequence[date]) -> tuple[Posts, Promises]:
    """Read in one statement how many posts there are and which minutes are promised."""
    posts: Posts = {}
    reserved: Promises = {}
    counts = select(
        BottleneckPost.section,
        cast(null(), Date).label("week"),
        BottleneckPost.bottleneck,
        BottleneckPost.posts.label("number"),
    )
    last = mondays[-1] if mondays else date.min
    promises = (
        select(
            HourReservation.section,
            HourReservation.week,
            HourReservation.bottleneck,
            func.sum(HourReservation.minutes),
        )
        .where(HourReservation.week.between(mondays[0] if mondays else date.max, last))
        .group_by(HourReservation.section, HourReservation.week, HourReservation.bottleneck)
    )
    for section, week, bottleneck, number in session.execute(union_all(promises, counts)):
        if week is None:
            posts.setdefault(Section(section), {})[Bottleneck(bottleneck)] = int(number)
        else:
            key = (Section(section), week)
            reserved.setdefault(key, {})[Bottleneck(bottleneck)] = int(number)
    return posts, reserved


def list_practice(session: Session, sections: Collection[Section]) -> list[GroupPractice]:
    """Return what each group of this school year has finished, by operation; one statement.

    An operation reopened by a teacher does not count until it is done again.
    """
    latest = (
        select(OperationProgress.operation_id, func.max(OperationProgress.id).label("last_id"))
        .group_by(OperationProgress.operation_id)
        .subquery()
    )
    done = (
        select(
            JobCard.group_id,
            JobOperation.code,
            func.count().label("times"),
        )
        .join(JobOperation, JobOperation.card_id == JobCard.id)
        .join(latest, latest.c.operation_id == JobOperation.id)
        .join(OperationProgress, OperationProgress.id == latest.c.last_id)
        .where(OperationProgress.act.in_(DONE))
        .group_by(JobCard.group_id, JobOperation.code)
        .subquery()
    )
    this_year = select(func.max(StudentGroup.school_year)).scalar_subquery()
    statement = (
        select(StudentGroup.id, StudentGroup.name, StudentGroup.section, done.c.code, done.c.times)
        .outerjoin(done, done.c.group_id == StudentGroup.id)
        .where(StudentGroup.section.in_(sections), StudentGroup.school_year == this_year)
        .order_by(StudentGroup.section, StudentGroup.name, StudentGroup.id)
    )
    found: dict[int, GroupPractice] = {}
    for group_id, name, section, code, times in session.execute(statement):
        known = found.get(group_id)
        counts: dict[str, int] = dict(known.done) if known else {}
        if code is not None:
            counts[code] = int(times)
        found[group_id] = GroupPractice(
            group_id=group_id, name=name, section=Section(section), done=counts
        )
    return list(found.values())
