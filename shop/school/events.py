"""Facts the school announces."""

from dataclasses import dataclass

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SettingsChanged(Event):
    """Somebody changed what the school says of itself; `subject` names what."""

    act: str
    subject: str
