"""Who may do which step now, and what a measure says."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.jobs.domain.bench import (
    COUNTER_CHECKS_MISSING,
    MEASURES_MISSING,
    MEASURES_OUT,
    MEASURES_TO_REDO,
    STEPS_LEFT,
    STEPS_TO_CONFIRM,
    BenchFacts,
    Worker,
    current_operation,
    delivery_gaps,
    refuse_work,
)
from shop.jobs.domain.content import CardCheck
from shop.jobs.domain.measuring import (
    CheckStatus,
    Decision,
    MeasurementFact,
    check_status,
    is_good,
    read_measure,
    refuse_check_without_bounds,
)
from shop.jobs.domain.state import (
    CardFacts,
    CardState,
    OperationStatus,
    ProgressAct,
    StopKind,
    card_state,
    operation_status,
)
from shop.kernel.refusals import Forbidden, Refusal
from tests.builders.jobs import CHECKING, SAWING, STUDY, WIDTH, build_content
from tests.conftest import NOW

STUDENT = Worker(is_adult=False, clearances=frozenset({"saw"}))
BEGINNER = Worker(is_adult=False)
TEACHER = Worker(is_adult=True)
SIGNED = frozenset({StopKind.BEFORE_MAKING})


def _facts(
    acts: Mapping[str, ProgressAct] | None = None,
    stops: frozenset[StopKind] = SIGNED,
    state: CardState = CardState.IN_PROGRESS,
) -> BenchFacts:
    return BenchFacts(
        content=build_content(), state=state, last_acts=acts or {}, signed_stops=stops
    )


STUDIED = {"010-ETU": ProgressAct.TICK}


def test_the_study_may_begin_before_any_signature() -> None:
    refuse_work(STUDY, _facts(stops=frozenset()), BEGINNER)


def test_sawing_waits_for_the_signature_of_the_teacher() -> None:
    with pytest.raises(Refusal, match="STOP"):
        refuse_work(SAWING, _facts(STUDIED, stops=frozenset()), STUDENT)


def test_a_student_without_clearance_cannot_start_the_machine() -> None:
    with pytest.raises(Forbidden, match="autorisation pour : scie"):
        refuse_work(SAWING, _facts(STUDIED), BEGINNER)


def test_a_cleared_student_and_a_teacher_can() -> None:
    refuse_work(SAWING, _facts(STUDIED), STUDENT)
    refuse_work(SAWING, _facts(STUDIED), TEACHER)


def test_a_step_waits_for_the_one_before() -> None:
    with pytest.raises(Refusal, match="finir « Étude »"):
        refuse_work(SAWING, _facts(), STUDENT)


def test_a_step_that_waits_for_the_teacher_holds_the_next_one() -> None:
    last = replace(STUDY, key="040-MAN", after=("030-CTL",))
    acts = {**STUDIED, "020-DEB": ProgressAct.TICK, "030-CTL": ProgressAct.TICK}

    with pytest.raises(Refusal, match="Appelle le professeur : il contrôle « Contrôle »"):
        refuse_work(last, _facts(acts), STUDENT)


def test_what_is_left_to_do_is_said_before_what_waits_for_the_teacher() -> None:
    last = replace(STUDY, key="040-MAN", after=("030-CTL", "020-DEB"))
    acts = {**STUDIED, "030-CTL": ProgressAct.TICK}

    with pytest.raises(Refusal, match="finir « Débit »"):
        refuse_work(last, _facts(acts), STUDENT)


def test_an_adult_step_is_closed_to_students() -> None:
    with pytest.raises(Forbidden, match="pour un adulte"):
        refuse_work(replace(STUDY, adult_only=True), _facts(), STUDENT)


@pytest.mark.parametrize(
    "state", [CardState.DRAFT, CardState.READY, CardState.DELIVERED, CardState.CANCELLED]
)
def test_nobody_works_on_a_card_that_is_not_open(state: CardState) -> None:
    with pytest.raises(Refusal, match="pas ouverte"):
        refuse_work(STUDY, _facts(state=state), TEACHER)


def test_the_step_in_hand_is_the_one_begun_else_the_first() -> None:
    assert current_operation(_facts()) == STUDY
    assert current_operation(_facts({"020-DEB": ProgressAct.START})) == SAWING
    assert current_operation(_facts(dict.fromkeys(_keys(), ProgressAct.TICK))) is None


def _keys() -> tuple[str, ...]:
    return tuple(operation.key for operation in build_content().operations)


@pytest.mark.parametrize(
    ("act", "needs_teacher", "status"),
    [
        (None, False, OperationStatus.PENDING),
        (ProgressAct.START, False, OperationStatus.IN_PROGRESS),
        (ProgressAct.TICK, False, OperationStatus.DONE),
        (ProgressAct.TICK, True, OperationStatus.TO_CHECK),
        (ProgressAct.CONFIRM, True, OperationStatus.DONE),
        (ProgressAct.REOPEN, True, OperationStatus.PENDING),
    ],
)
def test_the_last_act_decides_the_status_of_a_step(
    act: ProgressAct | None, needs_teacher: bool, status: OperationStatus
) -> None:
    assert operation_status(replace(STUDY, needs_teacher=needs_teacher), act) is status


ALL_TICKED = {
    "010-ETU": ProgressAct.TICK,
    "020-DEB": ProgressAct.TICK,
    "030-CTL": ProgressAct.CONFIRM,
}
BASE = CardFacts(
    revision=1, operations=build_content().operations, last_acts={}, signed_stops=frozenset()
)
BOTH = frozenset(StopKind)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (replace(BASE, revision=0), CardState.DRAFT),
        (BASE, CardState.PUBLISHED),
        (replace(BASE, signed_stops=SIGNED), CardState.IN_PROGRESS),
        (replace(BASE, last_acts=STUDIED), CardState.IN_PROGRESS),
        (replace(BASE, last_acts=ALL_TICKED), CardState.TO_CHECK),
        (replace(BASE, last_acts=ALL_TICKED, signed_stops=BOTH), CardState.READY),
        (replace(BASE, signed_stops=BOTH, handed_over_at=NOW), CardState.DELIVERED),
        (replace(BASE, handed_over_at=NOW, reviewed_at=NOW), CardState.REVIEWED),
        (replace(BASE, handed_over_at=NOW, cancelled_at=NOW), CardState.CANCELLED),
    ],
)
def test_the_state_of_a_card_follows_from_what_happened(facts: CardFacts, state: CardState) -> None:
    assert card_state(facts) is state


def test_a_card_leaves_when_steps_and_checks_are_all_good() -> None:
    assert delivery_gaps(_facts(ALL_TICKED), {"width": CheckStatus.GOOD}, []) == ()


def test_everything_that_keeps_a_card_from_leaving_is_said() -> None:
    acts = {**STUDIED, "030-CTL": ProgressAct.TICK}
    checks = {"a": CheckStatus.MISSING, "b": CheckStatus.OUT, "c": CheckStatus.REDO}

    assert delivery_gaps(_facts(acts), checks, ["a"]) == (
        STEPS_LEFT,
        STEPS_TO_CONFIRM,
        MEASURES_MISSING,
        MEASURES_OUT,
        MEASURES_TO_REDO,
        COUNTER_CHECKS_MISSING,
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1719", "1719"),
        ("1 719,5", "1719.5"),
        ("1719.5", "1719.5"),
        ("1719 mm", "1719"),
    ],
)
def test_a_measure_is_read_as_people_type_it(typed: str, value: str) -> None:
    assert read_measure(typed, WIDTH) == Decimal(value)


def test_a_deviation_may_be_negative_and_a_length_may_not() -> None:
    deviation = replace(WIDTH, lowest=Decimal(-2), highest=Decimal(2))

    assert read_measure("−1,5", deviation) == Decimal("-1.5")
    with pytest.raises(Refusal, match="plus petite que zéro"):
        read_measure("−1719", WIDTH)


@pytest.mark.parametrize("typed", ["", "large", "1,2,3", "NaN", "1e99", "9" * 13])
def test_what_is_no_measure_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        read_measure(typed, WIDTH)


@pytest.mark.parametrize(("typed", "value"), [("oui", 1), ("0", 0), ("Non", 0)])
def test_a_question_is_answered_by_yes_or_no(typed: str, value: int) -> None:
    assert read_measure(typed, CardCheck(key="v", label="La valve ne fuit pas")) == value


def test_a_question_is_not_answered_by_a_length() -> None:
    with pytest.raises(Refusal, match="oui ou par non"):
        read_measure("12", CardCheck(key="v", label="La valve ne fuit pas"))


@given(value=st.decimals(min_value=1600, max_value=1800, places=1))
def test_bounds_are_good_and_beyond_them_is_out(value: Decimal) -> None:
    assert is_good(WIDTH, value) == (Decimal(1715) <= value <= Decimal(1723))


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (None, CheckStatus.MISSING),
        (MeasurementFact(value=Decimal(1723)), CheckStatus.GOOD),
        (MeasurementFact(value=Decimal("1723.1")), CheckStatus.OUT),
        (MeasurementFact(value=Decimal(1730), decision=Decision.REPAIR), CheckStatus.REDO),
        (MeasurementFact(value=Decimal(1730), decision=Decision.REMAKE), CheckStatus.REDO),
        (MeasurementFact(value=Decimal(1730), decision=Decision.ACCEPT), CheckStatus.ACCEPTED),
    ],
)
def test_out_of_tolerance_blocks_until_it_is_accepted_or_measured_again(
    last: MeasurementFact | None, status: CheckStatus
) -> None:
    assert check_status(WIDTH, last) is status
    leaves = status in (CheckStatus.GOOD, CheckStatus.ACCEPTED)
    assert status.lets_leave is leaves


def test_a_torque_nobody_looked_up_cannot_be_checked() -> None:
    with pytest.raises(Refusal, match="documentation du véhicule"):
        refuse_check_without_bounds(CardCheck(key="t", label="Couple", unit="N·m"))


def test_a_step_unknown_to_the_card_holds_nothing() -> None:
    refuse_work(replace(CHECKING, after=("999-GONE",)), _facts(), STUDENT)
