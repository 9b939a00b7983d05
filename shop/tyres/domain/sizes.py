"""Finds the size (width, aspect, construction, rim) among the pieces of a marking."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shop.tyres.domain.lexing import Piece, PieceKind
from shop.tyres.domain.marking import Construction, TyreUse, UnreadableMarking, UnreadableReason

NARROWEST_MM, WIDEST_MM = 105, 355
WIDEST_SPARE_MM = 165
LOWEST_ASPECT, HIGHEST_ASPECT, BALLOON_ASPECT = 25, 85, 82
HIGHEST_SPARE_ASPECT = 95  # T115/95 R17
SMALLEST_RIM, LARGEST_RIM = 10, 24
OLDEST_METRIC_RIM_MM, WIDEST_METRIC_RIM_MM = 315, 500
LARGEST_MOTORCYCLE_WIDTH_MM = 240
LARGEST_MOTORCYCLE_INCHES = 6

_CONSTRUCTIONS = {
    "R": Construction.RADIAL,
    "D": Construction.DIAGONAL,
    "B": Construction.BIAS_BELTED,
}
# 155 SR 13, 225/45 ZR17, 245/45 RF18, 225/45 ZRF17: letters between height and rim.
_LETTERS = re.compile(r"(?P<speed>[STHVWZ])?(?P<lay>[RDB])(?P<flat>F)?$")
_USE_BEFORE = {"P": TyreUse.PASSENGER, "LT": TyreUse.LIGHT_TRUCK, "T": TyreUse.TEMPORARY_SPARE}
_USE_AFTER = {"C": TyreUse.COMMERCIAL, "CP": TyreUse.COMMERCIAL, "LT": TyreUse.LIGHT_TRUCK}
_SEPARATORS = {PieceKind.SLASH, PieceKind.OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeFound:
    """A size and what is left of the pieces once it is taken out."""

    width: int
    aspect: int | None
    construction: Construction | None
    speed_letter: str | None = None
    run_flat: bool = False
    rim: Decimal
    use_before: str | None = None
    use_after: str | None = None
    is_high_load: bool = False
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def use(self) -> TyreUse:
        if self.use_after is not None:
            return _USE_AFTER[self.use_after]
        return _USE_BEFORE.get(self.use_before or "", TyreUse.PASSENGER)


class _Reader:
    """Walks over the pieces from one place, taking what fits."""

    def __init__(self, pieces: Sequence[Piece], start: int) -> None:
        self.rest = list(pieces[start:])

    def skip_separators(self) -> None:
        while self.rest and self.rest[0].kind in _SEPARATORS:
            self.rest.pop(0)

    def take_digits(self, lengths: tuple[int, ...], keep: int) -> str | None:
        """Take `keep` figures off a number whose length is one of `lengths`."""
        self.skip_separators()
        if not self.rest or self.rest[0].kind is not PieceKind.NUMBER:
            return None
        text = self.rest[0].text
        if "." in text or len(text) not in lengths:
            return None
        self._replace_first(text[keep:])
        return text[:keep]

    def take_rim(self) -> Decimal | None:
        """Take a rim: 16, 22.5, 390, or the 16 of `1691V` and `16100T`."""
        self.skip_separators()
        if not self.rest or self.rest[0].kind is not PieceKind.NUMBER:
            return None
        text = self.rest[0].text
        if "." in text or len(text) <= 3:
            self._replace_first("")
            return Decimal(text)
        if len(text) > 5:
            return None
        self._replace_first(text[2:])
        return Decimal(text[:2])

    def take_construction(self) -> re.Match[str] | None:
        self.skip_separators()
        if not self.rest or self.rest[0].kind is not PieceKind.LETTERS:
            return None
        found = _LETTERS.match(self.rest[0].text)
        if found:
            self.rest.pop(0)
        return found

    def take_use_after(self) -> str | None:
        if not self.rest or self.rest[0].text not in _USE_AFTER:
            return None
        return self.rest.pop(0).text

    def _replace_first(self, left: str) -> None:
        piece = self.rest.pop(0)
        if left:
            self.rest.insert(0, Piece(piece.kind, left, joined=True))


def _read_prefix(pieces: Sequence[Piece], start: int) -> tuple[int, str | None, bool]:
    """Return where the size really begins, the letters of use and whether it says HL."""
    first, use, is_high_load = start, None, False
    if first and pieces[first - 1].text in _USE_BEFORE:
        first, use = first - 1, pieces[first - 1].text
    elif first and pieces[first - 1].text == "HL":
        first, is_high_load = first - 1, True
    return first, use, is_high_load


def _read_size_at(pieces: Sequence[Piece], start: int) -> SizeFound | None:
    """Read a size that begins with the number at `start`; None when there is none."""
    reader = _Reader(pieces, start)
    width = reader.take_digits((3, 5, 7), 3)
    if width is None:
        return None
    aspect = reader.take_digits((2, 4), 2)
    letters = reader.take_construction()
    rim = reader.take_rim()
    if rim is None or not _could_be_rim(rim) or (letters is None and aspect is None):
        return None
    use_after = reader.take_use_after()
    first, use_before, is_high_load = _read_prefix(pieces, start)
    return SizeFound(
        width=int(width),
        aspect=int(aspect) if aspect else None,
        construction=_CONSTRUCTIONS[letters["lay"]] if letters else None,
        speed_letter=letters["speed"] if letters else None,
        run_flat=bool(letters and letters["flat"]),
        rim=rim,
        use_before=use_before,
        use_after=use_after,
        is_high_load=is_high_load,
        before=tuple(pieces[:first]),
        after=tuple(reader.rest),
    )


def _could_be_rim(rim: Decimal) -> bool:
    """Tell inches (two figures) and the millimetres of ancient rims from anything else."""
    return rim < 100 or OLDEST_METRIC_RIM_MM <= rim <= WIDEST_METRIC_RIM_MM


_MOTORCYCLE = re.compile(r"\b\d{2}\s?/\s?\d{2,3}\s?(?:-|ZR|[RB])?\s?\d{2}\b")
_FLOTATION = re.compile(r"\b\d{2}(?:\.5)?\s?X\s?\d{1,2}(?:\.\d{1,2})?\s?-?\s?R?\s?\d{2}")
_INCH_SIZE = re.compile(
    r"(?<![/\d])(?P<width>\d{1,2}(?:\.\d{1,2})?)\s?(?P<lay>R|-)\s?(?P<rim>\d{2}(?:\.5)?)"
)


def _read_inch_size(text: str) -> UnreadableMarking | None:
    """Recognise `31x10.50 R15`, `3.00-18` and `11R22.5`, which the shop does not fit."""
    if found := _FLOTATION.search(text):
        return UnreadableMarking(UnreadableReason.FLOTATION, found.group())
    if found := _MOTORCYCLE.search(text):
        return UnreadableMarking(UnreadableReason.MOTORCYCLE, found.group())
    if found := _INCH_SIZE.search(text):
        is_small = Decimal(found["width"]) < LARGEST_MOTORCYCLE_INCHES
        reason = UnreadableReason.MOTORCYCLE if is_small else UnreadableReason.TRUCK
        return UnreadableMarking(reason, found.group())
    return None


def find_size(text: str, pieces: Sequence[Piece]) -> SizeFound | UnreadableMarking:
    """Find the first size of a marking, or say why there is none to work with."""
    numbers = [i for i, piece in enumerate(pieces) if piece.kind is PieceKind.NUMBER]
    found = next((size for i in numbers if (size := _read_size_at(pieces, i))), None)
    if found is None:
        return _read_inch_size(text) or UnreadableMarking(UnreadableReason.NO_SIZE)
    is_motorcycle = any(piece.kind is PieceKind.MOTORCYCLE for piece in pieces)
    return _refuse_kind(found, is_motorcycle) or _refuse_measure(found) or found


def _written(size: SizeFound) -> str:
    height = "" if size.aspect is None else f"/{size.aspect}"
    return f"{size.width}{height} R{size.rim}"


def _refuse_kind(size: SizeFound, is_motorcycle: bool) -> UnreadableMarking | None:
    """Refuse sizes that are understood but belong to other vehicles."""
    looks_motorcycle = size.width % 10 == 0 and size.width <= LARGEST_MOTORCYCLE_WIDTH_MM
    if is_motorcycle or (looks_motorcycle and size.rim <= LARGEST_RIM):
        return UnreadableMarking(UnreadableReason.MOTORCYCLE, _written(size))
    if size.before and size.before[-1].text == "ST":
        return UnreadableMarking(UnreadableReason.TRAILER, _written(size))
    if size.rim >= OLDEST_METRIC_RIM_MM:
        return UnreadableMarking(UnreadableReason.METRIC_RIM, _written(size))
    if size.rim % 1 and size.rim > SMALLEST_RIM + 6:
        return UnreadableMarking(UnreadableReason.TRUCK, _written(size))
    return None


def _refuse_measure(size: SizeFound) -> UnreadableMarking | None:
    """Refuse measures that no car tyre has."""
    is_spare = size.use is TyreUse.TEMPORARY_SPARE
    widest = WIDEST_SPARE_MM if is_spare else WIDEST_MM
    if not NARROWEST_MM <= size.width <= widest or size.width % 10 != 5:
        return UnreadableMarking(UnreadableReason.WIDTH, str(size.width))
    if not _aspect_exists(size.aspect, HIGHEST_SPARE_ASPECT if is_spare else HIGHEST_ASPECT):
        return UnreadableMarking(UnreadableReason.ASPECT, str(size.aspect))
    if not SMALLEST_RIM <= size.rim <= LARGEST_RIM:
        return UnreadableMarking(UnreadableReason.RIM, str(size.rim))
    return None


def _aspect_exists(aspect: int | None, highest: int) -> bool:
    if aspect is None or aspect == BALLOON_ASPECT:
        return True
    return LOWEST_ASPECT <= aspect <= highest and aspect % 5 == 0
