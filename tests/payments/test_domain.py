"""Balances, due amounts, references and statements."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from shop.kernel.money import ZERO, Money, total
from shop.kernel.refusals import Refusal
from shop.orders.pricing import ScheduleKind, ScheduleRow
from shop.payments.domain.ledger import Balance, PaymentState, due_now, is_overdue, settle
from shop.payments.domain.statements import read_statement
from shop.payments.domain.transfers import (
    TransferOrder,
    creditor_reference,
    find_order_reference,
    is_creditor_reference,
)

DAY = date(2026, 11, 20)
DEPOSIT = ScheduleRow(kind=ScheduleKind.DEPOSIT, amount=Money(3000), due_on=DAY)
BALANCE = ScheduleRow(kind=ScheduleKind.BALANCE, amount=Money(7000))
cents = st.integers(0, 10_000_000).map(Money)


@pytest.mark.parametrize(
    ("received", "refunded", "state", "due", "excess"),
    [
        (0, 0, PaymentState.UNPAID, 10000, 0),
        (3000, 0, PaymentState.PART_PAID, 7000, 0),
        (10000, 0, PaymentState.PAID, 0, 0),
        (12000, 0, PaymentState.OVERPAID, 0, 2000),
        (12000, 2000, PaymentState.PAID, 0, 0),
        (10000, 10000, PaymentState.UNPAID, 10000, 0),
    ],
)
def test_the_state_is_computed(
    received: int, refunded: int, state: PaymentState, due: int, excess: int
) -> None:
    balance = Balance(Money(10000), Money(received), Money(refunded))

    assert (balance.state, balance.due, balance.excess) == (state, Money(due), Money(excess))


@given(cents, cents, cents)
def test_what_is_paid_is_never_more_than_what_came_in(
    asked: Money, received: Money, refunded: Money
) -> None:
    balance = Balance(asked, received, refunded)

    assert balance.paid <= balance.received
    assert balance.refundable <= balance.received
    assert balance.due >= ZERO
    assert balance.due == ZERO or balance.excess == ZERO


@given(st.lists(cents.filter(bool), max_size=4), cents)
def test_a_schedule_settles_in_its_order(amounts: list[Money], paid: Money) -> None:
    rows = [ScheduleRow(kind=ScheduleKind.TOTAL, amount=amount) for amount in amounts]

    settled = settle(rows, paid)

    missing = total(due.missing for due in settled)
    assert missing == max(ZERO, total(amounts) - paid)
    open_rows = [due for due in settled if not due.is_settled]
    assert all(due.missing == due.row.amount for due in open_rows[1:])


def test_the_balance_is_asked_for_when_the_order_is_ready() -> None:
    rows = (DEPOSIT, BALANCE)

    assert due_now(rows, ZERO, is_ready=False) == Money(3000)
    assert due_now(rows, Money(3000), is_ready=False) == ZERO
    assert due_now(rows, Money(1000), is_ready=True) == Money(9000)


def test_a_deposit_is_overdue_the_day_after() -> None:
    assert not is_overdue([DEPOSIT, BALANCE], ZERO, DAY)
    assert is_overdue([DEPOSIT, BALANCE], ZERO, date(2026, 11, 21))
    assert not is_overdue([DEPOSIT, BALANCE], Money(3000), date(2027, 11, 21))


@given(st.integers(2020, 2099), st.integers(1, 999_999))
def test_creditor_references_are_valid_and_found_again(year: int, number: int) -> None:
    order = f"CO-{year}-{number:04d}"
    reference = creditor_reference(order)

    assert iso11649.is_valid(reference)
    assert is_creditor_reference(reference)
    assert find_order_reference(f"VIR SEPA {reference} ROUX") == order


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("VIREMENT ROUX ANA CO-2026-0042", "CO-2026-0042"),
        ("vir co 2026 0042 merci", "CO-2026-0042"),
        ("VIR INST /CO20260042/ ROUX", "CO-2026-0042"),
        ("VIREMENT ROUX", None),
        ("SUBVENTION REGION RF2026", None),
        ("RF99 CO20 2600 42 ROUX", None),
        ("RF99CO20260042 ROUX", None),
    ],
)
def test_an_order_is_found_in_the_words_of_a_transfer(words: str, expected: str | None) -> None:
    assert find_order_reference(words) == expected


def test_a_spaced_creditor_reference_is_found() -> None:
    reference = creditor_reference("CO-2026-0042")
    spaced = " ".join(reference[i : i + 4] for i in range(0, len(reference), 4))

    assert find_order_reference(f"VIR {spaced}") == "CO-2026-0042"


def test_the_code_for_banking_applications_follows_the_standard() -> None:
    order = TransferOrder(
        beneficiary="ECCOFOR",
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
        amount=Money(123450),
        reference=creditor_reference("CO-2026-0042"),
    )

    assert order.qr_payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "AGRIFRPP",
        "ECCOFOR",
        "FR7630006000011234567890189",
        "EUR1234.50",
        "",
        creditor_reference("CO-2026-0042"),
        "",
    ]
    assert order.written_iban.startswith("FR76 3000 6000")


STATEMENT = """Compte;Association ECCOFOR
Date;Libellé;Débit;Crédit
20/11/2026;VIR ROUX CO-2026-0001;;180,00
20/11/2026;PRLV EDF;-65,10;
21/11/2026;VIR MAIRIE DE DOLE;;1 234,50

total;;;
"""


def test_a_statement_gives_its_credits_and_tells_what_it_could_not_read() -> None:
    read = read_statement(STATEMENT.encode())

    assert [(line.booked_on, line.label, line.amount) for line in read.credits] == [
        (date(2026, 11, 20), "VIR ROUX CO-2026-0001", Money(18000)),
        (date(2026, 11, 21), "VIR MAIRIE DE DOLE", Money(123450)),
    ]
    assert read.unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "Date,Libelle,Montant\n2026-11-20,VIR ROUX,180.00\n",
        "Date\tLibellé\tMontant\n20/11/26\tVIR ROUX\t+180,00 €\n",
        "DATE;LIBELLÉ;MONTANT EUR\n20.11.2026;VIR ROUX;1.180,00\n",
    ],
)
def test_statements_of_several_banks_are_read(text: str) -> None:
    for encoding in ("utf-8-sig", "cp1252"):
        (line,) = read_statement(text.encode(encoding)).credits
        assert (line.label, line.amount.cents % 100000) == ("VIR ROUX", 18000)


def test_two_equal_credits_are_two_and_the_same_file_gives_the_same_marks() -> None:
    text = "Date;Libellé;Montant\n" + "20/11/2026;VIR ROUX;10,00\n" * 2

    first, second = read_statement(text.encode()).credits
    assert first.fingerprint != second.fingerprint
    assert read_statement(text.encode()).credits == (first, second)


def test_a_line_that_cannot_be_read_is_told() -> None:
    text = "Date;Libellé;Montant\nhier;VIR ROUX;10,00\n20/11/2026;VIR PETIT;dix\n"

    assert read_statement(text.encode()).unread == (2, 3)


@pytest.mark.parametrize("content", [b"", b"bonjour", b"\x00\x01\x02", b"a;b;c\n1;2;3\n"])
def test_a_file_that_is_no_statement_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refusal, match="colonnes"):
        read_statement(content)
