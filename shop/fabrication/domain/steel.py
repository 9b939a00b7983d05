"""Steel as the supplier sells it: section bars and sheets, with masses and areas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from shop.fabrication.domain.codec import Data
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

YOUNG_MPA = 210_000.0
YIELD_S235_MPA = 235.0
GRAVITY = 9.81


class UnknownSteel(Refusal):
    """A section or sheet that is not in the tables of the workshop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Data):
    """One row of the section table; x is the strong axis."""

    designation: str
    kind: str
    dimensions_mm: str
    thickness_mm: float
    mass_kg_per_m: float
    paint_area_m2_per_m: float
    inner_area_m2_per_m: float
    area_mm2: float
    ix_cm4: float
    wx_cm3: float
    iy_cm4: float
    wy_cm3: float
    stock_length_mm: float
    standard: str

    @property
    def face_mm(self) -> float:
        """Return the widest side, the one turned to the eye."""
        return max(self._sides())

    @property
    def depth_mm(self) -> float:
        """Return the narrowest outer side."""
        return min(self._sides())

    @property
    def is_hollow(self) -> bool:
        return self.inner_area_m2_per_m > 0

    def mass_kg(self, length_mm: float) -> float:
        return self.mass_kg_per_m * length_mm / 1000

    def _sides(self) -> tuple[float, ...]:
        outer = self.dimensions_mm.removeprefix("D").split("x")
        return tuple(float(side) for side in outer)


def _number(text: str) -> float:
    return float(text) if text else 0.0


@dataclass(frozen=True, slots=True)
class SectionTable:
    """All sections by designation."""

    rows: Mapping[str, Section]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Read rows with the columns of `steel_sections.csv`."""
        return cls({row["designation"]: _section(row) for row in rows})

    def get_section(self, designation: str) -> Section:
        """Return the section, or refuse in words when the table has no such row."""
        try:
            return self.rows[designation]
        except KeyError:
            raise UnknownSteel(
                N_(
                    "Le profilé « %(designation)s » n’est pas dans notre table : "
                    "choisissez-en un autre ou demandez un devis."
                ),
                designation=designation[:60],
            ) from None


def _section(row: Mapping[str, str]) -> Section:
    return Section(
        designation=row["designation"],
        kind=row["kind"],
        dimensions_mm=row["dimensions_mm"],
        thickness_mm=_number(row["thickness_mm"]),
        mass_kg_per_m=_number(row["mass_kg_per_m"]),
        paint_area_m2_per_m=_number(row["paint_area_m2_per_m"]),
        inner_area_m2_per_m=_number(row["inner_area_m2_per_m"]),
        area_mm2=_number(row["area_mm2"]),
        ix_cm4=_number(row["Ix_cm4"]),
        wx_cm3=_number(row["Wx_cm3"]),
        iy_cm4=_number(row["Iy_cm4"]),
        wy_cm3=_number(row["Wy_cm3"]),
        stock_length_mm=_number(row["stock_length_mm"]),
        standard=row["standard"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Data):
    """One row of the sheet table; the paint area counts both faces."""

    designation: str
    kind: str
    thickness_mm: float
    mass_kg_per_m2: float
    paint_area_m2_per_m2: float


@dataclass(frozen=True, slots=True)
class SheetTable:
    """All sheets by designation."""

    rows: Mapping[str, Sheet]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Read rows with the columns of `steel_sheets.csv`."""
        return cls({row["designation"]: _sheet(row) for row in rows})

    def get_sheet(self, designation: str) -> Sheet:
        """Return the sheet, or refuse in words when the table has no such row."""
        try:
            return self.rows[designation]
        except KeyError:
            raise UnknownSteel(
                N_(
                    "La tôle « %(designation)s » n’est pas dans notre table : "
                    "choisissez-en une autre ou demandez un devis."
                ),
                designation=designation[:60],
            ) from None


def _sheet(row: Mapping[str, str]) -> Sheet:
    return Sheet(
        designation=row["designation"],
        kind=row["kind"],
        thickness_mm=_number(row["thickness_mm"]),
        mass_kg_per_m2=_number(row["mass_kg_per_m2"]),
        paint_area_m2_per_m2=_number(row["paint_area_m2_per_m2"]),
    )
