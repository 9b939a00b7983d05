"""The pages of customers, from the request to the signature."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.configurations.domain.wishes import Audience
from shop.db import Scope
from shop.fabrication.domain.family import Handover
from shop.files.gateway import FileStore
from shop.files.models import StoredFile
from shop.notifications.queries import list_messages_to
from shop.orders.models import Order
from shop.quotes.domain.life import VersionStatus
from shop.quotes.models import Acceptance, QuoteRequest, QuoteVersion
from shop.quotes.queries import get_request
from shop.quotes.services.drafting import start_version
from tests.builders.configurations import build_configuration, build_wish
from tests.builders.quotes import build_photo
from tests.quotes.conftest import SentQuote, agree, ask_for_gate, send

KEY = "a-key-long-enough-to-count"
CUSTOMER = {
    "kind": "consumer",
    "family": "staircase",
    "message": "Un escalier droit, 2,80 m à monter.",
    "handover": "fitting",
    "name": "Nadia Perrin",
    "email": "nadia.perrin@example.org",
    "phone": "06 12 34 56 78",
    "street": "12 rue des Tanneurs",
    "postcode": "39 100",
    "city": "Dole",
    "form_key": KEY,
}
SEND = "/devis/demander"


@pytest.fixture
def store(app: Flask) -> FileStore:
    """The store the application itself uses."""
    found: FileStore = app.extensions["file_store"]
    return found


@pytest.fixture
def open_quote(school: Scope, store: FileStore) -> SentQuote:
    """A sent quote, committed for the client to see."""
    asked = ask_for_gate(school, store)
    agree(school, asked.id)
    quote = send(school, store, asked.id)
    school.session.commit()
    return quote


def accepted(quote: SentQuote, **changes: str) -> dict[str, str]:
    fields = {
        "name": "Nadia Perrin",
        "digest": quote.pdf_digest,
        "agreed": "y",
        "made_to_measure": "y",
    }
    return {**fields, **changes}


def chosen_in(page: str) -> list[str]:
    """Return the radios that are ticked in a page."""
    return re.findall(r'<input checked [^>]*type="radio" value="(\w+)"', page)


def test_a_guest_asks_for_a_quote_and_gets_a_number(school: Scope, client: FlaskClient) -> None:
    school.session.commit()
    photos = [(BytesIO(build_photo()), f"{name}.jpg") for name in ("a", "b")]

    answer = client.post(SEND, data={**CUSTOMER, "photos": photos})

    assert (answer.status_code, answer.location) == (303, f"/devis/demande/{KEY}")
    assert "DE-2026-0001" in client.get(answer.location).text
    view = get_request(school.session, school.session.query(QuoteRequest.id).scalar())
    assert (view.customer.postcode, view.handover.value) == ("39100", "fitting")
    assert len(view.photo_ids) == 2


def test_a_second_click_finds_the_first_request(school: Scope, client: FlaskClient) -> None:
    school.session.commit()

    first, second = (client.post(SEND, data=CUSTOMER) for _ in range(2))

    assert first.location == second.location
    assert school.session.query(QuoteRequest).count() == 1


def test_a_request_from_a_code_finds_its_price(school: Scope, client: FlaskClient) -> None:
    build_configuration(school)
    school.session.commit()

    page = client.get("/devis/demander?code=k7m2qx").text
    client.post(SEND, data={**CUSTOMER, "code": "K7M-2QX", "message": ""})

    assert "Configuration K7M-2QX" in page
    assert "Portail battant, 2 vantaux, 3500 × 1600 mm. Prix ferme :" in page
    assert 'name="family" value="gate"' in page
    row = school.session.query(QuoteVersion).one()
    assert row.lines[0]["unit_net"] > 0


@pytest.mark.parametrize(
    ("audience", "handover", "chosen"),
    [
        (Audience.COMPANY, Handover.FITTING, ["fitting", "pro"]),
        (Audience.PRIVATE, Handover.DELIVERY, ["delivery", "consumer"]),
        (Audience.PRIVATE, Handover.PICKUP, ["pick_up", "consumer"]),
    ],
)
def test_the_form_starts_from_the_choices_of_the_configuration(
    school: Scope, client: FlaskClient, audience: Audience, handover: Handover, chosen: list[str]
) -> None:
    build_configuration(school, wish=build_wish(audience=audience, handover=handover))
    school.session.commit()

    kept = client.get("/devis/demander?code=K7M-2QX").text
    told = client.get(f"/devis/demander?audience={audience}&handover={handover}").text

    assert chosen_in(kept) == chosen_in(told) == chosen


@pytest.mark.parametrize(
    ("changes", "handover", "told", "step"),
    [
        ({}, "fitting", "Nous confirmons le prix ferme de 2 442,00 € TTC", "confirme le prix"),
        (
            {"is_sure": False},
            "fitting",
            "Le site montrait une estimation, entre",
            "établit le prix",
        ),
        ({}, "pick_up", "Vous avez changé le retrait", "établit le prix"),
    ],
)
def test_the_page_after_sending_repeats_the_product_and_its_price(
    school: Scope,
    client: FlaskClient,
    count_queries: Callable[[], Any],
    changes: dict[str, Any],
    handover: str,
    told: str,
    step: str,
) -> None:
    build_configuration(school, wish=build_wish(**changes))
    school.session.commit()
    sent = {**CUSTOMER, "code": "K7M-2QX", "handover": handover}
    answer = client.post(SEND, data=sent)

    with count_queries() as statements:
        page = client.get(answer.location).text.replace("\u202f", " ").replace("\u00a0", " ")

    assert "Portail battant, 2 vantaux, 3500 × 1600 mm" in page
    assert told in page
    assert f"Le secrétariat {step}" in page
    assert 'href="/c/K7M-2QX"' in page
    assert len(statements) <= 8, statements


def test_a_request_in_words_has_no_price_to_repeat(school: Scope, client: FlaskClient) -> None:
    school.session.commit()

    page = client.get(client.post(SEND, data=CUSTOMER).location).text

    assert "Le secrétariat établit le prix" in page
    assert "€" not in page


def test_what_is_changed_in_the_form_wins_over_the_configuration(
    school: Scope, client: FlaskClient
) -> None:
    build_configuration(
        school, wish=build_wish(audience=Audience.COMPANY, handover=Handover.FITTING)
    )
    school.session.commit()
    sent = {**CUSTOMER, "code": "K7M-2QX", "handover": "pick_up"}

    page = client.post(SEND, data={**sent, "name": ""}).text
    client.post(SEND, data=sent)

    assert chosen_in(page) == ["pick_up", "consumer"]
    row = school.session.query(QuoteRequest).one()
    assert (row.handover, row.customer["kind"]) == ("pick_up", "consumer")


def test_a_choice_nobody_offers_leaves_the_usual_ones(school: Scope, client: FlaskClient) -> None:
    school.session.commit()

    page = client.get("/devis/demander?audience=roi&handover=BALLOON").text

    assert chosen_in(page) == ["pick_up", "consumer"]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "Remplissez cette case"),
        ("email", "nadia", "nom@exemple.fr"),
        ("phone", "12", "06 12 34 56 78"),
        ("postcode", "391", "cinq chiffres"),
        ("message", " ", "Décrivez ce que vous voulez"),
        ("wish_due_on", "2020-01-01", "jour à venir"),
        ("code", "ZZZ-ZZZ", "Aucune configuration"),
        ("siret", "123", "SIRET"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_kept(
    school: Scope, client: FlaskClient, field: str, typed: str, told: str
) -> None:
    school.session.commit()

    answer = client.post(SEND, data={**CUSTOMER, field: typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert "12 rue des Tanneurs" in answer.text
    assert school.session.query(QuoteRequest).count() == 0


def test_a_company_must_name_itself(school: Scope, client: FlaskClient) -> None:
    school.session.commit()

    answer = client.post(SEND, data={**CUSTOMER, "kind": "pro"})

    assert answer.status_code == 422
    assert "Donnez le SIRET" in answer.text


@pytest.mark.parametrize("content", [b"not a picture", b"GIF89a" + b"\0" * 40])
def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(
    school: Scope, client: FlaskClient, content: bytes
) -> None:
    school.session.commit()

    answer = client.post(SEND, data={**CUSTOMER, "photos": (BytesIO(content), "a.jpg")})

    assert answer.status_code == 422
    assert "photo" in answer.text
    assert school.session.query(StoredFile).count() == 0


def test_seven_photos_are_too_many(school: Scope, client: FlaskClient) -> None:
    school.session.commit()
    photos = [(BytesIO(build_photo()), f"{n}.jpg") for n in range(7)]

    answer = client.post(SEND, data={**CUSTOMER, "photos": photos})

    assert (answer.status_code, "six photos" in answer.text) == (422, True)


def test_the_private_page_shows_the_quote_and_gives_the_very_bytes(
    open_quote: SentQuote, client: FlaskClient
) -> None:
    page = client.get(f"/devis/{open_quote.token}")
    document = client.get(f"/devis/{open_quote.token}/1.pdf")

    assert "Accepter le devis et commander avec obligation de paiement" in page.text
    assert "pas du droit de rétractation" in page.text.replace("’", "'")
    assert hashlib.sha256(document.data).hexdigest() == open_quote.pdf_digest
    assert document.mimetype == "application/pdf"


def test_accepting_on_line_makes_the_order_and_keeps_where_it_came_from(
    school: Scope, open_quote: SentQuote, client: FlaskClient
) -> None:
    answer = client.post(f"/devis/{open_quote.token}/1/accepter", data=accepted(open_quote))

    assert answer.status_code == 303
    assert re.fullmatch(r"/commande/[\w-]{32}", answer.location)
    row = school.session.query(Acceptance).one()
    assert (row.name, row.ip_address) == ("Nadia Perrin", "127.0.0.1")
    assert "Accepté le" in client.get(f"/devis/{open_quote.token}").text


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("name", "Remplissez cette case"),
        ("agreed", "Cochez cette case"),
        ("made_to_measure", "Cochez cette case"),
        ("digest", "Rechargez la page"),
    ],
)
def test_a_signature_that_lacks_something_says_what(
    school: Scope, open_quote: SentQuote, client: FlaskClient, missing: str, told: str
) -> None:
    data = accepted(open_quote)
    data.pop(missing)

    answer = client.post(f"/devis/{open_quote.token}/1/accepter", data=data)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert school.session.query(Order).count() == 0


def test_the_served_bytes_stay_the_same_after_version_two(
    school: Scope, store: FileStore, open_quote: SentQuote, client: FlaskClient
) -> None:
    before = client.get(f"/devis/{open_quote.token}/1.pdf").data
    client.post(f"/devis/{open_quote.token}/changer", data={"text": "Plus haut.", "form_key": KEY})
    start_version(school, open_quote.request_id)
    agree(school, open_quote.request_id)
    second = send(school, store, open_quote.request_id)
    school.session.commit()

    page = client.get(f"/devis/{open_quote.token}").text

    assert client.get(f"/devis/{open_quote.token}/1.pdf").data == before
    assert second.pdf_digest != open_quote.pdf_digest
    assert "Remplacé" in page
    late = client.post(f"/devis/{open_quote.token}/1/accepter", data=accepted(open_quote))
    assert (late.status_code, "nouvelle version remplace" in late.text) == (422, True)


def test_refusing_closes_the_offer(
    school: Scope, open_quote: SentQuote, client: FlaskClient
) -> None:
    answer = client.post(f"/devis/{open_quote.token}/1/refuser")

    assert answer.status_code == 303
    view = get_request(school.session, open_quote.request_id)
    assert view.versions[0].status is VersionStatus.REFUSED


def test_a_forged_link_offers_a_fresh_one_and_tells_nothing(
    school: Scope, open_quote: SentQuote, client: FlaskClient
) -> None:
    before = len(list_messages_to(school.session, "nadia.perrin@example.org"))

    page = client.get("/devis/forged")
    unknown = client.post("/devis/forged/nouveau-lien")
    known = client.post(f"/devis/{open_quote.token}/nouveau-lien")

    assert (page.status_code, "Recevoir un nouveau lien" in page.text) == (404, True)
    assert unknown.location == known.location
    assert "Regardez vos e-mails" in client.get(known.location).text
    school.session.rollback()
    after = list_messages_to(school.session, "nadia.perrin@example.org")
    assert [m.template for m in after[before:]] == ["quotes/fresh_link"]


def test_the_quote_page_asks_the_same_of_the_database_for_one_and_three_versions(
    school: Scope,
    store: FileStore,
    open_quote: SentQuote,
    client: FlaskClient,
    count_queries: Callable[[], Any],
) -> None:
    client.get(f"/devis/{open_quote.token}")
    with count_queries() as one:
        client.get(f"/devis/{open_quote.token}")
    for _ in range(2):
        start_version(school, open_quote.request_id)
        agree(school, open_quote.request_id)
        send(school, store, open_quote.request_id)
    school.session.commit()
    with count_queries() as three:
        client.get(f"/devis/{open_quote.token}")

    assert len(one) == len(three)
