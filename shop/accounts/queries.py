"""Reads of people, groups, sign-ins and the trail."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from shop.accounts.domain.people import (
    AuditView,
    CustomerView,
    GroupView,
    StaffView,
    StudentAccount,
    StudentView,
    TabletView,
    is_cleared,
)
from shop.accounts.domain.signing import LINK_LIFE, Account, Kind, is_over, read_account
from shop.accounts.models import (
    AuditEntry,
    Clearance,
    Customer,
    SignIn,
    Staff,
    Student,
    StudentGroup,
    WorkshopTablet,
)
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token

TRAIL_PAGE = 100


def list_groups(session: Session, section: Section | None = None) -> list[GroupView]:
    """Return the groups of a section, or all: the newest school year first."""
    present = (Student.group_id == StudentGroup.id) & Student.purged_at.is_(None)
    statement = (
        select(StudentGroup, Student.id)
        .outerjoin(Student, present)
        .order_by(StudentGroup.school_year.desc(), StudentGroup.name, StudentGroup.id, Student.id)
    )
    if section is not None:
        statement = statement.where(StudentGroup.section == section)
    found = groupby(session.execute(statement), key=lambda row: row[0])
    return [_group(group, [one for _, one in rows if one is not None]) for group, rows in found]


def get_group(session: Session, group_id: int) -> GroupView:
    """Return one group; NotFound when there is none."""
    row = session.get(StudentGroup, group_id)
    if row is None:
        raise NotFound(N_("Ce groupe n’existe pas."))
    members = select(Student.id).where(Student.group_id == group_id, Student.purged_at.is_(None))
    return _group(row, session.scalars(members.order_by(Student.id)))


def find_tablet(session: Session, key: str) -> TabletView | None:
    """Return the device of the workshop that keeps this key, unless it was withdrawn."""
    row = session.scalar(_known_tablets().where(WorkshopTablet.key_hash == hash_token(key)))
    return _tablet(row) if row else None


def list_tablets(session: Session) -> list[TabletView]:
    """Return the devices of the workshop by name."""
    known = _known_tablets().order_by(WorkshopTablet.name, WorkshopTablet.id)
    return [_tablet(row) for row in session.scalars(known)]


def _known_tablets() -> Select[WorkshopTablet]:
    return select(WorkshopTablet).where(WorkshopTablet.withdrawn_at.is_(None))


def _tablet(row: WorkshopTablet) -> TabletView:
    return TabletView(id=row.id, name=row.name, enrolled_at=row.enrolled_at, seen_on=row.seen_on)


def list_students(session: Session, group_id: int, at: date) -> list[StudentView]:
    """Return the students of a group by pseudonym, with the clearances that hold that day."""
    return [account.student for account in list_student_accounts(session, group_id, at)]


def get_student(session: Session, student_id: int, at: date) -> StudentView:
    """Return one student with the clearances that hold that day; NotFound once purged."""
    return get_student_account(session, student_id, at).student


def list_student_accounts(session: Session, group_id: int, at: date) -> list[StudentAccount]:
    """Return what the school keeps about the students of a group, by pseudonym."""
    statement = select(Student).where(Student.group_id == group_id, Student.purged_at.is_(None))
    return _accounts(session, session.scalars(statement.order_by(Student.pseudonym)).all(), at)


def get_student_account(session: Session, student_id: int, at: date) -> StudentAccount:
    """Return what the school keeps about one student; NotFound once purged."""
    row = session.get(Student, student_id)
    if row is None or row.purged_at is not None:
        raise NotFound(N_("Cet élève n’existe pas ou n’est plus à l’école."))
    return _accounts(session, [row], at)[0]


def list_staff(session: Session) -> list[StaffView]:
    """Return everybody who works or worked at the school, by name."""
    return [as_staff_view(row) for row in session.scalars(select(Staff).order_by(Staff.name))]


def get_staff(session: Session, staff_id: int) -> StaffView:
    """Return one person of the staff; NotFound when there is none."""
    row = session.get(Staff, staff_id)
    if row is None:
        raise NotFound(N_("Cette personne n’existe pas."))
    return as_staff_view(row)


def get_customer(session: Session, customer_id: int) -> CustomerView:
    """Return one customer with an account; NotFound when there is none."""
    row = session.get(Customer, customer_id)
    if row is None:
        raise NotFound(N_("Ce compte n’existe pas."))
    return as_customer_view(row)


def find_signed_in(
    session: Session, account: Account, key_hash: str, now: datetime
) -> tuple[Actor, SignIn] | None:
    """Return who holds this key, when the sign-in still runs and the person still belongs."""
    statement = _sign_in_with_person(account).where(
        SignIn.key_hash == key_hash, SignIn.account == str(account)
    )
    found = session.execute(statement).first()
    row: SignIn | None = found[0] if found else None
    if row is None or row.ended_at is not None:
        return None
    if is_over(account.kind, started_at=row.started_at, last_seen_at=row.last_seen_at, now=now):
        return None
    actor = _find_actor(session, account)
    return (actor, row) if actor else None


def _sign_in_with_person(account: Account) -> Select[*tuple[Any, ...]]:
    """Read the sign-in and its person at once: the session then knows both."""
    if account.kind is Kind.STAFF:
        return select(SignIn, Staff).outerjoin(Staff, Staff.id == account.id)
    if account.kind is Kind.CUSTOMER:
        return select(SignIn, Customer).outerjoin(Customer, Customer.id == account.id)
    return (
        select(SignIn, Student, StudentGroup)
        .select_from(SignIn)
        .outerjoin(Student, Student.id == account.id)
        .outerjoin(StudentGroup, StudentGroup.id == Student.group_id)
    )


def list_sign_ins(session: Session, account: Account, now: datetime) -> list[SignIn]:
    """Return the running sign-ins of a person, the newest first."""
    statement = select(SignIn).where(SignIn.account == str(account), SignIn.ended_at.is_(None))
    rows = session.scalars(statement.order_by(SignIn.started_at.desc()))
    return [
        row
        for row in rows
        if not is_over(
            account.kind, started_at=row.started_at, last_seen_at=row.last_seen_at, now=now
        )
    ]


def list_acts(session: Session, before_id: int | None = None) -> list[AuditView]:
    """Return the latest acts of the trail, or those before one of them."""
    statement = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(TRAIL_PAGE)
    if before_id is not None:
        statement = statement.where(AuditEntry.id < before_id)
    return [
        AuditView(
            id=row.id, at=row.at, role=row.role, name=row.name, act=row.act, subject=row.subject
        )
        for row in session.scalars(statement)
    ]


def as_staff_view(row: Staff) -> StaffView:
    return StaffView(
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        sections=frozenset(Section(found) for found in row.sections),
        is_active=row.is_active,
        has_password=row.password_hash is not None,
        has_totp=row.totp_confirmed_at is not None,
    )


def as_customer_view(row: Customer) -> CustomerView:
    return CustomerView(
        id=row.id, email=row.email, name=row.name, has_password=row.password_hash is not None
    )


def actor_of(session: Session, raw_account: str) -> Actor | None:
    """Return who `staff:3`, `customer:5` or `student:7` is, when the person still belongs."""
    account = read_account(raw_account)
    return _find_actor(session, account) if account else None


def find_staff_secret(session: Session, email: str) -> tuple[Account, str | None] | None:
    """Return the account behind an e-mail address of the staff, and its password hash."""
    statement = select(Staff).where(Staff.email == email.strip().lower(), Staff.is_active)
    row = session.scalars(statement).one_or_none()
    return (Account(Kind.STAFF, row.id), row.password_hash) if row else None


def find_customer_secret(session: Session, email: str) -> tuple[Account, str | None] | None:
    """Return the account behind an e-mail address of a customer, and its password hash."""
    statement = select(Customer).where(Customer.email == email.strip().lower())
    row = session.scalars(statement).one_or_none()
    return (Account(Kind.CUSTOMER, row.id), row.password_hash) if row else None


def find_student_secret(session: Session, student_id: int) -> tuple[Account, str | None] | None:
    """Return the account of a student, and its PIN hash."""
    statement = select(Student).where(Student.id == student_id, Student.purged_at.is_(None))
    row = session.scalars(statement).one_or_none()
    return (Account(Kind.STUDENT, row.id), row.pin_hash) if row else None


def find_password_hash(session: Session, account: Account) -> str | None:
    """Return the password hash of somebody signed in, None without a password."""
    if account.kind is Kind.STAFF:
        return session.scalar(select(Staff.password_hash).where(Staff.id == account.id))
    return session.scalar(select(Customer.password_hash).where(Customer.id == account.id))


def has_come_by_link(session: Session, key: str, now: datetime) -> bool:
    """Tell whether this sign-in was opened by a link lately: a new password may then be set."""
    row = session.scalar(select(SignIn).where(SignIn.key_hash == hash_token(key)))
    return row is not None and row.by_link and now - row.started_at < LINK_LIFE


def find_totp_secret(session: Session, staff_id: int) -> str | None:
    """Return the secret a telephone is being given, None once it is confirmed."""
    row = session.get(Staff, staff_id)
    return row.totp_secret if row and row.totp_confirmed_at is None else None


def _find_actor(session: Session, account: Account) -> Actor | None:
    finders = {"staff": _staff_actor, "customer": _customer_actor, "student": _student_actor}
    return finders[account.kind](session, account.id)


def _staff_actor(session: Session, staff_id: int) -> Actor | None:
    row = session.get(Staff, staff_id)
    return as_staff_view(row).to_actor() if row and row.is_active else None


def _customer_actor(session: Session, customer_id: int) -> Actor | None:
    row = session.get(Customer, customer_id)
    return as_customer_view(row).to_actor() if row else None


def _student_actor(session: Session, student_id: int) -> Actor | None:
    row = session.get(Student, student_id)
    if row is None or row.purged_at is not None:
        return None
    section = session.get_one(StudentGroup, row.group_id).section
    return Actor(
        role=Role.STUDENT,
        account_id=row.id,
        name=row.pseudonym,
        sections=frozenset({Section(section)}),
        group_id=row.group_id,
    )


def _accounts(session: Session, rows: Iterable[Student], at: date) -> list[StudentAccount]:
    found = list(rows)
    ids = [row.id for row in found]
    groups = {row.group_id for row in found}
    sections = dict(
        session.execute(
            select(StudentGroup.id, StudentGroup.section).where(StudentGroup.id.in_(groups))
        ).all()
    )
    given: dict[int, list[tuple[str, date | None]]] = {student_id: [] for student_id in ids}
    statement = select(Clearance).where(Clearance.student_id.in_(ids)).order_by(Clearance.machine)
    for clearance in session.scalars(statement):
        given[clearance.student_id].append((clearance.machine, clearance.valid_until))
    return [_account(row, Section(sections[row.group_id]), given[row.id], at) for row in found]


def _account(
    row: Student, section: Section, given: list[tuple[str, date | None]], at: date
) -> StudentAccount:
    student = StudentView(
        id=row.id,
        pseudonym=row.pseudonym,
        picture=row.picture,
        group_id=row.group_id,
        section=section,
        reading_level=row.reading_level,
        simple_text=row.simple_text,
        clearances=frozenset(machine for machine, until in given if is_cleared(until, at)),
    )
    return StudentAccount(
        student=student,
        leaves_on=row.leaves_on,
        has_pin=row.pin_hash is not None,
        clearances=tuple(given),
    )


def _group(row: StudentGroup, student_ids: Iterable[int]) -> GroupView:
    return GroupView(
        id=row.id,
        name=row.name,
        section=Section(row.section),
        school_year=row.school_year,
        student_ids=tuple(student_ids),
    )
