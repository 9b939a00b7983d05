"""The services of the tyre workshop: what can be chosen together, how long it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.kernel.money import Money, total
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_, Bilingual
from shop.tyres.domain.tables import read_table

CELL_MINUTES = 15
# Every hour in the workshop is taught: a teacher is needed whatever the service.
TEACHER = "instructor"


class SoldAs(StrEnum):
    """How a service may be bought."""

    ALONE = "alone"
    ADD_ON = "add_on"
    STORAGE = "storage"


class ServiceFamily(StrEnum):
    """How the services are grouped on the page."""

    FITTING = "fitting"
    SEASON = "season"
    CARE = "care"


class ServiceUnit(StrEnum):
    """What one piece of the service is about."""

    VEHICLE = "vehicle"
    WHEEL = "wheel"
    TYRE = "tyre"
    SEASON = "season"


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreService:
    """A service as sold at a given day; `gross` is its price with VAT for one unit."""

    code: str
    label: Bilingual
    summary: Bilingual
    family: ServiceFamily
    sold_as: SoldAs
    unit: ServiceUnit
    largest_quantity: int
    minutes_school: int
    resources: tuple[str, ...]
    goes_with: tuple[str, ...]
    gross: Money
    vat_rate: Decimal

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "code": self.code,
            "label": self.label.to_data(),
            "summary": self.summary.to_data(),
            "family": self.family.value,
            "sold_as": self.sold_as.value,
            "unit": self.unit.value,
            "largest_quantity": self.largest_quantity,
            "minutes_school": self.minutes_school,
            "resources": list(self.resources),
            "goes_with": list(self.goes_with),
            "gross_cents": self.gross.cents,
            "vat_rate": str(self.vat_rate),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TyreService":
        """Build back what `to_data` gave."""
        return cls(
            code=data["code"],
            label=Bilingual.from_data(data["label"]),
            summary=Bilingual.from_data(data["summary"]),
            family=ServiceFamily(data["family"]),
            sold_as=SoldAs(data["sold_as"]),
            unit=ServiceUnit(data["unit"]),
            largest_quantity=data["largest_quantity"],
            minutes_school=data["minutes_school"],
            resources=tuple(data["resources"]),
            goes_with=tuple(data["goes_with"]),
            gross=Money(data["gross_cents"]),
            vat_rate=Decimal(data["vat_rate"]),
        )


@dataclass(frozen=True, slots=True)
class ChosenService:
    """A service and how many of it."""

    service: TyreService
    quantity: int = 1

    @property
    def minutes(self) -> int:
        return self.service.minutes_school * self.quantity

    @property
    def gross(self) -> Money:
        return self.service.gross * self.quantity


@dataclass(frozen=True, slots=True)
class VisitMargins:
    """Minutes around the work itself: welcoming the customer, and a margin."""

    reception: int = 10
    buffer: int = 10


def list_shipped_services() -> tuple[TyreService, ...]:
    """List the services of the data file with the prices proposed to a new school."""
    return tuple(_read_service(row) for row in read_table("services"))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("+") if part)


def _read_service(row: Mapping[str, str]) -> TyreService:
    return TyreService(
        code=row["code"],
        label=Bilingual(fr=row["label_fr"], en=row["label_en"]),
        summary=Bilingual(fr=row["summary_fr"], en=row["summary_en"]),
        family=ServiceFamily(row["family"]),
        sold_as=SoldAs(row["sold_as"]),
        unit=ServiceUnit(row["unit"]),
        largest_quantity=int(row["largest_quantity"]),
        minutes_school=int(row["minutes_school"]),
        resources=_split(row["resources"]),
        goes_with=_split(row["goes_with"]),
        gross=Money.from_euros(row["price_ttc_eur"]),
        vat_rate=Decimal(row["vat_percent"]) / 100,
    )


def check_choice(chosen: Sequence[ChosenService]) -> tuple[ChosenService, ...]:
    """Return the choice as it is; refused in a sentence when it makes no visit."""
    if not any(choice.service.sold_as is not SoldAs.ADD_ON for choice in chosen):
        raise Refusal(N_("Choisissez au moins une prestation."), field="services")
    codes = {choice.service.code for choice in chosen}
    for choice in chosen:
        _check_quantity(choice)
        _check_company(choice, codes)
    _check_wheels(chosen)
    return tuple(chosen)


def _check_quantity(choice: ChosenService) -> None:
    if not 1 <= choice.quantity <= choice.service.largest_quantity:
        raise Refusal(
            N_("« %(service)s » : choisissez de 1 à %(most)s."),
            field="services",
            service=choice.service.label.fr,
            most=choice.service.largest_quantity,
        )


def _check_company(choice: ChosenService, codes: set[str]) -> None:
    """Refuse an add-on without any service it goes with."""
    if choice.service.sold_as is SoldAs.ADD_ON and not codes & set(choice.service.goes_with):
        raise Refusal(
            N_("« %(service)s » s’ajoute à un montage ou à une réparation : choisissez-en un."),
            field="services",
            service=choice.service.label.fr,
        )


WHEELS_OF_A_VEHICLE = 4
_TYRE_WORK = frozenset({"ME1", "ME1L", "ME1U", "REPC"})


def _check_wheels(chosen: Iterable[ChosenService]) -> None:
    """Refuse to fit or repair more tyres than a vehicle has wheels."""
    wheels = sum(choice.quantity for choice in chosen if choice.service.code in _TYRE_WORK)
    if wheels > WHEELS_OF_A_VEHICLE:
        raise Refusal(
            N_("Une voiture a 4 roues : choisissez au plus 4 pneus par rendez-vous."),
            field="services",
        )


def slot_minutes(chosen: Iterable[ChosenService], margins: VisitMargins | None = None) -> int:
    """Return how long to hold: work + reception + buffer, rounded up to 15 minutes."""
    around = margins or VisitMargins()
    minutes = sum(choice.minutes for choice in chosen) + around.reception + around.buffer
    return -(-minutes // CELL_MINUTES) * CELL_MINUTES


def resource_needs(chosen: Iterable[ChosenService]) -> dict[str, int]:
    """Return how many units of each resource the visit holds from its start to its end."""
    kinds = {kind for choice in chosen for kind in choice.service.resources}
    return dict.fromkeys(sorted(kinds | {TEACHER}), 1)


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of the price of a visit, taxes included."""

    code: str
    label: Bilingual
    quantity: int
    unit_gross: Money
    vat_rate: Decimal

    @property
    def gross(self) -> Money:
        return self.unit_gross * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreQuote:
    """The price, the length and the needs of a visit at the prices of a day.

    The first line is what the visit is for; the others hang on it.
    """

    chosen: tuple[ChosenService, ...]
    lines: tuple[PriceLine, ...]
    minutes: int
    needs: dict[str, int]

    @property
    def gross(self) -> Money:
        return total(line.gross for line in self.lines)

    @property
    def title(self) -> Bilingual:
        """What the visit is called, such as « 2 × Montage d’un pneu »."""
        first = self.lines[0]
        if first.quantity == 1:
            return first.label
        return Bilingual(
            fr=f"{first.quantity} × {first.label.fr}", en=f"{first.quantity} × {first.label.en}"
        )


_RANK = {SoldAs.ALONE: 0, SoldAs.STORAGE: 1, SoldAs.ADD_ON: 2}


def quote_visit(chosen: Sequence[ChosenService], margins: VisitMargins) -> TyreQuote:
    """Price a visit; refused in a sentence when the services do not make one."""
    visit = tuple(sorted(check_choice(chosen), key=lambda c: _RANK[c.service.sold_as]))
    return TyreQuote(
        chosen=visit,
        lines=tuple(
            PriceLine(
                choice.service.code,
                choice.service.label,
                choice.quantity,
                choice.service.gross,
                choice.service.vat_rate,
            )
            for choice in visit
        ),
        minutes=slot_minutes(visit, margins),
        needs=resource_needs(visit),
    )
