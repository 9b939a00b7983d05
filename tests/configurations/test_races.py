"""Two upgrades and two lists at once: each value and each commune is written once."""

import threading
from collections.abc import Callable
from datetime import date

from flask import Flask
from sqlalchemy import func, select

from shop.catalogue.models import Coefficient
from shop.catalogue.services import note_edit
from shop.configurations.starting import write_starting_values
from shop.db import Scope, db, writing_scope
from shop.tyres.models import WinterCommune
from shop.tyres.services.winter import load_winter_communes
from tests.conftest import NOW

DAY = date(2026, 11, 20)


def _together(app: Flask, act: Callable[[Scope], object]) -> list[Exception]:
    """Do the same act from four places, each in a transaction of its own; return what failed."""
    barrier, failed = threading.Barrier(4), []

    def run() -> None:
        with app.app_context():
            barrier.wait()
            try:
                with writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
                    act(scope)
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def _at_work(app: Flask) -> None:
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        note_edit(scope)


def test_upgrades_at_once_write_each_starting_value_once(app: Flask) -> None:
    _at_work(app)

    assert _together(app, write_starting_values) == []

    with app.app_context():
        keys = db.session().execute(
            select(Coefficient.kind, Coefficient.key, Coefficient.valid_from)
        )
        rows = [tuple(row) for row in keys]
    assert len(rows) == len(set(rows)) > 0


def test_lists_loaded_at_once_hold_each_commune_once(app: Flask) -> None:
    _at_work(app)
    communes = [("39470", "Les Rousses"), ("39413", "La Pesse")]

    failed = _together(app, lambda scope: load_winter_communes(scope, communes, "Arrêté", DAY))

    assert failed == []
    with app.app_context():
        assert db.session().scalar(select(func.count()).select_from(WinterCommune)) == 2
