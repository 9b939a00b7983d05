"""The style sheet of every page."""

import gzip
import re

from flask import Flask
from flask.testing import FlaskClient

from shop.web.stylesheet import PARTS, joined_styles, stylesheet_url
from tests.structure.sources import ROOT

STYLES = ROOT / "static/web/styles"
BUDGET = 12 * 1024


def test_every_style_file_is_a_part() -> None:
    assert {path.stem for path in STYLES.glob("*.css")} == set(PARTS)


def test_styles_are_joined_in_order_without_comments() -> None:
    text = joined_styles(str(STYLES))

    assert text.startswith("@layer tokens, base, layout, components, pages, print;\n")
    assert "/*" not in text
    assert text.count("{") == text.count("}")
    assert not re.search(r"^\s", text, re.MULTILINE)


def test_styles_fit_their_budget() -> None:
    assert len(gzip.compress(joined_styles(str(STYLES)).encode())) <= BUDGET


def test_stylesheet_is_kept_for_ever_and_compressed_when_wished(
    app: Flask, client: FlaskClient
) -> None:
    with app.test_request_context():
        url = stylesheet_url()
    same_origin = {"Sec-Fetch-Site": "same-origin"}

    plain = client.get(url, headers={**same_origin, "Accept-Encoding": "identity"})
    packed = client.get(url, headers={**same_origin, "Accept-Encoding": "gzip"})

    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == joined_styles(str(STYLES)).encode()


def test_fonts_of_the_stylesheet_exist() -> None:
    fonts = set(re.findall(r'url\("(fonts/[^"]+)"\)', joined_styles(str(STYLES))))

    assert len(fonts) == 4
    assert all((STYLES.parent / font).is_file() for font in fonts)


def test_scripts_fit_their_budget() -> None:
    scripts = (ROOT / "static/web").glob("*.js")
    assert sum(len(path.read_bytes()) for path in scripts) <= 10 * 1024
