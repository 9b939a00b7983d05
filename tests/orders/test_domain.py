"""Sums of an order: displayed prices are kept, VAT is rounded once per rate."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.money import ZERO, Money, total
from shop.kernel.transitions import TransitionRefused, next_status
from shop.kernel.vat import TaxedAmount
from shop.orders.domain import (
    LIFE,
    CustomerDetails,
    CustomerKind,
    OrderAction,
    OrderStatus,
)
from shop.orders.pricing import (
    PricedLine,
    ScheduleKind,
    closest_net,
    pay_at_once,
    pay_with_deposit,
    totals_of,
)

STANDARD, REDUCED = Decimal("0.20"), Decimal("0.10")
DAY = date(2026, 11, 20)

rates = st.sampled_from([STANDARD, REDUCED, Decimal("0.055"), Decimal(0)])
cents = st.integers(0, 2_000_000).map(Money)
net_lines = st.builds(PricedLine, st.integers(1, 20), cents, rates)
fixed_lines = st.builds(PricedLine, st.integers(1, 20), st.just(ZERO), rates, cents)


def test_the_worked_example_of_a_deposit_loses_no_cent() -> None:
    lines = [
        PricedLine(1, Money(248000), STANDARD),
        PricedLine(2, Money(3735), STANDARD),
        PricedLine(1, Money(64000), REDUCED),
    ]

    totals = totals_of(lines)

    assert totals.taxed.by_rate == (
        TaxedAmount(Money(255470), STANDARD),
        TaxedAmount(Money(64000), REDUCED),
    )
    assert totals.payable == Money(376964)
    deposit, balance = pay_with_deposit(totals, Decimal("0.30"), DAY)
    assert (deposit.kind, deposit.amount, deposit.due_on) == (
        ScheduleKind.DEPOSIT,
        Money(113089),
        DAY,
    )
    assert (balance.kind, balance.amount, balance.due_on) == (
        ScheduleKind.BALANCE,
        Money(263875),
        None,
    )


def test_four_tyres_at_a_displayed_price_cost_four_times_it() -> None:
    totals = totals_of([PricedLine(4, Money(2083), STANDARD, Money(2500))])

    assert totals.payable == Money(10000)
    assert totals.rounding == ZERO


def test_a_sum_no_net_gives_keeps_the_displayed_price_by_a_rounding_amount() -> None:
    totals = totals_of([PricedLine(1, Money(8333), STANDARD, Money(9999))])

    assert totals.payable == Money(9999)
    assert abs(totals.rounding.cents) == 1


@given(st.lists(fixed_lines, max_size=8))
def test_fixed_prices_always_add_up_to_what_was_displayed(lines: list[PricedLine]) -> None:
    assert totals_of(lines).payable == total(line.gross for line in lines)


@given(st.lists(net_lines, max_size=8))
def test_net_prices_need_no_rounding_amount(lines: list[PricedLine]) -> None:
    totals = totals_of(lines)

    assert totals.rounding == ZERO
    assert totals.taxed.net == total(line.net for line in lines)


@given(st.lists(st.one_of(net_lines, fixed_lines), max_size=8), st.integers(1, 99))
def test_a_schedule_asks_for_the_whole_order(lines: list[PricedLine], percent: int) -> None:
    totals = totals_of(lines)

    for rows in (
        pay_at_once(totals, DAY),
        pay_with_deposit(totals, Decimal(percent) / 100, DAY),
    ):
        assert total(row.amount for row in rows) == totals.payable
        assert all(row.amount > ZERO for row in rows)


@given(cents, rates)
def test_the_closest_net_is_at_most_one_cent_away(gross: Money, rate: Decimal) -> None:
    assert abs(TaxedAmount(closest_net(gross, rate), rate).gross.cents - gross.cents) <= 1


def test_only_a_placed_order_can_be_declined() -> None:
    allowed = {
        status
        for status, action in product(OrderStatus, OrderAction)
        if action is OrderAction.DECLINE and (status, action) in LIFE
    }

    assert allowed == {OrderStatus.PLACED}


def test_an_ended_order_never_moves() -> None:
    ends = (OrderStatus.CLOSED, OrderStatus.CANCELLED, OrderStatus.DECLINED)
    for status, action in product(ends, OrderAction):
        with pytest.raises(TransitionRefused):
            next_status(LIFE, status, action)


def test_a_customer_survives_its_snapshot() -> None:
    customer = CustomerDetails(
        kind=CustomerKind.PRO,
        name="Ana Roux",
        email="ana@example.org",
        phone="0384000000",
        address_lines=("3 rue du Port", "Bâtiment B"),
        postcode="39100",
        city="Dole",
        company="Roux SARL",
        siret="73282932000074",
        language="en",
    )

    assert CustomerDetails.from_data(customer.to_data()) == customer
    assert customer.title == "Roux SARL"
