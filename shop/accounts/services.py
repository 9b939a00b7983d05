"""Groups, students, staff, and the trail of acts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shop.accounts.domain.people import PSEUDONYMS
from shop.accounts.events import StudentPurged
from shop.accounts.gateway import draw_pin, hash_secret
from shop.accounts.models import AuditEntry, Clearance, Staff, Student, StudentGroup
from shop.db import Scope, lock
from shop.kernel.actor import STAFF_ROLES, Role, Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.school.events import SettingsChanged

PURGE_STUDENTS = "purge_students"


def record_act(scope: Scope, act: str, subject: str) -> None:
    """Add an act to the trail, such as `order.accepted` on `CO-2026-0042`, with who and when."""
    who = scope.actor
    scope.session.add(
        AuditEntry(
            at=scope.now,
            role=who.role,
            account_id=who.account_id,
            name=who.name[:120],
            act=act[:60],
            subject=subject[:160],
        )
    )
    scope.session.flush()


def record_settings_change(event: SettingsChanged, scope: Scope) -> None:
    """Add a change of the school's settings to the trail."""
    record_act(scope, event.act, event.subject)


def create_group(scope: Scope, *, name: str, section: Section, school_year: str) -> int:
    """Open a student group for a school year; return its id."""
    statement = select(StudentGroup.id).where(
        StudentGroup.name == name, StudentGroup.school_year == school_year
    )
    if scope.session.scalar(statement) is not None:
        raise Refusal(N_("Un groupe porte déjà ce nom cette année."), field="name")
    row = StudentGroup(name=name, section=section, school_year=school_year)
    scope.session.add(row)
    scope.session.flush()
    record_act(scope, "group.created", f"{name} {school_year}")
    return row.id


def add_students(scope: Scope, group_id: int, *, count: int, leaves_on: date) -> list[int]:
    """Add students to a group under pseudonyms nobody in it has; return their ids.

    They have no PIN yet. `leaves_on` is the day after which each is forgotten.
    """
    group = lock(scope.session, StudentGroup, group_id)
    if leaves_on <= paris_day(scope.now):
        raise Refusal(N_("La date de départ est dans le futur."), field="leaves_on")
    taken = _taken_pictures(scope.session, group_id)
    free = [picture for picture in PSEUDONYMS if picture not in taken]
    if not 1 <= count <= len(free):
        raise Refusal(N_("Ajoutez entre 1 et %(most)s élèves."), field="count", most=len(free))
    rows = [
        Student(
            group_id=group_id,
            pseudonym=PSEUDONYMS[picture],
            picture=picture,
            leaves_on=leaves_on,
        )
        for picture in free[:count]
    ]
    scope.session.add_all(rows)
    scope.session.flush()
    record_act(scope, "students.added", f"{group.name} +{count}")
    return [row.id for row in rows]


def update_student(
    scope: Scope, student_id: int, *, reading_level: int, simple_text: bool, leaves_on: date
) -> None:
    """Change how a student reads and when the student leaves."""
    row = lock(scope.session, Student, student_id)
    if reading_level not in {1, 2, 3}:
        raise Refusal(N_("Choisissez un niveau de lecture de 1 à 3."), field="reading_level")
    row.reading_level, row.simple_text, row.leaves_on = reading_level, simple_text, leaves_on
    scope.session.flush()


def give_pins(scope: Scope, student_ids: Iterable[int]) -> dict[int, str]:
    """Draw new PINs and return them, to be printed once: only their hashes are kept."""
    pins = {}
    for student_id in student_ids:
        row = lock(scope.session, Student, student_id)
        pins[student_id] = draw_pin()
        row.pin_hash = hash_secret(pins[student_id])
        record_act(scope, "student.pin_given", f"student:{student_id}")
    scope.session.flush()
    return pins


def give_clearance(
    scope: Scope, student_id: int, machine: str, *, valid_until: date | None
) -> None:
    """Let a student use a machine until a day; a second time changes that day."""
    lock(scope.session, Student, student_id)
    statement = select(Clearance).where(
        Clearance.student_id == student_id, Clearance.machine == machine
    )
    row = scope.session.scalars(statement).one_or_none()
    if row is None:
        row = Clearance(student_id=student_id, machine=machine)
        scope.session.add(row)
    row.valid_until = valid_until
    record_act(scope, "clearance.given", f"student:{student_id} {machine}")


def withdraw_clearance(scope: Scope, student_id: int, machine: str) -> None:
    """Stop a student from using a machine from now on."""
    scope.session.execute(
        delete(Clearance).where(Clearance.student_id == student_id, Clearance.machine == machine)
    )
    record_act(scope, "clearance.withdrawn", f"student:{student_id} {machine}")


def purge_students(scope: Scope) -> int:
    """Forget the students whose leaving day has passed; return how many.

    The row stays under a number, so that what was made keeps its maker; pseudonym, picture,
    PIN, reading level and clearances go, and rooms above are told to drop what they keep.
    """
    statement = select(Student).where(
        Student.leaves_on < paris_day(scope.now), Student.purged_at.is_(None)
    )
    rows = scope.session.scalars(statement).all()
    for row in rows:
        row.pseudonym, row.picture = f"Élève parti {row.id}", ""
        row.pin_hash, row.reading_level, row.simple_text = None, 2, False
        row.purged_at = scope.now
        scope.session.execute(delete(Clearance).where(Clearance.student_id == row.id))
        scope.session.flush()
        scope.announce(StudentPurged(student_id=row.id))
    return len(rows)


def purge_students_task(scope: Scope, _payload: Mapping[str, Any]) -> None:
    """Forget, every night, the students who have left."""
    purge_students(scope)


def create_staff(
    scope: Scope, *, name: str, email: str, role: Role, sections: Iterable[Section] = ()
) -> int:
    """Open the account of a person who works at the school, without a password yet."""
    if role not in STAFF_ROLES:
        raise Refusal(N_("Choisissez un rôle de l’école."), field="role")
    address = email.strip().lower()
    if scope.session.scalar(select(Staff.id).where(Staff.email == address)) is not None:
        raise Refusal(N_("Une personne a déjà cette adresse."), field="email")
    row = Staff(
        name=name, email=address, role=role, sections=sorted(sections), created_at=scope.now
    )
    scope.session.add(row)
    scope.session.flush()
    record_act(scope, "staff.created", f"staff:{row.id} {role}")
    return row.id


def update_staff(
    scope: Scope, staff_id: int, *, name: str, role: Role, sections: Iterable[Section]
) -> None:
    """Change the name, role or workshops of a person; nobody changes their own role."""
    row = lock(scope.session, Staff, staff_id)
    if role not in STAFF_ROLES:
        raise Refusal(N_("Choisissez un rôle de l’école."), field="role")
    if _is_oneself(scope, staff_id) and role != row.role:
        raise Refusal(N_("Demandez à une autre personne de changer votre rôle."), field="role")
    row.name, row.role, row.sections = name, role, sorted(sections)
    scope.session.flush()
    record_act(scope, "staff.changed", f"staff:{staff_id} {role}")


def _is_oneself(scope: Scope, staff_id: int) -> bool:
    return scope.actor.is_staff and scope.actor.account_id == staff_id


def _taken_pictures(session: Session, group_id: int) -> set[str]:
    statement = select(Student.picture).where(Student.group_id == group_id)
    return set(session.scalars(statement))
