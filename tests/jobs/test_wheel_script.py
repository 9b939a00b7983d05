"""The wheel sheet in a real browser: one wheel at a time, nothing typed is lost."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from shop.db import Scope
from shop.jobs.domain.content import Demander
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.jobs.queries.cards import get_card
from shop.kernel.actor import Section
from tests.builders.jobs import (
    as_student,
    build_job_card,
    build_tyre_plan,
    open_group,
    publish,
)
from tests.conftest import NOW

pytestmark = pytest.mark.e2e


@pytest.fixture
def card_id(app: Flask, scope: Scope, monkeypatch: pytest.MonkeyPatch) -> int:
    """A published card whose first step reads the wheels; the browser is a student."""
    plan = build_tyre_plan(("CTRL", 1))
    content = from_tyre_plan(plan, title="Contrôle", demander=Demander.CONSUMER)
    inspection = tuple(
        replace(one, after=()) for one in content.operations if one.code == "INSPECT"
    )
    content = replace(content, operations=inspection)
    group = open_group(scope, "Pneus 1", Section.TYRES)
    card_id = publish(scope, build_job_card(scope, content), group_id=group)
    student = as_student(scope, group).actor
    scope.session.commit()
    monkeypatch.setitem(app.extensions, "actor_loader", lambda: student)
    return card_id


@pytest.fixture
def page(app: Flask, browser: Browser) -> Iterator[Page]:
    """A tablet before a real port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_three_points_are_typed_on_one_pad_and_survive_another_measure(
    page: Page, scope: Scope, card_id: int
) -> None:
    page.goto(f"/ecole/atelier/fiches/{card_id}")
    wheel = page.locator("#wheel-AVD")
    wheel.locator("summary").first.click()
    tread = wheel.locator("details.measure-line", has_text="Gomme en 3 points")
    tread.locator("summary").click()
    for keys in ("6,2", "5"):
        for key in keys:
            tread.get_by_role("button", name=key, exact=True).click()
        tread.get_by_role("button", name="Point suivant").click()
    flank = wheel.locator("details.measure-line", has_text="Le flanc est sain")
    flank.locator("summary").click()
    flank.get_by_role("button", name="Oui").click()

    expect(flank).to_contain_text("Mesuré : oui")
    expect(wheel).to_have_attribute("open", "")
    expect(page.locator("#wheel-AVG")).not_to_have_attribute("open", "")
    fields = tread.locator("input.input")
    assert [fields.nth(place).input_value() for place in range(3)] == ["6,2", "5", ""]
    fields.nth(2).fill("5,8")
    tread.get_by_role("button", name="Enregistrer la mesure").click()
    expect(tread).to_contain_text("6,2 / 5 / 5,8")

    scope.session.expire_all()
    view = get_card(scope.session, card_id, NOW).find_check("TREAD.AVD")
    assert view and view.last
    assert (str(view.last.value), view.last.words) == ("5", "6.2;5;5.8")


def test_the_page_of_a_wheel_sheet_fits_a_telephone(page: Page, card_id: int) -> None:
    page.goto(f"/ecole/atelier/fiches/{card_id}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
