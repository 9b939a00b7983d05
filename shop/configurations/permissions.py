"""Who may open a customer's configuration by its code, and set what all of them rest on."""

from shop.kernel.actor import Actor, Role, Section

READERS = frozenset({Role.OFFICE, Role.WORKSHOP_TEACHER, Role.DIRECTOR, Role.ADMIN})


def can_edit_tariff(actor: Actor) -> bool:
    """Allow those who answer for what every made-to-measure price rests on."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}


def can_set_rules(actor: Actor) -> bool:
    """Allow a stricter rule to the teachers of the metal workshop, and to the direction."""
    is_teacher = actor.role is Role.WORKSHOP_TEACHER and Section.METALWORK in actor.sections
    return is_teacher or can_edit_tariff(actor)


def can_open_configurations(actor: Actor) -> bool:
    """Allow those who speak with customers and those who make."""
    return actor.role in READERS
