"""Job cards of the demonstration: planned, published, and one at work at the bench."""

from dataclasses import replace

from shop.accounts.queries import list_groups, list_staff, list_students
from shop.db import Scope
from shop.fabrication.tables import standard_tables
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.publication import NO_GROUP, NO_WEEK
from shop.jobs.domain.state import CardState, StopKind
from shop.jobs.domain.views import CardHead
from shop.jobs.queries.cards import get_card, list_cards
from shop.jobs.services.checking import enter_measure
from shop.jobs.services.making import confirm_operation, start_operation, tick_operation
from shop.jobs.services.preparing import list_publication_gaps, plan_card, publish_card
from shop.jobs.services.sawing import plan_bars_task
from shop.jobs.services.signing import sign_stop
from shop.kernel.actor import Actor, Role, Section
from shop.kernel.clock import paris_day
from shop.stock.queries import list_offcuts
from shop.stock.services import add_offcut

STEPS_DONE = 2
MOST_CARDS = 200
OFFCUTS = (
    ("TUBE CARRE 40x40x2", 2480, "B3", "Rayonnage du bâtiment neuf"),
    ("TUBE CARRE 40x40x2", 940, "B3", "Rayonnage du bâtiment neuf"),
    ("TUBE CARRE 50x50x3", 1805, "B4", "Passerelle"),
    ("PLAT 40x5", 1210, "A1", "Escalier du bâtiment neuf"),
    ("CARRE 16", 735, "A2", "Garde-corps du bâtiment neuf"),
)


def seed_jobs(scope: Scope) -> None:
    """Publish the cards that can be, and bring the first of each workshop to its third step.

    Run again it finds no draft that can be published and changes nothing.
    """
    _fill_rack(scope)
    drafts = list_cards(scope.session, state=CardState.DRAFT, limit=MOST_CARDS)
    at_work: set[Section] = set()
    for head in reversed(drafts):
        if not _publish(scope, head) or head.section in at_work:
            continue
        at_work.add(head.section)
        _begin(scope, head)


def _fill_rack(scope: Scope) -> None:
    """Lay what earlier jobs left on the rack, unless something lies there already."""
    if list_offcuts(scope.session, limit=1):
        return
    known = tuple(standard_tables().sections.rows)
    for designation, length_mm, place, origin in OFFCUTS:
        add_offcut(
            _teacher(scope, Section.METALWORK),
            designation=designation,
            length_mm=length_mm,
            place=place,
            origin=origin,
            known=known,
        )


def _teacher(scope: Scope, section: Section) -> Scope:
    staff = list_staff(scope.session)
    found = next(
        one for one in staff if one.role is Role.WORKSHOP_TEACHER and section in one.sections
    )
    return replace(scope, actor=found.to_actor())


def _publish(scope: Scope, head: CardHead) -> bool:
    """Publish a card that lacks nothing but a group and a week; tell whether it was."""
    card = get_card(scope.session, head.id)
    if set(list_publication_gaps(scope, card)) - {NO_GROUP, NO_WEEK}:
        return False
    teacher = _teacher(scope, head.section)
    if card.draft.cut_rows:
        plan_bars_task(scope, {"card_id": head.id})
    group = list_groups(scope.session, head.section)[0]
    today = paris_day(scope.now)
    plan_card(teacher, head.id, seen_version=head.version, group_id=group.id, week=today)
    publish_card(teacher, head.id, seen_version=head.version + 1)
    return True


def _begin(scope: Scope, head: CardHead) -> None:
    """Do the first steps, by a cleared student or else the teacher, and measure once."""
    teacher = _teacher(scope, head.section)
    card = get_card(scope.session, head.id)
    student = _student(scope, card.content, card.head) or teacher
    sign_stop(teacher, head.id, StopKind.BEFORE_MAKING)
    for operation in card.content.operations[:STEPS_DONE]:
        start_operation(student, head.id, operation.key)
        tick_operation(student, head.id, operation.key)
        if operation.needs_teacher:
            confirm_operation(teacher, head.id, operation.key)
    for check in card.content.checks[:1]:
        if check.is_measured and check.nominal is not None:
            status = enter_measure(student, head.id, check.key, str(check.nominal))
            assert status is CheckStatus.GOOD  # noqa: S101 - a nominal value is good


def _student(scope: Scope, content: CardContent, head: CardHead) -> Scope | None:
    """Return the hands of a student cleared for the first steps, None when nobody is."""
    assert head.group_id is not None  # noqa: S101 - it has just been published
    machines = {operation.machine for operation in content.operations[:STEPS_DONE]} - {""}
    students = list_students(scope.session, head.group_id, paris_day(scope.now))
    cleared = [one for one in students if machines <= one.clearances]
    if not cleared:
        return None
    actor = Actor(
        role=Role.STUDENT,
        account_id=cleared[0].id,
        name=cleared[0].pseudonym,
        group_id=head.group_id,
    )
    return replace(scope, actor=actor)
