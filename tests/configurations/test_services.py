"""Pricing with the values of the day, and keeping a wish under a code."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shop.catalogue.domain import CoefficientKind
from shop.catalogue.services import set_coefficient
from shop.configurations.models import Configuration
from shop.configurations.queries import (
    basis_at,
    delay_of,
    find_configuration,
    get_configuration,
    minutes_to_find,
)
from shop.configurations.services import preview, price, save_configuration
from shop.db import Scope
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.tables import starting_basis
from shop.kernel.refusals import NotFound
from shop.planning.domain.load import Bottleneck
from tests.builders.configurations import build_basis, build_configuration, build_wish
from tests.conftest import NOW

TODAY = date(2026, 11, 20)


def test_the_dated_rows_price_like_the_values_a_school_starts_with(scope: Scope) -> None:
    build_basis(scope)
    wish = build_wish()

    result = price(scope.session, "gate", wish.spec, TODAY)

    assert basis_at(scope.session, TODAY).tariff.rows.keys() == starting_basis().tariff.rows.keys()
    assert result.price == GateEngine().fabricate(wish.spec, starting_basis()).price


def test_a_price_edit_shows_at_once(scope: Scope) -> None:
    build_basis(scope)
    before = price(scope.session, "gate", build_wish().spec, TODAY).price.net

    set_coefficient(
        scope, CoefficientKind.TARIFF, "labour.rate", "60", valid_from=TODAY, source="école"
    )

    assert price(scope.session, "gate", build_wish().spec, TODAY).price.net > before


def test_an_old_day_keeps_its_old_price(scope: Scope) -> None:
    build_basis(scope)
    before = price(scope.session, "gate", build_wish().spec, date(2026, 11, 19)).price.net
    set_coefficient(
        scope, CoefficientKind.TARIFF, "labour.rate", "60", valid_from=TODAY, source="école"
    )

    assert price(scope.session, "gate", build_wish().spec, date(2026, 11, 19)).price.net == before


def test_a_second_price_reads_the_values_from_memory(
    scope: Scope, count_queries: Callable[[], Any]
) -> None:
    build_basis(scope)
    price(scope.session, "gate", build_wish().spec, TODAY)

    with count_queries() as statements:
        price(scope.session, "gate", build_wish(height=1700.0).spec, TODAY)

    assert len(statements) == 1


def test_a_refused_wish_has_remarks_and_no_price(scope: Scope) -> None:
    build_basis(scope)

    seen = preview(scope.session, build_wish(widths=(1.0,)), TODAY)

    assert (seen.result, seen.price) == (None, None)
    assert [finding.field for finding in seen.findings] == ["widths"]


def test_the_load_of_a_gate_names_what_runs_short(scope: Scope) -> None:
    build_basis(scope)
    result = price(scope.session, "gate", build_wish().spec, TODAY)

    minutes = minutes_to_find(result)

    assert minutes[Bottleneck.STUDENT] > minutes[Bottleneck.WELDING] > 0


def test_without_a_calendar_no_delay_is_promised(scope: Scope) -> None:
    build_basis(scope)
    result = price(scope.session, "gate", build_wish().spec, TODAY)

    assert delay_of(scope.session, result, NOW) is None


def test_a_saved_wish_is_found_however_its_code_is_typed(scope: Scope) -> None:
    build_basis(scope)
    wish = build_wish(slope=2.5)

    saved = save_configuration(scope, wish)

    typed = f" {saved.code.lower().replace('-', ' ')} "
    assert get_configuration(scope.session, typed) == saved
    assert (saved.wish, saved.saved_at) == (wish, NOW)


def test_the_same_wish_twice_gives_one_code(scope: Scope) -> None:
    build_basis(scope)

    first, second = (save_configuration(scope, build_wish()) for _ in range(2))

    assert first == second


def test_a_wish_that_cannot_be_made_is_not_kept(scope: Scope) -> None:
    build_basis(scope)

    with pytest.raises(SpecRefused):
        save_configuration(scope, build_wish(height=10.0))

    assert scope.session.query(Configuration).count() == 0


def test_an_unknown_code_is_told_in_words(scope: Scope) -> None:
    build_configuration(scope)

    assert find_configuration(scope.session, "K7M-2QX") is not None
    assert find_configuration(scope.session, "not a code") is None
    with pytest.raises(NotFound, match="Aucune configuration"):
        get_configuration(scope.session, "K7M-2QY")


def test_the_standard_rate_taxes_the_price(scope: Scope) -> None:
    build_basis(scope)

    shown = preview(scope.session, build_wish(), TODAY).price

    assert shown is not None
    assert shown.low.vat_rate == Decimal("0.2")
