"""The measuring visit: what an adult of the school read on the tape, and what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shop.catalogue.domain import Family
from shop.fabrication.gate.spec import GateSpec
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.quotes.domain.lines import QuoteLine

MAX_MM = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSizes:
    """Real dimensions of the passage, in millimetres; the slope in percent."""

    widths: tuple[float, ...]
    height: float
    slope: float = 0.0

    def to_data(self) -> dict[str, Any]:
        return {"widths": list(self.widths), "height": self.height, "slope": self.slope}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "MeasuredSizes":
        return cls(widths=tuple(data["widths"]), height=data["height"], slope=data["slope"])


def check_sizes(sizes: MeasuredSizes) -> None:
    """Refuse what cannot be a passage."""
    if not sizes.widths or not all(0 < width <= MAX_MM for width in sizes.widths):
        raise Refusal(N_("Notez au moins une largeur, en millimètres."), field="width_bottom")
    if not 0 < sizes.height <= MAX_MM:
        raise Refusal(N_("Notez la hauteur, en millimètres."), field="height")


def measured_spec(spec: GateSpec, sizes: MeasuredSizes) -> GateSpec:
    """Return the same gate at its real dimensions, which are sure from now on."""
    return replace(
        spec,
        widths=sizes.widths,
        height=sizes.height,
        slope=sizes.slope,
        is_sure=True,
        is_measured_by_school=True,
    )


def has_moved(before: GateSpec, after: GateSpec) -> bool:
    """Tell whether the gate to make is another one: opening, height or slope."""
    return (before.opening, before.height, before.slope) != (
        after.opening,
        after.height,
        after.slope,
    )


def gate_line(lines: Iterable[QuoteLine]) -> QuoteLine | None:
    """Return the line the engine computed for a gate, if there is one."""
    for line in lines:
        if line.family == Family.GATE and line.spec:
            return line
    return None


def is_unmeasured(lines: Iterable[QuoteLine]) -> bool:
    """Tell whether a gate rests on measures of the customer that were only an estimate."""
    line = gate_line(lines)
    if line is None:
        return False
    findings = line.result.get("findings", ())
    is_measured = bool(line.spec.get("is_measured_by_school"))
    return not is_measured and any(finding["level"] == "estimate" for finding in findings)
