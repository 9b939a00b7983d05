"""The script of the bench in a real browser: a lost connection loses no tick."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from shop.db import Scope
from shop.jobs.domain.state import StopKind
from shop.jobs.models import OperationProgress
from shop.jobs.queries.cards import get_card
from shop.jobs.services.making import tick_operation
from shop.jobs.services.signing import sign_stop
from tests.builders.jobs import as_student, as_teacher, build_job_card, open_group, publish
from tests.conftest import NOW

pytestmark = pytest.mark.e2e


@pytest.fixture
def card_id(app: Flask, scope: Scope) -> Iterator[int]:
    """A published card whose stop is signed; the browser is a cleared student."""
    group_id = open_group(scope)
    card_id = publish(scope, build_job_card(scope), group_id=group_id)
    sign_stop(as_teacher(scope), card_id, StopKind.BEFORE_MAKING)
    student = as_student(scope, group_id, "saw").actor
    scope.session.commit()
    loader = app.extensions["actor_loader"]
    app.extensions["actor_loader"] = lambda: student
    yield card_id
    app.extensions["actor_loader"] = loader


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application behind a real port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tablet."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def test_ticks_made_without_network_arrive_once(page: Page, scope: Scope, card_id: int) -> None:
    page.goto(f"/ecole/atelier/fiches/{card_id}?niveau=1")
    page.context.set_offline(True)
    for _ in ("Étude", "Débit"):
        page.get_by_role("button", name="Je commence").click()
        page.get_by_role("button", name="C’est fait").click()
    expect(page.locator("[data-network]")).to_contain_text("En attente du réseau : 4")
    expect(page.locator(".step-now:visible h1")).to_have_text("Mesure. Compare au plan.")

    page.context.set_offline(False)
    expect(page.locator("[data-network]")).to_contain_text("Enregistré", timeout=15_000)

    scope.session.rollback()
    assert get_card(scope.session, card_id, NOW).done_count == 2
    assert scope.session.scalar(select(func.count(OperationProgress.id))) == 4


def test_a_measure_is_typed_on_the_pad_and_judged(page: Page, scope: Scope, card_id: int) -> None:
    page.goto(f"/ecole/atelier/fiches/{card_id}")
    for _ in ("Étude", "Débit"):
        page.get_by_role("button", name="Je commence").click()
        page.get_by_role("button", name="C’est fait").click()
        page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="Largeur").click()
    pad = page.get_by_role("group", name="Clavier : Largeur")
    pad.get_by_role("button", name=",", exact=True).click()
    page.get_by_role("button", name="Enregistrer la mesure").click()
    expect(page.locator(".measure-form .error")).to_contain_text("Écris un nombre")
    pad.get_by_role("button", name="Effacer un chiffre").click()
    for key in "1725,5":
        pad.get_by_role("button", name=key, exact=True).click()

    page.get_by_role("button", name="Enregistrer la mesure").click()

    expect(page.locator("summary", has_text="Largeur")).to_contain_text("Hors tolérance")


def test_on_a_telephone_the_protection_is_seen_before_the_button(
    page: Page, scope: Scope, card_id: int
) -> None:
    tick_operation(as_teacher(scope), card_id, "010-ETU")
    scope.session.commit()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/ecole/atelier/fiches/{card_id}?niveau=2")

    step = page.locator(".step-now:visible")
    bottoms = [
        box["y"] + box["height"]
        for place in step.locator("img").all()
        if (box := place.bounding_box())
    ]
    button = step.get_by_role("button", name="Je commence").bounding_box()

    assert len(bottoms) == 5
    assert button is not None
    assert max(bottoms) <= min(740, button["y"])
