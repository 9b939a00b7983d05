"""Who may open a customer's configuration by its code."""

from shop.kernel.actor import Actor, Role

READERS = frozenset({Role.OFFICE, Role.WORKSHOP_TEACHER, Role.DIRECTOR, Role.ADMIN})


def can_edit_tariff(actor: Actor) -> bool:
    """Allow those who answer for what every made-to-measure price rests on."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}


def can_open_configurations(actor: Actor) -> bool:
    """Allow those who speak with customers and those who make."""
    return actor.role in READERS
