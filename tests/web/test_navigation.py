"""Links and contact of every page."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from shop.web.navigation import (
    Link,
    Place,
    SchoolCard,
    links,
    offer_links,
    prepare_navigation,
    school_card,
)


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """The application with nothing offered yet; what it offered comes back afterwards."""
    kept = {key: app.extensions[key] for key in ("links", "school_loader", "sign_out_url")}
    known = app.extensions.pop("school_card", None)
    prepare_navigation(app)
    yield app
    app.extensions.update(kept, school_card=known)


def test_links_come_in_the_order_they_were_offered(house: Flask) -> None:
    gates, tyres = Link("Portails", "/portails"), Link("Pneus", "/pneus")
    offer_links(house, Place.FAMILIES, lambda: [gates])
    offer_links(house, Place.LEGAL, lambda: [Link("Mentions légales", "/mentions")])
    offer_links(house, Place.FAMILIES, lambda: [tyres])

    with house.test_request_context("/"):
        assert links("families") == [gates, tyres]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/portails", True),
        ("/portails/configurer", True),
        ("/portails-coulissants", False),
        ("/", False),
    ],
)
def test_a_link_is_current_on_its_page_and_below(house: Flask, path: str, expected: bool) -> None:
    with house.test_request_context(path):
        assert Link("Portails", "/portails?tri=prix").is_current is expected


def test_a_link_is_current_under_the_prefix_of_its_language(house: Flask) -> None:
    with house.test_request_context("/portails", environ_overrides={"SCRIPT_NAME": "/en"}):
        assert Link("Gates", "/en/portails").is_current


@pytest.mark.parametrize(("path", "expected"), [("/", True), ("/portails", False)])
def test_a_link_to_the_home_page_is_current_there_alone(
    house: Flask, path: str, expected: bool
) -> None:
    with house.test_request_context(path):
        assert Link("Accueil", "/").is_current is expected


@pytest.mark.parametrize(
    ("typed", "address"),
    [("03 84 79 00 00", "tel:+33384790000"), ("+33 3 84 79 00 00", "tel:+33384790000")],
)
def test_a_phone_number_can_be_dialled(typed: str, address: str) -> None:
    assert SchoolCard(name="École", phone=typed).phone_href == address


def test_school_is_named_as_last_known_while_the_database_is_silent(house: Flask) -> None:
    known = SchoolCard(name="Juralternance", phone="03 84 79 00 00")
    house.extensions["school_loader"] = lambda: known
    with house.test_request_context("/"):
        assert school_card() == known
        house.extensions["school_loader"] = _silent_database
        assert school_card() == known


def test_school_has_a_name_before_anything_is_known(house: Flask) -> None:
    house.extensions["school_loader"] = _silent_database
    with house.test_request_context("/"):
        assert school_card() == SchoolCard(name="Établi")


def _silent_database() -> SchoolCard:
    raise OperationalError("SELECT 1", {}, Exception("no answer"))
