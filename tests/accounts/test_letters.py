"""Nobody can have a mailbox flooded through our public forms."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.letters import may_send_letter, refuse_flood
from shop.db import Scope
from shop.kernel.actor import ANONYMOUS
from shop.kernel.refusals import Refusal
from tests.builders.orders import place

VICTIM = "victime@example.org"
FREE = 10
CUSTOMER = {
    "kind": "consumer",
    "family": "staircase",
    "message": "Un escalier droit.",
    "handover": "pick_up",
    "name": "Nadia Perrin",
    "email": VICTIM,
    "phone": "06 12 34 56 78",
    "street": "12 rue des Tanneurs",
    "postcode": "39100",
    "city": "Dole",
}


@pytest.fixture
def passer_by(scope: Scope) -> Scope:
    return replace(scope, actor=ANONYMOUS)


def test_one_address_gets_so_many_letters_then_none(passer_by: Scope) -> None:
    sent = [may_send_letter(passer_by, VICTIM) for _ in range(FREE + 3)]

    assert sent == [True] * FREE + [False] * 3


def test_another_address_and_another_day_are_free(passer_by: Scope) -> None:
    for _ in range(FREE + 1):
        may_send_letter(passer_by, VICTIM)
    tomorrow = replace(passer_by, now=passer_by.now + timedelta(days=1))

    assert may_send_letter(passer_by, "autre@example.org")
    assert not may_send_letter(passer_by, " Victime@Example.org ")
    assert may_send_letter(tomorrow, VICTIM)


def test_the_school_writes_as_much_as_it_needs(scope: Scope) -> None:
    assert all(may_send_letter(scope, VICTIM) for _ in range(3 * FREE))


def test_a_flood_is_refused_beside_the_address(passer_by: Scope) -> None:
    for _ in range(FREE):
        refuse_flood(passer_by, VICTIM)

    with pytest.raises(Refusal) as refused:
        refuse_flood(passer_by, VICTIM)
    assert refused.value.field == "email"


def test_orders_stop_when_they_flood_an_address(passer_by: Scope) -> None:
    for number in range(FREE):
        place(passer_by, one_time_key=f"key-{number}")

    with pytest.raises(Refusal, match="beaucoup de messages"):
        place(passer_by, one_time_key="one-too-many")
    assert place(passer_by, one_time_key="key-0")  # the same click is the same order


def test_requests_stop_when_they_flood_an_address(app: Flask, client: FlaskClient) -> None:
    statuses = [
        client.post(
            "/devis/demander", data={**CUSTOMER, "form_key": f"a-key-long-enough-{number}"}
        ).status_code
        for number in range(FREE + 1)
    ]

    assert statuses == [303] * FREE + [422]
