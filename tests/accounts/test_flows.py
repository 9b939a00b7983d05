"""Signing in and out by the pages, as people and as attackers do."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from shop.accounts.models import Customer, Staff
from shop.db import Scope, db
from shop.kernel.actor import Role
from shop.notifications.models import OutboxMessage
from shop.notifications.queries import list_messages_to
from tests.builders.accounts import (
    PASSWORD,
    build_customer,
    build_sign_in_link,
    build_staff,
)
from tests.conftest import NOW
from tests.signing import sign_in_as

WRONG = "ne vont pas ensemble"
TOO_MANY = "Trop d’essais"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW_PASSWORD = "des barreaux bien soudés"
Clock = time_machine.Traveller


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """The clock stands still at `NOW` until a test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(scope: Scope) -> int:
    """A person of the office with a password."""
    row = build_staff(scope.session, password=PASSWORD)
    scope.session.commit()
    return row.id


def sign_in(client: FlaskClient, password: str = PASSWORD, **more: str) -> TestResponse:
    form = {"email": "camille@example.org", "password": password, **more}
    return client.post("/ecole/connexion", data=form)


def messages_to(app: Flask, address: str) -> list[OutboxMessage]:
    with app.app_context():
        return list_messages_to(db.session(), address)


def test_staff_sign_in_and_out(client: FlaskClient, staff: int) -> None:
    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (303, "/ecole/")
    page = client.get("/ecole/compte")
    assert "camille@example.org" in page.text
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    assert client.post("/ecole/deconnexion", data={"csrf_token": token}).status_code == 303
    assert client.get("/ecole/compte").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: FlaskClient, staff: int
) -> None:
    wrong = sign_in(client, "un autre mot de passe")
    unknown = client.post(
        "/ecole/connexion",
        data={"email": "camille@example.org".replace("camille", "fantome"), "password": PASSWORD},
    )

    assert wrong.status_code == unknown.status_code == 200
    assert WRONG in wrong.text
    assert WRONG in unknown.text
    assert "etabli_school" not in wrong.headers.get("Set-Cookie", "")


def test_what_was_typed_stays_but_the_password(client: FlaskClient, staff: int) -> None:
    page = sign_in(client, "un autre mot de passe").text

    assert 'value="camille@example.org"' in page
    assert "un autre mot de passe" not in page


def test_the_sixth_wrong_password_waits_and_the_right_one_waits_too(
    client: FlaskClient, staff: int, clock: Clock
) -> None:
    answers = [sign_in(client, "faux mot de passe").text for _ in range(6)]

    assert [TOO_MANY in text for text in answers] == [False] * 5 + [True]
    assert TOO_MANY in sign_in(client).text
    clock.shift(timedelta(seconds=31))
    assert sign_in(client).status_code == 303


def test_a_sign_in_leads_to_the_page_that_was_asked(client: FlaskClient, staff: int) -> None:
    asked = client.get("/ecole/comptes/journal")
    assert asked.location == "/ecole/connexion?next=/ecole/comptes/journal"

    assert 'value="/ecole/comptes/journal"' in client.get(asked.location).text
    assert sign_in(client, next="/ecole/compte").location == "/ecole/compte"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_a_sign_in_never_leads_to_another_site(
    client: FlaskClient, staff: int, target: str
) -> None:
    assert sign_in(client, next=target).location == "/ecole/"


