"""Who may look at the rack and change what is on it."""

from shop.kernel.actor import Actor, Role

KEEPERS = frozenset({Role.WORKSHOP_TEACHER, Role.OFFICE, Role.DIRECTOR, Role.ADMIN})


def can_read_rack(actor: Actor) -> bool:
    """Let the teachers and the office look."""
    return actor.role in KEEPERS or actor.role is Role.GENERAL_TEACHER


def can_keep_rack(actor: Actor) -> bool:
    """Let workshop teachers and the office add, use and correct."""
    return actor.role in KEEPERS
