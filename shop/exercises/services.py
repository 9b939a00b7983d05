"""Preparing exercises from job cards, choosing them, giving each student a sheet, printing."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shop.accounts.events import StudentPurged
from shop.accounts.queries import list_students
from shop.curriculum.domain.french import french_day, french_list
from shop.curriculum.domain.signs import list_signs
from shop.db import Scope, lock
from shop.documents.pdf import render_pdf
from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import offers, pick, propose
from shop.exercises.domain.pack import PackHeading, SheetOwner, pack_data
from shop.exercises.domain.support import SupportLevel
from shop.exercises.models import PreparedSet, Worksheet
from shop.exercises.queries import (
    get_set,
    list_cards_for_exercises,
    read_pictures,
    templates_done_by,
)
from shop.kernel.clock import paris_day
from shop.kernel.refusals import Refusal, Stale
from shop.kernel.text import N_

STATIC = Path(__file__).parents[2] / "static"
NAMELESS = tuple(SheetOwner(pseudonym=f"Feuille {level}", level=level) for level in SupportLevel)


def prepare_set(
    scope: Scope,
    card_ids: Collection[int],
    *,
    seed: int,
    group_id: int | None = None,
    title: str = "",
) -> int:
    """Make a set from these cards and a sheet for each student of the group; return its id.

    Without a group there is one nameless sheet for each level of support.
    """
    cards = list_cards_for_exercises(scope.session, card_ids, scope.now)
    if not cards:
        raise Refusal(N_("Choisissez au moins une fiche de travail."), field="cards")
    done_before = templates_done_by(scope.session, group_id)
    proposed = propose(offers(cards, seed), seed, done_before=done_before)
    row = PreparedSet(
        title=title or _title(cards),
        group_id=group_id,
        pictures=[card.to_data() for card in cards],
        seed=seed,
        content=proposed.to_data(),
        created_at=scope.now,
        created_by=scope.actor.account_id,
        created_by_name=scope.actor.name,
    )
    scope.session.add(row)
    scope.session.flush()
    _write_sheets(scope.session, row.id, _students(scope, group_id))
    return row.id


def choose_exercises(
    scope: Scope,
    set_id: int,
    template_ids: Collection[str],
    levels: Mapping[int, int],
    *,
    version: int,
) -> None:
    """Keep these exercises, with the numbers already drawn, and supports by sheet position."""
    row = _open(scope, set_id, version)
    offered = offers(read_pictures(row), row.seed)
    row.content = pick(offered, frozenset(template_ids)).to_data()
    owners = get_set(scope.session, set_id).owners
    _write_sheets(
        scope.session,
        set_id,
        [
            SheetOwner(
                pseudonym=owner.pseudonym,
                level=SupportLevel(levels.get(place, owner.level)),
                student_id=owner.student_id,
            )
            for place, owner in enumerate(owners, start=1)
        ],
    )


def draw_again(scope: Scope, set_id: int, *, seed: int, version: int) -> None:
    """Draw other numbers and other exercises from the same cards, as they are now."""
    row = _open(scope, set_id, version)
    card_ids = [picture.card_id for picture in read_pictures(row)]
    cards = list_cards_for_exercises(scope.session, card_ids, scope.now)
    row.seed = seed
    row.pictures = [card.to_data() for card in cards]
    row.content = propose(offers(cards, seed), seed).to_data()


def print_pack(session: Session, set_id: int, *, school: str) -> bytes:
    """Return the PDF of a set: a sheet for each student, then the key for the teacher."""
    found = get_set(session, set_id)
    day = french_day(paris_day(found.head.created_at)).removeprefix("le ")
    heading = PackHeading(
        title=found.head.title,
        origin=f"Fiche {french_list([picture.reference for picture in found.pictures])}",
        day=day,
        school=school,
    )
    data = pack_data(found.exercises, found.owners, heading, _sign_drawings())
    return render_pdf("exercise_pack", data, made_at=found.head.created_at)


def _open(scope: Scope, set_id: int, version: int) -> PreparedSet:
    row = lock(scope.session, PreparedSet, set_id)
    if row.version != version:
        raise Stale(N_("Ces exercices ont changé entre-temps : relisez la page."))
    row.version += 1
    return row


def _title(cards: Sequence[CardForExercises]) -> str:
    return f"Exercices – {cards[0].title}"[:160] if len(cards) == 1 else "Exercices de la semaine"


def _students(scope: Scope, group_id: int | None) -> Sequence[SheetOwner]:
    if group_id is None:
        return NAMELESS
    students = list_students(scope.session, group_id, paris_day(scope.now))
    return [
        SheetOwner(
            pseudonym=student.pseudonym,
            level=SupportLevel(student.reading_level),
            student_id=student.id,
        )
        for student in students
    ] or NAMELESS


def drop_sheets_of_student(event: StudentPurged, scope: Scope) -> None:
    """Drop the sheets of a student who has left: they bear the pseudonym."""
    scope.session.execute(delete(Worksheet).where(Worksheet.student_id == event.student_id))


def _write_sheets(session: Session, set_id: int, owners: Sequence[SheetOwner]) -> None:
    session.execute(delete(Worksheet).where(Worksheet.set_id == set_id))
    session.add_all(
        Worksheet(
            set_id=set_id,
            position=position,
            pseudonym=owner.pseudonym,
            level=owner.level,
            student_id=owner.student_id,
        )
        for position, owner in enumerate(owners, start=1)
    )
    session.flush()


@cache
def _sign_drawings() -> dict[str, str]:
    return {sign.code: (STATIC / sign.picture).read_text(encoding="utf-8") for sign in list_signs()}
