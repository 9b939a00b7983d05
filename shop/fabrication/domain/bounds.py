"""Allowed ranges of the numbers of a wish, and the sentence that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import ASK_FOR_A_QUOTE, Finding, Level
from shop.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Bounds:
    """An allowed range with its usual value, both ends included."""

    low: float
    high: float
    usual: float

    @classmethod
    def from_rules(cls, rules: RuleSet, prefix: str) -> "Bounds":
        """Read `prefix.min`, `prefix.max` and `prefix.default`."""
        return cls(
            rules.number(f"{prefix}.min"),
            rules.number(f"{prefix}.max"),
            rules.number(f"{prefix}.default"),
        )

    def nearest(self, value: float) -> float:
        """Return the value, or the end of the range on its side."""
        return min(max(value, self.low), self.high)

    def holds(self, value: float) -> bool:
        """Say whether the value is a real number inside the range; NaN is not."""
        return isfinite(value) and self.low <= value <= self.high


def readable(value: float) -> str:
    """Write a number as people do in French: no useless zeros, a comma."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def on_drawing(length_mm: float) -> str:
    """Write a length as a tape can show it, to a tenth."""
    return readable(round(length_mm, 1))


def counted(number: int, one: str, several: str) -> str:
    """Write how many there are, with the noun singular up to one."""
    return f"{number} {several if number > 1 else one}"


def out_of_range(field: str, code: str, bounds: Bounds, unit: str, source: str) -> Finding:
    """Return the refusal of a number outside its range, with the quote path."""
    return Finding(
        level=Level.REFUSE,
        code=code,
        field=field,
        message=N_("Indiquez une valeur entre %(low)s et %(high)s %(unit)s."),
        params={"low": readable(bounds.low), "high": readable(bounds.high), "unit": unit},
        source=source,
        what_to_do=ASK_FOR_A_QUOTE,
    )


def check_numbers(values: Mapping[str, float], rules: RuleSet, family: str) -> tuple[Finding, ...]:
    """Return a refusal for each number outside the range of its rule `family.name`."""
    findings = []
    for name, value in values.items():
        prefix = f"{family}.{name}"
        bounds = Bounds.from_rules(rules, prefix)
        if not bounds.holds(value):
            unit = rules.get_row(f"{prefix}.max").unit
            source = rules.source(f"{prefix}.max")
            findings.append(out_of_range(name, prefix, bounds, unit, source))
    return tuple(findings)
