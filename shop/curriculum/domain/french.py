"""Numbers and lists as French readers see them and hear them."""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# The no-break space keeps "1 780 mm" on one line; unlike U+202F every font has it.
SPACE = "\u00a0"

_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}

_SPOKEN_UNITS = {
    "mm": "millimètres",
    "cm": "centimètres",
    "m": "mètres",
    "m²": "mètres carrés",
    "cm²": "centimètres carrés",
    "cm³": "centimètres cubes",
    "kg": "kilos",
    "g": "grammes",
    "h": "heures",
    "min": "minutes",
    "bar": "bars",
    "N·m": "newtons mètres",
    "N": "newtons",
    "€": "euros",
    "%": "pour cent",
    "°": "degrés",
    "L": "litres",
    "km": "kilomètres",
    "km/h": "kilomètres à l’heure",
}
_SPOKEN_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\u00a0\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
    r"(?:\u00a0?(?P<unit>km/h|N·m|mm|cm³|cm²|cm|m²|km|kg|min|bar|m|g|h|N|L|€|%|°)(?![\w²/]))?"
)


def french_number(value: float, decimals: int = 2, *, fixed: bool = False) -> str:
    """Write a number with a comma and spaced thousands, rounded half up (33.3499999999 is 33.35).

    Trailing zeros go, unless `fixed` asks for exactly `decimals` figures (money).
    """
    quantum = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(round(value, 9))).quantize(quantum, rounding=ROUND_HALF_UP)
    sign = "−" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    if not fixed:
        fraction = fraction.rstrip("0")
    groups = f"{int(whole):,}".replace(",", SPACE)
    return sign + groups + (f",{fraction}" if fraction else "")


def spoken_number(value: int) -> str:
    """Say a whole number from 0 to 999 999 in French words, as a reading voice would."""
    if value < 100:
        return _below_hundred(value)
    if value < 1000:
        return _hundreds(value)
    thousands, rest = divmod(value, 1000)
    head = "mille" if thousands == 1 else f"{_plain_hundreds(thousands)} mille"
    return head if rest == 0 else f"{head} {spoken_number(rest)}"


def spoken(text: str) -> str:
    """Return the text to read aloud: numbers in words, units in full."""
    return _SPOKEN_NUMBER.sub(_say, text).replace(SPACE, " ")


def french_list(words: Sequence[str], last: str = "et") -> str:
    """Join words as French does: « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def french_day(day: date) -> str:
    """Write a day in full, as cards and messages do: « le mardi 4 mars »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"le {_WEEKDAYS[day.weekday()]} {first} {_MONTHS[day.month - 1]}"


def sentences(text: str) -> list[str]:
    """Cut a text at its full stops, question marks, exclamation marks and line ends."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n", text) if part.strip()]


def word_count(text: str) -> int:
    """Count the words of a text; a number with its unit is one word, signs are none."""
    glued = re.sub(r"(?<=\d) (?=(?:mm|cm|m|kg|g|bar|h|min|€|%|N)\b)", SPACE, text)
    return sum(1 for part in re.split(r"[ \n]+", glued) if re.search(r"\w", part))


def _say(match: re.Match[str]) -> str:
    whole, _, fraction = match["number"].replace(SPACE, "").partition(",")
    number = int(whole)
    said = spoken_number(number) if number < 1_000_000 else whole
    if fraction:
        zeros = "zéro " * (len(fraction) - len(fraction.lstrip("0")))
        digits = int(fraction)
        said += f" virgule {zeros}{spoken_number(digits)}" if digits else " virgule zéro"
    unit = match["unit"]
    return f"{said} {_spoken_unit(unit, float(f'{whole}.{fraction or 0}'))}" if unit else said


def _spoken_unit(unit: str, value: float) -> str:
    said = _SPOKEN_UNITS[unit]
    if math.fabs(value) >= 2 or unit == "%":
        return said
    return " ".join(word[:-1] if word.endswith("s") else word for word in said.split(" "))


def _below_hundred(value: int) -> str:
    if value < 17:
        return _UNITS[value]
    if value < 20:
        return f"dix-{_UNITS[value - 10]}"
    tens, unit = divmod(value, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if tens == 8:
        return "quatre-vingts" if unit == 0 else f"quatre-vingt-{_below_hundred(unit)}"
    if unit == 0:
        return _TENS[tens]
    joint = " et " if unit in (1, 11) else "-"
    return f"{_TENS[tens]}{joint}{_below_hundred(unit)}"


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if hundreds == 0:
        return _below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
    if rest == 0:
        return head if hundreds == 1 else f"{head}s"
    return f"{head} {_below_hundred(rest)}"


def _plain_hundreds(value: int) -> str:
    # "quatre-vingt mille", "deux cent mille": the s falls before mille.
    said = _hundreds(value)
    return said[:-1] if said.endswith(("vingts", "cents")) else said
