"""Builders of what is sold."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from shop.catalogue.domain import Family, OrderMode
from shop.catalogue.models import CatalogueVersion, Category, Coefficient, ProductPrice
from shop.catalogue.services import NewProduct, list_product, set_category
from shop.db import Scope
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from tests.conftest import NOW

TEXT = Bilingual("Texte", "Text")


def build_product(
    scope: Scope,
    *,
    slug: str = "etagere",
    family: Family = Family.SHELVING,
    name: Bilingual = Bilingual("Étagère d’atelier", "Workshop shelf"),  # noqa: B008 - frozen
    gross: Money = Money(240_00),  # noqa: B008 - frozen
    spec: Mapping[str, Any] | None = None,
) -> int:
    """List a `Product` with a price from today on and return its id."""
    product = NewProduct(
        family=family,
        slug=slug,
        name=name,
        description=Bilingual("Trois niveaux.", "Three levels."),
        gross=gross,
        vat_rate=Decimal("0.20"),
        spec=spec or {},
    )
    return list_product(scope, product)


def build_category(
    scope: Scope, *, family: Family = Family.SHELVING, slug: str = "rayonnages", position: int = 1
) -> Category:
    set_category(
        scope,
        family=family,
        slug=slug,
        name=Bilingual("Rayonnages", "Shelving"),
        teaser=TEXT,
        learned=TEXT,
        mode=OrderMode.BUY,
        position=position,
    )
    return scope.session.query(Category).filter_by(slug=slug).one()


def build_coefficient(
    scope: Scope, *, kind: str = "tariff", key: str = "labour.rate", value: str = "48"
) -> Coefficient:
    row = Coefficient(
        kind=kind, key=key, value=value, unit="", valid_from=date(2026, 1, 1), source="école"
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_product_price(scope: Scope, product_id: int, *, cents: int, start: date) -> ProductPrice:
    row = ProductPrice(
        product_id=product_id, gross_cents=cents, vat_rate=Decimal("0.20"), valid_from=start
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_catalogue_version(scope: Scope, number: int = 1) -> CatalogueVersion:
    row = CatalogueVersion(id=1, number=number, edited_at=NOW)
    scope.session.add(row)
    scope.session.flush()
    return row
