"""What is printed of a card: every value written out, for the sheet and for the PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop.curriculum.domain.frameworks import describe_competencies
from shop.curriculum.domain.french import french_number
from shop.curriculum.domain.guiding import ActionStep
from shop.curriculum.domain.operations import ReadingLevel
from shop.curriculum.domain.signs import SafetySign, describe_signs
from shop.jobs.domain.content import (
    CardBar,
    CardCheck,
    CardContent,
    CardDrawing,
    CutRow,
    PieceRun,
    SheetRow,
)
from shop.jobs.domain.editing import check_groups
from shop.jobs.domain.learning import words_of
from shop.jobs.domain.reading import StepReading, read_step
from shop.jobs.domain.views import CardView
from shop.jobs.domain.wheels import wheels_of

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedStep:
    """One step on paper; `behind_stop` is true of the first one that waits for the signature."""

    number: int
    label: str
    text: str
    guide: str
    minutes: str
    where: str
    machine: str
    protection: tuple[SafetySign, ...]
    hazards: tuple[SafetySign, ...]
    adult_only: bool
    behind_stop: bool
    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCheck:
    """One line of the sheet of checks, with one box to fill in per place."""

    label: str
    good: str
    instrument: str
    places: tuple[str, ...]
    points: int
    is_for_adult: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBar:
    """Equal bars to saw: how many, their pieces in order, what is left."""

    count: int
    section: str
    pieces: str
    offcut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDocument:
    """A card on paper, in French: pedagogy is not translated."""

    reference: str
    revision: int
    level: int
    title: str
    demander: str
    purpose: str
    group: str
    week: str
    due_on: str
    time: str
    quantity: str
    quality: tuple[str, ...]
    finish: str
    mass: str
    dimensions: tuple[Row, ...]
    drawings: tuple[CardDrawing, ...]
    materials: tuple[Row, ...]
    cut_rows: tuple[Row, ...]
    sheet_rows: tuple[Row, ...]
    bars: tuple[PrintedBar, ...]
    steps: tuple[PrintedStep, ...]
    checks: tuple[PrintedCheck, ...]
    wheels: tuple[str, ...]
    wheel_checks: tuple[PrintedCheck, ...]
    competencies: tuple[Row, ...]
    questions: tuple[Row, ...]
    roles: tuple[str, ...]
    words: tuple[Row, ...]
    transfer: str
    protection: tuple[SafetySign, ...]
    hazards: tuple[SafetySign, ...]


def card_document(card: CardView, level: ReadingLevel, group: str) -> CardDocument:
    """Return a card on paper in a reading level; nothing in it names a customer or a price."""
    content, head = card.content, card.head
    wheels = wheels_of(content)
    checks = [_check(group) for group in check_groups(content.checks)]
    return CardDocument(
        reference=head.reference,
        revision=head.revision,
        level=int(level),
        title=content.title,
        demander=content.demander.label,
        purpose=content.purpose,
        group=group,
        week=_day(head.week),
        due_on=_day(head.due_on),
        time=written_minutes(content.minutes),
        quantity=str(content.quantity),
        quality=content.quality,
        finish=content.finish,
        mass=f"{french_number(content.mass_kg, 1)} kg" if content.mass_kg else "",
        dimensions=tuple((d.label, _value(d.value, d.unit)) for d in content.dimensions),
        drawings=content.drawings,
        materials=written_materials(content),
        cut_rows=tuple(_cut_row(row) for row in content.cut_rows),
        sheet_rows=tuple(_sheet_row(row) for row in content.sheet_rows),
        bars=written_bars(content.bars),
        steps=tuple(_steps(content, level)),
        checks=tuple(one for one in checks if not _is_on_wheels(one, wheels)),
        wheels=wheels,
        wheel_checks=tuple(one for one in checks if _is_on_wheels(one, wheels)),
        competencies=tuple(
            (one.code, one.statement) for one in describe_competencies(content.competencies)
        ),
        questions=tuple((ActionStep(q.step).label, q.question, q.where) for q in content.questions),
        roles=content.roles,
        words=tuple((entry.word, entry.definition) for entry in words_of(content)),
        transfer=content.transfer,
        protection=describe_signs(content.ppe),
        hazards=describe_signs(content.hazards),
    )


def _is_on_wheels(check: PrintedCheck, wheels: tuple[str, ...]) -> bool:
    return bool(check.places) and set(check.places) <= set(wheels)


def written_minutes(minutes: int) -> str:
    """Write a time as the workshop says it: `45 min`, `2 h 05`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def good_values(check: CardCheck) -> str:
    """Write the good values of a check: `1 715 à 1 723 mm`, or what to answer."""
    low, high, unit = check.lowest, check.highest, check.unit
    if check.is_marking or check.is_noted:
        return "à noter"
    if not check.is_measured:
        return "oui / non"
    if check.is_week:
        known = "semaine et année, comme 2324"
        years = check.oldest_years
        return known if years is None else f"{known}, moins de {_value(years, 'ans')}"
    if low is not None and high is not None:
        return f"{_number(low)} à {_value(high, unit)}"
    if low is not None:
        return f"{_value(low, unit)} au moins"
    return "à lire dans la documentation" if high is None else f"{_value(high, unit)} au plus"


