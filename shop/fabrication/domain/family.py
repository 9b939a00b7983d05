"""The shape that gate, shelving and their siblings share."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.domain.operations import OperationMinutes
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.steel import SectionTable, SheetTable
from shop.fabrication.domain.tariff import Finish, Tariff
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.fabrication.domain.views import DrawingSet
from shop.kernel.refusals import Refusal
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Physical and standard tables: they change with a standard, never with a price."""

    sections: SectionTable
    sheets: SheetTable
    tolerances: ToleranceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that a calculation rests on besides the wish itself."""

    tariff: Tariff
    rules: RuleSet
    minutes: OperationMinutes
    tables: Tables


class SpecRefused(Refusal):
    """A wish that cannot be computed; `findings` says why, field by field."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = next(finding for finding in findings if finding.level is Level.REFUSE)
        super().__init__(first.message, field=first.field, **first.params)
        self.findings = findings


class Handover(StrEnum):
    """How the customer gets it: fetched at the school, delivered, or fitted on site."""

    PICKUP = "PICKUP"
    DELIVERY = "DELIVERY"
    FITTING = "FITTING"


class Wish(Protocol):
    """What every spec of a family says, besides its own sizes and choices."""

    @property
    def schema(self) -> int: ...

    @property
    def finish(self) -> Finish: ...

    @property
    def colour(self) -> str: ...

    @property
    def handover(self) -> Handover: ...

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON data, the same bytes for the same wish."""
        ...


@dataclass(frozen=True, slots=True)
class SiteSize:
    """A size that an adult of the school measures where the product goes.

    `field` is a field of the spec; it takes one value for each label, `least` are needed.
    """

    field: str
    labels: tuple[Bilingual, ...]
    unit: str = "mm"
    least: int = 1

    @property
    def is_list(self) -> bool:
        return len(self.labels) > 1


SpecT = TypeVar("SpecT", bound=Wish)


class FamilyEngine(Protocol[SpecT]):
    """One family of products. Engines hold no state and never look at the clock."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Bilingual: ...

    @property
    def spec_type(self) -> type[SpecT]:
        """Return the class that reads a stored spec by `from_data`."""
        ...

    @property
    def site_sizes(self) -> tuple[SiteSize, ...]:
        """Return what a measuring visit reads; empty when nothing depends on the place."""
        ...

    def sizes_that_count(self, spec: SpecT) -> tuple[float, ...]:
        """Return the measured sizes: when one moves, it is another product to price and cut."""
        ...

    def contents(self, spec: SpecT) -> tuple[str, ...]:
        """Return what the price contains, in a few French words each, finish left out."""
        ...

    def parse(self, data: Mapping[str, Any]) -> SpecT:
        """Read stored or posted data; raise `SpecRefused` when it cannot be read as a wish."""
        ...

    def validate(self, spec: SpecT, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        ...

    def fabricate(self, spec: SpecT, basis: Basis) -> FabricationResult:
        """Compute everything; raise `SpecRefused` when a remark is a refusal."""
        ...

    def draw(self, spec: SpecT, basis: Basis) -> DrawingSet:
        """Return the drawing set; raise `SpecRefused` as `fabricate` does.

        One solid for each piece of the bill, marked as the bill marks it, where it really stands;
        `extrude` gives depth to the shapes of the elevation. Then the views: elevation, plan and
        section with chains of dimensions whose links add up, and `isometric_view`. A view says
        only how to look: what is seen and what is hidden is computed for all families alike.
        """
        ...
