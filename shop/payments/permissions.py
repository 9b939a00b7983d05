"""Who may see and move money."""

from shop.kernel.actor import Actor, Role


def can_handle_money(actor: Actor) -> bool:
    """Allow the office and the director."""
    return actor.role in {Role.OFFICE, Role.DIRECTOR, Role.ADMIN}
