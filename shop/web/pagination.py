"""Pages of long lists by key: the last page costs what the first one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shop.web.soundness import LARGEST_ID

RowT = TypeVar("RowT")
PAGE_SIZE = 24
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """One page of a list and the key that opens the next one, if there is one."""

    rows: Sequence[RowT]
    next_key: str | None


def read_key(raw: str | None) -> int | None:
    """Read the key of a page from an address; anything that is not one means the first page."""
    if raw is None or len(raw) > LONGEST_KEY or not raw.isdecimal():
        return None
    return min(int(raw), LARGEST_ID)
