"""The shape that gate, shelving and their siblings share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.domain.operations import OperationMinutes
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.steel import SectionTable, SheetTable
from shop.fabrication.domain.tariff import Tariff
from shop.fabrication.domain.tolerances import ToleranceTable
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


SpecT = TypeVar("SpecT")


class FamilyEngine(Protocol[SpecT]):
    """One family of products. Engines hold no state and never look at the clock."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Bilingual: ...

    def parse(self, data: Mapping[str, Any]) -> SpecT:
        """Read stored or posted data; raise `SpecRefused` when it cannot be read as a wish."""
        ...

    def validate(self, spec: SpecT, basis: Basis) -> tuple[Finding, ...]:
        """Return all remarks on a wish, the gravest first."""
        ...

    def fabricate(self, spec: SpecT, basis: Basis) -> FabricationResult:
        """Compute everything; raise `SpecRefused` when a remark is a refusal."""
        ...
