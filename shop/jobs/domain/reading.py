"""What a student reads, hears and sees of a card, in one of three reading levels."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shop.curriculum.domain.frameworks import Competency, describe_competencies
from shop.curriculum.domain.french import spoken
from shop.curriculum.domain.glossary import GlossaryEntry, glossary_of
from shop.curriculum.domain.operations import ReadingLevel, find_operation_guide
from shop.curriculum.domain.signs import SafetySign, describe_signs
from shop.jobs.domain.bench import BenchFacts, Worker, refuse_work
from shop.jobs.domain.content import CardContent, CardOperation
from shop.jobs.domain.learning import words_of
from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.state import OperationStatus, ProgressAct
from shop.jobs.domain.views import CardView, CheckView
from shop.jobs.domain.workshop import clearance_label, workstation_label
from shop.kernel.refusals import Refusal

NO_PICTURE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReading:
    """One step in the words of a level; `aloud` is the same for a reading voice."""

    operation: CardOperation
    text: str
    aloud: str
    guide: str
    protection: tuple[SafetySign, ...]
    hazards: tuple[SafetySign, ...]
    workstation: str
    machine: str

    @property
    def key(self) -> str:
        return self.operation.key


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchStep:
    """A step as the bench shows it: what to read, where it stands, why it must wait."""

    number: int
    reading: StepReading
    status: OperationStatus
    checks: tuple[CheckView, ...]
    refusal: Refusal | None

    @property
    def key(self) -> str:
        return self.reading.key

    @property
    def is_begun(self) -> bool:
        return self.status is OperationStatus.IN_PROGRESS

    @property
    def missing_count(self) -> int:
        """Return how many measures are still to take, or to take again."""
        return sum(view.is_missing for view in self.checks)

    @property
    def out_count(self) -> int:
        """Return how many measures are out of tolerance and not decided on."""
        return sum(view.status is CheckStatus.OUT for view in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchPage:
    """One card for one person at one level: the step in hand first, then those to come."""

    card: CardView
    level: ReadingLevel
    steps: tuple[BenchStep, ...]
    words: tuple[GlossaryEntry, ...]
    competencies: tuple[Competency, ...]

    @property
    def current(self) -> BenchStep | None:
        """Return the step in hand, None when all are ticked."""
        return self.steps[0] if self.steps else None

    @property
    def checks_left(self) -> tuple[CheckView, ...]:
        """Return the checks still to measure or to measure again."""
        return tuple(view for view in self.card.checks if not view.status.lets_leave)

    @property
    def checks_behind(self) -> tuple[CheckView, ...]:
        """Return the measures missing or out of tolerance of the steps ticked without them."""
        to_do = {step.key for step in self.steps}
        return tuple(
            view
            for view in self.checks_left
            if self.current and view.check.operation and view.check.operation not in to_do
        )

    @property
    def checks_at_hand(self) -> tuple[CheckView, ...]:
        """Return the checks of the step in hand; once all is ticked the whole sheet, what is
        left to measure first.
        """
        if self.current:
            return self.current.checks
        return tuple(sorted(self.card.checks, key=lambda view: view.status.lets_leave))


def find_level(raw: str | None) -> ReadingLevel | None:
    """Read a level from an address; None when none is asked for."""
    return next((level for level in ReadingLevel if str(int(level)) == raw), None)


def read_step(operation: CardOperation, content: CardContent, level: ReadingLevel) -> StepReading:
    """Return a step in the words of a level; a step without guide is read as it is named."""
    guide = find_operation_guide(operation.code)
    text = operation.label if guide is None else guide.reading(level, content.reading_facts)
    if operation.check and level is not ReadingLevel.PICTURES:
        text = f"{text} {operation.check}"
    return StepReading(
        operation=operation,
        text=text,
        aloud=spoken(text),
        guide=operation.code if guide else NO_PICTURE,
        protection=describe_signs(operation.ppe),
        hazards=describe_signs(operation.hazards),
        workstation=workstation_label(operation.workstation),
        machine=clearance_label(operation.machine) if operation.machine else "",
    )


def read_page(card: CardView, worker: Worker, level: ReadingLevel) -> BenchPage:
    """Return what one person sees of a card. Steps to come are judged as if those before were
    ticked: a tablet that lost the network goes on with them.
    """
    steps = tuple(_steps(card, worker, level))
    told = (step.reading.text for step in steps[:1])
    words = glossary_of(told, trade=card.content.section)
    return BenchPage(
        card=card,
        level=level,
        steps=steps,
        words=tuple(dict.fromkeys((*words, *words_of(card.content)))),
        competencies=describe_competencies(card.content.competencies),
    )


def _steps(card: CardView, worker: Worker, level: ReadingLevel) -> Iterator[BenchStep]:
    current = card.current
    todo = [view for view in card.operations if not view.status.is_ticked]
    todo.sort(key=lambda view: view.operation != current)
    facts = card.facts
    for view in todo:
        yield BenchStep(
            number=card.operations.index(view) + 1,
            reading=read_step(view.operation, card.content, level),
            status=view.status,
            checks=card.checks_after(view.key),
            refusal=_refusal(view.operation, facts, worker),
        )
        facts = replace(facts, last_acts={**facts.last_acts, view.key: ProgressAct.TICK})


def _refusal(operation: CardOperation, facts: BenchFacts, worker: Worker) -> Refusal | None:
    try:
        refuse_work(operation, facts, worker)
    except Refusal as refusal:
        return refusal
    return None
