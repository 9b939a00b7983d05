"""Whether a gate already drawn still fits the opening found on site, or what must be amended."""

from dataclasses import dataclass, replace

from shop.fabrication.domain.bounds import on_drawing
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.gate.geometry import leaf_widths
from shop.fabrication.gate.spec import GateSpec
from shop.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFit:
    """The gap left at each hinge, or at the receiver of a sliding gate, in the opening found.

    `amendment` says what the leaves must become when the gaps cannot make it up.
    """

    gap: float
    amendment: Finding | None = None

    @property
    def is_fitting(self) -> bool:
        return self.amendment is None


def fit_opening(spec: GateSpec, found: float, rules: RuleSet) -> OpeningFit:
    """Compare the opening found with the one ordered; hinges and gaps absorb what the rule says.

    The leaves keep the width they have: the two hinge sides share what is too much or too little,
    and never close under the finger zone. A sliding gate gains or loses overlap.
    """
    excess = found - spec.opening
    limit = rules.number("gate.spread_limit")
    finger_zone = rules.number("gate.hinge_gap.min")
    reception = rules.number("gate.sliding_reception")
    gap = reception - excess if spec.is_sliding else spec.hinge_gap + excess / 2
    least = 0.0 if spec.is_sliding else finger_zone
    if abs(excess) <= limit and gap >= least:
        return OpeningFit(gap=gap)
    return OpeningFit(gap=gap, amendment=_amendment(spec, found, rules))


def _amendment(spec: GateSpec, found: float, rules: RuleSet) -> Finding:
    widths = leaf_widths(replace(spec, widths=(found,)), rules)
    return Finding(
        level=Level.REFUSE,
        code="gate.opening_moved",
        field="widths",
        message=N_(
            "Le passage trouvé fait %(found)s mm, au lieu de %(ordered)s mm : "
            "les jeux ne le rattrapent pas."
        ),
        params={
            "found": on_drawing(found),
            "ordered": on_drawing(spec.opening),
            "leaves": " + ".join(on_drawing(width) for width in widths),
        },
        source=rules.source("gate.spread_limit"),
        what_to_do=N_("Un avenant est nécessaire : vantail de %(leaves)s mm."),
    )
