"""The measuring visit: what an adult of the school read on the tape, and what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shop.fabrication.domain.family import SiteSize, Wish
from shop.fabrication.registry import FAMILIES, read_spec
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.quotes.domain.lines import QuoteLine

MAX_SIZE = 20_000
DEGREES = "°"


@dataclass(frozen=True, slots=True)
class MeasuredSizes:
    """What the tape read: one or several values for each size of the family, in its unit."""

    values: Mapping[str, tuple[float, ...]]

    def to_data(self) -> dict[str, Any]:
        return {field: list(values) for field, values in self.values.items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "MeasuredSizes":
        """Read stored sizes; a size kept as one number is one value."""
        listed = {field: one if isinstance(one, list) else [one] for field, one in data.items()}
        return cls({field: tuple(map(float, values)) for field, values in listed.items()})


def site_sizes_of(line: QuoteLine) -> tuple[SiteSize, ...]:
    """Return what a visit measures for this line; empty when nothing depends on the place."""
    return FAMILIES[line.family.value].site_sizes


def check_sizes(sizes: MeasuredSizes, wanted: Iterable[SiteSize]) -> None:
    """Refuse a size that is missing or cannot be one; the field is `size.field`."""
    for size in wanted:
        values = sizes.values.get(size.field, ())
        if len(values) < size.least:
            raise Refusal(N_("Notez cette dimension."), field=size.field)
        lowest = -MAX_SIZE if size.unit == DEGREES else 0  # a rake may go down
        if not all(lowest <= value <= MAX_SIZE for value in values):
            raise Refusal(N_("Vérifiez ce nombre : ce n’est pas une dimension."), field=size.field)
        if size.least and not all(values):
            raise Refusal(N_("Notez cette dimension."), field=size.field)


def measured_spec(line: QuoteLine, sizes: MeasuredSizes) -> Wish:
    """Return the product of a line at its real dimensions, which are sure from now on."""
    read: dict[str, Any] = {
        size.field: sizes.values[size.field] if size.is_list else sizes.values[size.field][0]
        for size in site_sizes_of(line)
        if sizes.values.get(size.field)
    }
    spec: Any = read_spec(line.family.value, line.spec)
    measured: Wish = replace(spec, **read, is_sure=True, is_measured_by_school=True)
    return measured


def has_moved(line: QuoteLine, after: Wish) -> bool:
    """Tell whether the product to make is another one than the line's."""
    engine = FAMILIES[line.family.value]
    before = read_spec(line.family.value, line.spec)
    return engine.sizes_that_count(before) != engine.sizes_that_count(after)


def made_line(lines: Iterable[QuoteLine]) -> QuoteLine | None:
    """Return the line the engine computed, if there is one."""
    for line in lines:
        if line.family.value in FAMILIES and line.spec:
            return line
    return None


def measured_line(lines: Iterable[QuoteLine]) -> QuoteLine | None:
    """Return the line whose sizes a visit reads, if there is one."""
    line = made_line(lines)
    return line if line is not None and site_sizes_of(line) else None


def is_unmeasured(lines: Iterable[QuoteLine]) -> bool:
    """Tell whether a product rests on measures of the customer that were only an estimate."""
    line = measured_line(lines)
    if line is None:
        return False
    findings = line.result.get("findings", ())
    is_measured = bool(line.spec.get("is_measured_by_school"))
    return not is_measured and any(finding["level"] == "estimate" for finding in findings)
