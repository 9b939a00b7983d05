"""The rack: put on, set aside, used, corrected; never for two plans at once."""

import threading
from contextlib import suppress
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from shop.accounts.queries import list_acts
from shop.db import Scope, db, writing_scope
from shop.kernel.refusals import NotFound, Refusal, Stale
from shop.stock import services
from shop.stock.domain import OffcutState, OffcutTaken, Remainder
from shop.stock.models import Offcut
from shop.stock.queries import (
    get_offcut,
    list_free_offcuts,
    list_held_offcuts,
    list_offcuts,
    list_rack_sections,
)
from tests.builders.jobs import METAL_TEACHER
from tests.builders.stock import TUBE, build_offcut
from tests.conftest import NOW

KNOWN = (TUBE, "PLAT 40x5")


@pytest.fixture
def teacher(scope: Scope) -> Scope:
    return replace(scope, actor=METAL_TEACHER)


def test_an_offcut_found_by_hand_gets_its_number_and_says_who_brought_it(teacher: Scope) -> None:
    added = services.add_offcut(
        teacher, designation="plat 40 x 5", length_mm=900, place=" B3 ", origin="essai", known=KNOWN
    )

    assert (added.reference, added.designation, added.place) == ("CH-2026-0001", "PLAT 40x5", "B3")
    assert (added.entered_by, added.state) == ("Mme Perrin", OffcutState.FREE)
    assert get_offcut(teacher.session, added.id) == added
    assert [act.act for act in list_acts(teacher.session)[:1]] == ["offcut.added"]


@pytest.mark.parametrize(
    ("designation", "length_mm"), [("OR 24", 900), (TUBE, 0), (TUBE, -4), (TUBE, 90_000)]
)
def test_an_odd_offcut_is_refused_and_nothing_is_stored(
    teacher: Scope, designation: str, length_mm: int
) -> None:
    with pytest.raises(Refusal):
        services.add_offcut(
            teacher,
            designation=designation,
            length_mm=length_mm,
            place="",
            origin="",
            known=KNOWN,
        )
    assert list_offcuts(teacher.session) == []


def test_remainders_come_back_in_whole_millimetres_with_where_they_come_from(
    teacher: Scope,
) -> None:
    rest = Remainder(designation=TUBE, length_mm=1433.97, origin="FT-2026-0001, barre 1")

    (put,) = services.put_back(teacher, [rest])

    assert (put.length_mm, put.origin, put.place) == (1433, "FT-2026-0001, barre 1", "")


def test_an_offcut_set_aside_is_not_free_for_another_plan(scope: Scope) -> None:
    offcut = build_offcut(scope)

    services.hold_offcuts(scope, "card:1", [offcut.reference], held_for="Débit FT-2026-0001")

    assert list_free_offcuts(scope.session, [TUBE]) == []
    (mine,) = list_free_offcuts(scope.session, [TUBE], "card:1")
    assert (mine.state, mine.held_for) == (OffcutState.HELD, "Débit FT-2026-0001")
    with pytest.raises(OffcutTaken, match="CH-2026-0001 vient d’être prise"):
        services.hold_offcuts(scope, "card:2", [offcut.reference], held_for="Autre débit")


def test_a_plan_that_changes_gives_back_what_it_no_longer_needs(scope: Scope) -> None:
    first = build_offcut(scope)
    second = build_offcut(scope, 900, reference="CH-2026-0002")

    services.hold_offcuts(scope, "card:1", [first.reference], held_for="Débit")
    services.hold_offcuts(scope, "card:1", [second.reference], held_for="Débit")

    assert [one.reference for one in list_held_offcuts(scope.session, "card:1")] == ["CH-2026-0002"]
    assert [one.reference for one in list_free_offcuts(scope.session, [TUBE])] == ["CH-2026-0001"]


def test_an_offcut_that_left_the_rack_is_not_set_aside(scope: Scope) -> None:
    with pytest.raises(OffcutTaken, match="n’est plus sur le râtelier"):
        services.hold_offcuts(scope, "card:1", ["CH-2026-0404"], held_for="Débit")


def test_what_a_plan_sawed_leaves_the_rack_once(scope: Scope) -> None:
    offcut = build_offcut(scope, holder="card:1")

    assert services.use_held_offcuts(scope, "card:1") == 1
    assert services.use_held_offcuts(scope, "card:1") == 0

    used = get_offcut(scope.session, offcut.id)
    assert (used.state, used.used_for) == (OffcutState.USED, "Débit FT-2026-0002")
    assert list_offcuts(scope.session) == []


