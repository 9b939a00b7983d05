"""Every route says who may use it."""

from flask import Flask


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    silent = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        and not hasattr(app.view_functions[rule.endpoint], "access_rule")
    ]
    assert silent == []


def test_every_school_address_lies_under_ecole(app: Flask) -> None:
    astray = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "_staff." in rule.endpoint and not rule.rule.startswith("/ecole")
    ]
    assert astray == []
