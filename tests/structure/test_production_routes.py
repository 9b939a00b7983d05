"""In production nothing of the demonstration can be reached."""

from collections.abc import Iterator

import pytest
from flask import Flask

from shop.app import create_app
from shop.db import db
from shop.kernel.refusals import NotFound
from shop.settings import read_settings

ONLY_TO_SHOW = ("/demo", "/style")
AT_HOME = {"base_url": "https://boutique.example.org"}


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application as a school starts it, without a card company."""
    folder = tmp_path_factory.mktemp("production")
    app = create_app(
        read_settings(
            {
                "ETABLI_ENVIRONMENT": "production",
                "ETABLI_SECRET_KEY": "s" * 40,
                "ETABLI_SCHOOL_NAME": "École",
                "ETABLI_SCHOOL_EMAIL": "bureau@example.org",
                "ETABLI_PUBLIC_URL": "https://boutique.example.org",
                "ETABLI_DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}",
                "ETABLI_DATA_DIR": str(folder),
                "ETABLI_LOG_LEVEL": "CRITICAL",
            }
        )
    )
    yield app
    with app.app_context():
        db.engine.dispose()


def test_no_route_of_the_demonstration_exists(production: Flask) -> None:
    shown = [r.rule for r in production.url_map.iter_rules() if r.rule.startswith(ONLY_TO_SHOW)]

    assert shown == []
    assert production.extensions["card_gateway"] is None


def test_the_demonstration_payment_page_takes_nothing(production: Flask) -> None:
    """Its route exists everywhere; without the demonstration behind it there is no such page."""
    address = f"/paiement/demonstration/demo_{'0' * 32}"
    headers = {"Sec-Fetch-Site": "same-origin"}
    view = production.view_functions["payments.demonstration"]

    with (
        production.test_request_context(address, headers=headers, **AT_HOME),
        pytest.raises(NotFound, match="n’existe pas"),
    ):
        view(session_id=f"demo_{'0' * 32}")


def test_errors_carry_the_policy_and_are_encrypted_for_a_year(production: Flask) -> None:
    answer = production.test_client().get("/healthz?a=%00", **AT_HOME)

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
