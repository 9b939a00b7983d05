"""The bench: steps, time, measures, stops, to the card that is done."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from shop.curriculum.domain.operations import ReadingLevel
from shop.db import Scope
from shop.jobs.domain.content import CardCheck, CardContent
from shop.jobs.domain.measuring import CheckStatus, Decision
from shop.jobs.domain.state import CardState, OperationStatus, StopKind
from shop.jobs.domain.views import CardView
from shop.jobs.events import CardDone, OperationToCheck
from shop.jobs.models import JobCard, OperationProgress, TimeLog
from shop.jobs.queries.cards import (
    count_cards_to_sign,
    count_steps_of_order,
    get_card,
    get_cards,
)
from shop.jobs.queries.pages import (
    CardToSign,
    list_my_cards,
    list_waiting_cards,
    read_bench_page,
)
from shop.jobs.services.checking import confirm_measure, decide_non_conformity, enter_measure
from shop.jobs.services.making import (
    confirm_operation,
    pause_operation,
    reopen_operation,
    start_operation,
    tick_operation,
)
from shop.jobs.services.opening import hand_over_cards
from shop.jobs.services.preparing import publish_card
from shop.jobs.services.signing import close_review, sign_stop
from shop.kernel.actor import Section
from shop.kernel.events import Bus, Event
from shop.kernel.refusals import Forbidden, NotFound, Refusal
from shop.orders.events import OrderClosed
from shop.orders.queries import get_order
from tests.builders.jobs import (
    SAWING,
    as_student,
    as_teacher,
    build_content,
    build_job_card,
    open_group,
    publish,
)
from tests.conftest import NOW


class Bench:
    """A published card, its group, a cleared student, a beginner and the teacher."""

    def __init__(self, scope: Scope, content: CardContent | None = None) -> None:
        self.scope = scope
        self.group_id = open_group(scope)
        self.card = build_job_card(scope, content)
        publish(scope, self.card, group_id=self.group_id)
        self.id = self.card.id
        self.student = as_student(scope, self.group_id, "saw")
        self.beginner = as_student(scope, self.group_id)
        self.teacher = as_teacher(scope)

    def view(self) -> CardView:
        return get_card(self.scope.session, self.id, NOW)

    def sign(self, kind: StopKind = StopKind.BEFORE_MAKING) -> None:
        sign_stop(self.teacher, self.id, kind)

    def finish_steps(self) -> None:
        self.sign()
        for key in ("010-ETU", "020-DEB", "030-CTL"):
            tick_operation(self.student, self.id, key)
        confirm_operation(self.teacher, self.id, "030-CTL")


@pytest.fixture
def bench(scope: Scope) -> Bench:
    return Bench(scope)


def _statuses(view: CardView) -> list[OperationStatus]:
    return [operation.status for operation in view.operations]


def test_beginning_a_step_puts_the_card_in_progress(bench: Bench) -> None:
    start_operation(bench.beginner, bench.id, "010-ETU")

    view = bench.view()
    assert view.state is CardState.IN_PROGRESS
    assert _statuses(view)[0] is OperationStatus.IN_PROGRESS
    assert view.current is not None
    assert view.current.key == "010-ETU"


def test_a_student_without_clearance_cannot_start_the_saw(bench: Bench) -> None:
    bench.sign()
    tick_operation(bench.beginner, bench.id, "010-ETU")

    with pytest.raises(Forbidden, match="scie"):
        start_operation(bench.beginner, bench.id, "020-DEB")
    start_operation(bench.student, bench.id, "020-DEB")


def test_sawing_waits_for_the_signed_stop(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU")

    with pytest.raises(Refusal, match="STOP"):
        start_operation(bench.student, bench.id, "020-DEB")


def test_a_card_of_another_group_does_not_exist_for_a_student(bench: Bench) -> None:
    stranger = as_student(bench.scope, open_group(bench.scope, "Métal 2"), "saw")

    with pytest.raises(NotFound):
        start_operation(stranger, bench.id, "010-ETU")
    with pytest.raises(NotFound):
        read_bench_page(bench.scope.session, bench.id, stranger.actor, NOW, None)


def test_a_teacher_of_another_workshop_does_not_work_here(bench: Bench) -> None:
    other = as_teacher(bench.scope, sections=frozenset({Section.TYRES}))

    with pytest.raises(Forbidden):
        tick_operation(other, bench.id, "010-ETU")


def test_a_tick_sent_again_counts_once(bench: Bench) -> None:
    for _ in range(3):
        tick_operation(bench.student, bench.id, "010-ETU", client_key="tablet-1")

    count = bench.scope.session.scalar(select(func.count(OperationProgress.id)))
    assert count == 1


def test_a_tick_of_a_team_mate_counts_once(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU", client_key="tablet-1")
    tick_operation(bench.beginner, bench.id, "010-ETU", client_key="tablet-2")

    assert bench.scope.session.scalar(select(func.count(OperationProgress.id))) == 1


def test_starting_again_with_the_same_key_keeps_one_clock(bench: Bench) -> None:
    start_operation(bench.student, bench.id, "010-ETU", client_key="k")
    start_operation(bench.student, bench.id, "010-ETU", client_key="k")

    assert bench.scope.session.scalar(select(func.count(TimeLog.id))) == 1


def test_a_step_done_cannot_begin_again(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU")

    with pytest.raises(Refusal, match="déjà faite"):
        start_operation(bench.student, bench.id, "010-ETU")


def test_time_runs_from_start_to_tick(bench: Bench) -> None:
    start_operation(bench.student, bench.id, "010-ETU")
    later = replace(bench.student, now=NOW + timedelta(minutes=42))
    tick_operation(later, bench.id, "010-ETU")

    assert bench.view().operations[0].minutes_spent == 42
    assert bench.view().minutes_spent == 42


def test_time_still_running_counts_until_now(bench: Bench) -> None:
    start_operation(bench.student, bench.id, "010-ETU")

    view = get_card(bench.scope.session, bench.id, NOW + timedelta(minutes=5))
    assert view.operations[0].minutes_spent == 5


def test_a_pause_stops_the_clock_and_keeps_the_step_begun(bench: Bench) -> None:
    start_operation(bench.student, bench.id, "010-ETU")
    pause_operation(replace(bench.student, now=NOW + timedelta(minutes=10)), bench.id, "010-ETU")

    view = get_card(bench.scope.session, bench.id, NOW + timedelta(hours=3))
    assert view.operations[0].minutes_spent == 10
    assert view.operations[0].status is OperationStatus.IN_PROGRESS


def test_a_student_works_on_one_step_at_a_time(bench: Bench) -> None:
    other = build_job_card(bench.scope, reference="FT-2026-0002")
    publish(bench.scope, other, group_id=bench.group_id)
    start_operation(bench.student, bench.id, "010-ETU")

    later = replace(bench.student, now=NOW + timedelta(minutes=7))
    start_operation(later, other.id, "010-ETU")

    first, second = get_cards(
        bench.scope.session, [bench.id, other.id], NOW + timedelta(minutes=10)
    )
    assert (first.minutes_spent, second.minutes_spent) == (7, 3)


def test_an_act_kept_by_a_tablet_is_dated_when_it_happened(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU", at=NOW - timedelta(minutes=30))

    assert bench.view().operations[0].last_at == NOW - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [(timedelta(days=-3), timedelta(hours=-12)), (timedelta(hours=2), timedelta(0))],
)
def test_a_tablet_with_a_wrong_clock_is_brought_back(
    bench: Bench, claimed: timedelta, kept: timedelta
) -> None:
    tick_operation(bench.student, bench.id, "010-ETU", at=NOW + claimed)

    assert bench.view().operations[0].last_at == NOW + kept


def test_a_step_that_needs_the_teacher_waits_and_says_so(bench: Bench) -> None:
    heard: list[Event] = []
    bus = Bus({OperationToCheck: [lambda event, _: heard.append(event)]})
    bench.sign()
    for key in ("010-ETU", "020-DEB", "030-CTL"):
        tick_operation(replace(bench.student, bus=bus), bench.id, key)

    assert _statuses(bench.view())[-1] is OperationStatus.TO_CHECK
    assert heard == [OperationToCheck(bench.id, "030-CTL")]
    confirm_operation(bench.teacher, bench.id, "030-CTL")
    assert _statuses(bench.view())[-1] is OperationStatus.DONE


def test_the_menu_counts_the_cards_where_an_adult_is_waited_for(bench: Bench) -> None:
    def waiting(*sections: Section) -> int:
        return count_cards_to_sign(bench.teacher.session, sections)

    assert (waiting(Section.METALWORK), waiting(Section.TYRES)) == (1, 0)
    bench.sign()
    for key in ("010-ETU", "020-DEB"):
        tick_operation(bench.student, bench.id, key)
    assert waiting(*Section) == 0

    tick_operation(bench.student, bench.id, "030-CTL")
    assert waiting(*Section) == 1
    reopen_operation(bench.teacher, bench.id, "030-CTL")
    assert waiting(*Section) == 0


def test_students_do_not_confirm_their_own_work(bench: Bench) -> None:
    bench.sign()
    for key in ("010-ETU", "020-DEB", "030-CTL"):
        tick_operation(bench.student, bench.id, key)

    with pytest.raises(Forbidden):
        confirm_operation(bench.student, bench.id, "030-CTL")
    with pytest.raises(Forbidden):
        reopen_operation(bench.student, bench.id, "030-CTL")


def test_a_teacher_sends_a_step_back(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU")

    reopen_operation(bench.teacher, bench.id, "010-ETU")

    assert _statuses(bench.view())[0] is OperationStatus.PENDING


def test_only_what_is_done_is_sent_back_and_only_what_waits_is_confirmed(bench: Bench) -> None:
    with pytest.raises(Refusal, match="pas encore faite"):
        reopen_operation(bench.teacher, bench.id, "010-ETU")
    with pytest.raises(Refusal, match="attend pas"):
        confirm_operation(bench.teacher, bench.id, "010-ETU")


def test_a_teacher_does_an_adult_step_and_needs_no_confirmation(bench: Bench) -> None:
    bench.sign()
    for key in ("010-ETU", "020-DEB", "030-CTL"):
        tick_operation(bench.teacher, bench.id, key)

    assert set(_statuses(bench.view())) == {OperationStatus.DONE}


def test_an_unknown_step_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound, match="rechargez"):
        tick_operation(bench.student, bench.id, "999-NO")


def test_progress_survives_a_revision_by_its_keys(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU")
    drilling = replace(SAWING, key="040-PER", code="PER", label="Perçage")
    bench.card.draft = build_content(
        operations=(*build_content().operations[:2], drilling)
    ).to_data()

    publish_card(bench.teacher, bench.id, seen_version=bench.card.version, reason="Trous")

    assert _statuses(bench.view()) == [
        OperationStatus.DONE,
        OperationStatus.PENDING,
        OperationStatus.PENDING,
    ]


def test_a_measure_with_a_comma_is_kept_and_judged(bench: Bench) -> None:
    assert enter_measure(bench.student, bench.id, "width", "1 719,5") is CheckStatus.GOOD

    (check,) = bench.view().checks
    assert check.student is not None
    assert check.student.value == Decimal("1719.5")


def test_a_measure_sent_again_counts_once(bench: Bench) -> None:
    for _ in range(2):
        enter_measure(bench.student, bench.id, "width", "1719", client_key="m-1")
    enter_measure(bench.student, bench.id, "width", "1725", client_key="m-2")

    (check,) = bench.view().checks
    assert check.status is CheckStatus.OUT


def test_out_of_tolerance_blocks_the_delivery_until_decided(bench: Bench) -> None:
    bench.finish_steps()
    enter_measure(bench.student, bench.id, "width", "1725")
    with pytest.raises(Refusal, match="hors tolérance"):
        bench.sign(StopKind.BEFORE_DELIVERY)

    decide_non_conformity(
        bench.teacher, bench.id, "width", Decision.ACCEPT, "Sans effet : jeu repris aux gonds"
    )

    (check,) = bench.view().checks
    assert check.status is CheckStatus.ACCEPTED
    assert check.decision is not None
    assert check.decision.name == "Mme Perrin"
    bench.sign(StopKind.BEFORE_DELIVERY)
    assert bench.view().state is CardState.READY


def test_a_repaired_part_is_measured_again(bench: Bench) -> None:
    bench.finish_steps()
    enter_measure(bench.student, bench.id, "width", "1725")
    decide_non_conformity(bench.teacher, bench.id, "width", Decision.REPAIR, "Meuler 2 mm")
    with pytest.raises(Refusal, match="nouvelle mesure"):
        bench.sign(StopKind.BEFORE_DELIVERY)

    enter_measure(bench.student, bench.id, "width", "1721")

    assert bench.view().checks[0].status is CheckStatus.GOOD


def test_a_decision_needs_a_reason_and_a_part_out_of_tolerance(bench: Bench) -> None:
    enter_measure(bench.student, bench.id, "width", "1719")

    with pytest.raises(Refusal, match="raison"):
        decide_non_conformity(bench.teacher, bench.id, "width", Decision.ACCEPT, " ")
    with pytest.raises(Refusal, match="attend pas de décision"):
        decide_non_conformity(bench.teacher, bench.id, "width", Decision.ACCEPT, "x")
    with pytest.raises(Forbidden):
        decide_non_conformity(bench.student, bench.id, "width", Decision.ACCEPT, "x")


def test_a_teacher_confirms_a_measure_in_one_gesture(bench: Bench) -> None:
    with pytest.raises(Refusal, match="pas encore de relevé"):
        confirm_measure(bench.teacher, bench.id, "width")
    enter_measure(bench.student, bench.id, "width", "1719")

    confirm_measure(bench.teacher, bench.id, "width")

    (check,) = bench.view().checks
    assert check.teacher is not None
    assert (check.teacher.value, check.teacher.staff_name) == (Decimal(1719), "Mme Perrin")


ROADWORTHY = CardCheck(key="ok", label="Le véhicule peut rouler", adult_only=True)
TORQUE = CardCheck(key="t", label="Couple", unit="N·m", lowest=Decimal(99), adult_only=True)


def test_an_adult_check_is_closed_to_students_and_asked_before_delivery(scope: Scope) -> None:
    bench = Bench(scope, build_content(checks=(ROADWORTHY, TORQUE)))
    bench.finish_steps()
    with pytest.raises(Forbidden):
        enter_measure(bench.student, bench.id, "ok", "oui")
    enter_measure(bench.student, bench.id, "t", "110")
    enter_measure(bench.teacher, bench.id, "ok", "oui")

    with pytest.raises(Refusal, match="contre-mesure"):
        bench.sign(StopKind.BEFORE_DELIVERY)
    confirm_measure(bench.teacher, bench.id, "t")
    bench.sign(StopKind.BEFORE_DELIVERY)

    assert bench.view().state is CardState.READY


def test_a_check_nobody_knows_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        enter_measure(bench.student, bench.id, "nothing", "1")


def test_a_stop_keeps_the_name_and_the_time_of_who_signed(bench: Bench) -> None:
    sign_stop(bench.teacher, bench.id, StopKind.BEFORE_MAKING, " Butée vérifiée ")
    sign_stop(bench.teacher, bench.id, StopKind.BEFORE_MAKING, "encore")

    (stop,) = bench.view().stops
    assert (stop.name, stop.signed_at, stop.note) == ("Mme Perrin", NOW, "Butée vérifiée")


def test_students_sign_nothing(bench: Bench) -> None:
    with pytest.raises(Forbidden):
        sign_stop(bench.student, bench.id, StopKind.BEFORE_MAKING)


def test_an_unfinished_card_is_not_signed_out(bench: Bench) -> None:
    bench.sign()

    with pytest.raises(Refusal, match="étapes ne sont pas faites"):
        bench.sign(StopKind.BEFORE_DELIVERY)


def test_the_last_card_done_makes_the_order_ready(bench: Bench) -> None:
    heard: list[Event] = []
    bus = Bus({CardDone: [lambda event, _: heard.append(event)]})
    bench.finish_steps()
    enter_measure(bench.student, bench.id, "width", "1719")

    sign_stop(replace(bench.teacher, bus=bus), bench.id, StopKind.BEFORE_DELIVERY)

    assert heard == [CardDone(bench.id, bench.card.order_id)]
    assert get_order(bench.scope.session, bench.card.order_id).ready_at == NOW
    assert count_steps_of_order(bench.scope.session, bench.card.order_id) == (3, 3)
    assert bench.view().state is CardState.READY


def test_the_talk_closes_a_delivered_card(bench: Bench) -> None:
    with pytest.raises(Refusal, match="quand le client"):
        close_review(bench.teacher, bench.id)
    hand_over_cards(OrderClosed(bench.card.order_id), bench.scope)

    close_review(bench.teacher, bench.id)
    close_review(bench.teacher, bench.id)

    assert bench.view().state is CardState.REVIEWED


def test_the_kept_state_always_equals_the_derived_one(bench: Bench) -> None:
    def kept_is_derived() -> bool:
        kept = bench.scope.session.get_one(JobCard, bench.id, populate_existing=True).state
        return CardState(kept) is bench.view().facts.state

    acts = (
        lambda: start_operation(bench.student, bench.id, "010-ETU"),
        lambda: tick_operation(bench.student, bench.id, "010-ETU"),
        lambda: reopen_operation(bench.teacher, bench.id, "010-ETU"),
        bench.finish_steps,
        lambda: enter_measure(bench.student, bench.id, "width", "1719"),
        lambda: reopen_operation(bench.teacher, bench.id, "020-DEB"),
        lambda: tick_operation(bench.student, bench.id, "020-DEB"),
        lambda: bench.sign(StopKind.BEFORE_DELIVERY),
        lambda: hand_over_cards(OrderClosed(bench.card.order_id), bench.scope),
        lambda: close_review(bench.teacher, bench.id),
    )
    for act in acts:
        act()
        assert kept_is_derived()


def test_a_student_sees_the_cards_of_the_group(bench: Bench) -> None:
    stranger = as_student(bench.scope, open_group(bench.scope, "Métal 2"))

    assert [head.id for head in list_my_cards(bench.scope.session, bench.student.actor)] == [
        bench.id
    ]
    assert list_my_cards(bench.scope.session, stranger.actor) == []


def test_the_bench_page_shows_the_step_in_hand_first(bench: Bench) -> None:
    tick_operation(bench.student, bench.id, "010-ETU")

    page = read_bench_page(
        bench.scope.session, bench.id, bench.beginner.actor, NOW, ReadingLevel.PICTURES
    )

    assert page.current is not None
    assert (page.current.key, page.current.number) == ("020-DEB", 2)
    assert page.current.reading.text == "Scie les tubes."
    assert page.current.refusal is not None
    assert "autorisation" in str(page.current.refusal)
    assert [sign.code for sign in page.current.reading.protection] == ["M003", "M004", "M008"]


def test_steps_to_come_are_judged_as_if_those_before_were_ticked(bench: Bench) -> None:
    bench.sign()

    page = read_bench_page(bench.scope.session, bench.id, bench.student.actor, NOW, None)

    assert [(step.key, step.refusal) for step in page.steps] == [
        ("010-ETU", None),
        ("020-DEB", None),
        ("030-CTL", None),
    ]


def test_what_waits_for_the_teacher_is_listed(bench: Bench) -> None:
    def waiting() -> list[CardToSign]:
        return list_waiting_cards(bench.scope.session, [Section.METALWORK], NOW)

    (card,) = waiting()
    assert card.waits_for_stop is StopKind.BEFORE_MAKING
    bench.sign()
    assert waiting() == []
    for key in ("010-ETU", "020-DEB", "030-CTL"):
        tick_operation(bench.student, bench.id, key)
    enter_measure(bench.student, bench.id, "width", "1725")

    (card,) = waiting()
    assert (card.waits_for_stop, card.to_confirm, card.to_decide, card.to_counter_check) == (
        StopKind.BEFORE_DELIVERY,
        1,
        1,
        0,
    )
    assert list_waiting_cards(bench.scope.session, [Section.TYRES], NOW) == []
