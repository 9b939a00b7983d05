"""The style page and the error pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.app import create_app
from shop.settings import read_settings
from shop.web.errors import PAGES


@pytest.mark.parametrize("sample", ["", "/public", "/ecole", "/atelier", "/document"])
def test_style_page_shows_every_layout(client: FlaskClient, sample: str) -> None:
    page = client.get(f"/style{sample}")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert page.text.count('id="main"') == 1
    assert page.text.count("<h1") == 1


def test_style_page_knows_no_other_sample(client: FlaskClient) -> None:
    assert client.get("/style/inconnu").status_code == 404


def test_style_page_shows_errors_beside_fields_and_on_top(client: FlaskClient) -> None:
    page = client.get("/style").text

    assert "4 points à corriger" in page
    assert '<a href="#x-width">Largeur en bas – Au-delà de 3 000 mm par vantail' in page
    assert 'aria-describedby="x-width-hint x-width-error"' in page
    assert page.count('aria-invalid="true"') == 2


@pytest.mark.parametrize("code", sorted(PAGES))
def test_every_error_says_what_happened_and_what_to_do(client: FlaskClient, code: int) -> None:
    page = client.get(f"/style/erreur/{code}").text

    title = page.partition("<h1>")[2].partition("</h1>")[0]
    advice = page.partition('<p class="lead">')[2].partition("</p>")[0]
    assert len(title) > 10
    assert advice.endswith(".")
    assert "Aller à l’accueil" in page


def test_an_error_page_shows_the_sentence_of_the_refusal(client: FlaskClient) -> None:
    page = client.get("/style/erreur/409?phrase=Ce créneau vient d’être pris.").text

    assert '<p class="lead">Ce créneau vient d’être pris.</p>' in page


def test_style_page_is_absent_in_production(settings_of_production: dict[str, str]) -> None:
    app: Flask = create_app(read_settings(settings_of_production))

    assert [rule.rule for rule in app.url_map.iter_rules() if "style" in rule.rule] == []


@pytest.fixture
def settings_of_production(tmp_path: object) -> dict[str, str]:
    return {
        "ETABLI_ENVIRONMENT": "production",
        "ETABLI_SECRET_KEY": "x" * 40,
        "ETABLI_SCHOOL_NAME": "Juralternance",
        "ETABLI_SCHOOL_EMAIL": "atelier@example.org",
        "ETABLI_PUBLIC_URL": "https://boutique.example.org",
        "ETABLI_DATABASE_URL": f"sqlite:///{tmp_path}/shop.sqlite3",
        "ETABLI_DATA_DIR": str(tmp_path),
    }
