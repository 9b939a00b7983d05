"""Cents never get lost: money, VAT, totals and shares."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kernel.money import Money, round_half_up, total
from shop.kernel.vat import TaxedAmount, net_of_gross, share_of, taxed_totals

RATES = st.sampled_from([Decimal("0.20"), Decimal("0.10"), Decimal("0.055"), Decimal(0)])
CENTS = st.integers(-(10**9), 10**9)
LINES = st.lists(st.builds(TaxedAmount, st.builds(Money, CENTS), RATES), max_size=12)
VAT = Decimal("0.20")


@pytest.mark.parametrize(
    ("value", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1", "1.00")]
)
def test_halves_are_rounded_away_from_zero(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value)) == Decimal(rounded)


def test_money_adds_multiplies_and_compares() -> None:
    assert Money.from_euros("12.34") + Money(66) == Money(1300)
    assert Money(100) * 3 - Money(50) == Money(250)
    assert total([]) == Money(0)
    assert -Money(5) < Money(0)


@given(CENTS, RATES)
def test_gross_is_always_net_plus_vat(cents: int, rate: Decimal) -> None:
    amount = TaxedAmount(Money(cents), rate)

    assert amount.gross == amount.net + amount.vat


@given(LINES)
def test_totals_keep_every_net_and_agree(lines: list[TaxedAmount]) -> None:
    totals = taxed_totals(lines)

    assert totals.net == total(line.net for line in lines)
    assert totals.gross == totals.net + totals.vat
    assert len({amount.vat_rate for amount in totals.by_rate}) == len(totals.by_rate)


@given(st.integers(0, 10**7), RATES)
def test_the_net_found_gives_back_the_gross(cents: int, rate: Decimal) -> None:
    gross = Money(cents)
    try:
        net = net_of_gross(gross, rate)
    except ValueError:
        assert rate != 0
    else:
        assert TaxedAmount(net, rate).gross == gross


@given(st.integers(0, 10**6))
def test_at_20_percent_only_3_modulo_6_has_no_net(cents: int) -> None:
    def has_net() -> bool:
        try:
            net_of_gross(Money(cents), VAT)
        except ValueError:
            return False
        return True

    assert has_net() == (cents % 6 != 3)


def test_a_document_of_two_rates_and_its_deposit() -> None:
    """The reference document: three lines, two rates, a deposit of 30 %."""
    expected = json.loads((Path(__file__).parent / "document.json").read_text())
    lines = [
        TaxedAmount(
            Money.from_euros(Decimal(quantity) * Decimal(unit)), Decimal(rate) / Decimal(100)
        )
        for quantity, unit, rate in expected["lines"]
    ]

    totals = taxed_totals(lines)
    deposit = share_of(totals, Decimal("0.30"))

    assert totals.net.euros == Decimal(expected["total_ht"])
    assert totals.vat.euros == Decimal(expected["total_vat"])
    assert totals.gross.euros == Decimal(expected["total_ttc"])
    assert deposit.gross.euros == Decimal(expected["deposit_30pct"]["ttc"])
    assert (totals.gross - deposit.gross).euros == Decimal(expected["balance"]["ttc"])
