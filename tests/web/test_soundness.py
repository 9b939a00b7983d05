"""Requests no page can read are refused in a sentence, on both databases, never by a breakdown."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter

from shop.kernel.actor import Role
from shop.web.pagination import read_key
from shop.web.soundness import LARGEST_ID, is_readable
from tests.signing import sign_in_as

SENTENCE = "caractères illisibles"


@pytest.mark.parametrize(
    "address",
    [
        "/recherche?q=a%00b",
        "/recherche?a%00b=q",
        "/devis/demande/a%00b",
        "/c/a%00b",
        "/produits/a%00b",
        "/configurer/portail?width=%00",
    ],
)
def test_an_address_with_a_nul_is_refused_in_a_sentence(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert SENTENCE in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["email", "form_key", "une\x00autre"])
def test_a_form_with_a_nul_is_refused_in_a_sentence(client: FlaskClient, name: str) -> None:
    answer = client.post("/commande/lien", data={"reference": "CO-1", name: "a\x00b"})

    assert answer.status_code == 400
    assert SENTENCE in answer.get_data(as_text=True)


def test_a_script_is_told_in_data(client: FlaskClient) -> None:
    answer = client.get("/recherche?q=%00", headers={"Accept": "application/json"})

    assert answer.status_code == 400
    assert SENTENCE in answer.json["message"]


def test_half_a_surrogate_pair_becomes_a_mark_of_doubt(client: FlaskClient) -> None:
    """Werkzeug decodes it so; were it to stop, the door would refuse it."""
    answer = client.get("/recherche?q=%ED%A0%80")

    assert (answer.status_code, is_readable("\ud800")) == (200, False)


def test_a_number_beyond_any_row_is_an_address_that_does_not_exist(app: Flask) -> None:
    office = sign_in_as(app, Role.OFFICE)

    answers = [
        office.get(f"/ecole/bureau/commandes/{number}").status_code
        for number in (LARGEST_ID, LARGEST_ID + 1, 2**63, 10**30)
    ]

    assert answers == [404, 404, 404, 404]


def test_every_number_of_an_address_has_a_limit(app: Flask) -> None:
    unbounded = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for converter in rule._converters.values()
        if isinstance(converter, IntegerConverter) and converter.max != LARGEST_ID
    ]

    assert unbounded == []


@pytest.mark.parametrize("address", ["/familles/rayonnages", "/recherche"])
def test_a_page_key_beyond_any_row_opens_an_empty_page(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?q=x&suite={'9' * 40}")

    assert answer.status_code in {200, 404}
    assert read_key("9" * 40) == LARGEST_ID
