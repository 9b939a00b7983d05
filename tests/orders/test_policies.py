"""What the school sets about its orders, from one day on."""

from datetime import date
from decimal import Decimal

import pytest

from shop.db import Scope
from shop.kernel.actor import Section
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual
from shop.orders.basket.queries import delivers_somewhere, find_delivery_offer
from shop.orders.domain import Policy
from shop.orders.policies import set_delivery_rate, set_policy
from shop.orders.queries import list_policies

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 1)


def a_policy(days: int) -> Policy:
    return Policy(
        section=Section.TYRES,
        accepts_itself=True,
        purchase_days=days,
        transfer_days=7,
        unpaid_hours=48,
    )


def deliver(scope: Scope, prefix: str, cents: int, start: date = JANUARY) -> None:
    set_delivery_rate(
        scope,
        prefix,
        label=Bilingual("Livraison", "Delivery"),
        gross=Money(cents),
        vat_rate=Decimal("0.20"),
        valid_from=start,
    )


def test_a_policy_is_the_latest_that_has_begun(scope: Scope) -> None:
    for days, start in ((10, JANUARY), (12, JANUARY), (20, JUNE)):
        set_policy(scope, a_policy(days), start)

    assert list_policies(scope.session, date(2026, 5, 31)) == [a_policy(12)]
    assert list_policies(scope.session, JUNE) == [a_policy(20)]
    assert list_policies(scope.session, date(2025, 12, 31)) == []


def test_a_delay_is_at_least_one(scope: Scope) -> None:
    with pytest.raises(Refusal):
        set_policy(scope, a_policy(0), JANUARY)


def test_the_longest_beginning_of_a_postcode_and_the_latest_price_win(scope: Scope) -> None:
    assert not delivers_somewhere(scope.session, JUNE)
    deliver(scope, "39", 4500)
    deliver(scope, "391", 3000)
    deliver(scope, "391", 3500, JUNE)

    def gross(postcode: str, on: date) -> Money | None:
        offer = find_delivery_offer(scope.session, postcode, on)
        return offer.gross if offer else None

    assert delivers_somewhere(scope.session, JUNE)
    assert gross("39100", date(2026, 5, 31)) == Money(3000)
    assert gross("39100", JUNE) == Money(3500)
    assert gross("39300", JUNE) == Money(4500)
    assert gross("75001", JUNE) is None


@pytest.mark.parametrize(("prefix", "cents"), [("", 1), ("2A", 1), ("391000", 1), ("39", -1)])
def test_a_rate_that_makes_no_sense_is_refused(scope: Scope, prefix: str, cents: int) -> None:
    with pytest.raises(Refusal):
        deliver(scope, prefix, cents)
