"""The list of communes where winter equipment is compulsory, as the school keeps it."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete, or_, select, update

from shop.accounts.services import record_act
from shop.catalogue.services import note_edit
from shop.db import Scope
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.tyres.models import WinterCommune


def load_winter_communes(
    scope: Scope,
    communes: Iterable[tuple[str, str]],
    source: str,
    valid_from: date,
    *,
    replaces: bool = True,
) -> int:
    """Put communes (INSEE code, name) on the list from a day on; return how many were written.

    When the list replaces the one before, the other communes leave it the day before.
    """
    wanted = dict(communes)
    on_list = or_(WinterCommune.valid_to.is_(None), WinterCommune.valid_to >= valid_from)
    leaving = [on_list] if replaces else [on_list, WinterCommune.insee_code.in_(wanted)]
    scope.session.execute(
        delete(WinterCommune).where(*leaving, WinterCommune.valid_from >= valid_from)
    )
    scope.session.execute(
        update(WinterCommune).where(*leaving).values(valid_to=valid_from - timedelta(days=1))
    )
    scope.session.add_all(
        WinterCommune(insee_code=code, name=name, source=source, valid_from=valid_from)
        for code, name in wanted.items()
    )
    scope.session.flush()
    note_edit(scope)
    record_act(scope, "tyres.winter_list", f"{len(wanted)} {valid_from.isoformat()}")
    return len(wanted)


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
