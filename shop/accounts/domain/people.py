"""People as other rooms see them: the least that is needed."""

from dataclasses import dataclass
from datetime import date, datetime

from shop.kernel.actor import Actor, Role, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletView:
    """A device of the workshop that the school made known; `seen_on` is its last day of use."""

    id: int
    name: str
    enrolled_at: datetime
    seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentView:
    """A student: a pseudonym and its picture, never a name.

    `reading_level` goes from 1 (pictures) to 3 (words of the trade); `clearances` are the
    codes of the machines the student may use today.
    """

    id: int
    pseudonym: str
    picture: str
    group_id: int
    section: Section
    reading_level: int
    simple_text: bool = False
    clearances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A student group of a section for one school year such as `2026-2027`."""

    id: int
    name: str
    section: Section
    school_year: str
    student_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """A person who works at the school."""

    id: int
    name: str
    email: str
    role: Role
    sections: frozenset[Section]
    is_active: bool
    has_password: bool
    has_totp: bool

    def to_actor(self) -> Actor:
        return Actor(role=self.role, account_id=self.id, name=self.name, sections=self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """A customer who chose to have an account."""

    id: int
    email: str
    name: str
    has_password: bool

    def to_actor(self) -> Actor:
        return Actor(role=Role.CUSTOMER, account_id=self.id, name=self.name or self.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentAccount:
    """What the school keeps about a student beside what other rooms see."""

    student: StudentView
    leaves_on: date
    has_pin: bool
    clearances: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """One act of the trail."""

    id: int
    at: datetime
    role: str
    name: str
    act: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerOrder:
    """One order on the account page; the room of orders fills it in words."""

    reference: str
    status: str
    placed_on: date
    url: str


def is_cleared(valid_until: date | None, today: date) -> bool:
    """Tell whether a clearance still holds; the last day counts."""
    return valid_until is None or today <= valid_until


PSEUDONYMS = {
    "cat": "Chat",
    "dog": "Chien",
    "deer": "Cerf",
    "horse": "Cheval",
    "fish": "Poisson",
    "butterfly": "Papillon",
    "feather": "Plume",
    "leaf": "Feuille",
    "tree": "Arbre",
    "cactus": "Cactus",
    "flower": "Fleur",
    "clover": "Trèfle",
    "mushroom": "Champignon",
    "carrot": "Carotte",
    "cherry": "Cerise",
    "apple": "Pomme",
    "lemon": "Citron",
    "comet": "Comète",
    "moon": "Lune",
    "sun": "Soleil",
    "star": "Étoile",
    "planet": "Planète",
    "cloud": "Nuage",
    "snowflake": "Flocon",
    "bolt": "Éclair",
    "ripple": "Vague",
    "mountain": "Montagne",
    "volcano": "Volcan",
    "rainbow": "Arc-en-ciel",
    "droplet": "Goutte",
    "compass": "Boussole",
    "anchor": "Ancre",
    "sailboat": "Voilier",
    "rocket": "Fusée",
    "diamond": "Diamant",
    "key": "Clé",
    "bell": "Cloche",
    "seedling": "Pousse",
    "tent": "Tente",
    "kayak": "Kayak",
    "satellite": "Satellite",
}
"""Pictures of `static/accounts/pictures.svg` and the pseudonym each proposes."""
