"""The job cards of the demonstration."""

from shop.catalogue.domain import Family
from shop.db import Scope
from shop.demonstration.accounts import seed_accounts
from shop.demonstration.jobs import seed_jobs
from shop.jobs.domain.state import CardState, StopKind
from shop.jobs.queries.cards import get_card, list_cards
from shop.kernel.text import Bilingual
from shop.orders.domain import PaymentMeans
from shop.orders.services import accept_order
from shop.stock.queries import list_offcuts
from tests.builders.jobs import build_result, build_tyre_plan
from tests.builders.orders import a_line, place


def _orders(scope: Scope) -> None:
    rack = a_line(result=build_result().to_data())
    stairs = a_line(family=Family.STAIRCASE, label=Bilingual("Escalier", "Stairs"))
    wheels = a_line(family=Family.TYRES, result=build_tyre_plan().to_data())
    order_id = place(scope, lines=[rack, stairs, wheels], means=PaymentMeans.ON_SITE)
    accept_order(scope, order_id)


def test_cards_that_lack_nothing_are_published_and_one_of_each_workshop_is_begun(
    scope: Scope,
) -> None:
    seed_accounts(scope)
    _orders(scope)

    seed_jobs(scope)

    found = {head.family: head for head in list_cards(scope.session)}
    assert {family: head.state for family, head in found.items()} == {
        "shelving": CardState.IN_PROGRESS,
        "staircase": CardState.DRAFT,
        "tyres": CardState.IN_PROGRESS,
    }
    card = get_card(scope.session, found["shelving"].id)
    assert card.done_count == 2
    assert card.find_stop(StopKind.BEFORE_MAKING) is not None
    assert card.checks[0].last is not None


def test_seeding_again_changes_nothing(scope: Scope) -> None:
    seed_accounts(scope)
    _orders(scope)
    seed_jobs(scope)
    before = list_cards(scope.session)

    seed_jobs(scope)

    assert list_cards(scope.session) == before


def test_the_rack_holds_what_earlier_jobs_left_laid_once(scope: Scope) -> None:
    seed_accounts(scope)

    seed_jobs(scope)
    seed_jobs(scope)

    assert sorted(one.place for one in list_offcuts(scope.session)) == [
        "A1",
        "A2",
        "B3",
        "B3",
        "B4",
    ]


def test_an_unpaid_order_leaves_its_card_a_draft(scope: Scope) -> None:
    seed_accounts(scope)
    line = a_line(result=build_result().to_data())
    accept_order(scope, place(scope, lines=[line], means=PaymentMeans.TRANSFER))

    seed_jobs(scope)

    assert [head.state for head in list_cards(scope.session)] == [CardState.DRAFT]
