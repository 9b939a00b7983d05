"""Who may do what, by role; every room reads these."""

from shop.kernel.actor import Actor, Role


def is_customer(actor: Actor) -> bool:
    """Allow a customer with an account."""
    return actor.role is Role.CUSTOMER


def is_staff(actor: Actor) -> bool:
    """Allow anybody who works at the school."""
    return actor.is_staff


def is_office(actor: Actor) -> bool:
    """Allow the office, and the director and the administrator who stand in for it."""
    return actor.role in {Role.OFFICE, Role.DIRECTOR, Role.ADMIN}


def is_workshop_teacher(actor: Actor) -> bool:
    """Allow a workshop teacher: the only one who signs stops."""
    return actor.role is Role.WORKSHOP_TEACHER


def is_general_teacher(actor: Actor) -> bool:
    """Allow a general teacher: exercises, neither acceptance nor stops."""
    return actor.role is Role.GENERAL_TEACHER


def is_teacher(actor: Actor) -> bool:
    """Allow any teacher."""
    return actor.role in {Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER}


def is_student(actor: Actor) -> bool:
    """Allow a student."""
    return actor.role is Role.STUDENT


def is_director(actor: Actor) -> bool:
    """Allow the director."""
    return actor.role is Role.DIRECTOR


def is_admin(actor: Actor) -> bool:
    """Allow the administrator."""
    return actor.role is Role.ADMIN


def is_of_school(actor: Actor) -> bool:
    """Allow staff and students: everybody on the school's side."""
    return is_staff(actor) or is_student(actor)


def can_agree(actor: Actor) -> bool:
    """Allow who takes work on for the workshop: its teacher, or the director."""
    return actor.role in {Role.WORKSHOP_TEACHER, Role.DIRECTOR}


def can_manage_staff(actor: Actor) -> bool:
    """Allow who opens and closes the accounts of staff."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}


def can_manage_students(actor: Actor) -> bool:
    """Allow who names groups and pseudonyms and gives PINs: teachers, direction."""
    return is_teacher(actor) or can_manage_staff(actor)


def can_give_clearance(actor: Actor) -> bool:
    """Allow who judges that a student may use a machine: the workshop teacher, the director."""
    return can_agree(actor)


def can_read_trail(actor: Actor) -> bool:
    """Allow who reads the trail of acts."""
    return can_manage_staff(actor)
