"""In production nobody of the staff enters with a password alone."""

from collections.abc import Iterator
from dataclasses import replace

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shop.accounts.models import Staff
from shop.app import create_app
from shop.db import Scope, db
from shop.settings import Settings
from tests.builders.accounts import PASSWORD, build_staff
from tests.conftest import NOW, LonelyClient

AT_HOME = {"base_url": "https://localhost"}


@pytest.fixture
def production(settings: Settings) -> Iterator[Flask]:
    """The shop as it is started in production, on the database of the test."""
    app = create_app(replace(settings, environment="production", demo=False, secret_key="x" * 40))
    app.test_client_class = LonelyClient
    yield app
    with app.app_context():
        db.engine.dispose()


def test_staff_register_a_telephone_at_the_first_sign_in(
    production: Flask, app: Flask, scope: Scope
) -> None:
    build_staff(scope.session, password=PASSWORD)
    scope.session.commit()
    client = production.test_client()
    form = {"email": "camille@example.org", "password": PASSWORD, "next": "/ecole/compte"}

    with time_machine.travel(NOW, tick=False):
        answer = client.post("/ecole/connexion", data=form, **AT_HOME)
        assert answer.location == "/ecole/connexion/telephone"
        assert client.get("/ecole/compte", **AT_HOME).status_code == 302
        assert "<svg" in client.get(answer.location, **AT_HOME).text
        with app.app_context():
            secret = db.session().scalars(select(Staff.totp_secret)).one()
        assert secret is not None
        code = {"code": pyotp.TOTP(secret).at(NOW)}
        page = client.post(answer.location, data=code, **AT_HOME)

        assert "Codes de secours" in page.text
        assert 'href="/ecole/compte"' in page.text
        assert client.get("/ecole/compte", **AT_HOME).status_code == 200


def test_the_cookie_of_production_travels_only_encrypted_and_unread(
    production: Flask, app: Flask, scope: Scope
) -> None:
    build_staff(scope.session, password=PASSWORD)
    scope.session.commit()
    form = {"email": "camille@example.org", "password": PASSWORD}

    answer = production.test_client().post("/ecole/connexion", data=form, **AT_HOME)

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("etabli_school=")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
