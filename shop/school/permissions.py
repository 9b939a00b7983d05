"""Who may change what the school says of itself."""

from shop.kernel.actor import Actor, Role


def can_edit_settings(actor: Actor) -> bool:
    """Allow the director and the administrator."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}


def can_edit_hours(actor: Actor) -> bool:
    """Allow the office too: it opens the door every morning."""
    return can_edit_settings(actor) or actor.role is Role.OFFICE