def _day(day: date | None) -> str:
    if day is None:
        return ""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def _number(value: float | Decimal) -> str:
    return french_number(float(value), 2)


def _value(value: float | Decimal, unit: str) -> str:
    return f"{_number(value)} {unit}".strip()


def written_materials(content: CardContent) -> tuple[Row, ...]:
    """Write each line of the bill of materials: what it is, how much of it."""
    return tuple(
        (
            line.name
            if line.designation in ("", line.name)
            else f"{line.name} ({line.designation})",
            _value(line.quantity, "" if line.unit == "u" else line.unit),
        )
        for line in content.materials
    )


def _cut_row(row: CutRow) -> Row:
    angles = {row.angle_left, row.angle_right}
    ends = "droit" if angles == {90.0} else " / ".join(_ends(row))
    return (
        row.mark,
        row.name,
        row.section,
        _value(row.length_mm, "mm"),
        f"× {row.quantity}",
        f"{ends}. {row.note}" if row.note else ends,
    )


def _sheet_row(row: SheetRow) -> Row:
    size = f"{_number(row.width_mm)} × {_value(row.height_mm, 'mm')}"
    return (row.mark, row.name, row.sheet, size, f"× {row.quantity}", row.note)


def _ends(row: CutRow) -> Iterable[str]:
    return (f"{_number(angle)}°" for angle in (row.angle_left, row.angle_right))


def written_bars(bars: Sequence[CardBar]) -> tuple[PrintedBar, ...]:
    """Write the bars to saw, equal ones once, their pieces in the order of the saw."""
    equal: dict[tuple[object, ...], list[CardBar]] = {}
    for bar in bars:
        equal.setdefault((bar.section, bar.stock_mm, bar.offcut, bar.pieces), []).append(bar)
    return tuple(_bar(group) for group in equal.values())


def _bar(equal: Sequence[CardBar]) -> PrintedBar:
    bar = equal[0]
    kind = f"chute {bar.offcut} de" if bar.offcut else "barre de"
    numbers = ", ".join(str(one.number) for one in equal)
    where = f" (débit {bar.plan}, barre {numbers})" if bar.plan else ""
    return PrintedBar(
        count=len(equal),
        section=f"{bar.section}, {kind} {_value(bar.stock_mm, 'mm')}{where}",
        pieces="".join(_run(run, place) for place, run in enumerate(bar.runs)),
        offcut=f"{_value(bar.offcut_mm, 'mm')}{', à garder' if bar.is_offcut_kept else ''}",
    )


def _run(run: PieceRun, place: int) -> str:
    """Write equal pieces once after those before them: `/` is one slanting cut for two pieces."""
    joint = "" if place == 0 else " / " if run.joins else " + "
    count = f"{run.count} × " if run.count > 1 else ""
    piece = run.piece
    owner = f"{piece.owner} " if piece.owner else ""
    between = " ( / )" if run.nests else ""
    return f"{joint}{count}{owner}{piece.mark} {_number(piece.length_mm)}{between}"


def _steps(content: CardContent, level: ReadingLevel) -> Iterable[PrintedStep]:
    has_stopped = False
    for number, operation in enumerate(content.operations, start=1):
        yield _printed(
            number,
            read_step(operation, content, level),
            behind_stop=operation.behind_stop and not has_stopped,
        )
        has_stopped = has_stopped or operation.behind_stop


def _printed(number: int, reading: StepReading, *, behind_stop: bool) -> PrintedStep:
    return PrintedStep(
        number=number,
        label=reading.operation.label,
        text=reading.text,
        guide=reading.guide,
        minutes=written_minutes(reading.operation.minutes),
        where=reading.workstation,
        machine=reading.machine,
        protection=reading.protection,
        hazards=reading.hazards,
        adult_only=reading.operation.adult_only,
        behind_stop=behind_stop,
        check=reading.operation.check,
    )


def _check(group: Sequence[CardCheck]) -> PrintedCheck:
    first = group[0]
    return PrintedCheck(
        label=first.label,
        good=good_values(first),
        instrument=first.instrument,
        places=tuple(check.place for check in group if check.place),
        points=len(first.points) or 1,
        is_for_adult=first.adult_only,
    )
