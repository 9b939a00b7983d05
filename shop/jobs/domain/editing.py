"""What a teacher may change on a draft, as values; keys of steps survive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shop.jobs.domain.composed import operation_of
from shop.jobs.domain.content import (
    MOST_COMPETENCIES,
    CardCheck,
    CardContent,
    CardOperation,
    CardQuestion,
)
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

FREE_CODE = "FREE"
LONGEST_STEP_MINUTES = 6000
KEY_STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationEdit:
    """One line of the table of steps. No `key` means a new step; the position orders them."""

    key: str
    position: int
    label: str
    minutes: int
    workstation: str
    code: str = FREE_CODE
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEdit:
    """One line of the sheet of checks. No `key` means a new check."""

    key: str
    label: str
    unit: str
    nominal: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    instrument: str = ""
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdit:
    """Everything the editor sends at once."""

    title: str
    purpose: str
    quality: tuple[str, ...]
    finish: str
    competencies: tuple[str, ...]
    questions: tuple[CardQuestion, ...]
    transfer: str
    operations: tuple[OperationEdit, ...]
    checks: tuple[CheckEdit, ...]


def edit_content(content: CardContent, edit: DraftEdit) -> CardContent:
    """Return the content with the changes; what the editor does not show stays as it is."""
    if len(edit.competencies) > MOST_COMPETENCIES:
        raise Refusal(N_("Gardez trois compétences au plus."), field="competencies")
    return replace(
        content,
        title=edit.title,
        purpose=edit.purpose,
        quality=edit.quality,
        finish=edit.finish,
        competencies=edit.competencies,
        questions=edit.questions,
        transfer=edit.transfer,
        operations=edit_operations(content.operations, edit.operations),
        checks=edit_checks(content.checks, edit.checks),
    )


def edit_operations(
    operations: Sequence[CardOperation], edits: Iterable[OperationEdit]
) -> tuple[CardOperation, ...]:
    """Apply the lines in the order of their positions and mend what comes before what."""
    known = {operation.key: operation for operation in operations}
    kept: list[CardOperation] = []
    last_key = max((_number(key) for key in known), default=0)
    for edit in sorted(edits, key=lambda line: line.position):
        if edit.is_removed or not (edit.label or edit.key):
            continue
        if edit.key not in known:
            last_key += KEY_STEP
        kept.append(_changed(edit, known.get(edit.key) or _new_operation(edit, last_key)))
    return rewire(kept)


def _new_operation(edit: OperationEdit, number: int) -> CardOperation:
    return operation_of(edit.code, key=f"{number:03d}-{edit.code}")


def _number(key: str) -> int:
    head = key.partition("-")[0]
    return int(head) if head.isdecimal() else 0


def _changed(edit: OperationEdit, operation: CardOperation) -> CardOperation:
    if not 0 <= edit.minutes <= LONGEST_STEP_MINUTES:
        raise Refusal(N_("Le temps d’une étape va de 0 à 6000 minutes."), field="operations")
    return replace(
        operation,
        label=edit.label or operation.label,
        minutes=edit.minutes,
        workstation=edit.workstation or operation.workstation,
    )


def rewire(operations: Sequence[CardOperation]) -> tuple[CardOperation, ...]:
    """Keep the links that still hold; a step that lost one waits for the step above it."""
    wired: list[CardOperation] = []
    for operation in operations:
        above = [step.key for step in wired]
        holds = bool(operation.after) and all(key in above for key in operation.after)
        after = operation.after if holds else tuple(above[-1:])
        wired.append(replace(operation, after=after))
    return tuple(wired)


def check_groups(checks: Sequence[CardCheck]) -> tuple[tuple[CardCheck, ...], ...]:
    """Group what is asked at several places, such as each wheel: one line of the sheet each."""
    groups: dict[tuple[str, str, str], list[CardCheck]] = {}
    for check in checks:
        groups.setdefault((check.label, check.operation, check.unit), []).append(check)
    return tuple(tuple(group) for group in groups.values())


def edit_checks(checks: Sequence[CardCheck], edits: Iterable[CheckEdit]) -> tuple[CardCheck, ...]:
    """Apply the lines of the sheet: a line changes the check at all its places, a new check is
    made before the work leaves."""
    groups = {group[0].key: group for group in check_groups(checks)}
    kept: list[CardCheck] = []
    for edit in edits:
        if edit.is_removed or not (edit.label or edit.key):
            continue
        known = groups.get(edit.key)
        if known is None:
            known = (CardCheck(key=_new_check_key(checks, kept), label=edit.label),)
        kept.extend(_changed_check(edit, check) for check in known)
    return tuple(kept)


def _new_check_key(known: Sequence[CardCheck], kept: Sequence[CardCheck]) -> str:
    taken = {check.key for check in (*known, *kept)}
    return next(key for number in range(1, 1000) if (key := f"added.{number}") not in taken)


def _changed_check(edit: CheckEdit, check: CardCheck) -> CardCheck:
    if edit.lowest is not None and edit.highest is not None and edit.lowest > edit.highest:
        raise Refusal(
            N_("Le mini de « %(label)s » dépasse le maxi."),
            field="checks",
            label=edit.label or check.label,
        )
    return replace(
        check,
        label=edit.label or check.label,
        unit=edit.unit,
        nominal=edit.nominal,
        lowest=edit.lowest,
        highest=edit.highest,
        instrument=edit.instrument or check.instrument,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDetails:
    """What a step asks for besides its line in the table."""

    machine: str
    ppe: tuple[str, ...]
    hazards: tuple[str, ...]
    adult_only: bool
    needs_teacher: bool
    behind_stop: bool
    check: str


def edit_details(content: CardContent, key: str, details: OperationDetails) -> CardContent:
    """Return the content with one step changed: machine, protection, who may do it."""
    return replace(
        content,
        operations=tuple(
            replace(
                operation,
                machine=details.machine,
                ppe=details.ppe,
                hazards=details.hazards,
                adult_only=details.adult_only,
                needs_teacher=details.needs_teacher,
                behind_stop=details.behind_stop,
                check=details.check,
            )
            if operation.key == key
            else operation
            for operation in content.operations
        ),
    )
