"""Reads of saved configurations, and the values prices rest on."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.catalogue.domain import CoefficientKind, Dated
from shop.catalogue.queries import (
    catalogue_version,
    current_minutes_rows,
    current_tariff_rows,
    get_history,
    list_histories,
    list_in_force,
)
from shop.configurations.domain.rules import RuleView, WorkshopValue, with_stricter_values
from shop.configurations.domain.wishes import SavedConfiguration, wish_from_data
from shop.configurations.models import Configuration, StricterValue
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.operations import OperationMinutes
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.tables import read_rows, standard_tables, strict_rules
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.references import read_short_code
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.planning.domain.calendar import SchoolCalendar
from shop.planning.domain.load import (
    MINUTES_PER_HOUR,
    Bottleneck,
    Delay,
    WeekLoad,
    earliest_delivery_week,
    least_weeks,
    minutes_of_hours,
)
from shop.planning.queries import DELAY_WEEKS, workshop_load
from shop.planning.timetable import get_calendar
from shop.school.queries import law_value

KEPT_BASES = 8
LOAD_LIFE = timedelta(minutes=1)
TACKING, WELDING = "POI", "SOU"
_bases: dict[tuple[int, date], Basis] = {}
_loads: dict[tuple[str, date], tuple[datetime, tuple[WeekLoad, ...], SchoolCalendar]] = {}


def basis_at(session: Session, on: date) -> Basis:
    """Return tariff, rules and minutes in force that day.

    They are kept in memory by the number of the catalogue, which changes with every edit:
    one short query tells whether what is kept still holds.
    """
    number = catalogue_version(session)
    kept = _bases.get((number, on))
    if kept is not None:
        return kept
    basis = _read_basis(session, on)
    if number:
        while len(_bases) >= KEPT_BASES:
            _bases.pop(next(iter(_bases)), None)
        _bases[number, on] = basis
    return basis


def rules_held(session: Session, on: date) -> list[Dated]:
    """Return the rules of a day, each the stricter of its text and of what the workshop asks."""
    texts = list_in_force(session, CoefficientKind.RULE, on)
    return with_stricter_values(texts, _workshop_values(session), strict_rules(), on)


def list_rules(session: Session) -> list[RuleView]:
    """Return the rules that can be set stricter, with all their values."""
    histories = {one.key: one for one in list_histories(session, CoefficientKind.RULE)}
    asked = _workshop_values(session)
    return [
        RuleView(rule=rule, texts=histories[key], workshop=asked.get(key, ()))
        for key, rule in strict_rules().items()
        if key in histories
    ]


def get_rule(session: Session, key: str) -> RuleView:
    """Return one rule that can be set stricter; NotFound when there is none of that key."""
    rule = strict_rules().get(key)
    if rule is None:
        raise NotFound(N_("Cette règle n’existe pas."))
    return RuleView(
        rule=rule,
        texts=get_history(session, CoefficientKind.RULE, key),
        workshop=_workshop_values(session).get(key, ()),
    )


def _workshop_values(session: Session) -> dict[str, tuple[WorkshopValue, ...]]:
    """Return what the workshop asks, by key, in the order in which it counts."""
    statement = select(StricterValue).order_by(StricterValue.valid_from, StricterValue.id)
    found: dict[str, list[WorkshopValue]] = {}
    for row in session.scalars(statement):
        found.setdefault(row.key, []).append(
            WorkshopValue(
                key=row.key,
                value=row.value,
                valid_from=row.valid_from,
                source=row.source,
                set_by=row.set_by,
                set_at=row.set_at,
            )
        )
    return {key: tuple(values) for key, values in found.items()}


def vat_rate_at(session: Session, on: date) -> Decimal:
    """Return the standard rate, 0.20 for 20 %."""
    return law_value(session, "vat_rate_standard", on) / 100


def delay_of(session: Session, result: FabricationResult, now: datetime) -> Delay | None:
    """Return in how many school weeks this would be done; None when the calendar is empty.

    The load of the workshop is read once a minute: a preview follows each keystroke.
    """
    return delay_of_all(session, [(result, 1)], now)


def delay_of_all(
    session: Session, wanted: Sequence[tuple[FabricationResult, int]], now: datetime
) -> Delay | None:
    """Return when so many of each would be done together; what is done outside is done at once."""
    loads, calendar = _current_loads(session, now)
    extra: Counter[Bottleneck] = Counter()
    for result, quantity in wanted:
        extra.update({key: n * quantity for key, n in minutes_to_find(result).items()})
    outside = max((one.load.outside_days for one, _ in wanted), default=0)
    least = least_weeks(Section.METALWORK, outside)
    return earliest_delivery_week(loads, extra, calendar, paris_day(now), least_weeks=least)


def first_room(session: Session, now: datetime) -> Delay | None:
    """Return the first coming week in which the metal workshop has an hour left."""
    loads, calendar = _current_loads(session, now)
    return earliest_delivery_week(
        loads, {Bottleneck.STUDENT: MINUTES_PER_HOUR}, calendar, paris_day(now), least_weeks=1
    )


def minutes_to_find(result: FabricationResult) -> dict[Bottleneck, int]:
    """Return the minutes this takes of what runs short: students, welding posts, adults."""
    welding = sum(
        op.student_minutes for op in result.operations if op.code.startswith((TACKING, WELDING))
    )
    return {
        Bottleneck.STUDENT: minutes_of_hours(Decimal(str(result.load.student_hours))),
        Bottleneck.ADULT: minutes_of_hours(Decimal(str(result.load.adult_hours))),
        Bottleneck.WELDING: ceil(welding),
    }


def forget_loads() -> None:
    """Read the load of the workshop anew next time."""
    _loads.clear()


def _current_loads(session: Session, now: datetime) -> tuple[tuple[WeekLoad, ...], SchoolCalendar]:
    today = paris_day(now)
    key = (str(session.connection().engine.url), today)
    kept = _loads.get(key)
    if kept is not None and now - kept[0] < LOAD_LIFE:
        return kept[1], kept[2]
    _loads.clear()
    loads = workshop_load(session, Section.METALWORK, DELAY_WEEKS, today)
    calendar = get_calendar(session)
    _loads[key] = (now, loads, calendar)
    return loads, calendar


def find_configuration(session: Session, typed: str) -> SavedConfiguration | None:
    """Return the wish kept under a code, however it was typed."""
    code = read_short_code(typed)
    if code is None:
        return None
    row = session.scalars(select(Configuration).where(Configuration.code == code)).one_or_none()
    return None if row is None else saved_view(row)


def get_configuration(session: Session, typed: str) -> SavedConfiguration:
    """Return the wish kept under a code; NotFound when there is none."""
    found = find_configuration(session, typed)
    if found is None:
        raise NotFound(
            N_("Aucune configuration ne porte ce code. Vérifiez-le : six lettres ou chiffres."),
            field="code",
        )
    return found


def saved_view(row: Configuration) -> SavedConfiguration:
    wish = wish_from_data(row.family, row.data)
    return SavedConfiguration(row.id, row.code, wish, row.saved_at)


def _read_basis(session: Session, on: date) -> Basis:
    return Basis(
        tariff=Tariff.from_rows(current_tariff_rows(session, on)),
        rules=RuleSet.from_rows(value.as_row() for value in rules_held(session, on)),
        minutes=OperationMinutes.from_rows(
            read_rows("operations"), current_minutes_rows(session, on)
        ),
        tables=standard_tables(),
    )
