"""Words of the trade: one simple sentence each, and the everyday word they may be taken for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from shop.curriculum.domain.sources import read_rows

EVERY_TRADE = "school"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """One word; `note` warns of a false friend and is empty when there is none."""

    word: str
    definition: str
    topic: str
    note: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Match the word or its plural as a whole word, whatever the case."""
        return _pattern(self.word)


@cache
def list_glossary() -> tuple[GlossaryEntry, ...]:
    """Return every entry, in alphabetical order within its topic."""
    entries = (GlossaryEntry(**row) for row in read_rows("glossary"))
    return tuple(sorted(entries, key=lambda entry: (entry.topic, entry.word)))


def find_glossary_entry(word: str) -> GlossaryEntry | None:
    """Return the entry of a word, singular or plural, or None."""
    return next((entry for entry in list_glossary() if entry.pattern.fullmatch(word)), None)


def glossary_of(
    texts: Iterable[str], limit: int = 10, *, trade: str = ""
) -> tuple[GlossaryEntry, ...]:
    """Return the entries met in the texts, in order of first appearance, at most `limit`.

    A word inside a longer entry (« masse » in « masse d’équilibrage ») gives way to it. A word
    has the meaning of its `trade`, metalwork or tyres: that of the other one is left out.
    """
    text = "\n".join(texts)
    found: list[tuple[int, int, GlossaryEntry]] = []
    for entry in sorted(list_glossary(), key=lambda entry: -len(entry.word)):
        if trade and entry.topic not in (trade, EVERY_TRADE):
            continue
        match = entry.pattern.search(text)
        if match and not any(start <= match.start() < end for start, end, _ in found):
            found.append((match.start(), match.end(), entry))
    return tuple(entry for _, _, entry in sorted(found, key=lambda row: row[0])[:limit])


@cache
def _pattern(word: str) -> re.Pattern[str]:
    plural = "(?:vantail|vantaux)" if word == "vantail" else _with_plural(word)
    return re.compile(rf"(?<![\w’]){plural}(?!\w)|(?<=[ldnLDN]’){plural}(?!\w)", re.IGNORECASE)


def _with_plural(word: str) -> str:
    first, _, rest = word.partition(" ")
    ending = "" if first.endswith(("s", "x", "T", "C", "A", "I")) else "[sx]?"
    tail = f" {re.escape(rest)}" if rest else ""
    return re.escape(first) + ending + tail
