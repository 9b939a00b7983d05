"""What the school changes about itself, and the numbers it gives to its documents."""

import csv
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from importlib.resources import files

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope
from shop.kernel.clock import in_paris
from shop.kernel.money import ZERO, Money
from shop.kernel.references import format_reference
from shop.kernel.refusals import Refusal, Stale
from shop.kernel.text import N_
from shop.school.domain.hours import DayHours
from shop.school.domain.identity import IDENTITY_FIELDS, SchoolIdentity
from shop.school.domain.law import LegalParam, SourceStatus, refuse_unusable
from shop.school.domain.publication import PublicationCheck
from shop.school.domain.vat import MENTIONS, VatChoice
from shop.school.events import SettingsChanged
from shop.school.gateway import with_checked_numbers
from shop.school.models import (
    IdentityRow,
    LegalParamRow,
    OpeningSpan,
    PublicationConfirmation,
    ReferenceCounter,
    RunningCosts,
    VatChoiceRow,
)

FIRST_YEAR = 2000
MOST_COSTS = Money(100_000_000_00)


def next_reference(scope: Scope, prefix: str) -> str:
    """Give the next number of a series, such as `CO-2026-0042`, without ever leaving a gap.

    The counter moves in the caller's own transaction and stays locked until it ends: a
    document that is rolled back gives its number back. The year is that of the school's
    clock. Ask for the number last, just before the document is written.
    """
    year = in_paris(scope.now).year
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(ReferenceCounter)
        .values(prefix=prefix, year=year, last_number=1)
        .on_conflict_do_update(
            index_elements=["prefix", "year"],
            set_={"last_number": ReferenceCounter.last_number + 1},
        )
        .returning(ReferenceCounter.last_number)
    )
    return format_reference(prefix, year, scope.session.execute(statement).scalar_one())


