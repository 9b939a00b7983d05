"""Reads the statement a bank gives as CSV: credits only, the same line once."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.payments.domain.transfers import StatementLine

DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y")
HEADINGS = {
    "date": (
        "date",
        "date operation",
        "date de comptabilisation",
        "date comptable",
        "booking date",
    ),
    "label": ("libelle", "libelle operation", "libelle simplifie", "description", "intitule"),
    "credit": ("credit", "credit euros", "credit eur"),
    "amount": ("montant", "montant eur", "montant euros", "amount"),
    "detail": ("reference", "informations complementaires", "detail", "libelle complementaire"),
}


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """The credits of a file and the numbers of the lines that could not be read."""

    credits: tuple[StatementLine, ...]
    unread: tuple[int, ...]


def read_statement(content: bytes) -> ReadStatement:
    """Read a CSV of any French bank: `;`, `,` or tab, comma or point, headings anywhere on top.

    Refused in words when no heading names a date, a label and an amount.
    """
    rows = _rows(_decode(content))
    start, columns = _find_headings(rows)
    credits, unread, seen = [], [], Counter[str]()
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            line = _read_row(row, columns, seen)
        except (ValueError, IndexError, InvalidOperation):
            unread.append(number)
            continue
        if line is not None:
            credits.append(line)
    return ReadStatement(tuple(credits), tuple(unread))


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> list[list[str]]:
    sample = text[:4000]
    delimiter = max(";\t,", key=sample.count)
    return list(csv.reader(text.splitlines(), delimiter=delimiter))


def _find_headings(rows: Iterable[list[str]]) -> tuple[int, Mapping[str, int]]:
    for index, row in enumerate(rows):
        names = [_plain(cell) for cell in row]
        columns = {
            kind: next(names.index(known) for known in wanted if known in names)
            for kind, wanted in HEADINGS.items()
            if any(known in names for known in wanted)
        }
        if {"date", "label"} <= columns.keys() and columns.keys() & {"credit", "amount"}:
            return index, columns
    raise Refusal(
        N_("Ce fichier n’a pas de colonnes Date, Libellé et Montant (ou Crédit)."),
        field="statement",
    )


def _read_row(
    row: list[str], columns: Mapping[str, int], seen: Counter[str]
) -> StatementLine | None:
    """Return the credit of a row, or None for a debit."""
    typed = row[columns["credit" if "credit" in columns else "amount"]]
    if not typed.strip():
        return None
    amount = Money.from_euros(_number(typed))
    if amount <= Money(0):
        return None
    words = [row[columns[kind]] for kind in ("label", "detail") if kind in columns]
    label = " ".join(" ".join(words).split())[:300]
    booked_on = _day(row[columns["date"]].strip())
    content = f"{booked_on}|{label}|{amount.cents}"
    seen[content] += 1
    fingerprint = sha256(f"{content}|{seen[content]}".encode()).hexdigest()[:32]
    return StatementLine(fingerprint, booked_on, label, amount)


def _number(typed: str) -> Decimal:
    digits = re.sub(r"[\s\u00a0\u202f€]|EUR", "", typed)
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    number = Decimal(digits)
    if not number.is_finite() or abs(number) > 10**9:
        raise ValueError(typed)
    return number


def _day(typed: str) -> date:
    for known in DATES:
        try:
            return datetime.strptime(typed, known).date()  # noqa: DTZ007 - a bank gives days
        except ValueError:
            continue
    raise ValueError(typed)


def _plain(heading: str) -> str:
    bare = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z ]", " ", bare.lower()).split())
