"""The whole matrix of routes and roles is the one written by hand in `access_table.py`."""

from flask import Flask

from shop.kernel.actor import ANONYMOUS, Actor, Role, Section
from tests.structure.access_table import ACCESS, EVERYBODY


def _endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}


def _somebody(role: Role) -> Actor:
    """Return an actor who has all a role can have, so that only the role decides."""
    if role is Role.ANONYMOUS:
        return ANONYMOUS
    return Actor(role=role, account_id=1, name=role, sections=frozenset(Section), group_id=1)


def test_every_route_has_a_row(app: Flask) -> None:
    missing = sorted(_endpoints(app) - set(ACCESS))
    assert missing == [], "add who may open these routes to tests/structure/access_table.py"


def test_every_row_has_a_route(app: Flask) -> None:
    assert sorted(set(ACCESS) - _endpoints(app)) == []


def test_the_table_is_in_order() -> None:
    assert list(ACCESS) == sorted(ACCESS)


def test_each_route_lets_in_exactly_the_roles_of_its_row(app: Flask) -> None:
    wrong = []
    for endpoint in sorted(_endpoints(app) & set(ACCESS)):
        allows = app.view_functions[endpoint].access_predicate  # type: ignore[attr-defined] # set by shop.web.access
        let_in = {role for role in EVERYBODY if allows(_somebody(role))}
        if let_in != ACCESS[endpoint]:
            wrong.append((endpoint, sorted(let_in), sorted(ACCESS[endpoint])))
    assert wrong == []


def test_nothing_of_the_school_is_open_but_its_doors(app: Flask) -> None:
    """Under `/ecole`, only signing in is open to anybody."""
    doors = {
        "accounts_staff.code",
        "accounts_staff.forgotten",
        "accounts_staff.invitation",
        "accounts_staff.sign_in",
        "accounts_staff.sign_out",
        "accounts_staff.telephone",
        "accounts_staff.workshop",
        "accounts_staff.workshop_group",
        "accounts_staff.workshop_pin",
    }
    opened = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if f"{rule.rule}/".startswith("/ecole/") and Role.ANONYMOUS in ACCESS.get(rule.endpoint, ())
    }
    assert opened == doors
