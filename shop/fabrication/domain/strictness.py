"""Which way a rule grows stricter: what a workshop may ask beyond a law or a standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shop.kernel.text import Bilingual


class Stricter(StrEnum):
    """LESS: a smaller value is stricter. MORE: a larger one. NONE: neither is."""

    LESS = "less"
    MORE = "more"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrictRule:
    """A rule in words, and which way is stricter.

    `never_past` is the key of the limit on the other side: past it nothing could be made.
    """

    key: str
    stricter: Stricter
    never_past: str
    label: Bilingual

    def is_as_strict(self, value: Decimal, than: Decimal) -> bool:
        """Tell whether a value asks at least as much as another."""
        if self.stricter is Stricter.LESS:
            return value <= than
        return self.stricter is Stricter.MORE and value >= than


def read_strictness(rows: Iterable[Mapping[str, str]]) -> dict[str, StrictRule]:
    """Return, by key, the rules that have a stricter side; the others are left out."""
    return {
        row["key"]: StrictRule(
            key=row["key"],
            stricter=Stricter(row["stricter"]),
            never_past=row["never_past"],
            label=Bilingual(row["label_fr"], row["label_en"]),
        )
        for row in rows
        if row["stricter"] != Stricter.NONE
    }
