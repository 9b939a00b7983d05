"""Registration plates: read as typed, kept in one normal form."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_


class PlateKind(StrEnum):
    """Where a plate comes from."""

    SIV = "siv"
    PROVISIONAL = "provisional"
    TRADE = "trade"
    OLD_FRENCH = "old_french"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate in its normal form, such as `AA-123-AA`. Personal data."""

    text: str
    kind: PlateKind


# The letters I, O and U are never used; SS is excluded on both sides, WW on the left.
_LETTER = "[A-HJ-NP-TV-Z]"
_SIV = re.compile(rf"(?!SS|WW)({_LETTER}{{2}})(?!000)(\d{{3}})(?!SS)({_LETTER}{{2}})")
_PROVISIONAL = re.compile(rf"(WW)(?!000)(\d{{3}})({_LETTER}{{2}})")
_TRADE = re.compile(rf"(W)(?!000)(\d{{3}})({_LETTER}{{2}})")
_OLD_FRENCH = re.compile(r"([1-9]\d{0,3})([A-Z]{1,3})(\d{2,3}|2[AB])")
_FOREIGN = re.compile(r"[A-Z0-9]{2,12}")
LONGEST_TYPED_PLATE = 40


def read_plate(typed: str, *, is_foreign: bool = False) -> Plate:
    """Read a plate whatever its case, spaces and dashes.

    Refused with a sentence when it is no French plate and `is_foreign` is not ticked.
    """
    plate = find_plate(typed, is_foreign=is_foreign)
    if plate is None:
        raise Refusal(
            N_(
                "Cette plaque n’est pas une plaque française, comme AB-123-CD ou 1234 AB 39."
                " Vérifiez-la, ou cochez « plaque étrangère »."
            )
            if not is_foreign
            else N_("Une plaque étrangère a de 2 à 12 lettres et chiffres. Vérifiez-la."),
            field="plate",
        )
    return plate


def find_plate(typed: str, *, is_foreign: bool = False) -> Plate | None:
    """Read a plate, or return None."""
    if len(typed) > LONGEST_TYPED_PLATE:
        return None
    text = _squeeze(typed)
    if is_foreign:
        found = _FOREIGN.fullmatch(text)
        return Plate(text, PlateKind.FOREIGN) if found else None
    for pattern, kind, separator in (
        (_SIV, PlateKind.SIV, "-"),
        (_PROVISIONAL, PlateKind.PROVISIONAL, "-"),
        (_TRADE, PlateKind.TRADE, "-"),
        (_OLD_FRENCH, PlateKind.OLD_FRENCH, " "),
    ):
        if found := pattern.fullmatch(text):
            return Plate(separator.join(found.groups()), kind)
    return None


def _squeeze(typed: str) -> str:
    """Return the capital letters and figures, without accents, spaces, dashes or points."""
    plain = unicodedata.normalize("NFKD", typed).upper()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    squeezed = re.sub(r"[\s.\-‐-―_·]", "", kept)
    return squeezed if squeezed.isascii() else ""