def test_a_sign_in_from_another_site_is_refused(client: FlaskClient, staff: int) -> None:
    form = {"email": "camille@example.org", "password": PASSWORD}
    answer = client.post("/ecole/connexion", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_a_password_of_the_shop_opens_nothing_of_the_school(
    app: Flask, client: FlaskClient
) -> None:
    customer = sign_in_as(app, Role.CUSTOMER)
    stolen = customer.get_cookie("etabli_shop")
    assert stolen is not None
    client.set_cookie("etabli_school", stolen.value)

    assert client.get("/ecole/compte").status_code == 302
    assert customer.get("/compte").status_code == 200


def test_a_forged_cookie_is_nobody(client: FlaskClient) -> None:
    client.set_cookie("etabli_school", "eyJfdXNlcl9pZCI6InN0YWZmOjEifQ.aaaa.bbbb")

    assert client.get("/ecole/compte").status_code == 302


def test_an_anonymous_page_sets_no_cookie_and_asks_nothing_about_people(
    client: FlaskClient, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with count_queries() as statements:
        answer = client.get("/compte/connexion")

    assert "Set-Cookie" not in answer.headers
    assert [text for text in statements if "sign_ins" in text or "customers" in text] == []


def test_a_new_password_signs_the_other_browsers_out(
    app: Flask, client: FlaskClient, staff: int
) -> None:
    here, there = (sign_in_as(app, f"staff:{staff}") for _ in range(2))

    form = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert here.post("/ecole/compte", data=form).status_code == 303

    assert here.get("/ecole/compte").status_code == 200
    assert there.get("/ecole/compte").status_code == 302
    assert sign_in(client, NEW_PASSWORD).status_code == 303
    (message,) = messages_to(app, "camille@example.org")
    assert message.template == "accounts/password_changed"


def test_a_password_is_not_changed_without_the_present_one(app: Flask, staff: int) -> None:
    browser = sign_in_as(app, f"staff:{staff}")

    page = browser.post("/ecole/compte", data={"current": "faux", "password": NEW_PASSWORD})

    assert "pas votre mot de passe actuel" in page.text
    assert messages_to(app, "camille@example.org") == []


def test_a_weak_new_password_is_refused_beside_its_field(app: Flask, staff: int) -> None:
    browser = sign_in_as(app, f"staff:{staff}")

    page = browser.post("/ecole/compte", data={"current": PASSWORD, "password": "azerty"})

    assert "Choisissez 12 caractères" in page.text
    assert 'id="password-error"' in page.text


def test_signing_out_everywhere_ends_every_browser(app: Flask, staff: int) -> None:
    here, there = (sign_in_as(app, f"staff:{staff}") for _ in range(2))

    here.post("/ecole/compte/deconnexion-partout")

    assert here.get("/ecole/compte").status_code == there.get("/ecole/compte").status_code == 302


def test_a_form_of_somebody_signed_in_needs_its_token(app: Flask, staff: int) -> None:
    browser = sign_in_as(app, f"staff:{staff}")
    del browser.environ_base["HTTP_X_CSRF_TOKEN"]

    assert browser.post("/ecole/compte/deconnexion-partout").status_code == 403
    assert browser.get("/ecole/compte").status_code == 200


def test_who_has_a_telephone_owes_its_code(client: FlaskClient, scope: Scope) -> None:
    build_staff(scope.session, password=PASSWORD, totp_secret=SECRET, totp_confirmed_at=NOW)
    scope.session.commit()

    assert sign_in(client, next="/ecole/compte").location == "/ecole/connexion/code"
    assert client.get("/ecole/compte").status_code == 302
    assert "pas le bon" in client.post("/ecole/connexion/code", data={"code": "000000"}).text
    right = {"code": pyotp.TOTP(SECRET).at(NOW)}
    assert client.post("/ecole/connexion/code", data=right).location == "/ecole/compte"
    assert client.get("/ecole/compte").status_code == 200


def test_a_password_alone_is_too_old_after_ten_minutes(
    client: FlaskClient, scope: Scope, clock: Clock
) -> None:
    build_staff(scope.session, password=PASSWORD, totp_secret=SECRET, totp_confirmed_at=NOW)
    scope.session.commit()
    sign_in(client)
    clock.shift(timedelta(minutes=11))

    assert client.get("/ecole/connexion/code").location == "/ecole/connexion"


def test_a_telephone_is_registered_from_ones_account(app: Flask, staff: int) -> None:
    browser = sign_in_as(app, f"staff:{staff}")

    assert browser.post("/ecole/compte/telephone").location == "/ecole/connexion/telephone"
    page = browser.get("/ecole/connexion/telephone").text
    assert "<svg" in page
    with app.app_context():
        secret = db.session().scalars(select(Staff.totp_secret)).one()
    assert secret is not None
    assert secret in page
    code = {"code": pyotp.TOTP(secret).at(NOW)}
    assert "Codes de secours" in browser.post("/ecole/connexion/telephone", data=code).text
    assert browser.get("/ecole/connexion/telephone").status_code == 303


def test_the_telephone_page_shows_nothing_to_a_passer_by(client: FlaskClient) -> None:
    assert client.get("/ecole/connexion/telephone").location == "/ecole/connexion"


def test_an_invited_person_reads_the_code_chooses_a_password_and_enters(
    app: Flask, client: FlaskClient
) -> None:
    director = sign_in_as(app, Role.DIRECTOR)
    form = {"name": "Paul Bon", "email": "paul@example.org", "role": "workshop_teacher"}
    page = director.post("/ecole/comptes/nouveau", data={**form, "sections": "tyres"})
    assert page.status_code == 200

    (message,) = messages_to(app, "paul@example.org")
    link = next(line for line in message.text.splitlines() if "/ecole/invitation/" in line)
    path = link.removeprefix("http://localhost")
    assert path.rpartition("/")[2] in page.text
    assert client.get(path).status_code == 200
    form = {"code": path.rpartition("/")[2], "password": NEW_PASSWORD}
    assert client.post("/ecole/invitation", data=form).location == "/ecole/connexion"
    signed = {"email": "Paul@example.org", "password": NEW_PASSWORD}
    assert client.post("/ecole/connexion", data=signed).status_code == 303


def test_a_forgotten_password_gets_one_answer_for_all(
    app: Flask, client: FlaskClient, staff: int
) -> None:
    answers = [
        client.post("/ecole/connexion/oubli", data={"email": f"{name}@example.org"})
        for name in ("camille", "fantome")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text.replace("fantome", "camille")
    assert len(messages_to(app, "camille@example.org")) == 1
    assert messages_to(app, "fantome@example.org") == []


def test_a_customer_signs_in_by_the_link_received(app: Flask, client: FlaskClient) -> None:
    client.post("/compte/connexion", data={"email": "Lea@example.org"})
    (message,) = messages_to(app, "lea@example.org")
    link = next(line for line in message.text.splitlines() if "/compte/lien/" in line)
    path = link.removeprefix("http://localhost")

    assert client.get(path).status_code == 200
    assert client.get("/compte").status_code == 302, "opening the page is not using the link"
    assert client.post(path).location == "/compte"
    assert "lea@example.org" in client.get("/compte").text
    again = app.test_client().post(path)
    assert again.location == "/compte/connexion"


def test_an_english_customer_is_written_to_in_english_addresses(
    app: Flask, client: FlaskClient
) -> None:
    client.post("/en/compte/connexion", data={"email": "ann@example.org"})

    (message,) = messages_to(app, "ann@example.org")
    assert message.language == "en"
    assert "http://localhost/en/compte/lien/" in message.text


def test_links_to_one_address_are_slowed_down(app: Flask, client: FlaskClient) -> None:
    answers = [
        client.post("/compte/connexion", data={"email": "lea@example.org"}).text for _ in range(5)
    ]

    assert [TOO_MANY in text for text in answers] == [False, False, False, True, True]
    assert len(messages_to(app, "lea@example.org")) == 3


def test_an_address_that_is_none_is_told_at_once(app: Flask, client: FlaskClient) -> None:
    page = client.post("/compte/connexion", data={"email": "lea@"}).text

    assert "Écrivez une adresse e-mail" in page
    assert 'value="lea@"' in page
    with app.app_context():
        assert db.session().scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_a_customer_who_came_by_link_chooses_a_password_and_uses_it(
    app: Flask, client: FlaskClient, scope: Scope
) -> None:
    build_customer(scope.session)
    build_sign_in_link(scope.session)
    scope.session.commit()
    client.post("/compte/lien/abc")
    page = client.get("/compte/mot-de-passe").text
    assert 'name="current"' not in page
    token = page.split('name="csrf_token" value="')[1].split('"')[0]

    form = {"password": NEW_PASSWORD, "csrf_token": token}
    assert client.post("/compte/mot-de-passe", data=form).location == "/compte"
    other = app.test_client()
    signed = {"email": "lea@example.org", "password": NEW_PASSWORD, "next": "/compte/mot-de-passe"}
    answer = other.post("/compte/connexion/mot-de-passe", data=signed)
    assert answer.location == "/compte/mot-de-passe"
    assert 'name="current"' in other.get("/compte/mot-de-passe").text


def test_a_customer_changes_a_password_only_with_the_present_one(app: Flask, scope: Scope) -> None:
    row = build_customer(scope.session, password=PASSWORD)
    scope.session.commit()
    browser = sign_in_as(app, f"customer:{row.id}")

    refused = browser.post(
        "/compte/mot-de-passe", data={"current": "faux", "password": NEW_PASSWORD}
    )
    accepted = browser.post(
        "/compte/mot-de-passe", data={"current": PASSWORD, "password": NEW_PASSWORD}
    )

    assert WRONG in refused.text
    assert accepted.status_code == 303
    with app.app_context():
        kept = db.session().scalars(select(Customer.password_hash)).one()
    assert kept is not None
    assert kept != row.password_hash
