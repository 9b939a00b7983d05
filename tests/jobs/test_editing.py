"""What a teacher changes on a draft, and what publication asks for."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from shop.jobs.domain.content import CardContent, CardQuestion
from shop.jobs.domain.editing import (
    CheckEdit,
    DraftEdit,
    OperationEdit,
    edit_checks,
    edit_content,
    edit_operations,
)
from shop.jobs.domain.publication import (
    DEPOSIT_UNPAID,
    NO_COMPETENCY,
    NO_GROUP,
    NO_MINUTES,
    NO_OPERATION,
    NO_PROTECTION,
    NO_WEEK,
    NOT_MEASURED,
    PublicationFacts,
    publication_gaps,
)
from shop.kernel.refusals import Refusal
from tests.builders.jobs import CHECKING, SAWING, STUDY, WIDTH, build_content

READY = PublicationFacts(group_id=1, has_week=True)


def _line(key: str, position: int, **changes: Any) -> OperationEdit:  # noqa: ANN401 - any field of the value
    known = {op.key: op for op in build_content().operations}
    operation = known.get(key, STUDY)
    line = OperationEdit(
        key=key,
        position=position,
        label=operation.label,
        minutes=operation.minutes,
        workstation=operation.workstation,
    )
    return replace(line, **changes)


def _edit(*lines: OperationEdit) -> list[tuple[str, tuple[str, ...]]]:
    edited = edit_operations(build_content().operations, lines)
    return [(op.key, op.after) for op in edited]


def test_unchanged_lines_change_nothing() -> None:
    lines = [_line("010-ETU", 1), _line("020-DEB", 2), _line("030-CTL", 3)]

    assert edit_operations(build_content().operations, lines) == (STUDY, SAWING, CHECKING)


def test_removing_a_step_links_the_next_one_to_the_step_above() -> None:
    lines = (
        _line("010-ETU", 1),
        _line("020-DEB", 2, is_removed=True),
        _line("030-CTL", 3),
    )

    assert _edit(*lines) == [("010-ETU", ()), ("030-CTL", ("010-ETU",))]


def test_swapping_two_steps_keeps_their_keys() -> None:
    lines = (_line("010-ETU", 1), _line("030-CTL", 2), _line("020-DEB", 3))

    assert _edit(*lines) == [
        ("010-ETU", ()),
        ("030-CTL", ("010-ETU",)),
        ("020-DEB", ("010-ETU",)),
    ]


def test_an_added_step_brings_its_machine_and_protection() -> None:
    lines = (
        _line("010-ETU", 1),
        _line("", 2, code="PER", label="Percer les platines", minutes=15, workstation="drill"),
        _line("020-DEB", 3),
    )
    drilling = edit_operations(build_content().operations, lines)[1]

    assert (drilling.key, drilling.label) == ("040-PER", "Percer les platines")
    assert (drilling.machine, drilling.after) == ("pillar_drill", ("010-ETU",))
    assert "M004" in drilling.ppe


def test_an_empty_line_adds_no_step() -> None:
    assert _edit(_line("010-ETU", 1), _line("", 2, label="")) == [("010-ETU", ())]


def test_a_step_of_a_month_is_refused() -> None:
    with pytest.raises(Refusal, match="6000 minutes"):
        _edit(_line("010-ETU", 1, minutes=9000))


def test_a_teacher_writes_the_torque_read_in_the_documentation() -> None:
    line = CheckEdit(
        key="width",
        label="",
        unit="mm",
        nominal=Decimal(1800),
        lowest=Decimal(1796),
        highest=Decimal(1804),
    )

    assert edit_checks((WIDTH,), [line]) == (
        replace(WIDTH, nominal=Decimal(1800), lowest=Decimal(1796), highest=Decimal(1804)),
    )


def test_added_checks_get_keys_of_their_own() -> None:
    line = CheckEdit(key="", label="Aspect", unit="", nominal=None, lowest=None, highest=None)
    empty = replace(line, label="")

    keys = [check.key for check in edit_checks((WIDTH,), [line, line, empty])]
    assert keys == ["added.1", "added.2"]


def test_a_lowest_above_the_highest_is_refused() -> None:
    line = CheckEdit(
        key="width", label="", unit="mm", nominal=None, lowest=Decimal(2), highest=Decimal(1)
    )

    with pytest.raises(Refusal, match="Le mini de « Largeur »"):
        edit_checks((WIDTH,), [line])


def _draft_edit(**changes: Any) -> DraftEdit:  # noqa: ANN401 - any field of the value
    edit = DraftEdit(
        title="Portail du parc",
        purpose="Le client veut fermer son jardin.",
        quality=("Aucune bavure",),
        finish="Gris",
        competencies=("MET-A1",),
        questions=(CardQuestion(step="plan", question="Combien de barres ?", where="Débit"),),
        transfer="Et si ?",
        operations=(_line("010-ETU", 1),),
        checks=(),
    )
    return replace(edit, **changes)


def test_the_editor_changes_both_faces_of_the_card() -> None:
    edited = edit_content(build_content(), _draft_edit())

    assert edited == build_content(
        title="Portail du parc",
        purpose="Le client veut fermer son jardin.",
        quality=("Aucune bavure",),
        finish="Gris",
        competencies=("MET-A1",),
        questions=(CardQuestion(step="plan", question="Combien de barres ?", where="Débit"),),
        transfer="Et si ?",
        operations=(STUDY,),
        checks=(),
    )


def test_more_than_three_competencies_are_refused() -> None:
    with pytest.raises(Refusal, match="trois compétences"):
        edit_content(build_content(), _draft_edit(competencies=("A", "B", "C", "D")))


def test_a_complete_card_can_be_published() -> None:
    assert publication_gaps(build_content(), READY) == ()


@pytest.mark.parametrize(
    ("content", "facts", "gaps"),
    [
        (build_content(), replace(READY, group_id=None, has_week=False), (NO_GROUP, NO_WEEK)),
        (build_content(), replace(READY, is_deposit_paid=False), (DEPOSIT_UNPAID,)),
        (build_content(), replace(READY, is_measured=False), (NOT_MEASURED,)),
        (build_content(operations=()), READY, (NO_OPERATION,)),
        (build_content(operations=(replace(STUDY, minutes=0),)), READY, (NO_MINUTES,)),
        (build_content(operations=(replace(SAWING, ppe=()),)), READY, (NO_PROTECTION,)),
        (build_content(competencies=()), READY, (NO_COMPETENCY,)),
    ],
)
def test_publication_says_everything_that_is_missing(
    content: CardContent, facts: PublicationFacts, gaps: tuple[str, ...]
) -> None:
    assert publication_gaps(content, facts) == gaps
