"""What the pages of the shop show, gathered from the rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from shop.catalogue.domain import FamilyView, OrderMode, ProductView
from shop.catalogue.queries import (
    PAGE_SIZE,
    catalogue_version,
    get_family,
    list_families,
    list_products,
)
from shop.kernel.clock import paris_day
from shop.school.queries import find_identity_stamp

SHORTEST_WORD = 2
LONGEST_SEARCH = 80
FRESH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class ProductPage:
    """One page of products and the key of the next one."""

    products: Sequence[ProductView]
    next_key: int | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found: families by their name, then products."""

    words: str
    families: Sequence[FamilyView]
    products: Sequence[ProductView]
    next_key: int | None


def content_version(session: Session, now: datetime) -> tuple[object, ...]:
    """Return what changes whenever a public page may have: edits, the day, five minutes."""
    span = int(now.timestamp()) // FRESH_SECONDS
    return catalogue_version(session), find_identity_stamp(session), paris_day(now), span


def show_family(
    session: Session, slug: str, on: date, after_id: int | None
) -> tuple[FamilyView, ProductPage]:
    """Return a family and one page of its products; NotFound when there is no such family."""
    family = get_family(session, slug, on)
    if family.mode is not OrderMode.BUY:
        return family, ProductPage((), None)
    return family, _page(
        list_products(session, on, family=family.family, after_id=after_id, limit=PAGE_SIZE + 1)
    )


def search(session: Session, words: str, on: date, after_id: int | None) -> SearchPage:
    """Find families and products by words; too short a search finds nothing."""
    wanted = " ".join(words.split())[:LONGEST_SEARCH]
    if len(wanted) < SHORTEST_WORD:
        return SearchPage(wanted, (), (), None)
    families = [] if after_id else [f for f in list_families(session, on) if _speaks_of(f, wanted)]
    page = _page(list_products(session, on, words=wanted, after_id=after_id, limit=PAGE_SIZE + 1))
    return SearchPage(wanted, families, page.products, page.next_key)


def _page(found: list[ProductView]) -> ProductPage:
    """Keep one page; the row beyond it only says that there are more."""
    if len(found) <= PAGE_SIZE:
        return ProductPage(found, None)
    return ProductPage(found[:PAGE_SIZE], found[PAGE_SIZE - 1].id)


def _speaks_of(family: FamilyView, wanted: str) -> bool:
    text = " ".join((family.name.fr, family.name.en, family.teaser.fr, family.teaser.en)).lower()
    return all(word.lower().rstrip("s") in text for word in wanted.split())
