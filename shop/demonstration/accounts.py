"""People of the demonstration: staff, three groups of students, one customer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from shop.accounts.domain.people import PSEUDONYMS
from shop.accounts.gateway import hash_secret
from shop.accounts.models import Customer, Staff, Student
from shop.accounts.queries import list_groups, list_staff
from shop.accounts.services import add_students, create_group, create_staff, give_clearance
from shop.db import Scope
from shop.kernel.actor import Role, Section
from shop.kernel.clock import paris_day

PASSWORD = "portail bleu et clé rouge"  # noqa: S105 - shown on the page of the demonstration
PIN = "1379"
TABLET = "Tablette d’essai"
HOST = "juralternance.example.org"
BOTH = (Section.METALWORK, Section.TYRES)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the staff and what is hers to do."""

    name: str
    address: str
    role: Role
    sections: tuple[Section, ...] = BOTH

    @property
    def email(self) -> str:
        return f"{self.address}@{HOST}"


COLLEAGUES = (
    Colleague("Sophie Marchand", "bureau", Role.OFFICE),
    Colleague("Karim Haddad", "metallerie", Role.WORKSHOP_TEACHER, (Section.METALWORK,)),
    Colleague("Laurent Petit", "pneus", Role.WORKSHOP_TEACHER, (Section.TYRES,)),
    Colleague("Anne Girod", "cours", Role.GENERAL_TEACHER),
    Colleague("Claire Vuillemin", "direction", Role.DIRECTOR),
    Colleague("Julien Roy", "admin", Role.ADMIN),
)
CUSTOMER = ("lea.martin@example.org", "Léa Martin")


@dataclass(frozen=True, slots=True)
class Crew:
    """A group of students; the first pictures of the list from `first` on are theirs."""

    name: str
    section: Section
    students: int
    years_left: int
    machines: tuple[str, ...]


METAL = ("saw", "pillar_drill", "angle_grinder", "bender", "mag_welder", "spray_gun")
TYRES = ("TYRE_CHANGER", "BALANCER", "INFLATION", "IMPACT_WRENCH", "LIFT")
CREWS = (
    Crew("Métallerie A", Section.METALWORK, 10, 1, METAL),
    Crew("Métallerie B", Section.METALWORK, 8, 2, METAL[:4]),
    Crew("Pneus", Section.TYRES, 8, 1, TYRES),
)
# Cycled over the students of a group: reading level, simplified texts, machines not yet cleared.
PROFILES = ((2, False, 0), (1, True, 2), (3, False, 0), (2, False, 1), (2, True, 0))


def seed_accounts(scope: Scope) -> None:
    """Write staff, groups and one customer; does nothing a second time."""
    if list_staff(scope.session):
        return
    password_hash = hash_secret(PASSWORD)
    for person in COLLEAGUES:
        create_staff(
            scope,
            name=person.name,
            email=person.email,
            role=person.role,
            sections=person.sections,
        )
    scope.session.execute(update(Staff).values(password_hash=password_hash))
    email, name = CUSTOMER
    scope.session.add(
        Customer(email=email, name=name, created_at=scope.now, password_hash=password_hash)
    )
    for crew in CREWS:
        _seed_crew(scope, crew)
    _spread_pictures(scope)


def school_year(today: date) -> int:
    """Return the year in which the school year of this day began."""
    return today.year if today.month >= 8 else today.year - 1


def _seed_crew(scope: Scope, crew: Crew) -> None:
    begun = school_year(paris_day(scope.now))
    group_id = create_group(
        scope, name=crew.name, section=crew.section, school_year=f"{begun}-{begun + 1}"
    )
    leaves_on = date(begun + crew.years_left, 7, 7)
    student_ids = add_students(scope, group_id, count=crew.students, leaves_on=leaves_on)
    pin_hash = hash_secret(PIN)
    for place, student_id in enumerate(student_ids):
        level, simple, missing = PROFILES[place % len(PROFILES)]
        row = scope.session.get_one(Student, student_id)
        row.reading_level, row.simple_text, row.pin_hash = level, simple, pin_hash
        for machine in crew.machines[: len(crew.machines) - missing]:
            give_clearance(scope, student_id, machine, valid_until=leaves_on)
    scope.session.flush()


def _spread_pictures(scope: Scope) -> None:
    """Give every student of the school a picture of their own, not only of the group."""
    names = list(PSEUDONYMS.items())
    groups = list_groups(scope.session)
    ids = sorted(student_id for group in groups for student_id in group.student_ids)
    for place, student_id in reversed(list(enumerate(ids))):
        row = scope.session.get_one(Student, student_id)
        row.picture, row.pseudonym = names[place]
        scope.session.flush()