def save_identity(scope: Scope, identity: SchoolIdentity, *, version: int) -> None:
    """Write who sells, with its official numbers checked and compacted.

    `version` is the one the form was opened with (0 when nothing was written yet): Stale
    when somebody saved in between.
    """
    checked = with_checked_numbers(identity)
    row = scope.session.get(IdentityRow, 1, populate_existing=True)
    if (row.version if row else 0) != version:
        raise Stale(N_("Quelqu’un a modifié ces réglages entre-temps. Rechargez la page."))
    values = {name: getattr(checked, name) for name in IDENTITY_FIELDS}
    if row is None:
        scope.session.add(IdentityRow(stamp=_new_stamp(), **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.version, row.stamp = version + 1, _new_stamp()
    scope.session.flush()
    _announce(scope, "settings.identity", checked.legal_name)


def save_opening_hours(scope: Scope, hours: Iterable[DayHours]) -> None:
    """Replace all opening hours by these."""
    scope.session.execute(delete(OpeningSpan))
    for day in hours:
        for span in day.spans:
            scope.session.add(
                OpeningSpan(
                    section=day.section,
                    weekday=day.weekday,
                    opens_at=span.opens,
                    closes_at=span.closes,
                )
            )
    row = scope.session.get(IdentityRow, 1)
    if row is not None:
        row.stamp = _new_stamp()
    scope.session.flush()
    _announce(scope, "settings.hours", "")


def add_legal_param(scope: Scope, param: LegalParam) -> None:
    """Add a dated value of a number; the earlier ones stay for the documents of their time."""
    refuse_unusable(param)
    known = scope.session.scalars(
        select(LegalParamRow.valid_from).where(LegalParamRow.key == param.key)
    ).all()
    if param.valid_from in known:
        raise Refusal(
            N_("Une valeur commence déjà ce jour-là. Choisissez un autre jour."),
            field="valid_from",
        )
    scope.session.add(_param_row(param))
    scope.session.flush()
    _announce(scope, "settings.law", f"{param.key} {param.value} {param.unit}".strip())


def load_legal_params(scope: Scope) -> None:
    """Add the numbers of law the shop comes with; those already there are left as they are."""
    known = set(scope.session.scalars(select(LegalParamRow.key)))
    for param in read_shipped_params():
        if param.key not in known:
            scope.session.add(_param_row(param))
    scope.session.flush()


def read_shipped_params() -> list[LegalParam]:
    """Return the numbers of law the shop comes with, as they stood in November 2026."""
    text = files("shop.school").joinpath("data/legal_params.csv").read_text("utf-8")
    return [
        LegalParam(
            key=row["key"],
            label=row["label"],
            value=row["value"],
            unit=row["unit"],
            valid_from=_read_day(row["valid_from"]),
            valid_to=_read_day(row["valid_to"]),
            status=SourceStatus(row["status"]),
            source=row["source"],
            comment=row["comment"],
        )
        for row in csv.DictReader(text.splitlines())
    ]


def choose_vat_regime(scope: Scope, choice: VatChoice) -> None:
    """Add the VAT regime that holds from a day on; an empty mention takes the usual wording."""
    if not choice.chosen_by:
        raise Refusal(N_("Nommez la personne qui décide du régime de TVA."), field="chosen_by")
    worded = replace(choice, mention=choice.mention or MENTIONS[choice.regime])
    scope.session.add(
        VatChoiceRow(
            section=worded.section,
            regime=worded.regime,
            mention=worded.mention,
            on_debits=worded.on_debits,
            valid_from=worded.valid_from,
            chosen_by=worded.chosen_by,
            chosen_at=scope.now,
        )
    )
    scope.session.flush()
    _announce(scope, "settings.vat", f"{worded.regime} {worded.valid_from}")


def confirm_publication_check(scope: Scope, check: PublicationCheck, *, name: str) -> None:
    """Note that a named person has seen a point of the gate done; twice counts once."""
    if not name:
        raise Refusal(N_("Écrivez le nom de la personne qui a vérifié."), field="name")
    statement = select(PublicationConfirmation).where(PublicationConfirmation.check == check)
    if scope.session.scalars(statement).one_or_none() is None:
        scope.session.add(
            PublicationConfirmation(check=check, confirmed_by=name, confirmed_at=scope.now)
        )
        scope.session.flush()
        _announce(scope, "settings.publication", check)


def withdraw_publication_check(scope: Scope, check: PublicationCheck) -> None:
    """Take a confirmation back: the gate closes again."""
    scope.session.execute(
        delete(PublicationConfirmation).where(PublicationConfirmation.check == check)
    )
    _announce(scope, "settings.publication_withdrawn", check)


def enter_running_costs(scope: Scope, year: int, amount: Money) -> None:
    """Say what a calendar year costs the school; what was said before stays for the record."""
    if not FIRST_YEAR <= year <= in_paris(scope.now).year + 1:
        raise Refusal(N_("Choisissez une année entre 2000 et l’année prochaine."), field="year")
    if not ZERO < amount <= MOST_COSTS:
        raise Refusal(
            N_("Écrivez les charges de l’année en euros, au-dessus de zéro."), field="amount"
        )
    scope.session.add(
        RunningCosts(year=year, amount=amount, entered_by=scope.actor.name, entered_at=scope.now)
    )
    scope.session.flush()
    _announce(scope, "settings.costs", f"{year} {amount.euros}")


def _announce(scope: Scope, act: str, subject: str) -> None:
    scope.announce(SettingsChanged(act=act, subject=subject))


def _new_stamp() -> str:
    return secrets.token_hex(8)


def _param_row(param: LegalParam) -> LegalParamRow:
    return LegalParamRow(
        key=param.key,
        label=param.label,
        value=param.value,
        unit=param.unit,
        valid_from=param.valid_from,
        valid_to=param.valid_to,
        status=param.status,
        source=param.source,
        comment=param.comment,
    )


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
