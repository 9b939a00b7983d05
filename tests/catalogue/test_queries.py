"""What is on sale on a day."""

from datetime import date

import pytest

from shop.catalogue.domain import CoefficientKind, Family
from shop.catalogue.queries import (
    catalogue_version,
    current_tariff_rows,
    get_product,
    list_families,
    list_products,
)
from shop.catalogue.services import set_coefficient, set_product_price
from shop.db import Scope
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound, Refusal
from tests.builders.catalogue import build_category, build_product

TODAY = date(2026, 11, 20)
NEXT_YEAR = date(2027, 1, 1)


def test_a_price_holds_until_the_day_of_the_next_one(scope: Scope) -> None:
    product = build_product(scope, slug="rack", gross=Money(240_00))
    set_product_price(scope, product, Money(252_00), valid_from=NEXT_YEAR)

    assert get_product(scope.session, "rack", TODAY).gross == Money(240_00)
    assert get_product(scope.session, "rack", NEXT_YEAR).gross == Money(252_00)


def test_a_product_without_a_price_yet_is_not_sold(scope: Scope) -> None:
    build_product(scope, slug="rack")

    with pytest.raises(NotFound):
        get_product(scope.session, "rack", date(2026, 1, 1))


def test_a_price_without_net_is_refused_with_the_two_nearest(scope: Scope) -> None:
    product = build_product(scope)

    with pytest.raises(Refusal) as refused:
        set_product_price(scope, product, Money(99_99), valid_from=NEXT_YEAR)

    assert str(refused.value) == (
        "Aucun prix HT ne donne ce prix TTC. Choisissez 99,98 € ou 100,00 €."
    )


def test_products_are_paged_by_key(scope: Scope) -> None:
    ids = [build_product(scope, slug=f"p{n}") for n in range(5)]

    first = list_products(scope.session, TODAY, limit=2)
    second = list_products(scope.session, TODAY, limit=2, after_id=first[-1].id)

    assert [view.id for view in (*first, *second)] == ids[:4]


def test_a_search_finds_every_word_in_any_order(scope: Scope) -> None:
    build_product(scope, slug="a")

    assert [p.slug for p in list_products(scope.session, TODAY, words="ATELIER étagère")] == ["a"]
    assert list_products(scope.session, TODAY, words="étagère %") == []


def test_a_family_shows_its_lowest_price_of_the_day(scope: Scope) -> None:
    build_category(scope)
    dear = build_product(scope, slug="dear", gross=Money(300_00))
    build_product(scope, slug="cheap", gross=Money(240_00))
    set_product_price(scope, dear, Money(120_00), valid_from=NEXT_YEAR)

    assert [f.from_gross for f in list_families(scope.session, TODAY)] == [Money(240_00)]
    assert [f.from_gross for f in list_families(scope.session, NEXT_YEAR)] == [Money(120_00)]
    assert list_families(scope.session, TODAY)[0].family is Family.SHELVING


def test_a_coefficient_is_dated_and_names_its_source(scope: Scope) -> None:
    kind = CoefficientKind.TARIFF
    for value, day in (("48", date(2026, 1, 1)), ("50", NEXT_YEAR)):
        set_coefficient(scope, kind, "labour.rate", value, valid_from=day, source="école")

    assert [row["value"] for row in current_tariff_rows(scope.session, TODAY)] == ["48"]
    assert [row["value"] for row in current_tariff_rows(scope.session, NEXT_YEAR)] == ["50"]
    with pytest.raises(Refusal):
        set_coefficient(scope, kind, "labour.rate", "1", valid_from=TODAY, source=" ")


def test_every_edit_changes_the_version(scope: Scope) -> None:
    product = build_product(scope)
    before = catalogue_version(scope.session)

    set_product_price(scope, product, Money(252_00), valid_from=NEXT_YEAR)

    assert catalogue_version(scope.session) not in {0, before}
