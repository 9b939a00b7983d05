"""Cuts what was typed about a tyre into small pieces, whatever its case and spaces."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece looks like, before anybody knows what it means."""

    SNOW_FLAKE = "snow_flake"
    MUD_AND_SNOW = "mud_and_snow"
    MOTORCYCLE = "motorcycle"
    APPROVAL = "approval"
    GRADE = "grade"
    ORIGIN = "origin"
    PLY = "ply"
    NUMBER = "number"
    LETTERS = "letters"
    STAR = "star"
    SLASH = "slash"
    OPEN = "open"
    CLOSE = "close"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; `joined` when nothing separates it from the piece before."""

    kind: PieceKind
    text: str
    joined: bool = False


# Alternatives are tried in this order at each place; none of them nests a repetition,
# so the time is proportional to the length of the text.
_PIECE = re.compile(
    r"""
      (?P<snow_flake>  3[ ]?-?PMSF? | 3[ ]PEAKS? | ALPIN[EO] | FLOCON | [❄❅❆] )
    | (?P<mud_and_snow> M[ ]?[+&.\-/][ ]?S(?![A-Z]) )
    | (?P<motorcycle>  M[ ]?/[ ]?C(?![A-Z]) )
    | (?P<approval>    E\d{1,2}(?!\d) (?: [ .-]{0,2} 0\d [ .-]? \d{3,7}(?!\d) )?
                         (?: [ ]?-?[ ]? S[12]?(?:W[12]?)?(?:R[123]?)?B?(?![A-Z0-9]) )?
                       | (?<![A-Z0-9])S[12](?:W[12]?)?(?:R[123]?)?B?(?![A-Z0-9]) )
    | (?P<grade>       TREADWEAR[ ]?\d{2,3}(?!\d) | TRACTION[ ]?(?:AA?|B|C)(?![A-Z])
                       | TEMPERATURE[ ]?[ABC](?![A-Z]) )
    | (?P<origin>      (?: N[0-6] | NA[0-6] | MO1 | MO-S | RO[12] | T[0-3] | K[12] )(?![0-9A-Z]) )
    | (?P<ply>         (?<!\d)\d{1,2}[ ]?(?:PR|PLY)(?![A-Z])
                       | (?<![A-Z])(?:LOAD[ ]?RANGE|LR)[ ]?[B-H](?![A-Z0-9]) )
    | (?P<number>      \d+(?:\.[05](?!\d))? )
    | (?P<letters>     [A-Z](?:(?!M[ ]?[+&][ ]?S)[A-Z])* )
    | (?P<star>        [★☆*✱] )
    | (?P<slash>       [/\\|]+ )
    | (?P<open>        \( )
    | (?P<close>       \) )
    | (?P<other>       \S )
    """,
    re.VERBOSE,
)

_SIGNS = {"∕": "/", "⁄": "/", "÷": "/", ",": ".", "[": "(", "]": ")", "×": "X"}
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
# Cyrillic and Greek capitals that look like those stamped on a tyre.
_LOOK_ALIKES = dict(
    zip("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISJABEZHIKMNOPTYX", strict=True)
)
_PLAIN = str.maketrans(_SIGNS | _DASHES | _LOOK_ALIKES)
_UNSEEN = frozenset({"Cf", "Mn"})  # joiners, marks of direction, variants of a drawn sign
_O_FOR_ZERO = re.compile(r"(?<=\d)O(?=\d)")


def normalise(typed: str) -> str:
    """Return the text in capitals, plain letters and figures, points and single spaces."""
    wide = unicodedata.normalize("NFKC", typed).upper().translate(_PLAIN)
    seen = "".join(letter for letter in wide if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(_O_FOR_ZERO.sub("0", seen).split())


def _is_ascii_digit_run(text: str) -> bool:
    return text.replace(".", "").isascii()


def cut_into_pieces(text: str) -> tuple[Piece, ...]:
    """Cut a normalised text; every character but spaces ends in exactly one piece."""
    pieces = []
    end_before = -1
    for found in _PIECE.finditer(text):
        kind = PieceKind(str(found.lastgroup))
        if kind is PieceKind.NUMBER and not _is_ascii_digit_run(found.group()):
            kind = PieceKind.OTHER  # figures of another script
        pieces.append(Piece(kind, found.group(), joined=found.start() == end_before))
        end_before = found.end()
    return tuple(pieces)


def parentheses_balance(pieces: Iterable[Piece]) -> bool:
    """Tell whether each opening parenthesis has its closing one, in order."""
    depth = 0
    for piece in pieces:
        depth += (piece.kind is PieceKind.OPEN) - (piece.kind is PieceKind.CLOSE)
        if depth < 0:
            return False
    return depth == 0
