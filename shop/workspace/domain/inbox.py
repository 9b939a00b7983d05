"""The one inbox of the office: rows of every room, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from shop.workspace.domain.waiting import Work

KEY_SEPARATOR = "~"
RANKS = tuple(Work)
LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True, order=True)
class InboxKey:
    """The place of a row in the inbox, for pages by key: its age, then its kind and number."""

    since: datetime
    rank: int
    id: int

    def to_text(self) -> str:
        """Write the key for an address."""
        return KEY_SEPARATOR.join((self.since.isoformat(), str(self.rank), str(self.id)))

    @classmethod
    def from_text(cls, text: str) -> "InboxKey | None":
        """Read a key from an address; anything that is not one means the first page."""
        parts = text.split(KEY_SEPARATOR)
        numbers = [part for part in parts[1:] if part.isascii() and part.isdecimal()]
        if len(parts) != 3 or len(numbers) != 2 or max(map(len, numbers)) > LONGEST_NUMBER:
            return None
        try:
            since = datetime.fromisoformat(parts[0])
        except ValueError:
            return None
        return None if since.tzinfo is None else cls(since, int(numbers[0]), int(numbers[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One thing that waits for the office.

    `who` it is for, `what` it is about in the words of the customer, `detail` a code of its
    room; `target_id` is the order or request to open.
    """

    work: Work
    id: int
    since: datetime
    reference: str = ""
    who: str = ""
    what: str = ""
    detail: str = ""
    target_id: int | None = None

    @property
    def until(self) -> date | None:
        """Return the last day of an offer, for a quote that was sent."""
        is_offer = self.work is Work.QUOTES_SENT and self.detail
        return date.fromisoformat(self.detail[:10]) if is_offer else None

    @property
    def key(self) -> InboxKey:
        return InboxKey(self.since, RANKS.index(self.work), self.id)


def page_of(rows: Iterable[InboxRow], size: int) -> tuple[list[InboxRow], InboxKey | None]:
    """Return the oldest rows and the key of the next page, when there is one."""
    ordered = sorted(rows, key=lambda row: row.key)
    shown = ordered[:size]
    return shown, shown[-1].key if len(ordered) > size else None
