"""Rows of people."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts.gateway import hash_secret
from shop.accounts.models import (
    AuditEntry,
    Clearance,
    Customer,
    RecoveryCode,
    SignIn,
    SignInLink,
    Staff,
    Student,
    StudentGroup,
    Throttle,
    WorkshopTablet,
)
from shop.kernel.actor import Role, Section
from shop.kernel.tokens import hash_token
from tests.conftest import NOW

PASSWORD = "un portail bien droit"


def build_staff(
    session: Session,
    *,
    name: str = "Camille Roux",
    email: str = "camille@example.org",
    role: Role = Role.OFFICE,
    sections: tuple[Section, ...] = (Section.METALWORK, Section.TYRES),
    password: str | None = None,
    totp_secret: str | None = None,
    totp_confirmed_at: datetime | None = None,
    is_active: bool = True,
) -> Staff:
    """Add a person of the staff."""
    row = Staff(
        name=name,
        email=email,
        role=role,
        sections=list(sections),
        created_at=NOW,
        password_hash=hash_secret(password) if password else None,
        totp_secret=totp_secret,
        totp_confirmed_at=totp_confirmed_at,
        is_active=is_active,
    )
    session.add(row)
    session.flush()
    return row


def build_recovery_code(session: Session, *, staff_id: int, code: str) -> RecoveryCode:
    """Add a recovery code of a person of the staff."""
    row = RecoveryCode(staff_id=staff_id, code_hash=hash_token(code))
    session.add(row)
    session.flush()
    return row


def build_customer(
    session: Session,
    *,
    email: str = "lea@example.org",
    name: str = "Léa Martin",
    password: str | None = None,
) -> Customer:
    """Add a customer with an account."""
    row = Customer(
        email=email,
        name=name,
        created_at=NOW,
        password_hash=hash_secret(password) if password else None,
    )
    session.add(row)
    session.flush()
    return row


def build_student_group(
    session: Session,
    *,
    name: str = "Métallerie A",
    section: Section = Section.METALWORK,
    school_year: str = "2026-2027",
) -> StudentGroup:
    """Add a student group."""
    row = StudentGroup(name=name, section=section, school_year=school_year)
    session.add(row)
    session.flush()
    return row


def build_student(
    session: Session,
    *,
    group_id: int | None = None,
    pseudonym: str = "Renard",
    picture: str = "deer",
    reading_level: int = 2,
    simple_text: bool = False,
    pin: str | None = None,
    leaves_on: date = date(2028, 7, 7),
) -> Student:
    """Add a student; without a group, to a group of its own."""
    row = Student(
        group_id=group_id or build_student_group(session).id,
        pseudonym=pseudonym,
        picture=picture,
        reading_level=reading_level,
        simple_text=simple_text,
        pin_hash=hash_secret(pin) if pin else None,
        leaves_on=leaves_on,
    )
    session.add(row)
    session.flush()
    return row


def build_clearance(
    session: Session,
    *,
    student_id: int,
    machine: str = "mig_mag",
    valid_until: date | None = date(2027, 7, 2),
) -> Clearance:
    """Add a machine a student may use."""
    row = Clearance(student_id=student_id, machine=machine, valid_until=valid_until)
    session.add(row)
    session.flush()
    return row


def build_sign_in(
    session: Session,
    *,
    account: str,
    key: str = "key-of-test",
    started_at: datetime = NOW,
    last_seen_at: datetime | None = None,
) -> SignIn:
    """Add a browser that is signed in."""
    row = SignIn(
        key_hash=hash_token(key),
        account=account,
        started_at=started_at,
        last_seen_at=last_seen_at or started_at,
    )
    session.add(row)
    session.flush()
    return row


def build_sign_in_link(
    session: Session,
    *,
    token: str = "abc",  # noqa: S107 - a word, no secret
    purpose: str = "customer_sign_in",
    email: str = "lea@example.org",
    expires_at: datetime = NOW + timedelta(minutes=30),
) -> SignInLink:
    """Add a link sent to an address."""
    row = SignInLink(
        token_hash=hash_token(token), purpose=purpose, email=email, expires_at=expires_at
    )
    session.add(row)
    session.flush()
    return row


def build_throttle(
    session: Session,
    *,
    key: str = "student:1",
    count: int = 0,
    last_at: datetime | None = None,
    blocked_until: datetime | None = None,
) -> Throttle:
    """Add the tries of a key."""
    row = Throttle(key=key, count=count, last_at=last_at, blocked_until=blocked_until)
    session.add(row)
    session.flush()
    return row


def build_audit_entry(
    session: Session, *, act: str = "order.accepted", subject: str = "CO-2026-0001"
) -> AuditEntry:
    """Add an act to the trail."""
    row = AuditEntry(
        at=NOW, role="office", account_id=None, name="Camille", act=act, subject=subject
    )
    session.add(row)
    session.flush()
    return row


def build_person(session: Session, role: Role) -> str:
    """Add somebody of this role, once, and return the account such as `staff:3`."""
    if role is Role.CUSTOMER:
        return f"customer:{build_customer(session, email=f'{role}@example.org').id}"
    if role is Role.STUDENT:
        return f"student:{_student_of(session).id}"
    email = f"{role}@example.org"
    known = session.scalars(select(Staff).where(Staff.email == email)).one_or_none()
    row = known or build_staff(session, name=role.replace("_", " "), email=email, role=role)
    return f"staff:{row.id}"


def _student_of(session: Session) -> Student:
    """Return the student of the tests: the first there is, or a new one."""
    known = session.scalars(select(Student).order_by(Student.id)).first()
    return known or build_student(session)


def build_workshop_tablet(
    session: Session, *, key: str = "tablet", name: str = "Tablette du poste à souder"
) -> WorkshopTablet:
    """Add a tablet the school made known."""
    row = WorkshopTablet(key_hash=hash_token(key), name=name, enrolled_at=NOW, seen_on=NOW.date())
    session.add(row)
    session.flush()
    return row
