"""Edits of what is sold: a new dated row each time, never an overwritten one."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult, select, update

from shop.accounts.services import record_act
from shop.catalogue.domain import (
    CoefficientKind,
    Family,
    OrderMode,
    check_first_day,
    check_price,
    check_value,
    write_amount,
)
from shop.catalogue.models import CatalogueVersion, Category, Coefficient, Product, ProductPrice
from shop.catalogue.queries import VERSION_ID, catalogue_version, get_history
from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_, Bilingual, fold

ENTERED = "entered"
NO_TEXT = Bilingual("", "")
VERSION_BITS = 62
LONGEST_NAME = 120
FIRST_NUMBERS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProduct:
    """A product about to be listed."""

    family: Family
    slug: str
    name: Bilingual
    description: Bilingual
    gross: Money
    vat_rate: Decimal
    included: Bilingual = NO_TEXT
    excluded: Bilingual = NO_TEXT
    learned: Bilingual = NO_TEXT
    spec: dict[str, Any] = field(default_factory=dict)


def hold_catalogue(scope: Scope) -> None:
    """Let nobody else who asks the same change the catalogue before this transaction ends."""
    if catalogue_version(scope.session):
        lock(scope.session, CatalogueVersion, VERSION_ID)


def note_edit(scope: Scope) -> None:
    """Give the catalogue a new number, so that what was computed from older data is forgotten.

    The number is drawn, not counted: two databases never share one, nor a restored copy.
    """
    drawn = secrets.randbits(VERSION_BITS)
    statement = (
        update(CatalogueVersion)
        .where(CatalogueVersion.id == VERSION_ID)
        .values(number=drawn, edited_at=scope.now)
    )
    result = scope.session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - tells the type
    if result.rowcount == 0:
        scope.session.add(CatalogueVersion(id=VERSION_ID, number=drawn, edited_at=scope.now))
    scope.session.flush()


def set_category(
    scope: Scope,
    *,
    family: Family,
    slug: str,
    name: Bilingual,
    teaser: Bilingual,
    learned: Bilingual,
    mode: OrderMode,
    position: int,
) -> None:
    """Present a family in the shop, or present it anew."""
    presented = Category(
        family=family.value,
        slug=slug,
        name=name.to_data(),
        teaser=teaser.to_data(),
        learned=learned.to_data(),
        mode=mode.value,
        position=position,
    )
    known = scope.session.scalars(select(Category.id).where(Category.family == family))
    if (row_id := known.one_or_none()) is not None:
        presented.id = row_id
    scope.session.merge(presented)
    note_edit(scope)


def list_product(scope: Scope, product: NewProduct) -> int:
    """Put a product on sale with its first price; refuses a price no net amount gives."""
    check_price(product.gross, product.vat_rate)
    row = Product(
        family=product.family.value,
        slug=product.slug,
        name=product.name.to_data(),
        description=product.description.to_data(),
        included=product.included.to_data(),
        excluded=product.excluded.to_data(),
        learned=product.learned.to_data(),
        spec=product.spec,
        search_text=_search_text(product),
    )
    scope.session.add(row)
    scope.session.flush()
    _add_price(scope, row.id, product.gross, product.vat_rate, paris_day(scope.now))
    note_edit(scope)
    return row.id


def set_product_price(scope: Scope, product_id: int, gross: Money, *, valid_from: date) -> None:
    """Give a product another price from a day on; the old one stays for what was sold."""
    check_price(gross, rate := _vat_rate(scope, product_id))
    _add_price(scope, product_id, gross, rate, valid_from)
    note_edit(scope)


def change_product_price(scope: Scope, slug: str, gross: Money, *, valid_from: date) -> None:
    """Change a price from today or a day to come on, and note who did it."""
    check_first_day(valid_from, paris_day(scope.now))
    set_product_price(scope, _product(scope, slug).id, gross, valid_from=valid_from)
    record_act(scope, "catalogue.price", f"{slug} {write_amount(gross)} € {valid_from.isoformat()}")


def offer_product(scope: Scope, slug: str, *, is_listed: bool) -> None:
    """Show a product in the shop, or take it out; what was ordered is not touched."""
    row = _product(scope, slug)
    if row.is_listed == is_listed:
        return
    row.is_listed = is_listed
    note_edit(scope)
    record_act(scope, "catalogue.listed" if is_listed else "catalogue.unlisted", slug)


def _product(scope: Scope, slug: str) -> Product:
    row = scope.session.scalars(select(Product).where(Product.slug == slug)).one_or_none()
    if row is None:
        raise NotFound(N_("Ce produit n’existe pas."))
    return row


def set_coefficient(
    scope: Scope,
    kind: CoefficientKind,
    key: str,
    value: str,
    *,
    unit: str = "",
    valid_from: date,
    source: str,
    status: str = "",
    set_by: str | None = None,
) -> None:
    """Write a value from a day on; the same key and day again replaces that row only."""
    if not source.strip():
        raise Refusal(N_("Dites d’où vient cette valeur."), field="source")
    row = scope.session.scalars(
        select(Coefficient).where(
            Coefficient.kind == kind,
            Coefficient.key == key,
            Coefficient.valid_from == valid_from,
        )
    ).one_or_none()
    if row is None:
        row = Coefficient(
            kind=kind.value, key=key, value=value, unit=unit, valid_from=valid_from, source=source
        )
        scope.session.add(row)
    row.value, row.unit, row.source = value, unit, source
    row.status, row.set_by = status, set_by
    note_edit(scope)


def complete_coefficients(
    scope: Scope, kind: CoefficientKind, rows: Iterable[Mapping[str, str]]
) -> int:
    """Write the rows whose key the school has no value of, and return how many.

    What a school wrote, or struck out by a later date, is left alone. Two upgrades at once wait
    for each other.
    """
    hold_catalogue(scope)
    known = set(scope.session.scalars(select(Coefficient.key).where(Coefficient.kind == kind)))
    missing = [row for row in rows if row["key"] not in known]
    scope.session.add_all(
        Coefficient(
            kind=kind.value,
            key=row["key"],
            value=row["value"],
            unit=row.get("unit") or "",
            valid_from=date.fromisoformat(row["valid_from"]),
            source=row["source"],
            status=row.get("status") or "",
        )
        for row in missing
    )
    if missing:
        note_edit(scope)
    return len(missing)


def add_coefficient(
    scope: Scope, kind: CoefficientKind, key: str, value: str, *, valid_from: date, source: str
) -> None:
    """Add a value of a known coefficient from a day on; nothing written is ever overwritten."""
    history = get_history(scope.session, kind, key)
    check_first_day(valid_from, paris_day(scope.now))
    if any(known.valid_from == valid_from for known in history.values):
        raise Refusal(
            N_("Une valeur commence déjà ce jour-là. Choisissez un autre jour."),
            field="valid_from",
        )
    known = history.current(valid_from) or history.values[0]
    set_coefficient(
        scope,
        kind,
        key,
        check_value(known.value, value),
        unit=known.unit,
        valid_from=valid_from,
        source=source,
        status=ENTERED,
        set_by=scope.actor.name[:LONGEST_NAME],
    )
    record_act(scope, f"catalogue.{kind}", f"{key} = {value} {valid_from.isoformat()}")


def _vat_rate(scope: Scope, product_id: int) -> Decimal:
    statement = (
        select(ProductPrice.vat_rate)
        .where(ProductPrice.product_id == product_id)
        .order_by(ProductPrice.valid_from.desc())
        .limit(1)
    )
    rate = scope.session.scalars(statement).one_or_none()
    if rate is None:
        raise NotFound(N_("Ce produit n’existe pas ou n’est plus vendu."))
    return rate


def _add_price(scope: Scope, product_id: int, gross: Money, rate: Decimal, start: date) -> None:
    statement = select(ProductPrice).where(
        ProductPrice.product_id == product_id, ProductPrice.valid_from == start
    )
    row = scope.session.scalars(statement).one_or_none()
    if row is None:
        row = ProductPrice(
            product_id=product_id, gross_cents=gross.cents, vat_rate=rate, valid_from=start
        )
        scope.session.add(row)
    row.gross_cents = gross.cents
    scope.session.flush()


def _search_text(product: NewProduct) -> str:
    words = (product.name.fr, product.name.en, product.description.fr, product.description.en)
    return fold(" ".join(words))
