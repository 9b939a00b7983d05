"""Whole addresses, for e-mails, documents and QR codes."""

from typing import cast

from flask import Flask, current_app

from shop.settings import Settings
from shop.web.language import ENGLISH_PREFIX, current_language


def offer_addresses(app: Flask) -> None:
    """Offer `absolute_url(path)` to templates."""
    app.jinja_env.globals["absolute_url"] = absolute_url


def absolute_url(path: str, language: str = "") -> str:
    """Return the public address of a path such as `/devis/abc`, in the language in hand."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    prefix = ENGLISH_PREFIX if (language or current_language()) == "en" else ""
    return f"{settings.public_url.rstrip('/')}{prefix}{path}"
