"""English: whoever reads no French can buy, and the school can be visited in English."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shop.accounts.models import Staff, Student, StudentGroup
from shop.app import create_app
from shop.db import Base, db, writing_scope
from shop.demonstration.seed import seed_everything
from shop.settings import read_settings
from shop.web.scope import now
from tests.conftest import LonelyClient
from tests.e2e.english import (
    Page,
    find_english,
    find_french,
    inner_links,
    read_page,
    without,
)
from tests.signing import sign_in_as
from tests.structure.sources import import_every_model
from tests.translations import compile_catalogue

ALIKE = 2
"""Pages of one shape, such as two orders, that are read for each person."""
NAMED = (
    *("school_identity", "staff", "customers", "students", "student_groups", "order_deliveries"),
    "winter_communes",
)
WRITTEN = (("orders", "customer"), ("quote_requests", "customer"), ("quote_requests", "site"))
NAMES_OF_FRANCE = frozenset({"école de production", "Défenseur des droits"})
LEAVES = re.compile(r"deconnexion|/html$|\.(?:pdf|csv|ics|png|webmanifest)")
ROLES = ("visitor", "office", "workshop_teacher", "general_teacher", "director", "admin", "student")


@dataclass(frozen=True, slots=True)
class Visited:
    """Where a page was met, by whom, and what it says."""

    who: str
    address: str
    status: int
    page: Page


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the data of the demonstration."""
    folder: Path = tmp_path_factory.mktemp("english")
    import_every_model()
    compile_catalogue()
    application = create_app(
        read_settings(
            {
                "ETABLI_ENVIRONMENT": "test",
                "ETABLI_DEMO": "yes",
                "ETABLI_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
                "ETABLI_DATA_DIR": str(folder / "data"),
                "ETABLI_PUBLIC_URL": "http://localhost",
                "ETABLI_LOG_LEVEL": "ERROR",
            }
        )
    )
    application.test_client_class = LonelyClient
    with application.app_context():
        Base.metadata.create_all(db.engine)
        with writing_scope(db.session(), application.extensions["bus"], now=now()) as scope:
            seed_everything(scope)
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def visited(house: Flask) -> list[Visited]:
    """Every English page reached by links, by a visitor and by each role of the school."""
    return [one for role in ROLES for one in _walk(role, _client(house, role))]


def test_every_english_page_opens_and_says_it_is_english(visited: list[Visited]) -> None:
    wrong = [
        (one.who, one.address, one.status, one.page.language)
        for one in visited
        if one.status != 200 or one.page.language != "en"
    ]

    # On a browser that is no tablet of the workshop, that door stays shut.
    assert wrong == [("visitor", "/en/ecole/atelier/connexion", 403, "en")]
    assert {one.who for one in visited} == set(ROLES)


def test_no_french_is_left_on_english_pages(house: Flask, visited: list[Visited]) -> None:
    names = _names(house)
    quoted = {text for one in visited for text in one.page.marked if find_french(text)}
    left = {
        (text, one.address)
        for one in visited
        for text, known in _sayings(one.page, names, quoted)
        if find_french(text) and find_french(without(text, known))
    }

    assert _once(left) == []


def test_what_is_marked_french_is_french(visited: list[Visited]) -> None:
    left = {(t, one.address) for one in visited for t in one.page.marked if find_english(t)}

    assert _once(left) == []


def _sayings(page: Page, names: set[str], quoted: set[str]) -> Iterator[tuple[str, set[str]]]:
    yield from ((text, names) for text in page.texts)
    yield from ((label, names | quoted) for label in page.labels)


def _once(left: set[tuple[str, str]]) -> list[str]:
    """Return each text once, with one of the pages that say it."""
    found = {text: address for text, address in sorted(left, reverse=True)}
    return [f"{address}: {text}" for text, address in sorted(found.items())]


def _client(house: Flask, role: str) -> FlaskClient:
    if role == "visitor":
        return house.test_client()
    with house.app_context():
        if role == "student":
            return sign_in_as(house, f"student:{db.session().scalars(select(Student.id)).first()}")
        found = db.session().scalars(select(Staff.id).where(Staff.role == role)).first()
    return sign_in_as(house, f"staff:{found}")


def _walk(who: str, client: FlaskClient) -> Iterator[Visited]:
    to_read = ["/en/", "/en/demo"] if who == "visitor" else ["/en/ecole"]
    known, shapes = set(to_read), Counter[str]()
    while to_read:
        address = to_read.pop(0)
        shapes[_shape(address)] += 1
        if shapes[_shape(address)] > ALIKE:
            continue
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        page = read_page(answer.text)
        yield Visited(who, address, answer.status_code, page)
        found = [link for link in inner_links(page, address, "/en") if not LEAVES.search(link)]
        to_read += dict.fromkeys(link for link in found if link not in known)
        known.update(found)


def _shape(address: str) -> str:
    return re.sub(r"[\w-]{20,}|\d+|=[^&]*", "*", address)


def _names(house: Flask) -> set[str]:
    """Return the proper names of the school, its people and its customers."""
    with house.app_context():
        session = db.session()
        found = {
            part
            for table in NAMED
            for row in session.execute(select(Base.metadata.tables[table]))
            for value in row
            for part in _strings(value)
        }
        for table, column in WRITTEN:
            written = select(Base.metadata.tables[table].c[column])
            found |= {s for row in session.scalars(written) for s in _strings(row)}
        assert session.scalars(select(StudentGroup.name)).first() in found
    return {name for name in found if find_french(name)} | NAMES_OF_FRANCE


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in _strings(one))
