"""The lowest price of each family, from the rooms that know it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from shop.catalogue.domain import Family, FamilyView
from shop.catalogue.queries import catalogue_version
from shop.configurations.queries import vat_rate_at
from shop.configurations.services import price_gate
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.vat import TaxedAmount
from shop.tyres.domain.services import SoldAs
from shop.tyres.queries import list_services

SMALLEST_GATE = GateSpec(type=GateType.WICKET, widths=(1000.0,), height=1200.0)
_kept: dict[tuple[int, date, Family], Money | None] = {}


def with_lowest_prices(
    session: Session, families: Iterable[FamilyView], on: date
) -> list[FamilyView]:
    """Give gates and tyres the lowest price their own rooms know; products have theirs.

    The answers are kept in memory for the number of the catalogue.
    """
    number = catalogue_version(session)
    return [
        replace(family, from_gross=_lowest_of(session, family.family, on, number))
        if family.from_gross is None and family.family in LOWEST
        else family
        for family in families
    ]


def try_gate(session: Session, spec: GateSpec, on: date) -> FabricationResult | None:
    """Price a gate, or give nothing while the school has not filled its tariff."""
    try:
        return price_gate(session, spec, on)
    except Refusal:
        return None


def _lowest_of(session: Session, family: Family, on: date, number: int) -> Money | None:
    key = (number, on, family)
    if key in _kept:
        return _kept[key]
    found = LOWEST[family](session, on)
    if number:
        for old in [known for known in _kept if known[:2] != key[:2]]:
            del _kept[old]
        _kept[key] = found
    return found


def _lowest_gate(session: Session, on: date) -> Money | None:
    gate = try_gate(session, SMALLEST_GATE, on)
    return None if gate is None else TaxedAmount(gate.price.net, vat_rate_at(session, on)).gross


def _lowest_service(session: Session, on: date) -> Money | None:
    alone = (one for one in list_services(session, on) if one.sold_as is SoldAs.ALONE)
    return min((service.gross for service in alone if service.gross.cents), default=None)


LOWEST: Mapping[Family, Callable[[Session, date], Money | None]] = {
    Family.GATE: _lowest_gate,
    Family.TYRES: _lowest_service,
}
