"""The week a purchase is announced for: the same before it is ordered, on its page, by e-mail."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from shop.db import Scope, begin_writing
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.notifications.queries import list_messages
from shop.orders.basket.announcing import announced_week
from shop.orders.basket.queries import get_basket
from shop.orders.queries import get_order
from shop.orders.services import accept_order
from tests.builders.catalogue import build_product
from tests.builders.configurations import build_basis
from tests.builders.fabrication import build_shelving_spec
from tests.builders.orders import build_basket, build_basket_line, build_order_policy
from tests.builders.planning import build_bottleneck_post, build_group_session
from tests.builders.school import build_identity
from tests.conftest import NOW
from tests.orders.test_views import add, leave, orders, total_shown, walk_to_check

SPEC = build_shelving_spec().to_data()


@pytest.fixture
def rack(scope: Scope) -> Iterator[int]:
    """A rack the engine knows, and a small group that makes it."""
    build_basis(scope)
    build_identity(scope.session)
    build_group_session(scope.session, section=Section.METALWORK, students=2)
    build_bottleneck_post(scope.session, section=Section.METALWORK, posts=2)
    scope.session.add(build_order_policy(Section.METALWORK, purchase_days=21))
    product_id = build_product(scope, slug="rack", spec=SPEC)
    leave(scope)
    with time_machine.travel(NOW, tick=False):
        yield product_id


def week_of(scope: Scope, *wanted: tuple[int, int]) -> date | None:
    """Return the week announced for so many of each product."""
    begin_writing(scope.session)
    basket = build_basket(f"basket-{wanted}")
    scope.session.add(basket)
    scope.session.flush()
    for product_id, quantity in wanted:
        scope.session.add(build_basket_line(basket.id, product_id, quantity))
    scope.session.flush()
    return announced_week(scope.session, get_basket(scope.session, basket.id, paris_day(NOW)), NOW)


def test_the_week_of_the_product_is_said_until_the_school_confirms_it(
    rack: int, scope: Scope, client: FlaskClient
) -> None:
    found = re.search(r"prêt vers la (semaine du [^.<]+)", client.get("/produits/rack").text)
    assert found
    week = found.group(1)
    checked = walk_to_check(client, rack, means="on_site", quantity="1")
    said = f"Votre commande sera prête vers la {week}. L’école confirme la date quand elle accepte."
    assert said in checked

    answer = client.post(
        "/commander/verifier", data={"seen_total": total_shown(checked), "terms": "y"}
    )

    assert said in list_messages(scope.session, limit=1)[0].text
    page = answer.location.replace("/payer/", "/commande/")
    assert f"vers la {week}" in client.get(page).text
    [order_id] = orders(scope)
    begin_writing(scope.session)
    accept_order(replace(scope, now=NOW), order_id)
    order = get_order(scope.session, order_id)
    friday = (order.wish_due_on or NOW.date()) + timedelta(days=4)
    assert friday > NOW.date() + timedelta(days=21), "the policy alone would promise too early"
    assert (order.due_on, order.announced_week) == (friday, None)
    leave(scope)
    assert "vers la semaine" not in client.get(page).text


def test_more_things_take_more_weeks(rack: int, scope: Scope) -> None:
    one, many = week_of(scope, (rack, 1)), week_of(scope, (rack, 6))

    assert one is not None
    assert many is not None
    assert one < many


def test_nothing_is_announced_for_what_the_engine_does_not_know(rack: int, scope: Scope) -> None:
    begin_writing(scope.session)
    unknown = build_product(scope, slug="etabli")
    wrong = build_product(scope, slug="faux", spec={"width": "large"})

    assert week_of(scope, (rack, 1), (unknown, 1)) is None
    assert week_of(scope, (wrong, 1)) is None


def test_a_purchase_without_announcement_says_when_the_date_is_given(
    scope: Scope, client: FlaskClient
) -> None:
    build_identity(scope.session)
    product_id = build_product(scope)
    leave(scope)

    checked = walk_to_check(client, product_id)

    assert "La date est donnée quand l’école accepte." in checked
    assert "semaine du" not in checked


def test_the_last_page_asks_at_most_eight_times_whatever_is_announced(
    rack: int, scope: Scope, client: FlaskClient, count_queries: Callable[[], Any]
) -> None:
    begin_writing(scope.session)
    others = [build_product(scope, slug=f"rack-{n}", spec=SPEC) for n in range(5)]
    leave(scope)
    for other in others:
        add(client, other)
    walk_to_check(client, rack)

    with count_queries() as statements:
        client.get("/commander/verifier")

    assert len(statements) <= 8, "\n".join(statements)
