"""What the engine says of the products of a basket, once for each edit of the catalogue."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from shop.catalogue.domain import ProductView
from shop.catalogue.queries import catalogue_version
from shop.configurations.queries import basis_at
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.registry import FAMILIES, freeze

KEPT_RESULTS = 64


@dataclass(frozen=True, slots=True)
class Fabricated:
    """A result of the engine, and the same as orders keep it. Nobody may change `data`."""

    result: FabricationResult
    data: Mapping[str, Any]


_kept: dict[tuple[int, date, str, str], Fabricated] = {}


def fabricate_products(
    session: Session, products: Iterable[ProductView], on: date
) -> list[Fabricated | None]:
    """Return what the engine makes of products at the coefficients of a day; None without engine.

    Products of fixed sizes come back in every basket: what is made of them is kept by the
    number of the catalogue, which changes with every edit and is read once.
    """
    number = catalogue_version(session)
    return [_find(session, product, on, number) for product in products]


def _find(session: Session, product: ProductView, on: date, number: int) -> Fabricated | None:
    engine = FAMILIES.get(product.family)
    if engine is None or not product.spec:
        return None
    key = (number, on, str(product.family), json.dumps(product.spec, sort_keys=True))
    kept = _kept.get(key)
    if kept is not None and number:
        return kept
    spec = engine.parse(product.spec)
    result = freeze(str(product.family), spec, basis_at(session, on))
    while len(_kept) >= KEPT_RESULTS:
        _kept.pop(next(iter(_kept)), None)
    made = _kept[key] = Fabricated(result, result.to_data())
    return made
