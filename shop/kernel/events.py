"""Facts announced by a room, heard by the rooms above it in the same transaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Handler = Callable[[Any, Any], None]


class Event:
    """A fact of the past. Events are frozen dataclasses that derive from this class."""


class Bus:
    """Carries an event to its listeners, in the order the wiring lists them."""

    def __init__(self, handlers: Mapping[type[Event], Iterable[Handler]] | None = None) -> None:
        self._handlers = {kind: tuple(found) for kind, found in (handlers or {}).items()}

    def publish(self, event: Event, scope: object) -> None:
        """Call every listener of this kind of event with the event and the scope."""
        for handler in self._handlers.get(type(event), ()):
            handler(event, scope)
