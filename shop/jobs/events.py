"""What happened to a job card."""

from dataclasses import dataclass

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CardPublished(Event):
    """A card was given to its group; `revision` above 1 changes one already at work."""

    card_id: int
    order_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class OperationToCheck(Event):
    """A student ticked a step that waits for a teacher."""

    card_id: int
    operation_key: str


@dataclass(frozen=True, slots=True)
class CardDone(Event):
    """An adult signed the work out: it is ready for the customer."""

    card_id: int
    order_id: int
