"""A tyre visit from the choice of services to the held place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from shop.db import Scope, begin_writing
from shop.orders.models import Order
from shop.planning.models import CapacityCell, Hold
from shop.storefront import visits
from shop.tyres.models import TyreBookingRow
from tests.builders.planning import QUARTER, TUESDAY_EIGHT, build_open_hours
from tests.builders.tyres import build_price_list
from tests.conftest import NOW

RESOURCES = {"bay": 1, "tyre_changer": 1, "balancer": 1, "instructor": 2}
START = "/pneus/rendez-vous"
ANA = {
    "kind": "consumer",
    "name": "Ana Roux",
    "email": "ana.roux@example.org",
    "phone": "03 84 00 00 00",
    "street": "3 rue du Port",
    "postcode": "39100",
    "city": "Dole",
}
ORDER = {"seen_total": "4200", "means": "on_site", "terms": "y", "early": "y"}
CLIO = {"plate": "ab 123 cd", "kind": "car", "rims": "unknown", "tyre_front": "205/55 r16 91v"}


@pytest.fixture
def shop(scope: Scope) -> Iterator[Scope]:
    build_price_list(scope)
    build_open_hours(scope.session, capacities=RESOURCES)
    scope.session.commit()
    with time_machine.travel(NOW, tick=False):
        yield scope


def begin(client: FlaskClient, **fields: str) -> str:
    """Choose services and return the address of the visit."""
    chosen = {"form_key": "k" * 22, "ME1": "2", "VALV": "2"} | fields
    answer = client.post(START, data=chosen)
    assert answer.status_code == 303
    return str(answer.location)


def with_vehicle(client: FlaskClient, **fields: str) -> str:
    visit = begin(client, **fields)
    assert client.post(f"{visit}/vehicule", data=CLIO).status_code == 303
    return visit


def choose(client: FlaskClient, visit: str, quarters: int = 0) -> TestResponse:
    start = TUESDAY_EIGHT + QUARTER * quarters
    return client.post(f"{visit}/creneau", data={"starts_at": start.isoformat()})


def used(scope: Scope) -> int:
    scope.session.rollback()
    return int(scope.session.scalar(select(func.sum(CapacityCell.used))) or 0)


def test_a_visit_goes_from_services_to_a_held_place(shop: Scope, client: FlaskClient):
    assert 'value="1"' in client.get(f"{START}?choix=ME1").text

    visit = with_vehicle(client)
    slots = client.get(f"{visit}/creneau")
    assert "mardi 24 novembre 2026, 8 h" in slots.text
    assert "42,00" in slots.text

    assert choose(client, visit).location == visit
    assert client.get(visit).location == f"{visit}/vous"
    assert client.post(f"{visit}/vous", data=ANA).location == visit
    check = client.get(f"{visit}/verifier")
    assert "Ana Roux" in check.text
    assert "AB-123-CD" in check.text
    assert "9 h 15" in check.text
    assert "jusqu’à 10 h 40" in check.text
    assert used(shop) == 4 * 5
    assert "Set-Cookie" not in check.headers
    assert check.headers["Cache-Control"] == "no-store"


def test_a_visit_resumes_at_the_first_step_to_do(shop: Scope, client: FlaskClient):
    visit = begin(client)
    assert client.get(visit).location == f"{visit}/vehicule"
    client.post(f"{visit}/vehicule", data=CLIO)
    assert client.get(visit).location == f"{visit}/creneau"
    assert client.get(f"{visit}/verifier").location == f"{visit}/creneau"
    choose(client, visit)
    assert client.get(visit).location == f"{visit}/vous"
    assert client.get(f"{visit}/verifier").location == f"{visit}/vous"
    client.post(f"{visit}/vous", data=ANA)
    assert client.get(visit).location == f"{visit}/verifier"


def test_services_that_make_no_visit_are_refused_and_what_was_chosen_is_kept(
    shop: Scope, client: FlaskClient
):
    answer = client.post(START, data={"form_key": "k" * 22, "VALV": "3"})

    assert answer.status_code == 200
    assert "Choisissez au moins une prestation." in answer.text
    assert '<option selected value="3">' in answer.text
    shop.session.rollback()
    assert shop.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 0


def test_a_double_click_prepares_one_visit(shop: Scope, client: FlaskClient):
    begin(client)
    second = begin(client)

    assert client.get(f"{second}/vehicule").status_code == 200
    shop.session.rollback()
    assert shop.session.scalar(select(func.count()).select_from(TyreBookingRow)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"plate": ""}, "Écrivez la plaque du véhicule."),
        ({"plate": "bonjour"}, "n’est pas une plaque française"),
        ({"tyre_front": "205/57 R16"}, "La hauteur 57 n’existe pas"),
        ({"odometer_km": "abc"}, "Écrivez un nombre"),
        ({"year": "1890"}, "1950"),
    ],
)
def test_a_wrong_vehicle_is_refused_by_its_field_and_nothing_typed_is_lost(
    shop: Scope, client: FlaskClient, fields: dict[str, str], sentence: str
):
    visit = begin(client)

    answer = client.post(f"{visit}/vehicule", data=CLIO | {"make": "Renault"} | fields)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Un point à corriger" in answer.text
    assert 'value="Renault"' in answer.text
    assert "<title>Erreur :" in answer.text


def test_a_wrong_plate_and_a_wrong_tyre_are_told_together(shop: Scope, client: FlaskClient):
    visit = begin(client)
    wrong = {"plate": "bonjour", "tyre_front": "205/57 R16", "tyre_rear": "999/55 R16"}

    answer = client.post(f"{visit}/vehicule", data=CLIO | wrong)

    assert "3 points à corriger" in answer.text
    for typed in wrong.values():
        assert f'value="{typed}"' in answer.text


def test_a_tyre_of_18_inches_is_not_fitted_at_the_price_of_a_smaller_one(
    shop: Scope, client: FlaskClient
):
    visit = begin(client, ME1="4", VALV="0")

    answer = client.post(f"{visit}/vehicule", data=CLIO | {"tyre_front": "225/40 R18 92Y"})

    assert answer.status_code == 200
    said = (
        "Le pneu 225/40 R18 demande « Montage et équilibrage d’un pneu de 18 pouces et plus »,"
        " à 24,00 € par roue : changez les prestations pour choisir celle-ci."
    )
    assert said in answer.text.replace("\u00a0", " ")
    assert 'aria-describedby="tyre_front-hint tyre_front-error"' in answer.text
    assert client.get(visit).location == f"{visit}/vehicule"
    assert said in client.get(f"{visit}/vehicule").text.replace("\u00a0", " ")
    english = client.get(f"/en{visit}/vehicule").text
    assert "Fitting and balancing of one tyre, 18 inches and more”, at €24.00 a wheel" in english
    assert "225/40 R18 demande" in choose(client, visit).text
    assert used(shop) == 0


def test_choosing_the_right_service_goes_on_with_the_vehicle_already_given(
    shop: Scope, client: FlaskClient
):
    visit = begin(client, ME1="4", VALV="0")
    client.post(f"{visit}/vehicule", data=CLIO | {"tyre_front": "225/40 R18 92Y"})

    client.post(f"{visit}/prestations", data={"form_key": "k" * 22, "ME1": "0", "ME1L": "4"})

    assert client.get(visit).location == f"{visit}/creneau"
    assert "96,00" in client.get(f"{visit}/creneau").text


def test_the_tyre_read_before_is_not_typed_again(shop: Scope, client: FlaskClient):
    read = client.get("/pneus/decoder?marquage=225/70 R15C 112/110S").text
    assert "choix=ME1U&amp;pneu=225%2F70+R15C+112%2F110S" in read

    begun = client.post(f"{START}?pneu=225/70+R15C", data={"form_key": "k" * 22, "ME1U": "2"})
    vehicle = client.get(begun.location, follow_redirects=True)

    assert 'value="225/70 R15C"' in vehicle.text


def test_a_vehicle_already_given_is_shown_again(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)

    assert 'value="AB-123-CD"' in client.get(f"{visit}/vehicule").text


def test_a_place_taken_meanwhile_is_refused_in_words_with_what_is_free(
    shop: Scope, client: FlaskClient
):
    mine, other = with_vehicle(client), with_vehicle(client, form_key="o" * 22)
    choose(client, other)

    answer = choose(client, mine)

    assert answer.status_code == 200
    assert "Ce créneau vient d’être pris." in answer.text
    assert "8 h complet" in answer.text
    assert "mardi 24 novembre 2026, 9 h 30" in answer.text
    assert used(shop) == 4 * 5


def test_the_same_place_clicked_twice_is_held_once(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)

    assert [choose(client, visit).status_code for _ in range(2)] == [303, 303]
    assert used(shop) == 4 * 5
    assert shop.session.scalar(select(func.count()).select_from(Hold)) == 1


def test_another_place_frees_the_first(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)
    choose(client, visit)
    choose(client, visit, quarters=6)
    client.post(f"{visit}/vous", data=ANA)

    assert used(shop) == 4 * 5
    assert "9 h 30" in client.get(f"{visit}/verifier").text


def test_a_full_workshop_says_so_and_gives_the_telephone(shop: Scope, client: FlaskClient):
    begun = [with_vehicle(client, form_key=letter * 22, ME1="4", VALV="0") for letter in "abc"]
    for number, visit in enumerate(begun[:2]):
        assert choose(client, visit, quarters=8 * number).status_code == 303

    answer = client.get(f"{begun[2]}/creneau")

    assert "Tout est complet pour le moment" in answer.text
    assert "03 53 01 12 39" in answer.text


@pytest.mark.parametrize("start", ["", "demain", "2026-11-24T08:00", "9999-12-31T23:59:59+00:00"])
def test_a_forged_start_is_refused_in_words(shop: Scope, client: FlaskClient, start: str):
    visit = with_vehicle(client)

    answer = client.post(f"{visit}/creneau", data={"starts_at": start})

    assert answer.status_code == 200
    assert re.search(r"créneau|loin", answer.text)
    assert used(shop) == 0


def test_a_past_start_is_refused(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)
    past = (NOW - timedelta(days=1)).isoformat()

    assert "est passé" in client.post(f"{visit}/creneau", data={"starts_at": past}).text


def test_a_place_needs_a_vehicle_first(shop: Scope, client: FlaskClient):
    visit = begin(client)

    assert "Dites-nous d’abord quel véhicule vient." in choose(client, visit).text
    assert used(shop) == 0


def test_changing_the_services_asks_for_a_slot_again(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)
    choose(client, visit)

    answer = client.post(f"{visit}/prestations", data={"ME1": "4"})

    assert answer.location == visit
    assert client.get(visit).location == f"{visit}/creneau"


@pytest.mark.parametrize(
    "page", ["", "/vehicule", "/creneau", "/vous", "/verifier", "/prestations"]
)
def test_an_unknown_visit_is_not_found_in_words(shop: Scope, client: FlaskClient, page: str):
    answer = client.get(f"{START}/inconnu{page}")

    assert answer.status_code == 404
    assert "Recommencez, c’est rapide." in answer.text


def test_the_slots_page_costs_few_queries(
    shop: Scope, client: FlaskClient, count_queries: Callable[[], Any]
):
    visit = with_vehicle(client)
    client.get(visit + "/vehicule")  # the card of the school is kept from here on

    with count_queries() as statements:
        client.get(f"{visit}/creneau")

    assert len(statements) <= 8


def test_places_of_visits_nobody_ordered_are_given_back(shop: Scope, client: FlaskClient):
    choose(client, with_vehicle(client))
    assert used(shop) == 4 * 5

    begin_writing(shop.session)
    visits.free_unused_places_task(replace(shop, now=NOW + timedelta(minutes=39)), {})
    assert shop.session.scalar(select(func.count()).select_from(Hold)) == 1
    visits.free_unused_places_task(replace(shop, now=NOW + timedelta(minutes=40)), {})
    assert shop.session.scalar(select(func.count()).select_from(Hold)) == 0


def ready(client: FlaskClient) -> str:
    visit = with_vehicle(client)
    choose(client, visit)
    client.post(f"{visit}/vous", data=ANA)
    return visit


def orders(scope: Scope) -> list[Order]:
    scope.session.rollback()
    return list(scope.session.scalars(select(Order)))


def test_a_visit_is_ordered_by_a_button_that_says_the_duty_to_pay(shop: Scope, client: FlaskClient):
    visit = ready(client)
    assert "Réserver avec obligation de paiement" in client.get(f"{visit}/verifier").text

    answers = [client.post(f"{visit}/verifier", data=ORDER) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert "/payer/" in str(answers[0].location)
    (made,) = orders(shop)
    assert (made.means, made.email) == ("on_site", "ana.roux@example.org")
    assert len(made.agreed_sentences) == 2
    assert used(shop) == 4 * 5


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"terms": ""}, "Cochez cette case pour commander."),
        ({"early": ""}, "Cochez cette case pour venir si tôt."),
        ({"seen_total": "100"}, "Le prix vient de changer."),
        ({"seen_total": "x"}, "Le prix vient de changer."),
        ({"means": "gold"}, "choix"),
    ],
)
def test_an_order_without_agreement_or_at_another_price_is_refused(
    shop: Scope, client: FlaskClient, fields: dict[str, str], sentence: str
):
    visit = ready(client)

    answer = client.post(f"{visit}/verifier", data=ORDER | fields)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert orders(shop) == []


def test_a_wrong_customer_is_refused_by_its_field(shop: Scope, client: FlaskClient):
    visit = with_vehicle(client)

    answer = client.post(f"{visit}/vous", data=ANA | {"email": "ana"})

    assert answer.status_code == 200
    assert "nom@exemple.fr" in answer.text
    assert 'value="Ana Roux"' in answer.text


def test_a_place_lost_before_the_order_is_told_with_a_way_out(shop: Scope, client: FlaskClient):
    visit = ready(client)
    begin_writing(shop.session)
    visits.free_unused_places_task(replace(shop, now=NOW + timedelta(minutes=40)), {})
    shop.session.commit()

    assert "n’est plus réservé" in client.get(f"{visit}/verifier").text
    assert "n’est plus réservé" in client.post(f"{visit}/verifier", data=ORDER).text
    assert orders(shop) == []
