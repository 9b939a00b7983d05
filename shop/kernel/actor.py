"""Who acts: the value every permission reads."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at the school; ANONYMOUS is anybody on the public side."""

    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    OFFICE = "office"
    WORKSHOP_TEACHER = "workshop_teacher"
    GENERAL_TEACHER = "general_teacher"
    STUDENT = "student"
    DIRECTOR = "director"
    ADMIN = "admin"
    SYSTEM = "system"


STAFF_ROLES = frozenset(
    {Role.OFFICE, Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER, Role.DIRECTOR, Role.ADMIN}
)


class Section(StrEnum):
    """A workshop of the school."""

    METALWORK = "metalwork"
    TYRES = "tyres"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request or a task, already identified.

    `account_id` is the key in the table of that kind of person (staff, customer or
    student); `sections` are the workshops a teacher belongs to; `group_id` is the
    group of a student.
    """

    role: Role
    account_id: int | None = None
    name: str = ""
    sections: frozenset[Section] = frozenset()
    group_id: int | None = None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES


ANONYMOUS = Actor(role=Role.ANONYMOUS)
SYSTEM = Actor(role=Role.SYSTEM, name="système")
