"""How long a sign-in lasts, and where it may lead."""

from datetime import timedelta

import pytest

from shop.accounts.domain.signing import (
    Account,
    Kind,
    is_over,
    needs_totp,
    read_account,
    safe_target,
)
from shop.kernel.actor import Role
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/ecole\t//evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "ecole/fiches",
        "/ecolexyz",
        "/compte",
        "http:/ecole",
    ],
)
def test_a_sign_in_never_leads_elsewhere(raw: str | None) -> None:
    assert safe_target(raw, under="/ecole") is None


@pytest.mark.parametrize("raw", ["/ecole", "/ecole/fiches/3", "/ecole/semaine?section=tyres"])
def test_a_sign_in_leads_back_to_the_page_that_was_wanted(raw: str) -> None:
    assert safe_target(raw, under="/ecole") == raw


def test_a_customer_may_be_led_to_any_public_path() -> None:
    assert safe_target("/panier?x=1", under="/") == "/panier?x=1"


@pytest.mark.parametrize(
    "raw", ["", "staff", "staff:", "staff:x", "ghost:3", "staff:-1", "staff:3:4"]
)
def test_a_forged_account_is_nobody(raw: str) -> None:
    assert read_account(raw) is None


def test_an_account_is_read_as_it_is_written() -> None:
    account = Account(Kind.STUDENT, 7)

    assert str(account) == "student:7"
    assert read_account("student:7") == account


def test_a_tablet_signs_out_after_ten_idle_minutes() -> None:
    def ends(kind: Kind, idle: timedelta) -> bool:
        return is_over(kind, started_at=NOW, last_seen_at=NOW, now=NOW + idle)

    assert not ends(Kind.STUDENT, 9 * MINUTE)
    assert ends(Kind.STUDENT, 10 * MINUTE)
    assert not ends(Kind.STAFF, 60 * MINUTE)


def test_even_a_busy_sign_in_ends_one_day() -> None:
    old = NOW - timedelta(days=8)

    assert is_over(Kind.STAFF, started_at=old, last_seen_at=NOW, now=NOW)


def test_a_telephone_is_asked_from_staff_in_production_and_from_who_has_one() -> None:
    asked = {
        (role, production, has): needs_totp(role, is_production=production, has_totp=has)
        for role in (Role.OFFICE, Role.CUSTOMER)
        for production in (False, True)
        for has in (False, True)
    }
    assert [key for key, needed in asked.items() if not needed] == [
        (Role.OFFICE, False, False),
        (Role.CUSTOMER, False, False),
        (Role.CUSTOMER, True, False),
    ]
