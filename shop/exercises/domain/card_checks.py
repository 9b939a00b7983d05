"""What the checks and the plan of a card say: tolerances, least height, scale."""

from collections.abc import Iterator
from decimal import Decimal

from shop.fabrication.domain.views import DrawingSet
from shop.fabrication.drawing.sheet import TooLargeForPaper, lay_out_sheet
from shop.jobs.domain.content import CardCheck, CardContent

LEAF_SIZES = (".height", ".width")
HEIGHTS = ("height", "rake_height")


def checked_numbers(content: CardContent) -> Iterator[tuple[str, float]]:
    """Yield the bounds a measure must keep, as the card itself gives them."""
    size = _leaf_size(content)
    if size is not None and size.nominal is not None and size.highest is not None:
        yield "checked_mm", float(size.nominal)
        yield "checked_tolerance_mm", float(size.highest - size.nominal)
    for leaf in _largest_leaves(content):
        check = content.find_check(f"leaf{leaf}.diagonals")
        if check is not None and check.highest is not None:
            yield "diagonal_limit_mm", float(check.highest)
    least = _least_height(content)
    if least is not None:
        yield "least_height_mm", float(least)


def checked_words(content: CardContent) -> Iterator[tuple[str, str]]:
    """Yield the name of the length whose tolerance is known."""
    size = _leaf_size(content)
    if size is not None:
        yield "checked", size.label[:1].lower() + size.label[1:]


def _leaf_size(content: CardContent) -> CardCheck | None:
    """Return the first size of a leaf in whole millimetres, as much over as under."""
    found = (check for check in content.checks if check.key.startswith("leaf"))
    return next((one for one in found if one.key.endswith(LEAF_SIZES) and _is_even(one)), None)


def _is_even(check: CardCheck) -> bool:
    if check.nominal is None or check.lowest is None or check.highest is None:
        return False
    bounds = (check.nominal, check.lowest, check.highest)
    is_whole = all(bound == bound.to_integral_value() for bound in bounds)
    return is_whole and check.highest - check.nominal == check.nominal - check.lowest


def _largest_leaves(content: CardContent) -> Iterator[int]:
    """Yield the numbers of the leaves whose width the exercises take, the last one first."""
    facts = content.facts
    for number in range(int(facts.get("leaf_count", 0)), 0, -1):
        if facts.get(f"leaf{number}_width_mm") == facts.get("leaf_width_mm"):
            yield number


def _least_height(content: CardContent) -> Decimal | None:
    if content.family != "guardrail":
        return None
    found = (content.find_check(key) for key in HEIGHTS)
    return next((check.lowest for check in found if check is not None), None)


def plan_scale(drawings: DrawingSet | None) -> float | None:
    """Return by how much the printed plan is reduced: 20 for 1:20; None without a plan."""
    if drawings is None:
        return None
    try:
        return float(round(1 / lay_out_sheet(drawings).scale))
    except TooLargeForPaper:
        return None
