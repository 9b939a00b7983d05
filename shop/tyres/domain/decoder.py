"""Decodes the marking of a tyre: size, indices and flags, in any usual order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shop.tyres.domain.lexing import (
    Piece,
    PieceKind,
    cut_into_pieces,
    normalise,
    parentheses_balance,
)
from shop.tyres.domain.marking import (
    LONGEST_MARKING,
    Construction,
    LoadCapacity,
    MarkingToken,
    TokenKind,
    TyreMarking,
    TyreUse,
    UnreadableMarking,
    UnreadableReason,
)
from shop.tyres.domain.ratings import find_load_kg, find_speed
from shop.tyres.domain.sizes import SizeFound, find_size

RUN_FLAT_WORDS = frozenset(
    {"RFT", "SSR", "ROF", "ZP", "DSST", "EMT", "RUNFLAT", "HRS", "SST", "MOE", "RSC", "RUN", "FLAT"}
)
EXTRA_LOAD_WORDS = frozenset({"XL", "EXTRA", "LOAD", "REINFORCED", "REINF", "RENFORCE"})
ORIGIN_WORDS = frozenset({"MO", "AO", "AOE", "MOS", "JLR", "LR", "VOL", "MGT", "NF", "AR"})
KNOWN_OTHER_WORDS = frozenset(
    {"TL", "TT", "TUBELESS", "TWI", "OUTSIDE", "INSIDE", "ROTATION", "FR", "FSL", "MFS", "DOT"}
)
_FLAG_WORDS = RUN_FLAT_WORDS | EXTRA_LOAD_WORDS | ORIGIN_WORDS | KNOWN_OTHER_WORDS | {"RF", "HL"}
_NEVER_SPEEDS = frozenset("IOXZ")

_DOT = re.compile(r"\bDOT\b(?P<codes>[ .…A-Z0-9-]*)|\bDOT(?P<joined>\d{4})\b")
_WEEK_AND_YEAR = re.compile(r"(?<![A-Z0-9])(0[1-9]|[1-4]\d|5[0-3])(\d{2})(?![A-Z0-9])")


@dataclass(slots=True)
class _Reading:
    """What has been understood so far, and the pieces nobody has claimed yet."""

    marking: TyreMarking
    rest: list[Piece]
    tokens: list[MarkingToken] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def learn(self, kind: TokenKind, text: str, **facts: object) -> None:
        self.tokens.append(MarkingToken(kind, text))
        self.marking = replace(self.marking, **facts)  # type: ignore[arg-type]  # facts are fields


def decode_marking(typed: str) -> TyreMarking | UnreadableMarking:
    """Read a tyre marking, or say in a sentence why it cannot be read. Never raises."""
    if len(typed) > LONGEST_MARKING:
        return UnreadableMarking(UnreadableReason.TOO_LONG)
    text, date_text = _take_date(normalise(typed))
    if not text and not date_text:
        return UnreadableMarking(UnreadableReason.EMPTY)
    pieces = cut_into_pieces(text)
    if not parentheses_balance(pieces):
        return UnreadableMarking(UnreadableReason.UNBALANCED, text)
    size = find_size(text, pieces)
    if isinstance(size, UnreadableMarking):
        return size
    reading = _start_reading(size)
    refused = _read_indices(reading, len(size.before))
    if refused is not None:
        return refused
    _read_flags(reading)
    _read_date(reading, date_text)
    return _finish(reading)


def _take_date(text: str) -> tuple[str, str]:
    """Split the DOT code off a normalised text; returns the rest and the WWYY figures."""
    found = _DOT.search(text)
    if not found:
        return text, ""
    if found["joined"]:
        return _without(text, found.span()), found["joined"]
    dates = list(_WEEK_AND_YEAR.finditer(found["codes"]))
    if not dates:
        return text, ""
    start = found.start("codes")
    return _without(text, (found.start(), start + dates[-1].end())), dates[-1].group()


def _without(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}".strip()


def _start_reading(size: SizeFound) -> _Reading:
    marking = TyreMarking(
        width_mm=size.width,
        aspect=size.aspect,
        construction=size.construction or Construction.RADIAL,
        rated_above_240=size.speed_letter == "Z",
        rim_inches=size.rim,
        use=size.use,
    )
    reading = _Reading(marking, [*size.before, *size.after])
    if size.use_before:
        reading.learn(TokenKind.USE, size.use_before)
    if size.is_high_load:
        reading.learn(TokenKind.CAPACITY, "HL", capacity=LoadCapacity.HIGH)
    reading.learn(TokenKind.WIDTH, str(size.width))
    reading.learn(TokenKind.ASPECT, str(size.aspect or ""))
    _learn_construction(reading, size)
    reading.learn(TokenKind.RIM, f"{size.rim.normalize():f}")
    if size.use_after:
        reading.learn(TokenKind.COMMERCIAL, size.use_after)
    return reading


def _learn_construction(reading: _Reading, size: SizeFound) -> None:
    letter = {None: "", Construction.RADIAL: "R", Construction.DIAGONAL: "D"}.get(
        size.construction, "B"
    )
    written = f"{size.speed_letter or ''}{letter}{'F' if size.run_flat else ''}"
    reading.learn(TokenKind.CONSTRUCTION, written)
    if size.run_flat:
        reading.learn(TokenKind.RUN_FLAT, "RF", run_flat=True)
    if size.speed_letter and size.speed_letter != "Z":
        reading.learn(TokenKind.SPEED, size.speed_letter, speed=size.speed_letter)


def _solid(rest: Sequence[Piece], start: int) -> list[int]:
    """Return the places of the pieces from `start` that are neither signs nor parentheses."""
    skipped = {PieceKind.SLASH, PieceKind.OPEN, PieceKind.CLOSE, PieceKind.OTHER}
    return [i for i in range(start, len(rest)) if rest[i].kind not in skipped]


def _could_be_load(piece: Piece) -> bool:
    return piece.kind is PieceKind.NUMBER and len(piece.text) in (2, 3) and "." not in piece.text


def _read_indices(reading: _Reading, after: int) -> UnreadableMarking | None:
    """Read the load and speed indices: after the size if they are there, else before it."""
    rest = reading.rest
    places = [*range(after, len(rest)), *range(after)]
    start = next((i for i in places if _could_be_load(rest[i])), None)
    if start is None:
        return _read_lone_speed(reading, after)
    solid = _solid(rest, start)
    loads = [rest[start].text]
    taken = [start]
    if len(solid) > 1 and _could_be_load(rest[solid[1]]) and _slash_between(rest, solid):
        loads.append(rest[solid[1]].text)
        taken.append(solid[1])
    unknown = next((load for load in loads if find_load_kg(int(load)) is None), None)
    if unknown is not None:
        return UnreadableMarking(UnreadableReason.LOAD_INDEX, unknown)
    _learn_loads(reading, loads)
    speed_place = solid[len(taken)] if len(solid) > len(taken) else None
    refused = _read_speed(reading, speed_place)
    taken += [] if speed_place is None or rest[speed_place].text else [speed_place]
    reading.rest = [piece for i, piece in enumerate(rest) if i not in taken and piece.text]
    return refused


def _slash_between(rest: Sequence[Piece], solid: Sequence[int]) -> bool:
    return any(rest[i].kind is PieceKind.SLASH for i in range(solid[0], solid[1]))


def _learn_loads(reading: _Reading, loads: Sequence[str]) -> None:
    twin = int(loads[1]) if len(loads) > 1 else None
    reading.learn(TokenKind.LOAD, "/".join(loads), load_index=int(loads[0]), twin_load_index=twin)
    if twin is not None and reading.marking.use is TyreUse.PASSENGER:
        reading.learn(TokenKind.COMMERCIAL, "", use=TyreUse.COMMERCIAL)


def _read_lone_speed(reading: _Reading, after: int) -> UnreadableMarking | None:
    """Read a speed letter that stands without a load index: `205/55 R16 V`."""
    for i in range(after, len(reading.rest)):
        piece = reading.rest[i]
        if piece.kind is PieceKind.LETTERS and len(piece.text) == 1:
            refused = _read_speed(reading, i)
            reading.rest = [piece for piece in reading.rest if piece.text]
            return refused
    return None


def _read_speed(reading: _Reading, place: int | None) -> UnreadableMarking | None:
    """Take the speed letter that opens the piece at `place`; leaves the rest of the word."""
    if place is None:
        return None
    piece = reading.rest[place]
    if piece.kind is not PieceKind.LETTERS or piece.text in _FLAG_WORDS:
        return None
    letter, left = piece.text[0], piece.text[1:]
    if not piece.joined and left and left not in _FLAG_WORDS:
        return None  # a word that follows the load index, such as a maker's name
    if letter in _NEVER_SPEEDS or (letter == "A" and not left):
        return UnreadableMarking(UnreadableReason.SPEED_SYMBOL, letter)
    is_over_300 = letter == "Y" and _in_parentheses(reading.rest, place)
    speed = find_speed("(Y)" if is_over_300 else letter)
    if speed is None:
        return UnreadableMarking(UnreadableReason.SPEED_SYMBOL, letter)
    reading.learn(TokenKind.SPEED, speed.code, speed=speed.code)
    reading.rest[place] = Piece(PieceKind.LETTERS, left)
    return None


def _in_parentheses(rest: Sequence[Piece], place: int) -> bool:
    return place + 1 < len(rest) and rest[place + 1].kind is PieceKind.CLOSE


def _read_flags(reading: _Reading) -> None:
    """Read the words and signs that stand around the size and the indices."""
    silent = {PieceKind.SLASH, PieceKind.OPEN, PieceKind.CLOSE, PieceKind.OTHER}
    for piece in reading.rest:
        if piece.kind is PieceKind.LETTERS:
            _read_word(reading, piece.text)
        elif piece.kind is PieceKind.MUD_AND_SNOW:
            reading.learn(TokenKind.MUD_AND_SNOW, "M+S", mud_and_snow=True)
        elif piece.kind is PieceKind.SNOW_FLAKE:
            reading.learn(TokenKind.SNOW_FLAKE, "3PMSF", snow_flake=True)
        elif piece.kind in (PieceKind.ORIGIN, PieceKind.STAR):
            _learn_origin(reading, piece.text)
        elif piece.kind is PieceKind.E_MARK:
            reading.learn(TokenKind.OTHER, piece.text)
        elif piece.kind not in silent:
            reading.unread.append(piece.text)


def _learn_origin(reading: _Reading, text: str) -> None:
    mark = "★" if text in "★☆*✱" else text
    marks = reading.marking.origin_marks
    if mark not in marks:
        reading.learn(TokenKind.ORIGIN, mark, origin_marks=(*marks, mark))


def _read_word(reading: _Reading, word: str) -> None:
    if word in RUN_FLAT_WORDS:
        reading.learn(TokenKind.RUN_FLAT, word, run_flat=True)
    elif word in EXTRA_LOAD_WORDS:
        reading.learn(TokenKind.CAPACITY, word, capacity=LoadCapacity.EXTRA)
    elif word == "RF":
        reading.learn(TokenKind.RUN_FLAT, word, ambiguous_rf=True)
    elif word == "HL":
        reading.learn(TokenKind.CAPACITY, word, capacity=LoadCapacity.HIGH)
    elif word == "MS":
        reading.learn(TokenKind.MUD_AND_SNOW, "M+S", mud_and_snow=True)
    elif word in ORIGIN_WORDS:
        _learn_origin(reading, word)
    elif word in KNOWN_OTHER_WORDS:
        reading.learn(TokenKind.OTHER, word)
    else:
        reading.unread.append(word)


def _read_date(reading: _Reading, date_text: str) -> None:
    if date_text and _WEEK_AND_YEAR.fullmatch(date_text):
        week, year = int(date_text[:2]), 2000 + int(date_text[2:])
        reading.learn(TokenKind.DATE, date_text, made_in_week=week, made_in_year=year)
    elif date_text:
        reading.unread.append(date_text)


def _finish(reading: _Reading) -> TyreMarking:
    """Put the tokens in the order of the explanation, each kind and text once."""
    order = list(TokenKind)
    tokens = sorted(dict.fromkeys(reading.tokens), key=lambda token: order.index(token.kind))
    return replace(reading.marking, tokens=tuple(tokens), unread=tuple(reading.unread))
