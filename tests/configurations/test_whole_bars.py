"""The direction says which sections are paid for by the whole bar; the office reads it in words."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.actor import Role
from tests.builders.configurations import build_basis, build_configuration
from tests.conftest import NOW
from tests.signing import sign_in_as

FOUND = "/ecole/bureau/configurations?code=K7M-2QX"
LIST = "/ecole/reglages/calcul/tariff/material.by_bar"


@pytest.fixture
def director(app: Flask, scope: Scope) -> Iterator[FlaskClient]:
    """The browser of the director, with a saved gate and the values of a new school."""
    with time_machine.travel(NOW, tick=False):
        build_basis(scope)
        build_configuration(scope)
        scope.session.commit()
        yield sign_in_as(app, Role.DIRECTOR)


def sell_by_bar(director: FlaskClient, sections: str) -> str:
    typed = {
        "value": sections, "valid_from": f"{NOW:%Y-%m-%d}", "source": "tarif du fournisseur",
        "act": "save",
    }  # fmt: skip
    return director.post(LIST, data=typed, follow_redirects=True).text


def test_the_detail_of_a_price_says_how_many_bars_of_which_length(director: FlaskClient) -> None:
    before = director.get(FOUND).text

    page = sell_by_bar(director, "CARRE 16")

    assert "La valeur est enregistrée." in page
    assert "barres de 6" not in before
    after = director.get(FOUND).text
    assert "dont 6 barres de 6 m : CARRE 16" in after


def test_a_misspelt_section_is_refused(director: FlaskClient) -> None:
    page = sell_by_bar(director, "CARRE 16 | CARRE 61")

    assert "CARRE 61" in page
    assert "La valeur est enregistrée." not in page
    assert "barres de 6" not in director.get(FOUND).text
