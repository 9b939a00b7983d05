"""Whole addresses for e-mails."""

from flask import Flask

from shop.web.addresses import absolute_url
from shop.web.language import speaking


def test_an_address_is_public_and_speaks_the_language_in_hand(app: Flask) -> None:
    with app.app_context():
        french = absolute_url("/devis/abc")
        with speaking("en"):
            english = absolute_url("/devis/abc")

    assert (french, english) == ("http://localhost/devis/abc", "http://localhost/en/devis/abc")
