"""Preparing, choosing and printing the exercises of a group."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from shop.accounts.events import StudentPurged
from shop.accounts.models import Student, StudentGroup
from shop.db import Scope
from shop.exercises import queries, services
from shop.exercises.domain.pack import SheetOwner
from shop.exercises.models import PreparedSet, Worksheet
from shop.jobs.services.preparing import publish_card
from shop.kernel.actor import Section
from shop.kernel.refusals import NotFound, Refusal, Stale
from tests.builders.exercises import build_prepared_set, build_worksheet
from tests.builders.jobs import as_teacher, build_content, build_job_card, publish
from tests.builders.planning import build_group_session
from tests.exercises.test_job_cards import gate_content, tyre_content

GATE_TEMPLATES = frozenset({"P01", "P05", "P06", "P07", "P16"})


def build_group(scope: Scope, levels: Mapping[str, int]) -> int:
    group = StudentGroup(name="MET1", section=Section.METALWORK, school_year="2026-2027")
    scope.session.add(group)
    scope.session.flush()
    scope.session.add_all(
        Student(
            group_id=group.id,
            pseudonym=name,
            picture="cat",
            leaves_on=date(2028, 7, 1),
            reading_level=level,
        )
        for name, level in levels.items()
    )
    scope.session.flush()
    return group.id


def prepared(scope: Scope, *, group_id: int | None = None, seed: int = 3) -> int:
    card = build_job_card(scope, gate_content())
    return services.prepare_set(as_teacher(scope), [card.id], seed=seed, group_id=group_id)


def test_each_student_gets_a_sheet_at_his_reading_level(scope: Scope):
    group_id = build_group(scope, {"Renard": 1, "Aigle": 3})
    found = queries.get_set(scope.session, prepared(scope, group_id=group_id))

    assert [(owner.pseudonym, owner.level) for owner in found.owners] == [
        ("Aigle", 3),
        ("Renard", 1),
    ]
    assert 3 <= len(found.exercises.exercises) <= 6
    assert any(exercise.control for exercise in found.exercises.exercises)


def test_without_a_group_there_is_a_nameless_sheet_for_each_level(scope: Scope):
    found = queries.get_set(scope.session, prepared(scope))

    assert found.owners == (
        SheetOwner(pseudonym="Feuille 1", level=1),
        SheetOwner(pseudonym="Feuille 2", level=2),
        SheetOwner(pseudonym="Feuille 3", level=3),
    )


def test_a_set_needs_a_card(scope: Scope):
    with pytest.raises(Refusal, match="au moins une fiche"):
        services.prepare_set(as_teacher(scope), [], seed=1)


def test_a_card_composed_by_hand_still_gives_a_set(scope: Scope):
    card = build_job_card(scope, build_content(family="series", title="Vingt équerres"))
    set_id = services.prepare_set(as_teacher(scope), [card.id], seed=1)

    assert len(queries.get_set(scope.session, set_id).exercises.exercises) >= 3


def test_an_unknown_card_is_not_found(scope: Scope):
    with pytest.raises(NotFound):
        services.prepare_set(as_teacher(scope), [404], seed=1)


def test_a_teacher_chooses_exercises_and_supports(scope: Scope):
    set_id = prepared(scope)
    services.choose_exercises(as_teacher(scope), set_id, GATE_TEMPLATES, {1: 3, 2: 1}, version=1)
    found = queries.get_set(scope.session, set_id)

    assert found.template_ids == GATE_TEMPLATES
    assert [owner.level for owner in found.owners] == [3, 1, 3]
    assert (found.version, found.exercises.closing is not None) == (2, True)


@pytest.mark.parametrize("chosen", [{"P01"}, set()])
def test_too_few_exercises_are_refused(scope: Scope, chosen: set[str]):
    set_id = prepared(scope)

    with pytest.raises(Refusal, match="de 3 à 6"):
        services.choose_exercises(as_teacher(scope), set_id, chosen, {}, version=1)


def test_a_stale_tab_is_told(scope: Scope):
    set_id = prepared(scope)
    services.draw_again(as_teacher(scope), set_id, seed=9, version=1)

    with pytest.raises(Stale):
        services.choose_exercises(as_teacher(scope), set_id, GATE_TEMPLATES, {}, version=1)


def test_the_same_seed_gives_the_same_set_and_another_one_another(scope: Scope):
    set_id = prepared(scope)
    before = queries.get_set(scope.session, set_id).exercises
    services.draw_again(as_teacher(scope), set_id, seed=3, version=1)
    same = queries.get_set(scope.session, set_id).exercises
    services.draw_again(as_teacher(scope), set_id, seed=4, version=2)

    assert same == before
    assert queries.get_set(scope.session, set_id).exercises != before


def test_a_set_stays_as_printed_and_says_that_its_card_changed(scope: Scope):
    card = build_job_card(scope, gate_content())
    publish(scope, card)
    set_id = services.prepare_set(as_teacher(scope), [card.id], seed=3)
    before = queries.get_set(scope.session, set_id)
    facts = {**gate_content().facts, "leaf_width_mm": 1800.0}
    card.draft = {**card.draft, "facts": facts}
    scope.session.flush()
    publish_card(as_teacher(scope), card.id, seen_version=card.version, reason="Mesure revue")
    after = queries.get_set(scope.session, set_id)

    assert (before.is_outdated, after.is_outdated) == (False, True)
    assert after.exercises == before.exercises


def test_a_changed_dimension_changes_the_answers_of_a_new_draw(scope: Scope):
    card = build_job_card(scope, gate_content())
    set_id = services.prepare_set(as_teacher(scope), [card.id], seed=3)
    services.choose_exercises(as_teacher(scope), set_id, {"P02", "P03", "P20"}, {}, version=1)
    before = [e.key.shown for e in queries.get_set(scope.session, set_id).exercises.exercises]
    facts = {**gate_content().facts, "leaf_width_mm": 1900.0}
    card.draft = {**card.draft, "facts": facts}
    scope.session.flush()
    services.draw_again(as_teacher(scope), set_id, seed=3, version=2)
    services.choose_exercises(as_teacher(scope), set_id, {"P02", "P03", "P20"}, {}, version=3)
    after = [e.key.shown for e in queries.get_set(scope.session, set_id).exercises.exercises]

    assert [one == other for one, other in zip(before, after, strict=True)] == [False] * 3


def test_an_exercise_of_an_earlier_set_comes_back(scope: Scope):
    group_id = build_group(scope, {"Renard": 2})
    first = queries.get_set(scope.session, prepared(scope, group_id=group_id))
    card = publish(scope, build_job_card(scope, gate_content(), reference="FT-2026-0002"))
    second_id = services.prepare_set(as_teacher(scope), [card], seed=77, group_id=group_id)
    second = queries.get_set(scope.session, second_id)

    assert first.template_ids & second.template_ids


def test_the_pack_is_printed_for_every_student_with_its_key(scope: Scope):
    group_id = build_group(scope, {"Renard": 1, "Aigle": 3})
    pdf = services.print_pack(
        scope.session, prepared(scope, group_id=group_id), school="Juralternance"
    )
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    assert [name for name in ("Aigle", "Renard", "Corrigé") if pages_that_open(pages, name)] == [
        "Aigle",
        "Renard",
        "Corrigé",
    ]


def pages_that_open(pages: list[str], word: str) -> list[str]:
    return [text for text in pages if text.startswith(word)]


def test_all_cards_of_an_hour_make_one_set(scope: Scope):
    gate = publish(scope, build_job_card(scope, gate_content()))
    tyres = build_job_card(scope, tyre_content(), reference="FT-2026-0002")
    set_id = services.prepare_set(as_teacher(scope), [gate, tyres.id], seed=3)
    found = queries.get_set(scope.session, set_id)
    chosen = {offer.exercise.template_id for offer in found.offers if offer.is_chosen}

    assert [card.reference for card in found.pictures] == ["FT-2026-0001", "FT-2026-0002"]
    assert {offer.exercise.template_id[0] for offer in found.offers} >= {"P", "T", "F"}
    assert chosen == found.template_ids


def test_the_hours_of_the_week_name_their_group_and_count_its_cards(scope: Scope):
    group_id = build_group(scope, {"Renard": 2})
    build_group_session(
        scope.session,
        group_name="MET1",
        section=Section.METALWORK,
        weekday=1,
        starts=time(8),
        ends=time(10),
        group_id=group_id,
    )
    publish(scope, build_job_card(scope, gate_content()), group_id=group_id)
    monday = date(2026, 11, 23)
    found = queries.list_hours(scope.session, monday)

    assert [(h.day, h.starts, h.group_name, h.card_count) for h in found] == [
        (monday + timedelta(days=1), time(8), "MET1", 1)
    ]


def test_sets_are_listed_latest_first(scope: Scope):
    rows = [build_prepared_set(title=f"Exercices {n}") for n in (1, 2)]
    scope.session.add_all(rows)
    scope.session.flush()

    assert [head.title for head in queries.list_sets(scope.session)] == [
        "Exercices 2",
        "Exercices 1",
    ]
    assert [h.title for h in queries.list_sets(scope.session, rows[1].id)] == ["Exercices 1"]


def test_the_sheets_of_a_set_leave_with_it(scope: Scope):
    row = build_prepared_set()
    scope.session.add(row)
    scope.session.flush()
    scope.session.add(build_worksheet(row.id))
    scope.session.flush()

    assert queries.get_set(scope.session, row.id).owners == (
        SheetOwner(pseudonym="Renard", level=2),
    )
    scope.session.delete(row)
    scope.session.flush()
    assert scope.session.get(PreparedSet, row.id) is None


def test_the_sheets_of_a_student_who_left_are_dropped(scope: Scope) -> None:
    prepared = build_prepared_set()
    scope.session.add(prepared)
    scope.session.flush()
    gone, stays = build_worksheet(prepared.id), build_worksheet(prepared.id, position=2)
    gone.student_id, stays.student_id = 7, 8
    scope.session.add_all([gone, stays])
    scope.session.flush()

    scope.announce(StudentPurged(student_id=7))

    assert scope.session.scalars(select(Worksheet.student_id)).all() == [8]
