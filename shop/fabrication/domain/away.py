"""What delivery and fitting ask: near enough for the price list, and a distance that is known."""

from collections.abc import Iterator
from typing import Protocol

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.findings import Finding, Remarks
from shop.kernel.text import N_

FAR = {
    Handover.DELIVERY: (
        "limit.delivery_distance",
        N_("La livraison à plus de %(limit)s km se décide avec vous."),
    ),
    Handover.FITTING: (
        "limit.fitting_distance",
        N_("La pose à plus de %(limit)s km se décide avec vous."),
    ),
}


class Away(Protocol):
    """A wish that may leave the school; `distance` in km, zero when nobody has given it."""

    @property
    def handover(self) -> Handover: ...

    @property
    def distance(self) -> float: ...

    @property
    def is_measured_by_school(self) -> bool: ...


def away_reasons(spec: Away, rules: RuleSet, remarks: Remarks) -> Iterator[Finding]:
    """Yield that a person prices the way there, or that its length is still missing."""
    if spec.handover is Handover.PICKUP:
        return
    key, message = FAR[spec.handover]
    limit = rules.number(key)
    if spec.distance > limit:
        yield remarks.quote(
            "distance", "distance", message, rules.source(key), {"limit": readable(limit)}
        )
    if not spec.distance and not spec.is_measured_by_school:
        yield remarks.estimate(
            "distance_unknown",
            "distance",
            N_("Donnez la distance depuis l’école : sans elle, le prix est une estimation."),
        )
