"""Promises hours of the workshop to jobs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import delete

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of
from shop.planning.domain.load import Bottleneck, minutes_of_hours
from shop.planning.models import HourReservation


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
    monday = monday_of(week)
    scope.session.add_all(
        HourReservation(
            holder_key=holder_key,
            section=section,
            week=monday,
            bottleneck=bottleneck,
            minutes=minutes_of_hours(amount),
        )
        for bottleneck, amount in hours.items()
        if amount > 0
    )
    scope.session.flush()


def release_hours(scope: Scope, holder_key: str) -> None:
    """Give back every hour promised to a job."""
    scope.session.execute(
        delete(HourReservation)
        .where(HourReservation.holder_key == holder_key)
        .execution_options(synchronize_session="fetch")
    )
