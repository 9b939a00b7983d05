"""The last slot and twenty buyers with a page open each, really at once, on both databases."""

import http.client
from collections import Counter
from collections.abc import Iterator
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.serving import make_server

from shop.db import Scope
from shop.planning.models import CapacityCell, Hold
from shop.planning.services import holds
from tests.builders.planning import TUESDAY_EIGHT, build_open_hours
from tests.builders.tyres import build_price_list
from tests.conftest import NOW

BUYERS = 20
ONE_PLACE = {"bay": 1, "tyre_changer": 1, "balancer": 1, "instructor": 2}
START = "/pneus/rendez-vous"
PATIENCE_SECONDS = 60


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application behind a server that answers each visitor in a thread of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def prepare(client: FlaskClient, number: int) -> str:
    """Bring one buyer to the page of the slots; return its address."""
    begun = client.post(START, data={"form_key": f"buyer-{number:02}", "ME1": "2"})
    vehicle = {"plate": f"AB-{100 + number}-CD", "kind": "car", "rims": "unknown"}
    assert client.post(f"{begun.location}/vehicule", data=vehicle).status_code == 303
    return f"{begun.location}/creneau"


def choose(address: str, page: str, barrier: Barrier, ends: list[tuple[int, str]]) -> None:
    """Press the button of Tuesday at eight, as a browser does, and keep what was answered."""
    connection = http.client.HTTPConnection(address, timeout=PATIENCE_SECONDS)
    body = urlencode({"starts_at": TUESDAY_EIGHT.isoformat()})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
    barrier.wait(timeout=PATIENCE_SECONDS)
    connection.request("POST", urlsplit(page).path, body, headers)
    answer = connection.getresponse()
    ends.append((answer.status, answer.read().decode()))
    connection.close()


def buy_all_at_once(scope: Scope, client: FlaskClient, address: str) -> list[tuple[int, str]]:
    """Let twenty buyers press the button of the only slot; return (status, page) of each."""
    build_price_list(scope)
    build_open_hours(scope.session, cells=5, capacities=ONE_PLACE)
    scope.session.commit()
    barrier = Barrier(BUYERS)
    ends: list[tuple[int, str]] = []
    with time_machine.travel(NOW, tick=True):
        pages = [prepare(client, number) for number in range(BUYERS)]
        buyers = [Thread(target=choose, args=(address, page, barrier, ends)) for page in pages]
        for buyer in buyers:
            buyer.start()
        for buyer in buyers:
            buyer.join(timeout=PATIENCE_SECONDS)
    scope.session.rollback()
    return ends


def test_of_twenty_buyers_of_the_last_slot_one_wins_and_the_others_are_told_at_once(
    scope: Scope, client: FlaskClient, address: str
) -> None:
    ends = buy_all_at_once(scope, client, address)

    assert Counter(status for status, _ in ends) == {303: 1, 200: BUYERS - 1}
    told = [page for status, page in ends if status == 200]
    assert all("Ce créneau vient d’être pris." in page for page in told)
    assert all("Tout est complet" in page for page in told)
    assert scope.session.scalar(select(func.count()).select_from(Hold)) == 1
    assert scope.session.scalar(select(func.max(CapacityCell.used))) == 1


def test_without_its_condition_the_slot_is_sold_to_several(
    scope: Scope, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_blindly(taking: Scope, cell_id: int, units: int) -> bool:
        cell = taking.session.get_one(CapacityCell, cell_id)
        return cell.used >= 0 and units > 0

    monkeypatch.setattr(holds, "take_units", take_blindly)

    ends = buy_all_at_once(scope, client, address)

    assert sum(status == 303 for status, _ in ends) > 1
