"""Who may do what with a job card."""

from shop.kernel.actor import Actor, Role, Section
from shop.kernel.refusals import Forbidden, NotFound
from shop.kernel.text import N_

READERS = frozenset(
    {Role.OFFICE, Role.WORKSHOP_TEACHER, Role.GENERAL_TEACHER, Role.DIRECTOR, Role.ADMIN}
)


def can_read_cards(actor: Actor) -> bool:
    """Let the whole staff read cards, prices left aside."""
    return actor.role in READERS


def can_run_workshop(actor: Actor) -> bool:
    """Let workshop teachers edit, publish, sign and decide."""
    return actor.role in (Role.WORKSHOP_TEACHER, Role.SYSTEM)


def can_teach(actor: Actor) -> bool:
    """Offer every teacher the exercises of a card."""
    return actor.role is Role.GENERAL_TEACHER or can_run_workshop(actor)


def can_work(actor: Actor) -> bool:
    """Let students and workshop teachers stand at the bench."""
    return actor.role is Role.STUDENT or can_run_workshop(actor)


def can_see_bench(actor: Actor) -> bool:
    """Let students and the whole staff look at the bench."""
    return actor.role is Role.STUDENT or can_read_cards(actor)


def runs_section(actor: Actor, section: Section) -> bool:
    """Tell whether this adult answers for the work of a section."""
    return actor.role is Role.SYSTEM or (can_run_workshop(actor) and section in actor.sections)


def refuse_other_section(actor: Actor, section: Section) -> None:
    """Refuse an act on a card of a workshop this adult does not answer for."""
    if not runs_section(actor, section):
        raise Forbidden(N_("Seul un maître professionnel de cet atelier peut le faire."))


def refuse_other_group(actor: Actor, section: Section, group_id: int | None) -> None:
    """Refuse to a student, as if it did not exist, a card of another group."""
    if actor.role is Role.STUDENT:
        if group_id is None or group_id != actor.group_id:
            raise NotFound(N_("Cette fiche n’est pas pour ton groupe."))
        return
    refuse_other_section(actor, section)
