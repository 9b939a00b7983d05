"""The list of communes where winter equipment is compulsory, as the school keeps it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from shop.accounts.services import record_act
from shop.catalogue.services import note_edit
from shop.db import Scope
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.tyres.models import WinterCommune

EARLIEST = date(2000, 1, 1)


def load_winter_communes(
    scope: Scope,
    communes: Iterable[tuple[str, str]],
    source: str,
    valid_from: date,
    *,
    replaces: bool = True,
) -> int:
    """Put communes (INSEE code, name) on the list from a day on; return how many were written.

    When the list replaces the one before, the other communes leave it the day before. What is
    planned for later stays, and the new rows end when those they follow would have.
    """
    if valid_from < EARLIEST:
        raise Refusal(N_("Choisissez un jour depuis l’an 2000."), field="valid_from")
    note_edit(scope)  # writes the row that two lists at once would share: the second one waits
    wanted = dict(communes)
    begun = WinterCommune.valid_from <= valid_from
    on_list = or_(WinterCommune.valid_to.is_(None), WinterCommune.valid_to >= valid_from)
    affected = [] if replaces else [WinterCommune.insee_code.in_(wanted)]
    last_day = _last_day(scope, valid_from, and_(begun, on_list, *affected), affected)
    scope.session.execute(
        delete(WinterCommune).where(*affected, WinterCommune.valid_from == valid_from)
    )
    scope.session.execute(
        update(WinterCommune)
        .where(*affected, begun, on_list)
        .values(valid_to=valid_from - timedelta(days=1))
    )
    scope.session.add_all(
        WinterCommune(
            insee_code=code, name=name, source=source, valid_from=valid_from, valid_to=last_day
        )
        for code, name in wanted.items()
    )
    scope.session.flush()
    record_act(scope, "tyres.winter_list", f"{len(wanted)} {valid_from.isoformat()}")
    return len(wanted)


def _last_day(
    scope: Scope,
    valid_from: date,
    followed: ColumnElement[bool],
    affected: Sequence[ColumnElement[bool]],
) -> date | None:
    """Return the last day of rows that follow others: theirs, or the eve of what is planned."""
    ends = scope.session.scalars(select(WinterCommune.valid_to).where(followed).distinct()).all()
    if ends:
        return None if None in ends else max(end for end in ends if end is not None)
    planned = scope.session.scalar(
        select(func.min(WinterCommune.valid_from)).where(
            *affected, WinterCommune.valid_from > valid_from
        )
    )
    return None if planned is None else planned - timedelta(days=1)


def end_winter_commune(scope: Scope, insee_code: str, last_day: date) -> None:
    """Take a commune off the list after a day; before its first day it is forgotten."""
    rows = scope.session.scalars(
        select(WinterCommune).where(
            WinterCommune.insee_code == insee_code,
            or_(WinterCommune.valid_to.is_(None), WinterCommune.valid_to > last_day),
        )
    ).all()
    if not rows:
        raise NotFound(N_("Cette commune n’est plus sur la liste."))
    for row in rows:
        if row.valid_from > last_day:
            scope.session.delete(row)
        else:
            row.valid_to = last_day
    scope.session.flush()
    note_edit(scope)
    record_act(scope, "tyres.winter_commune_ended", f"{insee_code} {last_day.isoformat()}")
