"""What the school sets: closed days, hours of the groups, resources, rules."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select

from shop.db import Scope
from shop.kernel.actor import Section
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.domain.calendar import ClosedPeriod
from shop.planning.domain.capacity import ResourceKind
from shop.planning.domain.load import Bottleneck
from shop.planning.domain.sessions import GroupSession
from shop.planning.domain.slots import BookingRules
from shop.planning.models import (
    BookingRuleRow,
    BottleneckPost,
    ClosedPeriodRow,
    GroupSessionRow,
    ResourceKindRow,
)


def close_days(scope: Scope, period: ClosedPeriod) -> None:
    """Close the school over a period; the same first day and label changes its end.

    Free places of these days close with the next `ensure_cells`.
    """
    row = scope.session.scalars(
        select(ClosedPeriodRow).where(
            ClosedPeriodRow.first_day == period.first_day, ClosedPeriodRow.label == period.label
        )
    ).one_or_none()
    if row is None:
        scope.session.add(
            ClosedPeriodRow(
                first_day=period.first_day,
                last_day=period.last_day,
                label=period.label,
                kind=period.kind,
            )
        )
    else:
        row.last_day, row.kind = period.last_day, period.kind
    scope.session.flush()


def set_group_session(scope: Scope, session: GroupSession) -> None:
    """Set the hours of a group on one weekday from one time; the same start is replaced."""
    scope.session.execute(
        delete(GroupSessionRow).where(
            GroupSessionRow.group_name == session.group_name,
            GroupSessionRow.section == session.section,
            GroupSessionRow.weekday == session.weekday,
            GroupSessionRow.starts == session.starts,
        )
    )
    scope.session.add(
        GroupSessionRow(
            group_id=session.group_id,
            group_name=session.group_name,
            section=session.section,
            weekday=session.weekday,
            starts=session.starts,
            ends=session.ends,
            students=session.students,
            teachers=session.teachers,
            valid_from=session.valid_from,
            valid_to=session.valid_to,
        )
    )
    scope.session.flush()


def set_resource_kind(scope: Scope, kind: ResourceKind) -> None:
    """Set how many units of a resource there are; counters follow with `ensure_cells`."""
    row = scope.session.scalars(
        select(ResourceKindRow).where(ResourceKindRow.code == kind.code)
    ).one_or_none()
    if row is None:
        scope.session.add(
            ResourceKindRow(
                code=kind.code,
                label=kind.label.to_data(),
                section=kind.section,
                units=kind.units,
                works_each=kind.works_each,
            )
        )
    else:
        row.label, row.section = kind.label.to_data(), kind.section
        row.units, row.works_each = kind.units, kind.works_each
    scope.session.flush()


def set_bottleneck_posts(scope: Scope, section: Section, posts: Mapping[Bottleneck, int]) -> None:
    """Set how many can work at once at each bottleneck of a section."""
    scope.session.execute(delete(BottleneckPost).where(BottleneckPost.section == section))
    scope.session.add_all(
        BottleneckPost(section=section, bottleneck=bottleneck, posts=count)
        for bottleneck, count in posts.items()
    )
    scope.session.flush()


def set_booking_rules(
    scope: Scope, kind: AppointmentKind, rules: BookingRules, valid_from: date
) -> None:
    """Set how appointments of a kind are taken from one day on."""
    scope.session.execute(
        delete(BookingRuleRow).where(
            BookingRuleRow.kind == kind, BookingRuleRow.valid_from == valid_from
        )
    )
    scope.session.add(
        BookingRuleRow(
            kind=kind,
            lead_hours=rules.lead_hours,
            horizon_days=rules.horizon_days,
            valid_from=valid_from,
        )
    )
    scope.session.flush()
