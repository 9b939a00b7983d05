"""Who may do what with requests and quotes."""

from shop.kernel.actor import Actor, Role, Section

OFFICE = frozenset({Role.OFFICE, Role.DIRECTOR, Role.ADMIN})


def can_handle_requests(actor: Actor) -> bool:
    """Allow those who answer customers."""
    return actor.role in OFFICE


def can_read_requests(actor: Actor) -> bool:
    """Allow those who answer customers, and workshop teachers of metalwork."""
    return can_handle_requests(actor) or can_agree_request(actor)


def can_agree_request(actor: Actor) -> bool:
    """Allow who takes work on for metalwork: its teacher, or the director."""
    is_teacher = actor.role is Role.WORKSHOP_TEACHER and Section.METALWORK in actor.sections
    return is_teacher or actor.role is Role.DIRECTOR


def can_measure(actor: Actor) -> bool:
    """Allow an adult who goes to the customer's with the tape: office or workshop teacher."""
    return can_read_requests(actor)
