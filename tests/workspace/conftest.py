"""Who looks at the screens of the school, and how a page is sent back."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shop.kernel.actor import Actor, Role, Section

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
HIDDEN = re.compile(r'name="(form_key|version)"[^>]*value="([^"]*)"')
SignIn = Callable[..., FlaskClient]


def a_person(role: Role, *sections: Section) -> Actor:
    return Actor(role=role, account_id=1, name="Claire", sections=frozenset(sections))


@pytest.fixture
def sign_in(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Make the next pages those of a person of the school."""

    def as_role(role: Role, *sections: Section) -> FlaskClient:
        person = a_person(role, *sections)
        monkeypatch.setitem(app.extensions, "actor_loader", lambda: person)
        return client

    return as_role


def send(client: FlaskClient, page: str, action: str = "", **values: str) -> TestResponse:
    """Open a page and send one of its forms, hidden keys included."""
    text = client.get(page).text
    token = TOKEN.search(text)
    hidden = dict(HIDDEN.findall(text))
    known = {"csrf_token": token.group(1) if token else "", **hidden}
    return client.post(action or page, data={**known, **values})
