"""The lowest price of each family, from the rooms that know it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from shop.catalogue.domain import Family, FamilyView
from shop.catalogue.queries import catalogue_version
from shop.configurations.forms.registry import CONFIGURATORS
from shop.configurations.queries import vat_rate_at
from shop.configurations.services import price
from shop.fabrication.domain.family import Wish
from shop.fabrication.domain.result import FabricationResult
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.vat import TaxedAmount
from shop.tyres.domain.services import SoldAs
from shop.tyres.queries import list_services

_kept: dict[tuple[int, date, Family], Money | None] = {}


def with_lowest_prices(
    session: Session, families: Iterable[FamilyView], on: date
) -> list[FamilyView]:
    """Give made-to-measure families and tyres the lowest price their own rooms know.

    Products have theirs. The answers are kept in memory for the number of the catalogue.
    """
    number = catalogue_version(session)
    return [
        replace(family, from_gross=_lowest_of(session, family.family, on, number))
        if family.from_gross is None and family.family in LOWEST
        else family
        for family in families
    ]


def try_price(session: Session, family: Family, spec: Wish, on: date) -> FabricationResult | None:
    """Price a wish, or give nothing while the school has not filled its tariff."""
    try:
        return price(session, family.value, spec, on)
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


def _lowest_made(session: Session, on: date, family: Family) -> Money | None:
    smallest = CONFIGURATORS[family.value].smallest
    result = try_price(session, family, smallest, on)
    if result is None:
        return None
    return TaxedAmount(result.price.net, vat_rate_at(session, on)).gross


def _lowest_service(session: Session, on: date) -> Money | None:
    alone = (one for one in list_services(session, on) if one.sold_as is SoldAs.ALONE)
    return min((service.gross for service in alone if service.gross.cents), default=None)


LOWEST: Mapping[Family, Callable[[Session, date], Money | None]] = {
    **{Family(name): partial(_lowest_made, family=Family(name)) for name in CONFIGURATORS},
    Family.TYRES: _lowest_service,
}
