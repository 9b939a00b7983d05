"""The isometric view beside the plan: of a saved wish and of a product, when it is looked at."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from shop.catalogue.domain import Family
from shop.catalogue.services import NewProduct, list_product
from shop.db import Scope
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from tests.builders.configurations import build_basis, build_configuration
from tests.builders.fabrication import build_shelving_spec


@pytest.fixture
def shop(scope: Scope, client: FlaskClient) -> FlaskClient:
    """A shop with a saved gate, a rack the engine draws and a shelf nobody drew."""
    build_basis(scope)
    build_configuration(scope)
    for slug, spec in (("rack", build_shelving_spec().to_data()), ("etagere", None)):
        product = NewProduct(
            family=Family.SHELVING,
            slug=slug,
            name=Bilingual("Rayonnage", "Rack"),
            description=Bilingual("Trois niveaux.", "Three levels."),
            gross=Money(240_00),
            vat_rate=Decimal("0.20"),
            spec=spec or {},
        )
        list_product(scope, product)
    scope.session.commit()
    return client


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("/c/K7M-2QX", "/c/K7M-2QX/perspective.svg"),
        ("/produits/rack", "/produits/rack/perspective.svg"),
    ],
)
def test_a_page_asks_for_the_view_when_it_comes_into_sight(
    shop: FlaskClient, page: str, picture: str
) -> None:
    text, answer = shop.get(page).text, shop.get(picture)
    tree = ElementTree.fromstring(answer.text)  # noqa: S314 - our own text

    assert f'<img src="{picture}" loading="lazy"' in text
    assert answer.mimetype == "image/svg+xml"
    assert answer.cache_control.public and answer.cache_control.max_age
    assert "Set-Cookie" not in answer.headers
    assert tree[0].text == "Vue en perspective"
    assert "style" not in answer.text


def test_the_view_is_named_in_english_too(shop: FlaskClient) -> None:
    assert "Isometric view" in shop.get("/en/produits/rack/perspective.svg").text


@pytest.mark.parametrize(
    "address",
    [
        "/c/AAA-AAA/perspective.svg",
        "/produits/etagere/perspective.svg",
        "/produits/x/perspective.svg",
    ],
)
def test_what_has_no_drawing_is_not_found(shop: FlaskClient, address: str) -> None:
    assert shop.get(address).status_code == 404


def test_a_product_without_drawing_promises_none(shop: FlaskClient) -> None:
    assert "perspective.svg" not in shop.get("/produits/etagere").text
