"""Who may prepare and print exercises."""

from shop.kernel.actor import Actor, Role


def can_prepare_exercises(actor: Actor) -> bool:
    """Let every teacher prepare exercises, of the workshop or of general subjects."""
    return actor.role in (Role.GENERAL_TEACHER, Role.WORKSHOP_TEACHER, Role.SYSTEM)
