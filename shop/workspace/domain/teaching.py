"""What a piece of work would teach each group: its competencies, the least practised first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shop.curriculum.domain.frameworks import Competency, find_competency
from shop.curriculum.domain.operations import find_operation_guide
from shop.jobs.domain.content import CardContent
from shop.kernel.actor import Section

MOST_LESSONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPractice:
    """How often a group has finished each kind of operation, by its code."""

    group_id: int
    name: str
    section: Section
    done: Mapping[str, int] = field(default_factory=dict)

    def times(self, competency: str) -> int:
        """Return how many finished operations trained a competency."""
        return sum(
            count for code, count in self.done.items() if competency in competencies_of(code)
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """A competency a group would practise, and how often it already did."""

    competency: Competency
    times: int


@dataclass(frozen=True, slots=True)
class GroupLesson:
    """What a piece of work would teach one group."""

    group: GroupPractice
    lessons: tuple[Lesson, ...]
    needs_it_most: bool = False

    @property
    def is_new(self) -> bool:
        """Tell whether the group has never practised one of these competencies."""
        return any(lesson.times == 0 for lesson in self.lessons)


def competencies_of(operation_code: str) -> tuple[str, ...]:
    """Return the competencies a kind of operation trains."""
    guide = find_operation_guide(operation_code)
    return tuple(guide.competencies) if guide else ()


def competencies_trained(contents: Iterable[CardContent]) -> tuple[str, ...]:
    """Return every competency these cards train, the ones of the longest work first."""
    minutes: Counter[str] = Counter()
    for content in contents:
        for operation in content.operations:
            for code in competencies_of(operation.code):
                minutes[code] += max(1, operation.minutes)
    ranked = sorted(minutes.items(), key=lambda item: (-item[1], item[0]))
    return tuple(code for code, _ in ranked)


def teach(codes: Sequence[str], groups: Iterable[GroupPractice]) -> tuple[GroupLesson, ...]:
    """Return what work on these competencies would teach each group, the most useful first.

    A group learns most from what it has practised least: its lessons are its least practised
    competencies of the work, and the group with the fewest finished operations comes first.
    """
    ranked = sorted(
        ((sum(map(group.times, codes)), group.name, group) for group in groups),
        key=lambda found: found[:2],
    )
    fewest = [times for times, _, _ in ranked[:2]]
    return tuple(
        GroupLesson(
            group,
            _least_practised(codes, group),
            needs_it_most=place == 0 and len(fewest) == 2 and fewest[0] < fewest[1],
        )
        for place, (_, _, group) in enumerate(ranked)
    )


def _least_practised(codes: Sequence[str], group: GroupPractice) -> tuple[Lesson, ...]:
    known = [(find_competency(code), group.times(code)) for code in codes]
    lessons = [Lesson(competency, times) for competency, times in known if competency is not None]
    return tuple(sorted(lessons, key=lambda lesson: lesson.times)[:MOST_LESSONS])
