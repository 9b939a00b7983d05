"""Who sees which screen; money and the names of customers stay with the office."""

from collections.abc import Collection

from shop.accounts.permissions import can_agree, is_director, is_office, is_staff
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.refusals import Forbidden
from shop.kernel.text import N_

__all__ = [
    "can_agree",
    "can_enter_costs",
    "can_move_cards",
    "can_read_figures",
    "can_read_week",
    "can_search",
    "is_director",
    "is_office",
    "is_staff",
    "refuse_other_workshop",
    "sections_of",
]


def can_read_figures(actor: Actor) -> bool:
    """Allow the director and the administrator, who read the figures of the school."""
    return actor.role in {Role.DIRECTOR, Role.ADMIN}


def can_enter_costs(actor: Actor) -> bool:
    """Allow the director alone, who answers for the running costs."""
    return is_director(actor)


def can_read_week(actor: Actor) -> bool:
    """Allow teachers and the director; the office too, who tells customers when."""
    return is_staff(actor)


def can_move_cards(actor: Actor) -> bool:
    """Allow the workshop teacher, who answers for the week of a group."""
    return actor.role is Role.WORKSHOP_TEACHER


def can_search(actor: Actor) -> bool:
    """Allow the staff; what is found depends on the role."""
    return is_staff(actor)


def sections_of(actor: Actor) -> tuple[Section, ...]:
    """Return the workshops whose work this person follows: all of them but for a teacher."""
    if actor.role is Role.WORKSHOP_TEACHER:
        return tuple(section for section in Section if section in actor.sections)
    return tuple(Section)


def refuse_other_workshop(actor: Actor, sections: Collection[Section]) -> None:
    """Refuse to take work on for a workshop this person does not answer for."""
    if not set(sections) <= set(sections_of(actor)):
        raise Forbidden(N_("Cette commande est pour un autre atelier que le vôtre."))
