"""Numbers people read and say: document references and short codes."""

import re
from collections.abc import Callable

# No I, O, 0, 1, L: a code is read aloud on the phone.
SHORT_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SHORT_CODE_LENGTH = 6


def format_reference(prefix: str, year: int, number: int) -> str:
    """Write a reference such as `DE-2026-0042`."""
    return f"{prefix}-{year}-{number:04d}"


def make_short_code(choose: Callable[[str], str]) -> str:
    """Draw a code such as `K7M-2QX`; `choose` picks one character of the alphabet."""
    drawn = "".join(choose(SHORT_CODE_ALPHABET) for _ in range(SHORT_CODE_LENGTH))
    return f"{drawn[:3]}-{drawn[3:]}"


def read_short_code(typed: str) -> str | None:
    """Return the code as stored, whatever the case, spaces and dashes; None if it is none."""
    letters = re.sub(r"[\s\-–—.]", "", typed).upper()
    if len(letters) != SHORT_CODE_LENGTH or any(c not in SHORT_CODE_ALPHABET for c in letters):
        return None
    return f"{letters[:3]}-{letters[3:]}"
