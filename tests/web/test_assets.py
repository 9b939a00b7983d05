"""Addresses of static files."""

from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.web.assets import asset
from tests.structure.sources import ROOT

THEME = sha256((ROOT / "static/web/theme.js").read_bytes()).hexdigest()[:12]


@pytest.mark.parametrize("root", ["", "/en"])
def test_an_asset_carries_the_hash_of_its_content_and_its_language(app: Flask, root: str) -> None:
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
        assert asset("web/theme.js") == f"{root}/static/web/theme.js?v={THEME}"


@pytest.mark.parametrize("root", ["", "/en"])
def test_an_asset_with_its_hash_is_kept_for_ever(client: FlaskClient, root: str) -> None:
    answer = client.get(f"{root}/static/web/theme.js?v={THEME}", buffered=True)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_asset_without_its_hash_is_asked_for_again(client: FlaskClient) -> None:
    assert "immutable" not in client.get("/static/web/theme.js", buffered=True).headers.get(
        "Cache-Control", ""
    )


def test_an_asset_that_does_not_exist_is_noticed(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(FileNotFoundError):
        asset("web/missing.js")
