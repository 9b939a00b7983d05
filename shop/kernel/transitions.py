"""A life is a table; one function reads it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

StatusT = TypeVar("StatusT", bound=StrEnum)
ActionT = TypeVar("ActionT", bound=StrEnum)


class TransitionRefused(Refusal):
    """The thing is no longer, or not yet, in a state that allows this act."""


def next_status(
    table: Mapping[tuple[StatusT, ActionT], StatusT], status: StatusT, action: ActionT
) -> StatusT:
    """Return where an action leads; TransitionRefused when the table has no such step."""
    try:
        return table[status, action]
    except KeyError:
        raise TransitionRefused(
            N_("Cette action n’est plus possible : l’état a changé. Rechargez la page.")
        ) from None


def can_take(
    table: Mapping[tuple[StatusT, ActionT], StatusT], status: StatusT, action: ActionT
) -> bool:
    """Tell whether the table has this step, to show or hide a button."""
    return (status, action) in table
