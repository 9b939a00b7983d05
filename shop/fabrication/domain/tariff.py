"""The school's price list for what is made to measure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shop.fabrication.domain.codec import Data
from shop.fabrication.domain.dated import DatedValues
from shop.kernel.money import Money


class Finish(StrEnum):
    RAW = "RAW"
    PRIMER = "PRIMER"
    PAINT = "PAINT"
    POWDER = "POWDER"
    GALVA = "GALVA"
    DUPLEX = "DUPLEX"


NOTHING = frozenset({"", "–", "-", "aucun"})


class Tariff(DatedValues):
    """Prices and coefficients by key: `material.SHS` is in euros per kilogram, and so on."""

    __slots__ = ()

    @property
    def sold_by_bar(self) -> frozenset[str]:
        """Return the sections paid for by the whole bar; all others are paid for by the kilogram.

        The value lists them separated by `|`; a dash is an empty list.
        """
        names = (name.strip() for name in self.text("material.by_bar").split("|"))
        return frozenset(name for name in names if name not in NOTHING)

    def price_per_kg(self, kind: str) -> Decimal:
        """Return euros per kilogram of a kind of section or sheet."""
        return self.decimal(f"material.{kind}")

    def hardware_price(self, key: str) -> Money:
        return Money.from_euros(self.decimal(f"hardware.{key}"))

    @property
    def scrap(self) -> Decimal:
        return self.decimal("material.scrap")

    @property
    def shop_factor(self) -> Decimal:
        """Return K_shop: real minutes of the shop for one ideal minute; enters the price."""
        return self.decimal("labour.k_shop")

    @property
    def pupil_factor(self) -> Decimal:
        """Return K_pupil: student minutes for one ideal minute; planned, never charged."""
        return self.decimal("labour.k_pupil")

    @property
    def hourly_rate(self) -> Decimal:
        return self.decimal("labour.rate")

    @property
    def fitting_rate(self) -> Decimal:
        return self.decimal("fitting.rate")

    @property
    def self_service_limit(self) -> Money:
        return Money.from_euros(self.decimal("limit.self_service_price"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeBars(Data):
    """Bars of one section paid for from end to end, part of the amount of the material."""

    section: str
    count: int
    length_mm: float
    mass_kg: float
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBreakdown(Data):
    """How the net price is made; every amount is net of VAT.

    `bars` is empty where all steel is paid for by the kilogram.
    """

    material: Money
    hardware: Money
    surface: Money
    labour: Money
    fitting: Money
    transport: Money
    cost: Money
    overhead: Money
    margin: Money
    net_before_rounding: Money
    net: Money
    range_low: Money
    range_high: Money
    labour_hours: float
    fitting_hours: float
    hourly_rate: Decimal
    tariff_version: str
    bars: tuple[WholeBars, ...] = ()
