"""Who may change what the school sells and at what price."""

from shop.kernel.actor import Actor, Role


def can_edit_prices(actor: Actor) -> bool:
    """Allow the office, the director and the administrator."""
    return actor.role in {Role.OFFICE, Role.DIRECTOR, Role.ADMIN}
