"""The plan of the saw on a card: worked out, frozen, its offcuts set aside and settled once."""

import re
import threading
from contextlib import suppress
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from shop.db import Scope, db, writing_scope
from shop.jobs.domain.content import CardContent, CutRow
from shop.jobs.domain.sawing import (
    CUTS,
    offcuts_of,
    pieces_to_saw,
    remainders_of,
    with_plan,
)
from shop.jobs.domain.state import StopKind
from shop.jobs.models import JobCard, JobCardRevision
from shop.jobs.services import sawing, settling
from shop.jobs.services.making import reopen_operation, tick_operation
from shop.jobs.services.opening import cancel_job_cards
from shop.jobs.services.preparing import publish_card
from shop.jobs.services.signing import sign_stop
from shop.kernel.refusals import Forbidden, NotFound, Refusal, Stale
from shop.orders.events import OrderCancelled
from shop.stock.domain import OffcutState, OffcutTaken
from shop.stock.models import Offcut
from shop.stock.queries import get_offcut, list_offcuts
from shop.stock.services import hold_offcuts
from shop.tasks.models import Task
from tests.builders.configurations import build_basis
from tests.builders.jobs import as_teacher, build_content, build_job_card, publish
from tests.builders.stock import TUBE, build_offcut
from tests.conftest import NOW
from tests.signing import sign_in_as

FRAME = CutRow(
    mark="T1",
    name="Traverse",
    section=TUBE,
    length_mm=1522,
    quantity=4,
    angle_left=45,
    angle_right=45,
)


@pytest.fixture(autouse=True)
def _rules(app: Flask) -> None:
    """The saw of the workshop, in the dated rows of the school."""
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        build_basis(scope)


def _card(scope: Scope, *rows: CutRow, reference: str = "FT-2026-0001") -> JobCard:
    return build_job_card(scope, build_content(cut_rows=rows or (FRAME,)), reference=reference)


def _plan(scope: Scope, card: JobCard) -> CardContent:
    teacher = as_teacher(scope)
    sawing.write_plan(teacher, card.id, sawing.plan_bars(teacher, card.id))
    return CardContent.from_data(card.draft)


def _saw(scope: Scope, card_id: int) -> None:
    teacher = as_teacher(scope)
    sign_stop(teacher, card_id, StopKind.BEFORE_MAKING)
    for key in ("010-ETU", "020-DEB"):
        tick_operation(teacher, card_id, key)


def test_every_piece_of_the_cut_list_is_planned_as_often_as_it_is_made() -> None:
    content = build_content(cut_rows=(FRAME, replace(FRAME, mark="M1", quantity=2)))

    pieces = list(pieces_to_saw(content, "FT-1"))

    assert [piece.mark for piece in pieces] == ["T1"] * 4 + ["M1"] * 2
    assert {(piece.owner, piece.angle_left) for piece in pieces} == {("FT-1", 45)}


def test_the_plan_is_on_the_card_with_its_drawing_and_what_it_is_worth(scope: Scope) -> None:
    content = _plan(scope, _card(scope))

    (bar,) = content.bars
    assert [piece.nests for piece in bar.pieces] == [False, True, True, True]
    assert content.bars_above_fewest == 0
    (drawing,) = (one for one in content.drawings if one.key == CUTS)
    assert "T1" in drawing.svg


def test_a_card_without_plan_says_nothing_of_the_minimum() -> None:
    assert build_content().bars_above_fewest is None


def test_exercises_count_the_bars_of_the_plan(scope: Scope) -> None:
    card = _card(scope)
    facts = {"bars_of_stock": 2.0, "yield_ratio": 0.5, "stock_length_mm": 6000.0}
    content = replace(CardContent.from_data(card.draft), facts=facts)
    plan = sawing.plan_bars(scope, card.id).plan

    assert with_plan(content, plan).facts["bars_of_stock"] == 1
    assert with_plan(content, plan).facts["yield_ratio"] == round(4 * 1522 / 6000, 4)
    assert with_plan(replace(content, quantity=2), plan).facts == facts

    build_offcut(scope, 1600)
    with_offcut = sawing.plan_bars(scope, card.id).plan
    assert with_plan(content, with_offcut).facts == {"stock_length_mm": 6000.0}


