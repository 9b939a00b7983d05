"""The pages of the configurator, with and without script."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.configurations.domain.gate import GATE_QUESTIONS
from shop.configurations.domain.wishes import Wish
from shop.configurations.forms.shared import address_of_wish
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.fabrication.gate.spec import Motor
from shop.kernel.actor import Actor, Role
from tests.builders.configurations import build_configuration, build_wish

PAGE = "/configurer/portail"
PREVIEW = "/configurer/portail/apercu"
SAVE = "/configurer/portail/enregistrer"


def sent_for(wish: Wish) -> dict[str, str]:
    return address_of_wish(GATE_QUESTIONS, wish)


def address(wish: Wish, page: str = PREVIEW, **changes: str) -> str:
    return f"{page}?{urlencode({**sent_for(wish), **changes})}"


def test_the_first_visit_shows_a_usual_gate_with_its_price(
    basis: Scope, client: FlaskClient
) -> None:
    page = client.get(PAGE).text

    assert "Prix ferme" in page
    assert 'class="drawn drawn-elevation"' in page
    assert "TTC" in page


def test_a_short_address_means_the_usual_choices_for_the_rest(
    basis: Scope, client: FlaskClient
) -> None:
    page = client.get(f"{PAGE}?type=SLIDING_RAIL").text

    assert "Portail coulissant sur rail, 2600 × 1600 mm" in page


def test_the_page_and_the_preview_say_the_same(basis: Scope, client: FlaskClient) -> None:
    wish = build_wish(widths=(3400.0,))

    page = client.get(address(wish, PAGE)).text
    preview = client.get(address(wish)).json

    assert preview is not None
    assert preview["result"].strip() in page
    assert preview["bar"].strip() in page


def test_a_doubt_gives_a_range_and_a_visit(basis: Scope, client: FlaskClient) -> None:
    preview = client.get(address(build_wish(is_sure=False))).json

    assert preview is not None
    assert "Estimation" in preview["result"]
    assert "visite de mesure" in preview["result"]
    assert "à confirmer" in preview["notes"]["width_bottom"]
    assert preview["is_refused"] is False


def test_a_motor_is_said_to_be_left_out_of_the_price_beside_it(
    basis: Scope, client: FlaskClient
) -> None:
    wish = build_wish(motor=Motor.MOTOR)
    build_configuration(basis, wish=wish)
    basis.session.commit()

    preview = client.get(address(wish)).json
    kept = client.get("/c/K7M-2QX").text
    english = client.get(f"/en{address(wish)}").json

    assert preview is not None
    assert english is not None
    assert "Le prix montré est sans moteur." in preview["notes"]["motor"]
    assert "Le prix montré est sans moteur." in preview["result"]
    assert "Le prix montré est sans moteur." in kept
    assert "The price shown is without the motor." in english["result"]


def test_a_company_reads_prices_without_tax_first(basis: Scope, client: FlaskClient) -> None:
    private = client.get(address(build_wish())).json
    company = client.get(address(build_wish(), audience="professionnel")).json

    assert private is not None
    assert company is not None
    assert "TTC" in private["bar"]
    assert "HT" in company["bar"]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("width_bottom", "1 mm", "Indiquez une valeur entre"),
        ("width_bottom", "10 km", "Écrivez un nombre"),
        ("width_bottom", "10000000", "Indiquez une valeur entre"),
        ("width_bottom", "NaN", "Écrivez un nombre"),
        ("width_bottom", "-3500", "Indiquez une valeur entre"),
        ("width_bottom", "", "Remplissez cette case"),
        ("height", "1e400", "trop grand"),
        ("height", "haut", "Écrivez un nombre"),
        ("slope", "50", "Indiquez une valeur entre"),
        ("mid_rails", "2,5", "nombre entier"),
        ("bar", "BETON 30", "Nous ne proposons pas ce profilé"),
    ],
)
def test_what_cannot_be_made_is_told_beside_its_field(
    basis: Scope, client: FlaskClient, field: str, typed: str, told: str
) -> None:
    preview = client.get(address(build_wish(), **{field: typed}))
    page = client.get(address(build_wish(), PAGE, **{field: typed}))

    assert (preview.status_code, page.status_code) == (200, 200)
    assert told in preview.json["notes"][field]  # type: ignore[index] # it is JSON
    assert "Pas encore de prix" in preview.json["result"]  # type: ignore[index] # it is JSON
    assert told in page.text


def test_a_width_in_metres_is_understood(basis: Scope, client: FlaskClient) -> None:
    preview = client.get(address(build_wish(), width_bottom="3,5 m")).json

    assert preview is not None
    assert "3500 × 1600 mm" in preview["result"]


def test_a_choice_nobody_offers_is_refused_in_words(basis: Scope, client: FlaskClient) -> None:
    answer = client.get(address(build_wish(), type="DRAWBRIDGE"))

    assert answer.status_code == 200
    assert "Pas encore de prix" in answer.json["result"]  # type: ignore[index] # it is JSON


def test_a_preview_asks_little_of_the_database(
    basis: Scope, client: FlaskClient, count_queries: Callable[[], Any]
) -> None:
    client.get(address(build_wish()))

    with count_queries() as statements:
        client.get(address(build_wish(height=1500.0)))

    assert len(statements) <= 3, statements


def test_saving_gives_a_code_and_its_page(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data=sent_for(build_wish()))

    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert answer.location.removeprefix("/c/") in page
    assert "3 500 mm" in page.replace("\u202f", " ")


def test_asking_a_quote_saves_first(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data={**sent_for(build_wish()), "ask_quote": "1"})

    saved = basis.session.query(Configuration).one()
    assert answer.location == f"/devis/demander?code={saved.code}"


def test_a_gate_that_cannot_be_made_leads_to_a_quote_with_what_was_typed(
    basis: Scope, client: FlaskClient
) -> None:
    sent = {
        **sent_for(build_wish()),
        "width_bottom": "9000",
        "ask_quote": "1",
    }

    answer = client.post(SAVE, data=sent)

    assert answer.location.startswith("/devis/demander?family=gate&message=")
    assert "9%E2%80%AF000" in answer.location
    assert basis.session.query(Configuration).count() == 0


def test_a_gate_that_cannot_be_made_is_not_saved(basis: Scope, client: FlaskClient) -> None:
    answer = client.post(SAVE, data={**sent_for(build_wish()), "height": "12"})

    assert answer.status_code == 422
    assert 'value="12"' in answer.text
    assert basis.session.query(Configuration).count() == 0


def test_a_code_is_found_however_it_is_written(basis: Scope, client: FlaskClient) -> None:
    build_configuration(basis)
    basis.session.commit()

    answer = client.get("/c/k7m2qx")

    assert (answer.status_code, answer.location) == (302, "/c/K7M-2QX")
    assert client.get("/c/K7M-2QX").status_code == 200
    assert client.get("/c/AAA-AAA").status_code == 404


def test_the_office_opens_a_code_with_the_detail_of_the_price(
    basis: Scope, app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_configuration(basis)
    basis.session.commit()
    office = Actor(role=Role.OFFICE, account_id=1, name="Claire")
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: office)

    found = client.get("/ecole/bureau/configurations?code=k7m 2qx")
    missing = client.get("/ecole/bureau/configurations?code=zzz")

    assert "Détail du prix HT" in found.text
    assert (missing.status_code, "Aucune configuration" in missing.text) == (404, True)


def test_english_pages_speak_english_numbers(basis: Scope, client: FlaskClient) -> None:
    page = client.get(f"/en{PAGE}").text

    assert 'lang="en"' in page
    assert "Swing gate, 2 leaves" in page


def test_english_remarks_write_numbers_and_workshop_sources_in_english(
    basis: Scope, client: FlaskClient
) -> None:
    query = "type=SLIDING_CANTILEVER&width_bottom=4200&height=1700"
    page = client.get(f"/en{PAGE}?{query}").text

    assert "A leaf of 6.25 m² or more" in page.replace("\u00a0", " ")
    assert "(workshop practice)" in page
    assert '(<span lang="fr">art. R421-12 du Code de l’urbanisme</span>)' in page
