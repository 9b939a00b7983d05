"""Groups, students and staff: the least is kept, and it is forgotten in time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from shop.accounts.domain.people import PSEUDONYMS
from shop.accounts.events import StudentPurged
from shop.accounts.gateway import draw_code, draw_pin, matches, read_code
from shop.accounts.models import Clearance, Student
from shop.accounts.queries import (
    get_staff,
    get_student,
    get_student_account,
    list_acts,
    list_groups,
    list_student_accounts,
    list_students,
)
from shop.accounts.services import (
    add_students,
    create_group,
    create_staff,
    give_clearance,
    give_pins,
    purge_students,
    record_act,
    update_staff,
    update_student,
    withdraw_clearance,
)
from shop.db import Scope
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.events import Bus
from shop.kernel.refusals import NotFound, Refusal
from tests.builders.accounts import (
    build_clearance,
    build_staff,
    build_student,
    build_student_group,
)
from tests.conftest import NOW
from tests.structure.sources import ROOT

TODAY = date(2026, 11, 20)
LEAVES = date(2028, 7, 7)


def test_students_get_pseudonyms_and_pictures_nobody_has(scope: Scope) -> None:
    group_id = create_group(
        scope, name="Métallerie A", section=Section.METALWORK, school_year="2026-2027"
    )
    add_students(scope, group_id, count=6, leaves_on=LEAVES)
    add_students(scope, group_id, count=4, leaves_on=LEAVES)

    students = list_students(scope.session, group_id, TODAY)
    assert len({student.pseudonym for student in students}) == 10
    assert len({student.picture for student in students}) == 10
    assert list_groups(scope.session)[0].student_ids == tuple(sorted(s.id for s in students))


def test_every_picture_is_drawn() -> None:
    drawn = (ROOT / "static" / "accounts" / "pictures.svg").read_text(encoding="utf-8")

    assert [name for name in PSEUDONYMS if f'id="{name}"' not in drawn] == []


@pytest.mark.parametrize("count", [0, 42])
def test_too_many_students_at_once_are_refused(scope: Scope, count: int) -> None:
    group = build_student_group(scope.session)

    with pytest.raises(Refusal, match="entre 1 et 41"):
        add_students(scope, group.id, count=count, leaves_on=LEAVES)


def test_a_student_must_leave_one_day(scope: Scope) -> None:
    group = build_student_group(scope.session)

    with pytest.raises(Refusal, match="dans le futur"):
        add_students(scope, group.id, count=1, leaves_on=TODAY)


def test_two_groups_of_a_year_have_two_names(scope: Scope) -> None:
    build_student_group(scope.session, name="Pneus")

    with pytest.raises(Refusal, match="déjà ce nom"):
        create_group(scope, name="Pneus", section=Section.TYRES, school_year="2026-2027")


def test_groups_of_a_section_are_listed_alone(scope: Scope) -> None:
    build_student_group(scope.session, name="Métallerie A")
    build_student_group(scope.session, name="Pneus", section=Section.TYRES)

    assert [group.name for group in list_groups(scope.session, Section.TYRES)] == ["Pneus"]


def test_pins_are_given_once_and_only_their_hash_is_kept(scope: Scope) -> None:
    student = build_student(scope.session)

    pin = give_pins(scope, [student.id])[student.id]

    assert student.pin_hash is not None
    assert pin not in student.pin_hash
    assert matches(student.pin_hash, pin)
    assert not matches(student.pin_hash, "0000")


def test_a_drawn_pin_is_neither_a_run_nor_one_digit() -> None:
    pins = {draw_pin() for _ in range(3000)}

    assert all(len(pin) == 4 and pin.isdecimal() for pin in pins)
    assert not pins & {"0000", "1111", "1234", "4321", "6789", "9876", "7890"}


def test_a_code_is_read_however_it_is_typed() -> None:
    code = draw_code()

    assert read_code(f" {code.lower().replace('-', ' ')} ") == code


def test_a_clearance_holds_until_its_last_day(scope: Scope) -> None:
    student = build_student(scope.session)
    give_clearance(scope, student.id, "mig_mag", valid_until=TODAY)
    give_clearance(scope, student.id, "saw", valid_until=None)

    def cleared(at: date) -> frozenset[str]:
        return get_student(scope.session, student.id, at).clearances

    assert cleared(TODAY) == {"mig_mag", "saw"}
    assert cleared(date(2026, 11, 21)) == {"saw"}


def test_a_clearance_is_renewed_or_withdrawn(scope: Scope) -> None:
    student = build_student(scope.session)
    build_clearance(scope.session, student_id=student.id, machine="saw", valid_until=TODAY)

    give_clearance(scope, student.id, "saw", valid_until=LEAVES)
    account = get_student_account(scope.session, student.id, TODAY)
    assert account.clearances == (("saw", LEAVES),)

    withdraw_clearance(scope, student.id, "saw")
    assert get_student(scope.session, student.id, TODAY).clearances == frozenset()


def test_how_a_student_reads_is_changed(scope: Scope) -> None:
    student = build_student(scope.session)

    update_student(scope, student.id, reading_level=1, simple_text=True, leaves_on=LEAVES)

    found = get_student(scope.session, student.id, TODAY)
    assert (found.reading_level, found.simple_text) == (1, True)
    with pytest.raises(Refusal, match="de 1 à 3"):
        update_student(scope, student.id, reading_level=4, simple_text=True, leaves_on=LEAVES)


def test_a_student_is_forgotten_the_day_after_leaving(scope: Scope) -> None:
    heard: list[StudentPurged] = []
    bus = Bus({StudentPurged: [lambda event, _scope: heard.append(event)]})
    student = build_student(scope.session, leaves_on=TODAY, pin="1379", reading_level=1)
    build_clearance(scope.session, student_id=student.id)
    the_day = replace(scope, bus=bus, now=datetime(2026, 11, 20, 22, 59, tzinfo=UTC))
    the_day_after = replace(scope, bus=bus, now=datetime(2026, 11, 20, 23, 1, tzinfo=UTC))

    assert purge_students(the_day) == 0
    assert purge_students(the_day_after) == 1
    assert purge_students(the_day_after) == 0

    assert heard == [StudentPurged(student.id)]
    assert (student.pseudonym, student.pin_hash) == (f"Élève parti {student.id}", None)
    assert scope.session.scalars(select(Clearance)).all() == []
    with pytest.raises(NotFound):
        get_student(scope.session, student.id, TODAY)
    assert list_student_accounts(scope.session, student.group_id, TODAY) == []


def test_the_table_of_students_has_no_place_for_a_name_or_a_birth_date() -> None:
    assert set(Student.__table__.columns.keys()) == {
        "id",
        "group_id",
        "pseudonym",
        "picture",
        "leaves_on",
        "reading_level",
        "simple_text",
        "pin_hash",
        "purged_at",
    }


def test_staff_are_created_once_an_address(scope: Scope) -> None:
    staff_id = create_staff(
        scope,
        name="Paul",
        email=" Paul@Example.org ",
        role=Role.WORKSHOP_TEACHER,
        sections=[Section.TYRES],
    )

    found = get_staff(scope.session, staff_id)
    assert (found.email, found.has_password, found.sections) == (
        "paul@example.org",
        False,
        frozenset({Section.TYRES}),
    )
    with pytest.raises(Refusal, match="déjà cette adresse"):
        create_staff(scope, name="Paul", email="paul@example.org", role=Role.OFFICE)


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.STUDENT, Role.SYSTEM, Role.ANONYMOUS])
def test_staff_have_a_role_of_the_school(scope: Scope, role: Role) -> None:
    with pytest.raises(Refusal, match="rôle de l’école"):
        create_staff(scope, name="Paul", email="paul@example.org", role=role)


def test_nobody_changes_their_own_role(scope: Scope) -> None:
    row = build_staff(scope.session, role=Role.ADMIN)
    own = replace(scope, actor=Actor(role=Role.ADMIN, account_id=row.id))

    with pytest.raises(Refusal, match="votre rôle"):
        update_staff(own, row.id, name="Camille", role=Role.DIRECTOR, sections=[])

    update_staff(own, row.id, name="Camille R.", role=Role.ADMIN, sections=[])
    assert row.name == "Camille R."


def test_an_act_says_who_and_when(scope: Scope) -> None:
    acting = replace(scope, actor=Actor(role=Role.OFFICE, account_id=3, name="Camille"))

    record_act(acting, "order.accepted", "CO-2026-0042")

    (act,) = list_acts(scope.session)
    assert (act.at, act.role, act.name, act.act, act.subject) == (
        NOW,
        "office",
        "Camille",
        "order.accepted",
        "CO-2026-0042",
    )
    assert list_acts(scope.session, before_id=act.id) == []
