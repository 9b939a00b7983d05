"""Reads of what is sold."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from shop.catalogue.domain import (
    CoefficientKind,
    Dated,
    DatedPrice,
    Family,
    FamilyView,
    KeyHistory,
    OrderMode,
    PricedItem,
    ProductView,
    in_force,
)
from shop.catalogue.models import CatalogueVersion, Category, Coefficient, Product, ProductPrice
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_, Bilingual, stems

VERSION_ID = 1
PAGE_SIZE = 24
MOST_KEPT = 2000
_products: dict[tuple[int, date], dict[int, ProductView]] = {}
_families: dict[tuple[int, date], tuple[FamilyView, ...]] = {}
# Asked by every page, hence built once, of columns alone: no row object is made of it.
_version = CatalogueVersion.__table__.c
_NUMBER = select(_version.number).where(_version.id == VERSION_ID)


def catalogue_version(session: Session) -> int:
    """Return the number that changes with every edit of a price, a text or a coefficient."""
    return session.scalar(_NUMBER) or 0


def list_families(session: Session, on: date) -> tuple[FamilyView, ...]:
    """Return the families in the order the school chose, with their lowest product price.

    The answer is kept in memory for the number of the catalogue: looking for the lowest of
    ten thousand prices on every page would cost more than the page.
    """
    key = (catalogue_version(session), on)
    kept = _families.get(key)
    if kept is None:
        kept = _read_families(session, on)
        if key[0]:
            _families.clear()
            _families[key] = kept
    return kept


def _read_families(session: Session, on: date) -> tuple[FamilyView, ...]:
    lowest = _prices_on(on).subquery()
    statement = (
        select(Category, func.min(lowest.c.gross_cents))
        .outerjoin(Product, and_(Product.family == Category.family, Product.is_listed.is_(True)))
        .outerjoin(lowest, lowest.c.product_id == Product.id)
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return tuple(_family_view(row, cents) for row, cents in session.execute(statement))


def get_family(session: Session, slug: str, on: date) -> FamilyView:
    """Return a family by its address; NotFound when there is none."""
    for family in list_families(session, on):
        if family.slug == slug:
            return family
    raise NotFound(N_("Cette famille n’existe pas."))


def list_products(
    session: Session,
    on: date,
    *,
    family: Family | None = None,
    words: str = "",
    after_id: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[ProductView]:
    """Return the listed products by key, cheapest to page: those after `after_id`."""
    statement = _priced_products(on).where(Product.is_listed.is_(True))
    if family is not None:
        statement = statement.where(Product.family == family)
    for word in stems(words)[:6]:
        statement = statement.where(Product.search_text.contains(word, autoescape=True))
    if after_id is not None:
        statement = statement.where(Product.id > after_id)
    rows = session.execute(statement.order_by(Product.id).limit(limit))
    return [_product_view(row) for row in rows]


def list_addresses(session: Session) -> list[str]:
    """Return the addresses of all listed products, for search engines."""
    statement = select(Product.slug).where(Product.is_listed.is_(True)).order_by(Product.id)
    return list(session.scalars(statement))


def get_product(session: Session, slug: str, on: date) -> ProductView:
    """Return a product by its address; NotFound when there is none or it has no price."""
    row = session.execute(_priced_products(on).where(Product.slug == slug)).one_or_none()
    if row is None:
        raise NotFound(N_("Ce produit n’existe pas ou n’est plus vendu."))
    return _product_view(row)


def get_products(session: Session, ids: Sequence[int], on: date) -> dict[int, ProductView]:
    """Return the products with these ids; each is kept in memory for the number of the catalogue,
    since every page of a purchase asks for the same ones.
    """
    key = (catalogue_version(session), on)
    if not key[0]:
        return _read_products(session, ids, on)
    if key not in _products:
        _products.clear()
    kept = _products.setdefault(key, {})
    missing = [product_id for product_id in ids if product_id not in kept]
    if missing:
        if len(kept) + len(missing) > MOST_KEPT:
            kept.clear()
            missing = list(ids)
        kept.update(_read_products(session, missing, on))
    return {product_id: kept[product_id] for product_id in ids if product_id in kept}


def _read_products(session: Session, ids: Sequence[int], on: date) -> dict[int, ProductView]:
    rows = session.execute(_priced_products(on).where(Product.id.in_(ids)))
    return {view.id: view for view in map(_product_view, rows)}


def list_priced_products(
    session: Session, after_id: int | None = None, limit: int = PAGE_SIZE
) -> tuple[list[PricedItem], int | None]:
    """Return products, listed or not, with all their prices, and the id the next page is after."""
    statement = select(Product).order_by(Product.id).limit(limit + 1)
    if after_id is not None:
        statement = statement.where(Product.id > after_id)
    rows = list(session.scalars(statement))
    shown = rows[:limit]
    prices = _prices_of(session, [row.id for row in shown])
    more = shown[-1].id if len(rows) > limit else None
    return [_priced_item(row, prices.get(row.id, [])) for row in shown], more


def get_priced_product(session: Session, slug: str) -> PricedItem:
    """Return a product, listed or not, with all its prices; NotFound when there is none."""
    row = session.scalars(select(Product).where(Product.slug == slug)).one_or_none()
    if row is None:
        raise NotFound(N_("Ce produit n’existe pas."))
    return _priced_item(row, _prices_of(session, [row.id]).get(row.id, []))


def _prices_of(session: Session, ids: Sequence[int]) -> dict[int, list[DatedPrice]]:
    statement = (
        select(ProductPrice)
        .where(ProductPrice.product_id.in_(ids))
        .order_by(ProductPrice.valid_from)
    )
    found: dict[int, list[DatedPrice]] = {}
    for row in session.scalars(statement):
        price = DatedPrice(Money(row.gross_cents), row.valid_from)
        found.setdefault(row.product_id, []).append(price)
    return found


def _priced_item(row: Product, prices: Sequence[DatedPrice]) -> PricedItem:
    return PricedItem(
        key=row.slug,
        name=Bilingual.from_data(row.name),
        is_listed=row.is_listed,
        prices=tuple(prices),
    )


def list_in_force(session: Session, kind: CoefficientKind, on: date) -> list[Dated]:
    """Return the coefficients in force that day, by key."""
    statement = select(Coefficient).where(Coefficient.kind == kind)
    return in_force(map(_dated, session.scalars(statement)), on)


def current_rows(session: Session, kind: CoefficientKind, on: date) -> list[dict[str, str]]:
    """Return the coefficients in force that day, as the engine reads them."""
    return [value.as_row() for value in list_in_force(session, kind, on)]


def current_tariff_rows(session: Session, on: date) -> list[dict[str, str]]:
    return current_rows(session, CoefficientKind.TARIFF, on)


def current_minutes_rows(session: Session, on: date) -> list[dict[str, str]]:
    return current_rows(session, CoefficientKind.MINUTES, on)


def list_coefficients(session: Session, kind: CoefficientKind) -> list[Dated]:
    """Return every dated value of a kind, by key then date, for the page that edits them."""
    statement = (
        select(Coefficient)
        .where(Coefficient.kind == kind)
        .order_by(Coefficient.key, Coefficient.valid_from)
    )
    return [_dated(row) for row in session.scalars(statement)]


def list_histories(session: Session, kind: CoefficientKind, words: str = "") -> list[KeyHistory]:
    """Return every coefficient of a kind whose key holds the words, with all its values."""
    found: dict[str, list[Dated]] = {}
    wanted = words.lower().split()
    for value in list_coefficients(session, kind):
        if all(word in value.key.lower() for word in wanted):
            found.setdefault(value.key, []).append(value)
    return [KeyHistory(kind=kind, key=key, values=tuple(rows)) for key, rows in found.items()]


def get_history(session: Session, kind: CoefficientKind, key: str) -> KeyHistory:
    """Return one coefficient with all its values; NotFound when there is none."""
    statement = (
        select(Coefficient)
        .where(Coefficient.kind == kind, Coefficient.key == key)
        .order_by(Coefficient.valid_from)
    )
    values = tuple(_dated(row) for row in session.scalars(statement))
    if not values:
        raise NotFound(N_("Cette valeur n’existe pas."))
    return KeyHistory(kind=kind, key=key, values=values)


def _prices_on(on: date) -> Select[int, int, Decimal]:
    """Select the price in force that day for every product: the latest that has begun."""
    latest = (
        select(ProductPrice.product_id, func.max(ProductPrice.valid_from).label("valid_from"))
        .where(ProductPrice.valid_from <= on)
        .group_by(ProductPrice.product_id)
        .subquery()
    )
    return select(ProductPrice.product_id, ProductPrice.gross_cents, ProductPrice.vat_rate).join(
        latest,
        and_(
            latest.c.product_id == ProductPrice.product_id,
            latest.c.valid_from == ProductPrice.valid_from,
        ),
    )


def _priced_products(on: date) -> Select[Product, int, Decimal]:
    """Select products with their price of the day, found by index for each product alone."""
    begun = (
        select(func.max(ProductPrice.valid_from))
        .where(ProductPrice.product_id == Product.id, ProductPrice.valid_from <= on)
        .correlate(Product)
        .scalar_subquery()
    )
    return select(Product, ProductPrice.gross_cents, ProductPrice.vat_rate).join(
        ProductPrice,
        and_(ProductPrice.product_id == Product.id, ProductPrice.valid_from == begun),
    )


def _family_view(row: Category, cents: int | None) -> FamilyView:
    return FamilyView(
        family=Family(row.family),
        slug=row.slug,
        name=Bilingual.from_data(row.name),
        teaser=Bilingual.from_data(row.teaser),
        learned=Bilingual.from_data(row.learned),
        mode=OrderMode(row.mode),
        from_gross=None if cents is None else Money(cents),
    )


def _product_view(row: Row[Product, int, Decimal]) -> ProductView:
    product, cents, vat_rate = row
    return ProductView(
        id=product.id,
        slug=product.slug,
        family=Family(product.family),
        name=Bilingual.from_data(product.name),
        description=Bilingual.from_data(product.description),
        included=Bilingual.from_data(product.included),
        excluded=Bilingual.from_data(product.excluded),
        learned=Bilingual.from_data(product.learned),
        gross=Money(cents),
        vat_rate=vat_rate,
        spec=product.spec,
    )


def _dated(row: Coefficient) -> Dated:
    return Dated(
        row.key, row.value, row.unit, row.valid_from, row.source, row.status, row.set_by or ""
    )
