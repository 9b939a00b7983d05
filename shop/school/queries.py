"""Reads of the school."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.school.domain.hours import WEEKDAYS, DayHours, Span
from shop.school.domain.identity import IDENTITY_FIELDS, SchoolIdentity
from shop.school.domain.law import LegalParam, SourceStatus, missing_param, pick_in_force
from shop.school.domain.publication import PublicationCheck, PublicationFacts, list_gaps
from shop.school.domain.vat import VatChoice, VatRegime, pick_choice
from shop.school.models import (
    IdentityRow,
    LegalParamRow,
    OpeningSpan,
    PublicationConfirmation,
    VatChoiceRow,
)

SOON = timedelta(days=60)
_STAMP = select(IdentityRow.__table__.c.stamp)  # asked by every page, hence built once


def find_identity(session: Session) -> SchoolIdentity | None:
    """Return who sells, or None before anybody has said it."""
    row = session.get(IdentityRow, 1)
    if row is None:
        return None
    return SchoolIdentity(**{name: getattr(row, name) for name in IDENTITY_FIELDS})


def get_identity(session: Session) -> SchoolIdentity:
    """Return who sells; NotFound before anybody has said it."""
    identity = find_identity(session)
    if identity is None:
        raise NotFound(N_("Remplissez d’abord l’identité de l’école dans les réglages."))
    return identity


def identity_version(session: Session) -> int:
    """Return the number that tells a stale tab from a fresh one; 0 without identity."""
    return session.scalar(select(IdentityRow.version)) or 0


def find_identity_stamp(session: Session) -> str | None:
    """Return the mark that changes with every edit of the identity or of the hours.

    Pages keep what they show of the school in memory and read only this mark, so that an
    edit made in one process shows on the next page of every other. None without identity.
    """
    return session.scalar(_STAMP)


def list_opening_hours(session: Session) -> list[DayHours]:
    """Return the seven days of the reception, then of each section that has hours."""
    statement = select(OpeningSpan).order_by(OpeningSpan.weekday, OpeningSpan.opens_at)
    spans: dict[tuple[str | None, int], list[Span]] = {}
    for row in session.scalars(statement):
        spans.setdefault((row.section, row.weekday), []).append(Span(row.opens_at, row.closes_at))
    told = {section for section, _ in spans}
    sections = [None, *(section for section in Section if section in told)]
    return [
        DayHours(section, weekday, tuple(spans.get((section, weekday), ())))
        for section in sections
        for weekday in WEEKDAYS
    ]


def list_legal_params(session: Session) -> list[LegalParam]:
    """Return every dated row: by label, the newest of each first."""
    rows = [_param(row) for row in session.scalars(select(LegalParamRow))]
    rows.sort(key=lambda row: row.valid_from or date.min, reverse=True)
    return sorted(rows, key=lambda row: row.label)


def list_legal_params_ending(session: Session, at: date) -> list[LegalParam]:
    """Return the rows that end within sixty days, or have ended, and have no successor."""
    rows = list_legal_params(session)
    ending = [row for row in rows if row.valid_to and row.valid_to <= at + SOON]
    return [row for row in ending if pick_in_force(_same_key(rows, row), at + SOON) is None]


def find_legal_param(session: Session, key: str, at: date) -> LegalParam | None:
    """Return the row of a number that holds on a day."""
    rows = session.scalars(select(LegalParamRow).where(LegalParamRow.key == key))
    return pick_in_force((_param(row) for row in rows), at)


def find_legal_params(session: Session, keys: Iterable[str], at: date) -> dict[str, LegalParam]:
    """Return the rows of several numbers that hold on a day, those there are: one query."""
    found = session.scalars(select(LegalParamRow).where(LegalParamRow.key.in_(list(keys))))
    rows = [_param(row) for row in found]
    held = {row.key: pick_in_force(_same_key(rows, row), at) for row in rows}
    return {key: row for key, row in held.items() if row is not None}


def law_value(session: Session, key: str, at: date) -> Decimal:
    """Return the number that holds on a day, in its own unit (20 for 20 %).

    NotFound when nobody has entered one for that day, ValueError for a text or a date.
    """
    return _get_param(session, key, at).to_decimal()


def law_text(session: Session, key: str, at: date) -> str:
    """Return the value that holds on a day as it is written, such as `11-01` for 1 November."""
    return _get_param(session, key, at).value


def law_day(session: Session, key: str, at: date) -> date:
    """Return the day a parameter of unit `date` names."""
    return date.fromisoformat(law_text(session, key, at))


def list_vat_choices(session: Session) -> list[VatChoice]:
    """Return the regimes chosen, the newest first."""
    statement = select(VatChoiceRow).order_by(VatChoiceRow.valid_from.desc(), VatChoiceRow.id)
    return [
        VatChoice(
            regime=VatRegime(row.regime),
            valid_from=row.valid_from,
            chosen_by=row.chosen_by,
            section=Section(row.section) if row.section else None,
            mention=row.mention,
            on_debits=row.on_debits,
        )
        for row in session.scalars(statement)
    ]


def find_vat_choice(session: Session, at: date, section: Section | None = None) -> VatChoice | None:
    """Return the regime that holds on a day for a section, or for the whole school."""
    return pick_choice(list_vat_choices(session), at, section)


def list_confirmations(session: Session) -> dict[PublicationCheck, PublicationConfirmation]:
    """Return who confirmed which point of the gate."""
    rows = session.scalars(select(PublicationConfirmation))
    return {PublicationCheck(row.check): row for row in rows}


def publication_gaps(session: Session, at: date | None = None) -> list[str]:
    """Return one sentence for each thing missing before real money may be taken."""
    choices = list_vat_choices(session)
    current = pick_choice(choices, at) if at else (choices[0] if choices else None)
    facts = PublicationFacts(
        identity=find_identity(session),
        has_vat_regime=current is not None,
        charges_vat=any(choice.charges_vat for choice in choices),
        confirmed=frozenset(list_confirmations(session)),
    )
    return list_gaps(facts)


def _get_param(session: Session, key: str, at: date) -> LegalParam:
    found = find_legal_param(session, key, at)
    if found is None:
        raise missing_param(key, at)
    return found


def _same_key(rows: list[LegalParam], wanted: LegalParam) -> list[LegalParam]:
    return [row for row in rows if row.key == wanted.key]


def _param(row: LegalParamRow) -> LegalParam:
    return LegalParam(
        key=row.key,
        label=row.label,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        status=SourceStatus(row.status),
        source=row.source,
        comment=row.comment,
    )
