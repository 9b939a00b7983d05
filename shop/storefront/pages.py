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
from shop.configurations.queries import find_configuration
from shop.kernel.clock import paris_day
from shop.school.queries import find_identity_stamp
from shop.storefront.prices import with_lowest_prices
from shop.storefront.words import speaks_of, words_of
from shop.tyres.domain.services import TyreService
from shop.tyres.queries import list_services

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
    """What a search found: families by their names, products, services of the tyre workshop."""

    words: str
    families: Sequence[FamilyView] = ()
    products: Sequence[ProductView] = ()
    services: Sequence[TyreService] = ()
    next_key: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.families or self.products or self.services)


def content_version(session: Session, now: datetime) -> tuple[object, ...]:
    """Return what changes whenever a public page may have: edits, the day, five minutes."""
    span = int(now.timestamp()) // FRESH_SECONDS
    return catalogue_version(session), find_identity_stamp(session), paris_day(now), span


def show_family(
    session: Session, slug: str, on: date, after_id: int | None
) -> tuple[FamilyView, ProductPage]:
    """Return a family and one page of its products; NotFound when there is no such family."""
    family = with_lowest_prices(session, [get_family(session, slug, on)], on)[0]
    if family.mode is not OrderMode.BUY:
        return family, ProductPage((), None)
    return family, _page(
        list_products(session, on, family=family.family, after_id=after_id, limit=PAGE_SIZE + 1)
    )


def search(session: Session, words: str, on: date, after_id: int | None) -> SearchPage:
    """Find families, products and services by words; too short a search finds nothing."""
    wanted = " ".join(words.split())[:LONGEST_SEARCH]
    if len(wanted) < SHORTEST_WORD:
        return SearchPage(wanted)
    page = _page(list_products(session, on, words=wanted, after_id=after_id, limit=PAGE_SIZE + 1))
    if after_id:
        return SearchPage(wanted, products=page.products, next_key=page.next_key)
    named = [one for one in list_families(session, on) if _family_speaks_of(one, wanted)]
    return SearchPage(
        wanted,
        families=with_lowest_prices(session, named, on),
        products=page.products,
        services=[one for one in list_services(session, on) if _service_speaks_of(one, wanted)],
        next_key=page.next_key,
    )


def find_code(session: Session, words: str) -> str | None:
    """Return the code of a kept configuration when that is what was typed in the search."""
    found = find_configuration(session, words) if len(words) <= LONGEST_SEARCH else None
    return None if found is None else found.code


def _page(found: list[ProductView]) -> ProductPage:
    """Keep one page; the row beyond it only says that there are more."""
    if len(found) <= PAGE_SIZE:
        return ProductPage(found, None)
    return ProductPage(found[:PAGE_SIZE], found[PAGE_SIZE - 1].id)


def _family_speaks_of(family: FamilyView, wanted: str) -> bool:
    return speaks_of(words_of(family.family, (family.name, family.teaser)), wanted)


def _service_speaks_of(service: TyreService, wanted: str) -> bool:
    texts = (service.label.fr, service.label.en, service.summary.fr, service.summary.en)
    return speaks_of(" ".join(texts), wanted)
