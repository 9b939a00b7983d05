"""What the tests of configurations share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from shop.configurations.queries import forget_loads


@pytest.fixture(autouse=True)
def _fresh_loads() -> None:
    forget_loads()


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    """A request in hand, for forms built outside any page."""
    with app.test_request_context():
        yield
