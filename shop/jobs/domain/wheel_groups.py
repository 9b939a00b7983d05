"""Checks of a tyre job gathered by wheel: who works on one wheel sees that wheel alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from shop.jobs.domain.content import CardContent
from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.views import CheckView
from shop.tyres.domain.wheel_sheet import WheelPosition

MOST_MARKINGS = 3


@dataclass(frozen=True, slots=True)
class WheelGroup:
    """The checks of one wheel, in the order of the sheet."""

    wheel: WheelPosition
    checks: tuple[CheckView, ...]

    @property
    def missing_count(self) -> int:
        """Return how many measures are to take, or to take again."""
        return sum(view.is_missing for view in self.checks)

    @property
    def out_count(self) -> int:
        """Return how many measures are out of tolerance and not decided on."""
        return sum(view.status is CheckStatus.OUT for view in self.checks)

    @property
    def is_untouched_spare(self) -> bool:
        """Tell whether this is a spare wheel of which nothing was read: perhaps there is none."""
        return self.wheel is WheelPosition.SPARE and not any(view.last for view in self.checks)

    @property
    def next_key(self) -> str:
        """Return the key of the next check to fill in, empty when all are."""
        waiting = (CheckStatus.MISSING, CheckStatus.REDO, CheckStatus.OPTIONAL)
        return next((view.key for view in self.checks if view.status in waiting), "")


@dataclass(frozen=True, slots=True)
class GroupedChecks:
    """Checks by wheel, and those of an axle or of the whole vehicle.

    `opened` is the wheel to show first: the one asked for while it misses something, else the
    first that does.
    """

    groups: tuple[WheelGroup, ...]
    others: tuple[CheckView, ...]
    opened: WheelPosition | None = None


def wheel_of(key: str) -> WheelPosition | None:
    """Return the wheel a check is about, None for one about an axle or the whole vehicle."""
    suffix = key.partition(".")[2]
    return next((wheel for wheel in WheelPosition if wheel == suffix), None)


def group_by_wheel(views: Sequence[CheckView], asked: str = "") -> GroupedChecks:
    """Gather checks by wheel; a single check for each wheel is no reason to."""
    groups = tuple(
        WheelGroup(wheel, found)
        for wheel in WheelPosition
        if (found := tuple(view for view in views if wheel_of(view.key) is wheel))
    )
    if not any(len(group.checks) > 1 for group in groups):
        return GroupedChecks((), tuple(views))
    others = tuple(view for view in views if wheel_of(view.key) is None)
    todo = [group.wheel for group in groups if group.missing_count]
    spare = [group.wheel for group in groups if group.wheel is WheelPosition.SPARE]
    wanted = [wheel for wheel in (*todo, *spare) if wheel == asked]
    return GroupedChecks(groups, others, next(iter(wanted or todo), None))


def known_markings(content: CardContent, views: Sequence[CheckView]) -> tuple[str, ...]:
    """Return the markings already read on the card, then the size that was announced, each once:
    the tyres of a car are often the same. At most `MOST_MARKINGS`."""
    read = [view.last.words for view in views if view.check.is_marking and view.last]
    announced = content.words.get("tyre_size", "")
    return tuple(dict.fromkeys(one for one in (*read, announced) if one))[:MOST_MARKINGS]