def test_a_released_offcut_is_free_again_but_not_a_used_one(scope: Scope) -> None:
    held = build_offcut(scope, holder="card:1")
    services.release_offcuts(scope, "card:1")
    assert get_offcut(scope.session, held.id).state is OffcutState.FREE

    services.hold_offcuts(scope, "card:1", [held.reference], held_for="Débit")
    services.use_held_offcuts(scope, "card:1")
    services.release_offcuts(scope, "card:1")
    assert get_offcut(scope.session, held.id).state is OffcutState.USED


def test_length_and_place_are_corrected(teacher: Scope) -> None:
    offcut = build_offcut(teacher)

    services.correct_offcut(teacher, offcut.id, seen_version=1, length_mm=1480, place="C1")

    found = get_offcut(teacher.session, offcut.id)
    assert (found.length_mm, found.place, found.version) == (1480, "C1", 2)


def test_the_length_a_plan_counts_on_is_not_corrected_but_its_place_is(teacher: Scope) -> None:
    offcut = build_offcut(teacher, holder="card:1")

    with pytest.raises(Refusal, match="réservée"):
        services.correct_offcut(teacher, offcut.id, seen_version=1, length_mm=900, place="C1")
    services.correct_offcut(teacher, offcut.id, seen_version=1, length_mm=1500, place="C1")

    assert get_offcut(teacher.session, offcut.id).place == "C1"


def test_a_stale_page_changes_nothing(teacher: Scope) -> None:
    offcut = build_offcut(teacher)

    with pytest.raises(Stale):
        services.correct_offcut(teacher, offcut.id, seen_version=7, length_mm=900, place="")
    with pytest.raises(Stale):
        services.use_offcut(teacher, offcut.id, seen_version=7, purpose="essai")


def test_an_offcut_used_by_hand_says_for_what_and_only_once(teacher: Scope) -> None:
    offcut = build_offcut(teacher)

    services.use_offcut(teacher, offcut.id, seen_version=1, purpose="essai de soudure")

    assert get_offcut(teacher.session, offcut.id).used_for == "essai de soudure"
    with pytest.raises(Refusal, match="n’est plus sur le râtelier"):
        services.use_offcut(teacher, offcut.id, seen_version=2, purpose="encore")


def test_using_needs_a_reason_and_never_takes_what_is_set_aside(teacher: Scope) -> None:
    free = build_offcut(teacher)
    held = build_offcut(teacher, reference="CH-2026-0002", holder="card:1")

    with pytest.raises(Refusal, match="à quoi elle sert"):
        services.use_offcut(teacher, free.id, seen_version=1, purpose="  ")
    with pytest.raises(Refusal, match="réservée"):
        services.use_offcut(teacher, held.id, seen_version=1, purpose="essai")


def test_an_offcut_nobody_knows(teacher: Scope) -> None:
    with pytest.raises(NotFound):
        get_offcut(teacher.session, 404)


def test_the_rack_by_section_and_by_key(scope: Scope) -> None:
    for number in range(1, 4):
        build_offcut(scope, number * 1000, reference=f"CH-2026-000{number}")
    build_offcut(scope, 700, reference="CH-2026-0004", designation="PLAT 40x5")

    assert list_rack_sections(scope.session) == [("PLAT 40x5", 1, 700), (TUBE, 3, 6000)]
    latest = list_offcuts(scope.session, designation=TUBE, limit=2)
    assert [one.length_mm for one in latest] == [3000, 2000]
    older = list_offcuts(scope.session, designation=TUBE, before_id=latest[-1].id)
    assert [one.length_mm for one in older] == [1000]


PLANS = 5


def _race(app: Flask, reference: str) -> list[str]:
    """Let several plans set the same offcut aside at once; return those told that they did."""
    barrier, winners = threading.Barrier(PLANS), list[str]()

    def run(holder: str) -> None:
        with app.app_context(), suppress(Exception):
            barrier.wait()
            with writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
                services.hold_offcuts(scope, holder, [reference], held_for=holder)
            winners.append(holder)

    threads = [threading.Thread(target=run, args=(f"card:{n}",)) for n in range(PLANS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return winners


def _laid(app: Flask) -> str:
    with app.app_context(), writing_scope(db.session(), app.extensions["bus"], now=NOW) as scope:
        return build_offcut(scope).reference


def test_five_plans_want_one_offcut_and_one_gets_it(app: Flask) -> None:
    winners = _race(app, _laid(app))

    with app.app_context():
        assert [db.session().scalar(select(Offcut.holder))] == winners


def test_without_its_condition_several_plans_are_told_they_have_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unconditional(scope: Scope, offcut_id: int, holder: str, held_for: str) -> bool:
        row = scope.session.get_one(Offcut, offcut_id)
        row.holder, row.held_for = holder, held_for
        scope.session.flush()
        return True

    monkeypatch.setattr(services, "hold_one", unconditional)

    assert len(_race(app, _laid(app))) > 1
