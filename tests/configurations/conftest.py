"""What the tests of configurations share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.configurations.domain.wishes import Wish
from shop.configurations.forms.registry import CONFIGURATORS
from shop.configurations.forms.shared import address_of_wish
from shop.configurations.queries import forget_loads
from shop.db import Scope
from tests.builders.configurations import build_basis


@pytest.fixture(autouse=True)
def _fresh_loads() -> None:
    forget_loads()


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    """A request in hand, for forms built outside any page."""
    with app.test_request_context():
        yield


@pytest.fixture
def basis(scope: Scope) -> Scope:
    """The dated values of the school, committed for the client to see."""
    build_basis(scope)
    scope.session.commit()
    return scope


@pytest.fixture
def preview(
    basis: Scope, client: FlaskClient, request: pytest.FixtureRequest
) -> Callable[..., dict[str, Any]]:
    """Ask what the script of a page asks, at the address `PREVIEW` of the module in hand."""

    def ask(one: Wish | None = None, **given: str) -> dict[str, Any]:
        sent = address_of_wish(CONFIGURATORS[one.family].form.questions, one) if one else {}
        answer = client.get(request.module.PREVIEW, query_string=sent | given)
        assert answer.status_code == 200
        return dict(answer.json or {})

    return ask
