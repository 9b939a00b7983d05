"""One plan of the saw for several cards of a week: fewer bars, frozen, undone, settled once."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.db import Scope, db, writing_scope
from shop.fabrication.cutting.highs import find_solver
from shop.fabrication.domain.bars import Saw
from shop.fabrication.tables import standard_tables, starting_basis
from shop.jobs.domain.content import BarPiece, CardBar, CardContent, CutRow
from shop.jobs.domain.joint import JointPlan, plan_together, with_joint_plan
from shop.jobs.domain.state import StopKind
from shop.jobs.models import JobCard
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.joint import get_joint_cut, list_cards_to_saw, list_joint_cuts
from shop.jobs.services import joint, sawing, settling
from shop.jobs.services.making import tick_operation
from shop.jobs.services.opening import cancel_job_cards
from shop.jobs.services.preparing import publish_card
from shop.jobs.services.signing import sign_stop
from shop.kernel.actor import Section
from shop.kernel.refusals import Forbidden, NotFound, Refusal, Stale
from shop.orders.events import OrderCancelled
from shop.stock.domain import OffcutState
from shop.stock.queries import get_offcut, list_offcuts
from tests.builders.configurations import build_basis
from tests.builders.jobs import WEEK, as_teacher, build_content, build_job_card, open_group, publish
from tests.builders.stock import TUBE, build_offcut
from tests.conftest import NOW
from tests.signing import sign_in_as

SECTIONS = standard_tables().sections
SAW = Saw.from_rules(starting_basis().rules)
METAL = (Section.METALWORK,)


def _row(mark: str, length_mm: float, quantity: int = 1) -> CutRow:
    return CutRow(mark=mark, name="Montant", section=TUBE, length_mm=length_mm, quantity=quantity)


def _content(length_mm: float, quantity: int = 1) -> CardContent:
    return build_content(cut_rows=(_row("M1", length_mm, quantity),))


def _together(*contents: CardContent) -> JointPlan:
    cards = {f"FT-{place}": content for place, content in enumerate(contents, start=1)}
    return plan_together(cards, SECTIONS, SAW, (), find_solver())


def test_two_cards_share_a_bar_that_each_would_have_begun() -> None:
    plan = _together(_content(2900), _content(2900))

    assert (plan.new_bars, plan.separate_bars, plan.saved_bars) == (1, 2, 1)
    assert plan.bars_above_fewest == 0
    assert [card.letter for card in plan.cards] == ["A", "B"]
    assert [piece.owner for piece in plan.bars[0].pieces] == ["FT-1", "FT-2"]
    assert "A·M1" in plan.drawing and "B·M1" in plan.drawing
    assert JointPlan.from_data(plan.to_data()) == plan


@settings(max_examples=25, deadline=None)
@given(
    lengths=st.lists(
        st.lists(st.integers(300, 5900), min_size=1, max_size=5), min_size=2, max_size=4
    )
)
def test_sawn_together_cards_never_need_more_bars_and_lose_no_piece(
    lengths: list[list[int]],
) -> None:
    contents = [
        build_content(
            cut_rows=tuple(_row(f"M{number}", length) for number, length in enumerate(of_card))
        )
        for of_card in lengths
    ]

    plan = _together(*contents)

    assert plan.new_bars <= plan.separate_bars
    made = sorted((piece.owner, piece.length_mm) for bar in plan.bars for piece in bar.pieces)
    wanted = sorted(
        (f"FT-{place}", float(length))
        for place, of_card in enumerate(lengths, start=1)
        for length in of_card
    )
    assert made == wanted


def test_an_offcut_counts_once_when_cards_are_planned_one_by_one() -> None:
    from_rack = [sawing.RackBar(key="CH-1", section=TUBE, length_mm=3000.0)]
    cards = {"FT-1": _content(2900), "FT-2": _content(2900)}

    plan = plan_together(cards, SECTIONS, SAW, from_rack, find_solver())

    assert (plan.new_bars, plan.separate_bars) == (1, 1)


@pytest.mark.parametrize("count", [0, 1, 21])
def test_one_card_or_too_many_make_no_joint_plan(count: int) -> None:
    with pytest.raises(Refusal, match="Choisissez de 2 à 20 fiches"):
        _together(*[_content(1000)] * count)


def test_a_card_shows_its_pieces_with_their_bar_and_whose_the_others_are() -> None:
    plan = _together(_content(2900), _content(2900), _content(5500))
    content = replace(_content(2900), facts={"bars_of_stock": 1.0, "stock_length_mm": 6000.0})

    shown = with_joint_plan(content, plan, "FT-1", joint="DB-1")

    (bar,) = shown.bars
    assert [(piece.owner, piece.mark) for piece in bar.pieces] == [("", "M1"), ("FT-2", "M1")]
    assert bar.plan == "DB-1"
    assert shown.facts == {"stock_length_mm": 6000.0}
    assert ">M1<" in shown.drawings[-1].svg and ">B·M1<" in shown.drawings[-1].svg


@pytest.fixture(autouse=True)
def _rules(app: Flask) -> None:
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        build_basis(scope)


def _published(scope: Scope, *lengths: float) -> list[JobCard]:
    group_id = open_group(scope)
    cards = [
        build_job_card(scope, _content(length), reference=f"FT-2026-{number:04d}")
        for number, length in enumerate(lengths, start=1)
    ]
    for card in cards:
        publish(scope, card, group_id=group_id)
    return cards


def _freeze(scope: Scope, cards: list[JobCard]) -> int:
    teacher = as_teacher(scope)
    planned = joint.plan_cards_together(teacher, WEEK, [card.id for card in cards])
    return joint.freeze_joint_plan(teacher, planned)


def _saw(scope: Scope, card: JobCard) -> None:
    teacher = as_teacher(scope)
    sign_stop(teacher, card.id, StopKind.BEFORE_MAKING)
    for key in ("010-ETU", "020-DEB"):
        tick_operation(teacher, card.id, key)


def test_only_published_cards_of_the_week_that_nobody_began_may_join(scope: Scope) -> None:
    waiting, begun = _published(scope, 2900, 2900)
    build_job_card(scope, _content(2900), reference="FT-2026-0009")
    sign_stop(as_teacher(scope), begun.id, StopKind.BEFORE_MAKING)
    tick_operation(as_teacher(scope), begun.id, "010-ETU")
    tick_operation(as_teacher(scope), begun.id, "020-DEB")

    assert [card.id for card in list_cards_to_saw(scope.session, METAL, WEEK)] == [waiting.id]
    assert list_cards_to_saw(scope.session, METAL, WEEK + timedelta(weeks=1)) == []
    assert list_cards_to_saw(scope.session, [Section.TYRES], WEEK) == []


def test_a_frozen_plan_is_on_every_card_and_holds_its_offcuts(scope: Scope) -> None:
    offcut = build_offcut(scope, 3000, reference="CH-2026-0900")
    cards = _published(scope, 2900, 2900, 2900)

    joint_id = _freeze(scope, cards)

    found = get_joint_cut(scope.session, joint_id)
    assert (found.reference, found.plan.new_bars) == ("DB-2026-0001", 1)
    assert list(found.card_ids) == [card.reference for card in cards]
    assert list_joint_cuts(scope.session, WEEK) == [found]
    held = get_offcut(scope.session, offcut.id)
    assert (held.state, held.held_for) == (OffcutState.HELD, "Débit DB-2026-0001")
    view = get_card(scope.session, cards[0].id)
    assert (view.joint_reference, view.has_unpublished_changes) == ("DB-2026-0001", False)
    assert sum(not piece.owner for bar in view.content.bars for piece in bar.pieces) == 1
    assert list_cards_to_saw(scope.session, METAL, WEEK) == []


def test_a_plan_is_not_frozen_for_cards_that_changed(scope: Scope) -> None:
    cards = _published(scope, 2900, 2900)
    teacher = as_teacher(scope)
    planned = joint.plan_cards_together(teacher, WEEK, [card.id for card in cards])
    publish_card(teacher, cards[0].id, seen_version=cards[0].version, reason="Autre cote")

    with pytest.raises(Stale, match="a changé ou son débit a commencé"):
        joint.freeze_joint_plan(teacher, planned)


def test_a_card_is_in_one_joint_plan_at_most(scope: Scope) -> None:
    cards = _published(scope, 2900, 2900)
    teacher = as_teacher(scope)
    planned = joint.plan_cards_together(teacher, WEEK, [card.id for card in cards])
    joint.freeze_joint_plan(teacher, planned)

    with pytest.raises(Stale):
        joint.freeze_joint_plan(teacher, planned)
    with pytest.raises(Stale):
        joint.plan_cards_together(teacher, WEEK, [card.id for card in cards])


def test_only_the_workshop_of_the_cards_freezes(scope: Scope) -> None:
    cards = _published(scope, 2900, 2900)
    planned = joint.plan_cards_together(as_teacher(scope), WEEK, [card.id for card in cards])

    with pytest.raises(Forbidden):
        joint.freeze_joint_plan(as_teacher(scope, sections=frozenset({Section.TYRES})), planned)


def test_while_it_is_in_a_joint_plan_a_card_keeps_its_cut_list_and_has_no_plan_of_its_own(
    scope: Scope,
) -> None:
    cards = _published(scope, 2900, 2900)
    _freeze(scope, cards)
    teacher, card = as_teacher(scope), cards[0]

    planned = sawing.plan_bars(teacher, card.id)
    with pytest.raises(Refusal, match="débit commun DB-2026-0001"):
        sawing.write_plan(teacher, card.id, planned)
    publish_card(teacher, card.id, seen_version=card.version, reason="Même débit")
    card.draft = _content(2800).to_data()
    with pytest.raises(Refusal, match="débit commun DB-2026-0001"):
        publish_card(teacher, card.id, seen_version=card.version, reason="Autre cote")


def test_an_undone_plan_gives_the_offcuts_back_and_each_card_its_own(scope: Scope) -> None:
    offcut = build_offcut(scope, 3000, reference="CH-2026-0900")
    cards = _published(scope, 2900, 2900)
    joint_id = _freeze(scope, cards)

    joint.undo_joint_plan(as_teacher(scope), joint_id)

    assert get_offcut(scope.session, offcut.id).state is OffcutState.FREE
    assert get_card(scope.session, cards[0].id).joint_id is None
    assert len(list_cards_to_saw(scope.session, METAL, WEEK)) == 2
    with pytest.raises(NotFound):
        get_joint_cut(scope.session, joint_id)


def test_a_cancelled_card_undoes_its_joint_plan(scope: Scope) -> None:
    cards = _published(scope, 2900, 2900)
    joint_id = _freeze(scope, cards)

    cancel_job_cards(OrderCancelled(cards[0].order_id, reason=""), scope)

    with pytest.raises(NotFound):
        get_joint_cut(scope.session, joint_id)
    assert [one.id for one in list_cards_to_saw(scope.session, METAL, WEEK)] == [cards[1].id]


def test_the_last_card_sawn_settles_the_joint_plan(scope: Scope) -> None:
    offcut = build_offcut(scope, 3000, reference="CH-2026-0900")
    cards = _published(scope, 2900, 2900)
    joint_id = _freeze(scope, cards)

    _saw(scope, cards[0])
    assert get_joint_cut(scope.session, joint_id).settled_at is None
    assert get_offcut(scope.session, offcut.id).state is OffcutState.HELD
    _saw(scope, cards[1])

    scope.session.expire_all()
    assert get_joint_cut(scope.session, joint_id).settled_at == NOW
    assert get_offcut(scope.session, offcut.id).state is OffcutState.USED
    (rest,) = list_offcuts(scope.session)
    assert (rest.length_mm, rest.origin) == (3087, "DB-2026-0001, barre 2")
    with pytest.raises(Refusal, match="ne se défait plus"):
        joint.undo_joint_plan(as_teacher(scope), joint_id)


def test_said_twice_a_sawn_plan_settles_once(scope: Scope) -> None:
    cards = _published(scope, 2900, 2400)
    joint_id = _freeze(scope, cards)
    teacher = as_teacher(scope)

    assert settling.settle_joint_plan(teacher, joint_id)
    assert not settling.settle_joint_plan(teacher, joint_id)
    _saw(scope, cards[0])
    _saw(scope, cards[1])

    assert len(list_offcuts(scope.session)) == 1


def test_without_its_claim_a_plan_said_twice_settles_twice(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "claim_joint", lambda *_: True)
    joint_id = _freeze(scope, _published(scope, 2900, 2400))
    teacher = as_teacher(scope)

    settling.settle_joint_plan(teacher, joint_id)
    settling.settle_joint_plan(teacher, joint_id)

    assert len(list_offcuts(scope.session)) == 2


CLICKS = 4


def _settle_together(app: Flask) -> int:
    """Click « Le débit est fait » from several tablets at once; count what comes back."""
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        joint_id = _freeze(scope, _published(scope, 2900, 2400))
        teacher = as_teacher(scope).actor
    barrier = threading.Barrier(CLICKS)

    def run() -> None:
        with app.app_context(), suppress(Exception):
            barrier.wait()
            with writing_scope(
                db.session(), app.extensions["bus"], now=NOW, actor=teacher
            ) as scope:
                settling.settle_joint_plan(scope, joint_id)

    threads = [threading.Thread(target=run) for _ in range(CLICKS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        return len(list_offcuts(db.session()))


def test_several_clicks_at_once_settle_once(app: Flask) -> None:
    assert _settle_together(app) == 1


def test_without_the_claim_several_clicks_settle_several_times(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "claim_joint", lambda *_: True)

    assert _settle_together(app) > 1


def _saw_last_cuts_together(
    app: Flask, monkeypatch: pytest.MonkeyPatch, *, end_patience: float = 0.5
) -> int:
    """Two tablets do the last saw cut of the two cards of a plan; count what comes back.

    They meet once each has its card, and again before either commits if both get there.
    """
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        cards = _published(scope, 2900, 2400)
        _freeze(scope, cards)
        teacher, ids = as_teacher(scope).actor, [card.id for card in cards]
        for card_id in ids:
            sign_stop(as_teacher(scope), card_id, StopKind.BEFORE_MAKING)
            tick_operation(as_teacher(scope), card_id, "010-ETU")
    is_serial = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")  # one writer at a time
    meeting, patience = threading.Barrier(len(ids)), 0.2 if is_serial else 20
    ending, claim = threading.Barrier(len(ids)), settling.claim_sawing

    def claim_then_meet(scope: Scope, card_id: int) -> bool:
        done = claim(scope, card_id)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=patience)
        return done

    monkeypatch.setattr(settling, "claim_sawing", claim_then_meet)

    def run(card_id: int) -> None:
        with (
            app.app_context(),
            writing_scope(db.session(), app.extensions["bus"], now=NOW, actor=teacher) as scope,
        ):
            tick_operation(scope, card_id, "020-DEB")
            with suppress(threading.BrokenBarrierError):
                ending.wait(timeout=end_patience)

    threads = [threading.Thread(target=run, args=(card_id,)) for card_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        return len(list_offcuts(db.session()))


def test_two_last_saw_cuts_at_once_settle_the_plan(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _saw_last_cuts_together(app, monkeypatch) == 1


def test_without_the_lock_of_the_plan_neither_last_cut_sees_the_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return  # one writer at a time, whatever the row lock
    monkeypatch.setattr(
        settling, "lock", lambda session, model, row_id: session.get_one(model, row_id)
    )

    assert _saw_last_cuts_together(app, monkeypatch, end_patience=20) == 0


def test_equal_pieces_that_follow_one_another_are_written_once() -> None:
    square = BarPiece(mark="B1", length_mm=665)
    mitred = BarPiece(mark="T1", length_mm=900)
    nested = replace(mitred, nests=True)
    bar = CardBar(
        number=1,
        section=TUBE,
        stock_mm=6000,
        trim_mm=10,
        pieces=(mitred, nested, nested, square, square, mitred, mitred),
        kerf_mm=3,
        offcut_mm=0,
        is_offcut_kept=False,
    )

    assert [(run.piece.mark, run.count, run.nests, run.joins) for run in bar.runs] == [
        ("T1", 3, True, False),
        ("B1", 2, False, False),
        ("T1", 2, False, False),
    ]


@pytest.fixture
def teacher(app: Flask, scope: Scope) -> tuple[FlaskClient, list[int]]:
    cards = _published(scope, 2900, 2900)
    account, ids = as_teacher(scope).actor.account_id, [card.id for card in cards]
    scope.session.commit()
    return sign_in_as(app, f"staff:{account}"), ids


def test_the_teacher_chooses_freezes_prints_and_says_that_it_is_sawn(
    teacher: tuple[FlaskClient, list[int]],
) -> None:
    browser, ids = teacher
    week = f"/ecole/debit?week={WEEK.isoformat()}"

    offered = browser.get(week).text
    assert "FT-2026-0001" in offered and "FT-2026-0002" in offered
    planned = browser.get(f"{week}&fiche={ids[0]}&fiche={ids[1]}").text
    assert "Plan optimal" in planned and "A·M1" in planned

    data = {"week": WEEK.isoformat(), "fiche": [str(one) for one in ids]}
    frozen = browser.post("/ecole/debit", data=data)
    address = frozen.headers["Location"]
    page = browser.get(address).text
    assert "Débit commun figé" in page and "DB-2026-0001" in page
    assert "DB-2026-0001" in browser.get(f"{address}/imprimer").text
    assert "débit DB-2026-0001, barre 1" in browser.get(f"/ecole/fiches/{ids[0]}").text

    done = browser.post(f"{address}/fait", follow_redirects=True).text
    assert "les restes sont au râtelier" in done
    again = browser.post(f"{address}/fait", follow_redirects=True).text
    assert "déjà fait" in again


def test_the_teacher_undoes_a_joint_plan(teacher: tuple[FlaskClient, list[int]]) -> None:
    browser, ids = teacher
    data = {"week": WEEK.isoformat(), "fiche": [str(one) for one in ids]}
    address = browser.post("/ecole/debit", data=data).headers["Location"]

    page = browser.post(f"{address}/defaire", follow_redirects=True).text

    assert "chaque fiche a de nouveau le sien" in page
    assert browser.get(address).status_code == 404


def test_odd_choices_are_answered_in_words(teacher: tuple[FlaskClient, list[int]]) -> None:
    browser, ids = teacher

    for fiche in (["404", "405"], [str(ids[0])], ["abc"], []):
        answer = browser.post(
            "/ecole/debit",
            data={"week": WEEK.isoformat(), "fiche": fiche},
            follow_redirects=True,
        )
        assert answer.status_code < 500
        assert "DB-2026" not in answer.text
    assert browser.get("/ecole/debit?week=hier&fiche=abc").status_code == 200
