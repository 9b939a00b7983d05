"""The operations of the workshop: who, where, with what protection, in how many minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.dated import MissingValue
from shop.kernel.text import N_, Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDefinition(Data):
    """What is always true of an operation, whatever is made; PPE and hazards are ISO 7010 codes."""

    code: str
    label: Bilingual
    workstation: str
    machine: str = ""
    is_adult_only: bool = False
    ppe: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationMinutes:
    """Definitions of the operations and the coefficients of their minute formulas."""

    definitions: Mapping[str, OperationDefinition]
    coefficients: Mapping[str, float]

    @classmethod
    def from_rows(
        cls, definitions: Iterable[Mapping[str, str]], coefficients: Iterable[Mapping[str, str]]
    ) -> Self:
        """Read the rows of `operations.csv` and of `operations_minutes.csv`."""
        return cls(
            {row["code"]: _definition(row) for row in definitions},
            {row["key"]: float(row["value"]) for row in coefficients},
        )

    def coefficient(self, key: str) -> float:
        """Return minutes per unit of a driver, or refuse in words."""
        try:
            return self.coefficients[key]
        except KeyError:
            raise MissingValue(
                N_("Le temps « %(key)s » manque : ajoutez-le dans les réglages."), key=key
            ) from None


def _definition(row: Mapping[str, str]) -> OperationDefinition:
    return OperationDefinition(
        code=row["code"],
        label=Bilingual(fr=row["label_fr"], en=row["label_en"]),
        workstation=row["workstation"],
        machine=row["machine"],
        is_adult_only=row["is_adult_only"] == "1",
        ppe=tuple(row["ppe"].split()),
        hazards=tuple(row["hazards"].split()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOperation(Data):
    """One step of the making. `minutes_reference` are ideal minutes, `minutes` those of the shop.

    `student_minutes` are for the planning only. `people` work together on a fitting: its minutes
    are person-minutes.
    """

    code: str
    label: Bilingual
    minutes_reference: float
    minutes: float
    student_minutes: float
    workstation: str
    machine: str
    is_adult_only: bool
    predecessors: tuple[str, ...]
    driver: Bilingual
    quantity: float
    ppe: tuple[str, ...]
    hazards: tuple[str, ...]
    people: int = 1
