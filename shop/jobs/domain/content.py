"""What a job card says: the content that is edited as a draft and frozen at publication."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.views import DrawingSet
from shop.tyres.domain.checks import DOT_UNIT

CONTENT_SCHEMA = 1
MOST_COMPETENCIES = 3
COUNTED = frozenset(
    {
        *("piece_count", "cut_count", "node_count", "hole_count"),
        *("weld_length_m", "paint_area_m2"),
    }
)


class Demander(StrEnum):
    """Who asks for the work, as far as a student may know."""

    CONSUMER = "consumer"
    PRO = "pro"
    PUBLIC = "public"
    ASSOCIATION = "association"

    @property
    def label(self) -> str:
        """Return the only words a student reads about the customer."""
        return _DEMANDERS[self]


_DEMANDERS = {
    Demander.CONSUMER: "un particulier",
    Demander.PRO: "une entreprise",
    Demander.PUBLIC: "une collectivité",
    Demander.ASSOCIATION: "une association",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDimension(Data):
    """One length to read beside the drawing."""

    label: str
    value: float
    unit: str = "mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDrawing(Data):
    """A drawing as an inline SVG; `note` says what it shows, for those who hear it."""

    key: str
    title: str
    note: str
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine(Data):
    """One line of the bill of materials, for the whole quantity ordered."""

    name: str
    designation: str
    quantity: float
    unit: str
    mass_kg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRow(Data):
    """One row of the cut list; the length is the longest edge."""

    mark: str
    name: str
    section: str
    length_mm: float
    quantity: int
    angle_left: float = 90.0
    angle_right: float = 90.0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow(Data):
    """One kind of piece to cut from a sheet."""

    mark: str
    name: str
    sheet: str
    width_mm: float
    height_mm: float
    quantity: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPiece(Data):
    """One piece of a bar, where it begins; one that `nests` shares the saw cut before it.

    `owner` is the reference of its card when several cards share the bar.
    """

    mark: str
    length_mm: float
    owner: str = ""
    start_mm: float = 0.0
    nests: bool = False


@dataclass(frozen=True, slots=True)
class PieceRun:
    """Equal pieces one after the other; `nests` says that they share saw cuts, `joins` that the
    first shares the one before it."""

    piece: BarPiece
    count: int
    nests: bool
    joins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBar(Data):
    """One bar to take from the rack: trim + pieces + saw kerfs - saved + offcut = stock length.

    `offcut` is the reference of a bar that was already begun, empty for a new one; `plan` that
    of the joint plan in which the bar has its number, empty for the card's own.
    """

    number: int
    section: str
    stock_mm: float
    trim_mm: float
    pieces: tuple[BarPiece, ...]
    kerf_mm: float
    offcut_mm: float
    is_offcut_kept: bool
    offcut: str = ""
    saved_mm: float = 0.0
    plan: str = ""

    @property
    def runs(self) -> tuple[PieceRun, ...]:
        """Return the pieces in the order of the saw, equal ones that follow one another once."""
        found: list[PieceRun] = []
        for piece in self.pieces:
            last = found[-1] if found else None
            if last is not None and _continues(last, piece):
                found[-1] = PieceRun(last.piece, last.count + 1, piece.nests, last.joins)
            else:
                found.append(PieceRun(piece, 1, nests=False, joins=piece.nests))
        return tuple(found)


def _continues(run: PieceRun, piece: BarPiece) -> bool:
    known = run.piece
    same = (known.owner, known.mark, known.length_mm) == (piece.owner, piece.mark, piece.length_mm)
    return same and (run.count == 1 or run.nests == piece.nests)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSawing(Data):
    """What the plan of one section is worth: its new bars, and the fewest any plan needs."""

    section: str
    new_bars: int
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOperation(Data):
    """One step of the making.

    `key` survives revisions. `code` finds the reading guide. `machine` is the clearance a
    student needs, `ppe` and `hazards` are ISO 7010 codes, `after` the keys of the steps
    that come before. Steps `behind_stop` wait for the talk with the teacher; those that
    `need_teacher` are confirmed by an adult once the student has ticked them.
    """

    key: str
    code: str
    label: str
    minutes: int
    workstation: str
    machine: str = ""
    adult_only: bool = False
    ppe: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    behind_stop: bool = True
    needs_teacher: bool = False
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCheck(Data):
    """One thing to measure or, without unit, to answer by yes or no.

    `lowest` and `highest` are absolute bounds; without them an adult first has to read
    the value in the documentation and write it on the card. The date of a tyre is good up to
    `oldest_years`, not included. `operation` is the key of the step after which the check is
    made. A check with `points` asks for one measure at each, and the lowest counts. What
    `is_noted` is written down, neither good nor bad; what `is_marking` is answered by the
    words of the tyre. The work may leave without a check that `is_optional`.
    """

    key: str
    label: str
    unit: str = ""
    nominal: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    oldest_years: Decimal | None = None
    instrument: str = ""
    operation: str = ""
    place: str = ""
    adult_only: bool = False
    source: str = ""
    points: tuple[str, ...] = ()
    is_noted: bool = False
    is_marking: bool = False
    is_optional: bool = False

    @property
    def is_measured(self) -> bool:
        return bool(self.unit)

    @property
    def is_week(self) -> bool:
        """Tell whether the week and the year of a tyre are read, as four figures."""
        return self.unit == DOT_UNIT

    @property
    def has_bounds(self) -> bool:
        return self.is_noted or self.lowest is not None or self.highest is not None

    @property
    def full_label(self) -> str:
        """Return the label with the wheel or part it is about."""
        return f"{self.label} – {self.place}" if self.place else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class CardQuestion(Data):
    """A guiding question, with the step of the complete action and where the answer is found."""

    step: str
    question: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent(Data):
    """Both faces of a card, production and learning. It never holds an amount of money,
    a customer's name or a plate: students read it.

    `facts` and `words` fill the holes of the reading guides and of the exercises.
    """

    schema: int = CONTENT_SCHEMA
    family: str
    section: str
    title: str
    demander: Demander
    quantity: int = 1
    purpose: str = ""
    quality: tuple[str, ...] = ()
    finish: str = ""
    mass_kg: float = 0.0
    dimensions: tuple[KeyDimension, ...] = ()
    drawings: tuple[CardDrawing, ...] = ()
    drawing_set: DrawingSet | None = None
    materials: tuple[MaterialLine, ...] = ()
    cut_rows: tuple[CutRow, ...] = ()
    sheet_rows: tuple[SheetRow, ...] = ()
    bars: tuple[CardBar, ...] = ()
    sawing: tuple[SectionSawing, ...] = ()
    operations: tuple[CardOperation, ...] = ()
    checks: tuple[CardCheck, ...] = ()
    competencies: tuple[str, ...] = ()
    questions: tuple[CardQuestion, ...] = ()
    roles: tuple[str, ...] = ()
    transfer: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """Return the minutes planned for the group, all steps together."""
        return sum(operation.minutes for operation in self.operations)

    @property
    def steel_sections(self) -> tuple[str, ...]:
        """Return the sections the card saws, each once, in the order of the cut list."""
        return tuple(dict.fromkeys(row.section for row in self.cut_rows))

    @property
    def bars_above_fewest(self) -> int | None:
        """Return how many new bars more than the proven minimum; None before any plan."""
        return sum(one.new_bars - one.fewest for one in self.sawing) if self.sawing else None

    @property
    def machines(self) -> tuple[str, ...]:
        """Return the machines that need a clearance, each once, in the order of the work."""
        found = (operation.machine for operation in self.operations if operation.machine)
        return tuple(dict.fromkeys(found))

    @property
    def ppe(self) -> tuple[str, ...]:
        """Return every protection the card asks for, each once."""
        return tuple(dict.fromkeys(code for op in self.operations for code in op.ppe))

    @property
    def hazards(self) -> tuple[str, ...]:
        """Return every hazard of the card, each once."""
        return tuple(dict.fromkeys(code for op in self.operations for code in op.hazards))

    @property
    def reading_facts(self) -> dict[str, float | str]:
        """Return numbers and words together, as the reading guides want them: what there is
        to do is counted for the whole quantity."""
        whole = {name: self.facts[name] * self.quantity for name in COUNTED if name in self.facts}
        return {**self.facts, **whole, **self.words}

    def find_operation(self, key: str) -> CardOperation | None:
        """Return the step of this key, or None."""
        return next((operation for operation in self.operations if operation.key == key), None)

    def find_check(self, key: str) -> CardCheck | None:
        """Return the check of this key, or None."""
        return next((check for check in self.checks if check.key == key), None)
