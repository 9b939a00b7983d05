"""No page of the demonstration asks the database more often than the budget, for anybody."""

import re
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shop.accounts.queries import list_staff
from shop.db import Scope, end_writing
from shop.demonstration.seed import seed_everything
from tests.signing import sign_in_as

BUDGETS = tomllib.loads((Path(__file__).parents[1] / "budgets.toml").read_text())
MOST = BUDGETS["queries"]["most_per_page"]
LINKS = re.compile(r'href="(/[^"#?]*)')
KEYS = re.compile(r"/\d+(?=/|$)|/\d{3}-\w+|(?<=/produits)/[\w-]+|(?<=/pneus)/\w+")
LEFT_OUT = re.compile(r"^/(static|en)/|deconnexion")
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def pages_of(client: FlaskClient, first: str) -> Iterator[str]:
    """Yield one address of each shape that links lead to, each opened once."""
    waiting, seen = [first], set[str]()
    while waiting:
        path = waiting.pop(0)
        if (shape := KEYS.sub("/N", path)) in seen or LEFT_OUT.search(path):
            continue
        seen.add(shape)
        answer = client.get(path)
        if answer.status_code == 200:
            yield path
        if answer.mimetype == "text/html":
            waiting += map(unescape, LINKS.findall(answer.text))


@ONE_ENGINE
def test_every_page_that_links_lead_to_keeps_the_budget_of_queries(
    app: Flask, scope: Scope, count_queries: Callable[[], Any]
) -> None:
    seed_everything(scope)
    people = [f"staff:{one.id}" for one in list_staff(scope.session)]
    scope.session.commit()
    end_writing(scope.session)
    asked: dict[str, int] = {}
    for account in people:
        client = sign_in_as(app, account)
        for path in list(pages_of(client, "/ecole/")):
            with count_queries() as statements:
                client.get(path)
            asked[f"{account} {path}"] = len(statements)

    assert len(asked) > 40 * len(people)
    assert {name: count for name, count in asked.items() if count > MOST} == {}
