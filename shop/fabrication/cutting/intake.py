"""Reads the pieces of one section, refuses in words what no saw can do, groups equal ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from shop.fabrication.cutting.mitres import PARTS, Ends, ends_of, half_saving
from shop.fabrication.cutting.pieces import SawPiece
from shop.fabrication.domain.bars import PieceTooLong, Saw
from shop.fabrication.domain.steel import Section
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

MOST_PIECES = 10_000
LONGEST_MM = 100_000.0


class CuttingRefused(Refusal):
    """Pieces, or a saw, that make no plan."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces of one length with the same ends, in the order in which they are given out."""

    length: int
    ends: Ends
    pieces: tuple[SawPiece, ...]


def read_parts(length_mm: float) -> int:
    """Return a length in whole hundredths of a millimetre."""
    return round(length_mm * PARTS)


def group_pieces(section: Section, pieces: Sequence[SawPiece], saw: Saw) -> tuple[Group, ...]:
    """Return the groups, the longest first, or refuse the first piece that cannot be sawn."""
    _refuse_saw(section, saw)
    if len(pieces) > MOST_PIECES:
        raise CuttingRefused(
            N_("%(count)s pièces de %(section)s : un plan en tient %(most)s. Faites-en plusieurs."),
            count=len(pieces),
            section=section.designation,
            most=MOST_PIECES,
        )
    found: dict[tuple[int, Ends], list[SawPiece]] = {}
    for piece in pieces:
        _refuse_piece(piece, section, saw)
        ends = ends_of(piece.angle_left, piece.angle_right)
        if half_saving(section, ends.angle, saw.kerf_mm) == 0:
            ends = Ends()
        found.setdefault((read_parts(piece.length_mm), ends), []).append(piece)
    ordered = sorted(found, key=lambda key: (-key[0], key[1].angle, key[1].count))
    return tuple(
        Group(length, ends, tuple(sorted(found[length, ends], key=lambda p: (p.owner, p.mark))))
        for length, ends in ordered
    )


def _refuse_saw(section: Section, saw: Saw) -> None:
    for value in (saw.kerf_mm, saw.trim_mm, saw.offcut_kept_mm):
        if not isfinite(value) or value < 0:
            raise CuttingRefused(
                N_("Le trait de scie, l’affranchissement et la chute gardée sont des longueurs.")
            )
    if section.stock_length_mm <= saw.trim_mm:
        raise CuttingRefused(
            N_("L’affranchissement de %(trim)s mm ne laisse rien de la barre de %(section)s."),
            trim=f"{saw.trim_mm:g}",
            section=section.designation,
        )


def _refuse_piece(piece: SawPiece, section: Section, saw: Saw) -> None:
    length = piece.length_mm
    if not isfinite(length) or not 0 < length <= LONGEST_MM:
        raise CuttingRefused(
            N_("La pièce %(mark)s n’a pas une longueur qui se scie : %(length)s mm."),
            mark=piece.mark,
            length=f"{length:g}",
        )
    if length < saw.kerf_mm or length < 1:
        raise CuttingRefused(
            N_(
                "La pièce %(mark)s (%(length)s mm) est plus petite que le trait de scie "
                "(%(kerf)s mm) : elle ne se scie pas."
            ),
            mark=piece.mark,
            length=f"{length:g}",
            kerf=f"{max(saw.kerf_mm, 1):g}",
        )
    if read_parts(length) > read_parts(section.stock_length_mm - saw.trim_mm):
        raise PieceTooLong(
            N_("La pièce %(mark)s (%(length)s mm) ne tient pas dans une barre de %(section)s."),
            mark=piece.mark,
            length=f"{length:.0f}",
            section=section.designation,
        )