def test_an_offcut_is_planned_first_and_set_aside_at_publication(scope: Scope) -> None:
    offcut = build_offcut(scope, 1600)
    card = _card(scope)
    content = _plan(scope, card)
    assert offcuts_of(content.bars) == ("CH-2026-0001",)
    assert get_offcut(scope.session, offcut.id).state is OffcutState.FREE

    publish(scope, card)

    held = get_offcut(scope.session, offcut.id)
    assert (held.state, held.held_for) == (OffcutState.HELD, "Débit FT-2026-0001")
    frozen = scope.session.scalars(select(JobCardRevision)).one()
    assert CardContent.from_data(frozen.content).bars == content.bars


def test_the_drawing_names_the_offcut_and_draws_it_as_short_as_it_is(scope: Scope) -> None:
    build_offcut(scope, 1600)
    content = _plan(scope, _card(scope))

    svg = next(one.svg for one in content.drawings if one.key == CUTS)

    assert ">CH-2026-0001, 1600</text>" in svg
    stocks = re.findall(r'<path d="M38 [\d.]+L([\d.]+) [^"]*" class="drawing-stock"', svg)
    assert [float(end) for end in stocks] == [pytest.approx(38 + 438 * 1600 / 6000, abs=0.1), 476]


def test_a_card_whose_offcut_was_taken_is_not_published(scope: Scope) -> None:
    offcut = build_offcut(scope, 1600)
    card = _card(scope)
    _plan(scope, card)
    hold_offcuts(scope, "card:404", [offcut.reference], held_for="Autre débit")

    with pytest.raises(OffcutTaken, match="recalculez le débit"):
        publish(scope, card)


def test_a_published_plan_counts_on_its_own_offcuts_when_it_is_worked_out_again(
    scope: Scope,
) -> None:
    offcut = build_offcut(scope, 1600)
    card = _card(scope)
    _plan(scope, card)
    publish(scope, card)

    assert offcuts_of(_plan(scope, card).bars) == ("CH-2026-0001",)
    publish_card(as_teacher(scope), card.id, seen_version=card.version, reason="Autre débit")
    assert get_offcut(scope.session, offcut.id).state is OffcutState.HELD


def test_the_last_saw_cut_takes_the_offcuts_and_puts_the_remainders_back(scope: Scope) -> None:
    offcut = build_offcut(scope, 1600, reference="CH-2026-0900")
    rows = (FRAME, replace(FRAME, mark="M1", length_mm=2000, quantity=1, angle_left=90.0))
    card = _card(scope, *rows)
    content = _plan(scope, card)
    expected = remainders_of(content.bars, "FT-2026-0001")
    publish(scope, card)

    _saw(scope, card.id)

    assert get_offcut(scope.session, offcut.id).state is OffcutState.USED
    back = list_offcuts(scope.session)
    assert sorted(one.length_mm for one in back) == sorted(one.whole_mm for one in expected)
    assert all(one.origin.startswith("FT-2026-0001, barre") for one in back)
    assert len(back) == sum(bar.is_offcut_kept for bar in content.bars) > 0


def test_a_step_sent_back_and_sawn_again_puts_nothing_back_twice(scope: Scope) -> None:
    card = _card(scope, replace(FRAME, quantity=1))
    _plan(scope, card)
    publish(scope, card)
    _saw(scope, card.id)

    reopen_operation(as_teacher(scope), card.id, "020-DEB")
    tick_operation(as_teacher(scope), card.id, "020-DEB")

    assert len(list_offcuts(scope.session)) == 1


def test_without_its_claim_the_remainders_come_back_twice(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "claim_sawing", lambda *_: True)
    card = _card(scope, replace(FRAME, quantity=1))
    _plan(scope, card)
    publish(scope, card)
    _saw(scope, card.id)

    reopen_operation(as_teacher(scope), card.id, "020-DEB")
    tick_operation(as_teacher(scope), card.id, "020-DEB")

    assert len(list_offcuts(scope.session)) == 2


def test_a_cancelled_card_gives_its_offcuts_back(scope: Scope) -> None:
    offcut = build_offcut(scope, 1600)
    card = _card(scope)
    _plan(scope, card)
    publish(scope, card)

    cancel_job_cards(OrderCancelled(card.order_id, reason=""), scope)

    assert get_offcut(scope.session, offcut.id).state is OffcutState.FREE


