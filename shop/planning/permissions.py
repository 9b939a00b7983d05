"""Who may change when the workshop is open."""

from shop.kernel.actor import Actor, Role


def can_edit_calendar(actor: Actor) -> bool:
    """Allow the director and the administrator."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}
