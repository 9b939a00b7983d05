"""Cutting problems made from a seed: known optimum, like the workshop's, and hard ones."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shop.fabrication.cutting.problem import CuttingProblem, Size, Stock

BAR, TRIM, KERF = 600_000, 1_000, 300
USABLE = BAR - TRIM


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem; `fewest` is its optimum where the construction tells it."""

    name: str
    problem: CuttingProblem
    fewest: int | None = None


def problem_of(lengths: Iterable[int], usable: int = USABLE, kerf: int = KERF) -> CuttingProblem:
    """Group pieces by length, the longest first."""
    counts = Counter(lengths)
    sizes = tuple(Size(length, counts[length]) for length in sorted(counts, reverse=True))
    return CuttingProblem(sizes, (Stock(usable),), kerf)


def cut_up_bars(rng: random.Random, number: int) -> Instance:
    """Bars without any loss cut up at random: as many bars are the optimum."""
    pool, lengths, bars = 40, [], 0
    known: set[int] = set()
    while True:
        pieces = _partition(rng, known, pool)
        if pieces is None or len(lengths) + len(pieces) > 200:
            break
        lengths += pieces
        known |= set(pieces)
        bars += 1
    return Instance(f"cut up {number}", problem_of(lengths), bars)


def _partition(rng: random.Random, known: set[int], pool: int) -> list[int] | None:
    """Cut one bar into 2 to 7 pieces in whole millimetres that leave nothing."""
    for _ in range(200):
        left, pieces = USABLE, list[int]()
        for _ in range(rng.randint(1, 6)):
            fresh = len(known | set(pieces)) < pool - 1
            length = rng.randrange(30_000, 300_000, 100) if fresh else rng.choice(sorted(known))
            if left - length - KERF < 30_000:
                break
            pieces.append(length)
            left -= length + KERF
        pieces.append(left)
        if len(known | set(pieces)) <= pool:
            return pieces
    return None


def like_the_workshop(rng: random.Random, number: int) -> Instance:
    """A few long members and many bars of railing, lengths to the tenth of a millimetre."""
    lengths: list[int] = []
    for _ in range(rng.randint(8, 40)):
        kind = rng.random()
        if kind < 0.3:
            length, count = rng.randrange(150_000, 420_000, 10), rng.choice((1, 2, 2, 4))
        elif kind < 0.8:
            length, count = rng.randrange(80_000, 200_000, 50), rng.choice((2, 4, 6, 8, 12, 18))
        else:
            length, count = rng.randrange(6_000, 60_000, 100), rng.choice((2, 4, 8, 10))
        lengths += [length] * count
    return Instance(f"workshop {number}", problem_of(lengths[:200]))


def quarter_to_half(rng: random.Random, number: int) -> Instance:
    """200 pieces of 40 lengths between a quarter and half of the bar."""
    pool = rng.sample(range(USABLE // 4 // 100, USABLE // 2 // 100), 40)
    return Instance(
        f"quarter to half {number}", problem_of(rng.choice(pool) * 100 for _ in range(200))
    )


def triplets(rng: random.Random, number: int) -> Instance:
    """66 bars filled exactly by three pieces each, from at most 40 lengths."""
    lengths: list[int] = []
    known: set[int] = set()
    room = (USABLE - 2 * KERF) // 100
    for _ in range(66):
        three = _triplet(rng, known, room)
        known |= set(three)
        lengths += three
    return Instance(f"triplets {number}", problem_of(length * 100 for length in lengths), 66)


def _triplet(rng: random.Random, known: set[int], room: int) -> tuple[int, int, int]:
    while True:
        if len(known) < 38:
            first, second = (rng.randrange(room // 4 + 1, room // 2 - 1) for _ in range(2))
        else:
            first, second = rng.choice(sorted(known)), rng.choice(sorted(known))
        third = room - first - second
        three = (first, second, third)
        if room // 4 < third < room // 2 and len(known | set(three)) <= 40:
            return three


def thirty_lengths(rng: random.Random, number: int) -> Instance:
    """200 pieces of 30 lengths, from a twentieth to two thirds of the bar."""
    pool = [rng.randrange(30_000, 400_000, 100) for _ in range(30)]
    return Instance(f"thirty lengths {number}", problem_of(rng.choice(pool) for _ in range(200)))


FAMILIES: tuple[Callable[[random.Random, int], Instance], ...] = (
    cut_up_bars,
    like_the_workshop,
    quarter_to_half,
    triplets,
    thirty_lengths,
)


def all_instances(each: int, seed: int = 2026) -> Iterator[Instance]:
    """Return so many instances of every family, the same for one seed."""
    for family in FAMILIES:
        rng = random.Random(f"{family.__name__} {seed}")  # noqa: S311 - a seed, not a secret
        for number in range(each):
            yield family(rng, number)
