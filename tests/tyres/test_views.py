"""Public pages of the tyre workshop."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from shop.db import Scope
from shop.kernel.money import Money
from shop.tyres.queries import get_service
from shop.tyres.services.price_list import set_service_price
from tests.builders.tyres import build_price_list
from tests.conftest import NOW


@pytest.fixture
def shop(scope: Scope) -> Scope:
    build_price_list(scope)
    scope.session.commit()
    return scope


def test_the_list_shows_every_service_with_its_price(shop: Scope, client: FlaskClient):
    answer = client.get("/pneus")

    assert answer.status_code == 200
    assert answer.text.count('<th scope="row">') == 15
    assert "18,00\u00a0€" in answer.text
    assert "40 min" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_list_is_in_english_too(shop: Scope, client: FlaskClient):
    answer = client.get("/en/pneus")

    assert "Puncture repair, from the inside" in answer.text
    assert 'href="/en/pneus/me1"' in answer.text


def test_the_list_costs_few_queries_whatever_the_rows(
    shop: Scope, client: FlaskClient, count_queries: Callable[[], Any]
):
    with count_queries() as statements:
        client.get("/pneus")

    assert len(statements) <= 8


def test_a_new_price_shows_on_the_next_request(shop: Scope, client: FlaskClient):
    with time_machine.travel(NOW, tick=False):
        assert "18,00" in client.get("/pneus/me1").text
        service = get_service(shop.session, "ME1", date(2026, 11, 20))
        set_service_price(shop, "ME1", Money(1860), service, date(2026, 11, 20))
        shop.session.commit()
        assert "18,60" in client.get("/pneus/me1").text


def test_a_shop_without_services_says_so(client: FlaskClient):
    assert "Appelez-nous pour vos pneus" in client.get("/pneus").text


def test_a_marking_is_read_at_an_address_that_can_be_shared(client: FlaskClient):
    answer = client.get("/pneus/decoder?marquage=205%2F55+r16+91v+DOT+2324")

    assert answer.status_code == 200
    assert "<title>205/55 R16 91V" in answer.text
    assert "Un pneu porte au plus 615 kg." in answer.text
    assert "Le pneu va jusqu’à 240 km/h." in answer.text
    assert "semaine 23 de l’année 2024" in answer.text
    assert "632 mm" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("999/55+R16", "La largeur 999 n’existe pas"),
        ("205/57+R16", "La hauteur 57 n’existe pas : elle va de 25 à 85 %"),
        ("205/55+R16+91O", "La lettre O n’est pas un indice de vitesse"),
        ("315/80+R22.5", "pneu de camion"),
        ("<script>", "Nous ne trouvons pas la dimension"),
        ("1" * 300, "Le texte est trop long"),
    ],
)
def test_a_wrong_marking_is_refused_in_words_and_kept_in_the_field(
    client: FlaskClient, typed: str, sentence: str
):
    answer = client.get(f"/pneus/decoder?marquage={typed}")

    assert answer.status_code == 200
    assert sentence in answer.text
    assert "<script>" not in answer.text.split("<main")[1]


def test_the_reader_opens_empty_with_examples(client: FlaskClient):
    answer = client.get("/pneus/decoder")

    assert answer.status_code == 200
    assert "marquage=225/45+ZR17+(94Y)+XL" in answer.text


def test_a_service_page_says_what_is_done_and_what_goes_with_it(shop: Scope, client: FlaskClient):
    answer = client.get("/pneus/me1")

    assert "Équilibrer les roues" in answer.text
    assert "Valve caoutchouc neuve" in answer.text
    assert "/pneus/rendez-vous?choix=ME1" in answer.text


def test_an_add_on_says_what_it_is_added_to(shop: Scope, client: FlaskClient):
    answer = client.get("/pneus/valv")

    assert "S’ajoute à" in answer.text
    assert "choix=VALV" not in answer.text


def test_an_unknown_service_is_not_found(shop: Scope, client: FlaskClient):
    answer = client.get("/pneus/vidange")

    assert answer.status_code == 404
    assert "Nous ne proposons pas cette prestation" in answer.text


def test_two_tyres_are_compared_at_an_address_that_can_be_shared(client: FlaskClient):
    answer = client.get("/pneus/comparer?origine=205/55+R16+91V&monte=225/45+r17+94w+xl")

    assert answer.status_code == 200
    assert "Peut-être : vérifiez d’abord ces points." in answer.text
    assert "La jante est de 17 pouces au lieu de 16." in answer.text
    assert "le diamètre change de +0,38" in answer.text
    assert "1\u202f993 mm" in answer.text
    assert "+55 kg" in answer.text.replace("\u00a0", " ")
    assert "vous roulez à 130,5 km/h" in answer.text
    assert "choix=ME1&amp;pneu=225%2F45+r17+94w+xl" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_refused_tyre_says_why_and_offers_no_appointment(client: FlaskClient):
    answer = client.get("/pneus/comparer?origine=205/55+R16+91V&monte=205/55+R16+88V")

    assert "Non, ne montez pas ce pneu." in answer.text
    assert "Choisissez un pneu d’indice de charge 91 ou plus." in answer.text
    assert "Arrêté du 24 octobre 1994" in answer.text
    assert "/pneus/rendez-vous?" not in answer.text.split("<main")[1]


SAME = "/pneus/comparer?origine=205/55+R16+91V&monte=205/55+R16+91V"


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2026-11-20", "Peut-être : vérifiez d’abord ces points."),
        ("2026-06-20", "Oui, vous pouvez monter ce pneu."),
    ],
)
def test_a_tyre_not_enough_for_the_commune_is_no_plain_yes_within_the_season(
    shop: Scope, client: FlaskClient, day: str, answer: str
):
    with time_machine.travel(datetime.fromisoformat(f"{day}T09:00:00+00:00"), tick=False):
        said = client.get(f"{SAME}&commune=Les+Rousses").text

    assert answer in said
    assert said.count("ce pneu n’y suffit pas") == 1
    assert "Les Rousses (39)" in said


def test_a_postcode_is_told_from_the_code_of_a_commune(shop: Scope, client: FlaskClient):
    said = client.get(f"{SAME}&commune=39220").text

    assert "Écrivez le nom de la commune ou son code INSEE, pas le code postal." in said
    assert "que nous avons" not in said


@pytest.mark.parametrize(
    ("fitted", "said"),
    [
        ("91V", "pareil"),
        ("91W", "+30 km/h"),
        ("91H", "−30 km/h"),
        ("(91Y)", "plus rapide"),
        ("", "–"),
    ],
)
def test_the_speed_of_the_two_tyres_is_compared(client: FlaskClient, fitted: str, said: str):
    page = client.get(f"/pneus/comparer?origine=205/55+R16+91V&monte=205/55+R16+{fitted}").text
    row = page.split('<th scope="row">Vitesse</th>')[1].split("</tr>")[0]

    assert row.replace("\u00a0", " ").split('data-label="Différence">')[1].startswith(said)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("origine=&monte=205/55+R16", "Écrivez la dimension, par exemple 205/55 R16 91V."),
        ("origine=205/57+R16&monte=205/55+R16", "La hauteur 57 n’existe pas"),
        ("origine=205/55+R16&monte=205/55+R16&autre=315/80+R22.5", "pneu de camion"),
        ("origine=205/55+R16&monte=" + "1" * 300, "Le texte est trop long"),
        ("origine=205/55+R16&monte=%FF%(", "Une parenthèse est seule"),
        ("origine=205/55+R16&monte=205/55+R16&commune=" + "x" * 81, "80"),
    ],
)
def test_what_cannot_be_compared_is_told_beside_its_field(
    client: FlaskClient, asked: str, sentence: str
):
    answer = client.get(f"/pneus/comparer?{asked}")

    assert answer.status_code == 200
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Notre réponse" not in answer.text


def test_the_comparison_opens_empty_or_with_the_tyre_just_read(client: FlaskClient):
    assert "error-summary" not in client.get("/pneus/comparer").text
    answer = client.get("/pneus/comparer?monte=205/55+R16+91V")
    assert "error-summary" not in answer.text
    assert 'value="205/55 R16 91V"' in answer.text
    assert "/pneus/comparer?monte=" in client.get("/pneus/decoder?marquage=205/55R16").text


def test_the_comparison_is_in_english_too(client: FlaskClient):
    answer = client.get("/en/pneus/comparer?origine=205/55+R16+91V&monte=205/55+R16+88V")

    assert "No, do not fit this tyre." in answer.text
    assert "Choose a tyre with a load index of 91 or more." in answer.text
