"""What the engine says of the products of a basket, once for each edit of the catalogue."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from shop.catalogue.domain import ProductView
from shop.catalogue.queries import catalogue_version
from shop.configurations.queries import basis_at
from shop.fabrication.registry import FAMILIES, freeze

KEPT_RESULTS = 64
_results: dict[tuple[int, date, str, str], Mapping[str, Any]] = {}


def fabricate_product(session: Session, product: ProductView, on: date) -> Mapping[str, Any]:
    """Return the engine's result for a product at the coefficients of a day; empty without engine.

    Products of fixed sizes come back in every basket: their result is kept by the number of
    the catalogue, which changes with every edit. Nobody may change what is returned.
    """
    engine = FAMILIES.get(product.family)
    if engine is None or not product.spec:
        return {}
    number = catalogue_version(session)
    key = (number, on, str(product.family), json.dumps(product.spec, sort_keys=True))
    kept = _results.get(key)
    if kept is not None and number:
        return kept
    result: dict[str, Any] = freeze(
        str(product.family), engine.parse(product.spec), basis_at(session, on)
    ).to_data()
    while len(_results) >= KEPT_RESULTS:
        _results.pop(next(iter(_results)), None)
    _results[key] = result
    return result
