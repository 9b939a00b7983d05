"""The hours a card asks of the calendar, per bottleneck."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from shop.jobs.domain.content import CardContent, CardOperation
from shop.planning.domain.load import Bottleneck

LIFTED = frozenset({"bay"})


def hours_needed(content: CardContent) -> Mapping[Bottleneck, Decimal]:
    """Return the hours of students, adults, welding posts and lift a card takes.

    Minutes count once per step: they are those of the whole team at its post.
    """
    minutes: Counter[Bottleneck] = Counter()
    for operation in content.operations:
        for bottleneck in _bottlenecks(operation):
            minutes[bottleneck] += operation.minutes
    return {key: Decimal(total) / 60 for key, total in minutes.items() if total}


def _bottlenecks(operation: CardOperation) -> tuple[Bottleneck, ...]:
    who = Bottleneck.ADULT if operation.adult_only else Bottleneck.STUDENT
    if operation.workstation == "welding":
        return (who, Bottleneck.WELDING)
    return (who, Bottleneck.LIFT) if operation.workstation in LIFTED else (who,)
