"""Promises hours of the workshop to jobs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import delete

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of, paris_day
from shop.planning.domain.load import Bottleneck, minutes_of_hours, spread_minutes
from shop.planning.models import HourReservation
from shop.planning.queries import DELAY_WEEKS, workshop_load


def reserve_hours(
    scope: Scope,
    holder_key: str,
    section: Section,
    week: date,
    hours: Mapping[Bottleneck, Decimal],
) -> None:
    """Promise hours per bottleneck in the week of a day; replaces what this key had.

    Overload is shown, never refused: the teacher decides.
    """
    release_hours(scope, holder_key)
    wanted = {key: minutes_of_hours(amount) for key, amount in hours.items()}
    _promise(scope, holder_key, section, {monday_of(week): wanted})


def spread_hours(
    scope: Scope, holder_key: str, section: Section, hours: Mapping[Bottleneck, Decimal]
) -> None:
    """Promise hours of work that has no week yet, in the first school weeks with room left;
    replaces what this key had.
    """
    release_hours(scope, holder_key)
    loads = workshop_load(scope.session, section, DELAY_WEEKS, paris_day(scope.now))
    wanted = {key: minutes_of_hours(amount) for key, amount in hours.items()}
    _promise(scope, holder_key, section, spread_minutes(loads, wanted))


def _promise(
    scope: Scope,
    holder_key: str,
    section: Section,
    weeks: Mapping[date, Mapping[Bottleneck, int]],
) -> None:
    scope.session.add_all(
        HourReservation(
            holder_key=holder_key,
            section=section,
            week=week,
            bottleneck=bottleneck,
            minutes=minutes,
        )
        for week, taken in weeks.items()
        for bottleneck, minutes in taken.items()
        if minutes > 0
    )
    scope.session.flush()


def release_hours(scope: Scope, holder_key: str) -> None:
    """Give back every hour promised to a job."""
    scope.session.execute(
        delete(HourReservation)
        .where(HourReservation.holder_key == holder_key)
        .execution_options(synchronize_session="fetch")
    )
