"""Which mark a drawn piece bears: the one of the row that is cut for it, and no other."""

from collections.abc import Iterable

from shop.fabrication.domain.codec import NO_TEXT
from shop.fabrication.domain.materials import Piece, rounded
from shop.fabrication.domain.result import Part, Plate
from shop.kernel.text import Bilingual

Known = dict[str, tuple[str, ...]]
Identity = tuple[str, str, float, float, float, str]
Size = tuple[float, float]


class Marks:
    """Finds the mark of a piece by all that the saw, or the shear, must know of it.

    A piece that the bill does not list is an error of the drawing: it raises `KeyError`.
    """

    def __init__(self, parts: Iterable[Part], plates: Iterable[Plate]) -> None:
        self._bars: dict[Identity, str] = {
            (part.role, part.section, part.length_mm, part.angle_left, part.angle_right,
             part.note.fr): part.mark
            for part in parts
        }  # fmt: skip
        self._plates = {
            (plate.role, plate.width_mm, plate.height_mm, plate.note.fr): plate.mark
            for plate in plates
        }

    def of(self, piece: Piece) -> str:
        """Return the mark of a bar piece."""
        return self._bars[
            piece.role, piece.section.designation, rounded(piece.length_mm), piece.angle_left,
            piece.angle_right, piece.note.fr,
        ]  # fmt: skip

    def by_role(self, pieces: Iterable[Piece]) -> Known:
        """Return the marks of pieces under their role, in the order in which they come."""
        found: Known = {}
        for piece in pieces:
            if not piece.quantity:
                continue
            found[piece.role] = (*found.get(piece.role, ()), self.of(piece))
        return found

    def of_plate(self, role: str, size: Size, note: Bilingual = NO_TEXT) -> str:
        """Return the mark of a piece of sheet of this width and height."""
        return self._plates[role, *size, note.fr]