def test_a_plan_is_refused_in_words(scope: Scope) -> None:
    empty = build_job_card(scope, reference="FT-2026-0009")
    teacher = as_teacher(scope)
    with pytest.raises(Refusal, match="rien à scier"):
        sawing.plan_bars(teacher, empty.id)
    with pytest.raises(NotFound):
        sawing.plan_bars(teacher, 404)


def test_a_plan_for_another_version_of_the_card_is_not_written(scope: Scope) -> None:
    card = _card(scope)
    planned = sawing.plan_bars(scope, card.id)
    card.version += 1
    scope.session.flush()

    with pytest.raises(Stale):
        sawing.write_plan(as_teacher(scope), card.id, planned)


def test_only_the_workshop_of_the_card_writes_its_plan(scope: Scope) -> None:
    card = _card(scope)
    planned = sawing.plan_bars(scope, card.id)

    with pytest.raises(Forbidden):
        sawing.write_plan(as_teacher(scope, sections=frozenset()), card.id, planned)


def test_sawn_bars_are_not_planned_again(scope: Scope) -> None:
    card = _card(scope)
    _plan(scope, card)
    publish(scope, card)
    _saw(scope, card.id)

    with pytest.raises(Refusal, match="déjà fait"):
        _plan(scope, card)


def test_the_worker_plans_a_new_draft_and_leaves_a_published_one(scope: Scope) -> None:
    card = _card(scope)
    sawing.queue_plan(scope, card)
    (task,) = scope.session.scalars(select(Task).where(Task.kind == sawing.PLAN_BARS))

    sawing.plan_bars_task(scope, task.payload)
    assert CardContent.from_data(card.draft).bars_above_fewest == 0

    publish(scope, card)
    card.draft = build_content(cut_rows=(FRAME,)).to_data()
    sawing.plan_bars_task(scope, {"card_id": card.id})
    sawing.plan_bars_task(scope, {"card_id": 404})
    assert CardContent.from_data(card.draft).bars == ()


def test_pieces_that_make_no_plan_leave_the_draft_as_it_opened(scope: Scope) -> None:
    card = _card(scope, replace(FRAME, section="OR 24"))
    before = card.draft

    sawing.plan_bars_task(scope, {"card_id": card.id})

    assert card.draft == before
    with pytest.raises(Refusal, match="n’est pas dans notre table"):
        sawing.plan_bars(as_teacher(scope), card.id)


def test_a_card_with_nothing_to_saw_gives_the_worker_nothing(scope: Scope) -> None:
    sawing.queue_plan(scope, build_job_card(scope))

    assert scope.session.scalars(select(Task).where(Task.kind == sawing.PLAN_BARS)).all() == []


TABLETS = 5


def _finish_together(app: Flask) -> int:
    """Saw one card, then settle it from several tablets at once; count what comes back."""
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        card = _card(scope, replace(FRAME, quantity=1))
        _plan(scope, card)
        publish(scope, card)
        _saw(scope, card.id)
        card_id = card.id
        scope.session.refresh(card)
        card.sawn_at = None
        for row in scope.session.scalars(select(Offcut)):
            scope.session.delete(row)
    barrier = threading.Barrier(TABLETS)

    def run() -> None:
        with app.app_context(), suppress(Exception):
            barrier.wait()
            with writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
                settling.finish_sawing(scope, scope.session.get_one(JobCard, card_id))

    threads = [threading.Thread(target=run) for _ in range(TABLETS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        return len(list_offcuts(db.session()))


def test_five_tablets_settle_the_rack_once(app: Flask) -> None:
    assert _finish_together(app) == 1


def test_without_the_claim_five_tablets_settle_it_several_times(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "claim_sawing", lambda *_: True)

    assert _finish_together(app) > 1


@pytest.fixture
def page(app: Flask, scope: Scope) -> tuple[FlaskClient, str]:
    card = _card(scope)
    address, account = f"/ecole/fiches/{card.id}", as_teacher(scope).actor.account_id
    scope.session.commit()
    return sign_in_as(app, f"staff:{account}"), address


def test_the_teacher_reads_that_the_plan_is_optimal_and_asks_for_another(
    page: tuple[FlaskClient, str],
) -> None:
    teacher, address = page
    done = teacher.post(f"{address}/debit", follow_redirects=True).text

    assert "Débit recalculé : 1 barre neuve." in done
    assert "Plan optimal" in done
    assert re.search(r"\d × T1 1.522 \( / \)", done)
    assert "une seule coupe d’onglet" in done
