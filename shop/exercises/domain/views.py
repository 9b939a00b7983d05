"""What pages read of prepared exercises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from shop.exercises.domain.cards import CardForExercises
from shop.exercises.domain.composition import ExerciseSet, offers
from shop.exercises.domain.exercise import Exercise
from shop.exercises.domain.pack import SheetOwner
from shop.kernel.actor import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHead:
    """A prepared set in a list."""

    id: int
    title: str
    group_id: int | None
    created_at: datetime
    created_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An exercise a teacher may tick, and whether it is in the set."""

    exercise: Exercise
    is_chosen: bool


class Subject(StrEnum):
    """What a teacher teaches; the value begins the programmes of the subject."""

    MATHEMATICS = "M"
    SCIENCE = "PC"
    FRENCH = "FR"
    SAFETY = "PSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferGroup:
    """The exercises of one subject, from easy to hard."""

    subject: Subject
    offers: tuple[Offer, ...]

    @property
    def chosen(self) -> int:
        return sum(offer.is_chosen for offer in self.offers)


def group_offers(found: Iterable[Offer]) -> tuple[OfferGroup, ...]:
    """Return offers by subject; a subject without any is left out."""
    by_subject: dict[Subject, list[Offer]] = {subject: [] for subject in Subject}
    for offer in found:
        by_subject[Subject(offer.exercise.programme.partition("-")[0])].append(offer)
    return tuple(
        OfferGroup(
            subject=subject,
            offers=tuple(sorted(listed, key=lambda offer: offer.exercise.level)),
        )
        for subject, listed in by_subject.items()
        if listed
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetView:
    """A prepared set with its sheets. `is_outdated` tells that a card has changed since."""

    head: SetHead
    exercises: ExerciseSet
    owners: tuple[SheetOwner, ...]
    pictures: tuple[CardForExercises, ...]
    seed: int
    version: int
    is_outdated: bool = False

    @property
    def id(self) -> int:
        return self.head.id

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return every exercise the cards of this set can give, those of the set marked."""
        chosen = self.template_ids
        return tuple(
            Offer(exercise=exercise, is_chosen=exercise.template_id in chosen)
            for exercise in offers(self.pictures, self.seed)
        )

    @property
    def template_ids(self) -> frozenset[str]:
        return frozenset(exercise.template_id for exercise in self.exercises.exercises)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopHour:
    """A workshop session of a group on one day, with the cards the group works on."""

    day: date
    starts: time
    ends: time
    section: Section
    group_id: int
    group_name: str
    card_count: int
