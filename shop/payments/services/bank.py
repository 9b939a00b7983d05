"""Bank transfers: read a statement, match what it speaks of, set aside what is not ours."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope, lock
from shop.kernel.clock import at_paris
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.queries import find_order_id
from shop.payments.domain.ledger import Provider
from shop.payments.domain.statements import read_statement
from shop.payments.domain.transfers import StatementLine, find_order_reference
from shop.payments.models import BankLine
from shop.payments.queries import find_payment_id
from shop.payments.services.ledger import record_payment


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """What became of a statement: counts of credits, and the lines that could not be read."""

    known: int
    matched: int
    to_match: int
    unread: tuple[int, ...]


def import_statement(scope: Scope, content: bytes) -> ImportedStatement:
    """Read a CSV of the bank; a credit that names an order becomes its payment.

    The same line of the same statement counts once, however often it is imported.
    """
    statement = read_statement(content)
    known = matched = to_match = 0
    for credit in statement.credits:
        line_id = _insert_once(scope, credit)
        if line_id is None:
            known += 1
        elif _match_by_words(scope, line_id, credit):
            matched += 1
        else:
            to_match += 1
    return ImportedStatement(known, matched, to_match, statement.unread)


def match_line(scope: Scope, line_id: int, order_reference: str) -> None:
    """Say which order a credit of the bank pays; twice counts once."""
    order_id = find_order_id(scope.session, order_reference)
    if order_id is None:
        raise Refusal(
            N_("Aucune commande ne porte ce numéro. Exemple : CO-2026-0042."), field="reference"
        )
    line = lock(scope.session, BankLine, line_id)
    if line.payment_id is None:
        _pay(scope, line, order_id)


def set_aside(scope: Scope, line_id: int, why: str) -> None:
    """Say that a credit of the bank is not for an order."""
    told = why.strip()[:500]
    if not told:
        raise Refusal(N_("Écrivez ce que c’est, par exemple « subvention »."), field="why")
    line = lock(scope.session, BankLine, line_id)
    if line.payment_id is not None:
        raise Refusal(N_("Ce virement est déjà rapproché d’une commande."))
    line.set_aside_at, line.set_aside_why = scope.now, told
    scope.session.flush()


def _match_by_words(scope: Scope, line_id: int, credit: StatementLine) -> bool:
    reference = find_order_reference(credit.label)
    order_id = find_order_id(scope.session, reference) if reference else None
    if order_id is None:
        return False
    _pay(scope, lock(scope.session, BankLine, line_id), order_id)
    return True


def _pay(scope: Scope, line: BankLine, order_id: int) -> None:
    record_payment(
        scope,
        order_id=order_id,
        provider=Provider.TRANSFER,
        external_ref=line.fingerprint,
        amount=line.amount,
        received_at=at_paris(line.booked_on, time(12)),
    )
    found = find_payment_id(scope.session, line.fingerprint)
    line.payment_id = found[0] if found else None
    scope.session.flush()


def _insert_once(scope: Scope, credit: StatementLine) -> int | None:
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(BankLine)
        .values(
            fingerprint=credit.fingerprint,
            booked_on=credit.booked_on,
            label=credit.label,
            amount=credit.amount,
            imported_at=scope.now,
            set_aside_why="",
        )
        .on_conflict_do_nothing(index_elements=["fingerprint"])
        .returning(BankLine.id)
    )
    return scope.session.execute(statement).scalar_one_or_none()
