"""Texts that are data: marked for translation here, translated at the edge."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_WHOLE_WORD = 4


def N_(message: str) -> str:
    """Mark a French sentence for extraction; the web layer translates it."""
    return message


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text of the school's own data, in both languages of the shop."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the English text for `en`, the French one for anything else."""
        return self.en if language == "en" and self.en else self.fr

    def to_data(self) -> dict[str, str]:
        return {"fr": self.fr, "en": self.en}

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> "Bilingual":
        return cls(fr=data["fr"], en=data.get("en", ""))


def fold(text: str) -> str:
    """Return a text in small letters without accents, as searches compare it."""
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stems(words: str) -> list[str]:
    """Return the words to look for, folded; a long one without the mark of its plural."""
    found = fold(words).split()
    return [word.rstrip("sx") if len(word) > LONGEST_WHOLE_WORD else word for word in found]
