"""Decodes the marking of a tyre: size, indices and flags, in any usual order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shop.tyres.domain.dates import MadeOn, take_date, take_wrong_date
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
    {
        *("RFT", "SSR", "ROF", "ZP", "ZPS", "DSST", "EMT", "RUNFLAT", "HRS", "SST", "MOE", "AOE"),
        *("MOEXTENDED", "RSC", "CSR", "TRF", "XRP", "RUN", "FLAT"),
    }
)
EXTRA_LOAD_WORDS = frozenset(
    {"XL", "EXTRA", "LOAD", "EXTRALOAD", "REINFORCED", "REINF", "RENFORCE"}
)
ORIGIN_WORDS = frozenset({"MO", "AO", "MOS", "JLR", "LR", "VOL", "MGT", "NF", "AR"})
SEALED_WORDS = frozenset({"SEAL", "SELFSEAL", "CONTISEAL", "SEALGUARD", "SEALINSIDE"})
KNOWN_OTHER_WORDS = SEALED_WORDS | {
    *("TL", "TT", "TUBELESS", "TWI", "OUTSIDE", "INSIDE", "ROTATION"),
    *("FR", "FP", "FSL", "MFS", "DOT"),
}
LOAD_RANGES = frozenset("BCDEFGH")
STRONG_USES = frozenset({TyreUse.COMMERCIAL, TyreUse.LIGHT_TRUCK})
_FLAGS: dict[str, tuple[TokenKind, dict[str, object]]] = {
    **{word: (TokenKind.RUN_FLAT, {"run_flat": True}) for word in RUN_FLAT_WORDS},
    **{word: (TokenKind.CAPACITY, {"capacity": LoadCapacity.EXTRA}) for word in EXTRA_LOAD_WORDS},
    **{word: (TokenKind.OTHER, {}) for word in KNOWN_OTHER_WORDS},
    "RF": (TokenKind.RUN_FLAT, {"ambiguous_rf": True}),
    "HL": (TokenKind.CAPACITY, {"capacity": LoadCapacity.HIGH}),
    "SL": (TokenKind.CAPACITY, {}),
    "MS": (TokenKind.MUD_AND_SNOW, {"mud_and_snow": True}),
}
_GLUED_TO_SPEED = _FLAGS.keys() | ORIGIN_WORDS  # 91VXL is V, then XL
_NEVER_SPEEDS = frozenset("IOXZ")
_PLAINLY_LEARNT = {
    PieceKind.APPROVAL: TokenKind.APPROVAL,
    PieceKind.GRADE: TokenKind.GRADE,
    PieceKind.PLY: TokenKind.PLY,
}
_SECOND_WORDS = {"LOAD": "EXTRA", "FLAT": "RUN"}


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
    text, made_on = take_date(normalise(typed))
    wrong_date = ""
    if made_on is None:
        text, wrong_date = take_wrong_date(text)
    if not text and made_on is None and not wrong_date:
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
    _take_second_service(reading)
    _read_flags(reading)
    _learn_date(reading, made_on)
    if wrong_date:
        reading.learn(TokenKind.DATE, wrong_date, wrong_date=wrong_date)
    return _finish(reading)


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
    if piece.kind is not PieceKind.NUMBER or "." in piece.text:
        return False
    return len(piece.text) in (2, 3) and not piece.text.startswith("0")


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
        if _is_load_range(reading, piece):
            continue
        if piece.kind is PieceKind.LETTERS and len(piece.text) == 1:
            refused = _read_speed(reading, i)
            reading.rest = [piece for piece in reading.rest if piece.text]
            return refused
    return None


def _is_load_range(reading: _Reading, piece: Piece) -> bool:
    """Tell whether a letter that stands alone is the load range of a van or pick-up tyre; H alone
    may be a speed."""
    is_strong = reading.marking.use in STRONG_USES
    return (
        is_strong
        and piece.text in LOAD_RANGES
        and (reading.marking.speed is not None or piece.text != "H")
    )


def _read_speed(reading: _Reading, place: int | None) -> UnreadableMarking | None:
    """Take the speed letter that opens the piece at `place`; leaves the rest of the word."""
    if place is None:
        return None
    piece = reading.rest[place]
    if piece.kind is not PieceKind.LETTERS or piece.text in _GLUED_TO_SPEED:
        return None
    letter, left = piece.text[0], piece.text[1:]
    if not piece.joined and left and left not in _GLUED_TO_SPEED:
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


def _take_second_service(reading: _Reading) -> None:
    """Take a second pair of indices in parentheses, `(115N)` or `(118/116R)`, which the maker
    of a van tyre allows too."""
    rest = reading.rest
    kinds = [piece.kind for piece in rest]
    for start in (i for i, kind in enumerate(kinds) if kind is PieceKind.OPEN):
        end = next((i for i in range(start, len(rest)) if kinds[i] is PieceKind.CLOSE), start)
        inside = rest[start + 1 : end]
        if inside and _could_be_load(inside[0]) and find_speed(inside[-1].text):
            reading.learn(TokenKind.SECOND, "".join(piece.text for piece in inside))
            del rest[start : end + 1]
            return
    _take_bare_second_service(reading)


def _take_bare_second_service(reading: _Reading) -> None:
    """Take the second pair where no parentheses hold it: `115/113R 121/120N`."""
    rest = reading.rest
    for end in range(1, len(rest)):
        start = end - 3 if end >= 3 and rest[end - 2].kind is PieceKind.SLASH else end - 1
        loads = [piece for piece in rest[start:end] if piece.kind is not PieceKind.SLASH]
        is_second = bool(loads) and reading.marking.speed is not None
        is_pair = is_second and all(map(_could_be_load, loads))
        if is_pair and rest[end].kind is PieceKind.LETTERS and find_speed(rest[end].text):
            reading.learn(TokenKind.SECOND, "".join(one.text for one in rest[start : end + 1]))
            del rest[start : end + 1]
            return


def _read_flags(reading: _Reading) -> None:
    """Read the words and signs that stand around the size and the indices."""
    for piece in reading.rest:
        if _is_load_range(reading, piece):
            reading.learn(TokenKind.PLY, piece.text)
        elif piece.kind is PieceKind.LETTERS:
            _read_word(reading, piece.text)
        else:
            _read_sign(reading, piece)


def _read_sign(reading: _Reading, piece: Piece) -> None:
    silent = {PieceKind.SLASH, PieceKind.OPEN, PieceKind.CLOSE, PieceKind.OTHER}
    if piece.kind is PieceKind.MUD_AND_SNOW:
        reading.learn(TokenKind.MUD_AND_SNOW, "M+S", mud_and_snow=True)
    elif piece.kind is PieceKind.SNOW_FLAKE:
        reading.learn(TokenKind.SNOW_FLAKE, "3PMSF", snow_flake=True)
    elif piece.kind in (PieceKind.ORIGIN, PieceKind.STAR):
        _learn_origin(reading, piece.text)
    elif piece.kind in _PLAINLY_LEARNT:
        reading.learn(_PLAINLY_LEARNT[piece.kind], piece.text)
    elif piece.kind not in silent:
        reading.unread.append(piece.text)


def _learn_origin(reading: _Reading, text: str) -> None:
    mark = "★" if text in "★☆*✱" else text
    marks = reading.marking.origin_marks
    if mark not in marks:
        reading.learn(TokenKind.ORIGIN, mark, origin_marks=(*marks, mark))


def _read_word(reading: _Reading, word: str) -> None:
    last = reading.tokens[-1]
    if last.text == _SECOND_WORDS.get(word):
        reading.tokens[-1] = MarkingToken(last.kind, f"{last.text} {word}")
    elif word in EXTRA_LOAD_WORDS and reading.marking.capacity is LoadCapacity.HIGH:
        reading.learn(TokenKind.CAPACITY, word)
    elif word in _FLAGS:
        kind, facts = _FLAGS[word]
        reading.learn(kind, "M+S" if word == "MS" else word, **facts)
    elif word in ORIGIN_WORDS:
        _learn_origin(reading, word)
    else:
        reading.unread.append(word)


def _learn_date(reading: _Reading, made_on: MadeOn | None) -> None:
    if made_on is None:
        return
    if made_on.year is None:
        reading.learn(
            TokenKind.DATE, made_on.text, made_in_week=made_on.week, made_before_2000=True
        )
        return
    reading.learn(
        TokenKind.DATE, made_on.text, made_in_week=made_on.week, made_in_year=made_on.year
    )


def _finish(reading: _Reading) -> TyreMarking:
    """Put the tokens in the order of the explanation, each kind and text once."""
    order = list(TokenKind)
    tokens = sorted(dict.fromkeys(reading.tokens), key=lambda token: order.index(token.kind))
    return replace(reading.marking, tokens=tuple(tokens), unread=tuple(reading.unread))
