"""A staircase goes from a wish to a quote, an order and a job card; the tape may change it."""

from typing import Any

from shop.catalogue.domain import Family
from shop.configurations.domain.wishes import Wish
from shop.configurations.services import save_configuration
from shop.db import Scope
from shop.fabrication.domain.result import PriceKind
from shop.fabrication.staircase.spec import Context, Flights, Rails
from shop.files.gateway import FolderStore
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.orders import list_card_ids
from shop.orders.queries import get_order
from shop.quotes.domain.measuring import MeasuredSizes
from shop.quotes.domain.readings import RequestView
from shop.quotes.queries import get_request, needs_measure
from shop.quotes.services.answering import accept_version
from shop.quotes.services.measuring import record_dimensions
from shop.quotes.services.requests import receive_request
from tests.builders.fabrication import build_staircase_spec
from tests.builders.quotes import TEACHER, as_actor, build_new_request
from tests.quotes.conftest import agree, send

CELLAR: dict[str, Any] = {"height": 1230.0, "rails": Rails.LEFT}
CORNER: dict[str, Any] = {
    "context": Context.INDUSTRIAL, "flights": Flights.QUARTER_LEFT, "height": 3000.0,
    "width": 850.0,
}  # fmt: skip


def ask(scope: Scope, store: FolderStore, **changes: Any) -> RequestView:  # noqa: ANN401 any field
    wish = Wish(family="staircase", spec=build_staircase_spec(**changes))
    code = save_configuration(scope, wish).code
    received = receive_request(scope, store, build_new_request(code=code, message=""))
    return get_request(scope.session, received.id)


def accept(scope: Scope, store: FolderStore, asked: RequestView, number: int = 1) -> int:
    agree(scope, asked.id)
    quote = send(scope, store, asked.id)
    return accept_version(scope, quote.token, number, quote.signed()).order_id


def test_a_wish_is_priced_by_the_engine_and_says_what_it_contains(
    school: Scope, store: FolderStore
) -> None:
    asked = ask(school, store, **CELLAR)
    (line,) = asked.current.lines

    assert asked.family is Family.STAIRCASE
    assert line.fabrication().price_kind is PriceKind.FIRM
    assert line.unit_net == line.fabrication().price.net
    assert line.label.fr == "Escalier droit, 1230 × 900 mm"
    assert "marches en tôle pliée" in line.detail
    assert "garde-corps à gauche en montant" in line.detail


def test_an_accepted_staircase_is_a_whole_job_card(school: Scope, store: FolderStore) -> None:
    order_id = accept(school, store, ask(school, store, **CELLAR))

    (card_id,) = list_card_ids(school.session, order_id)
    content = get_card(school.session, card_id).content
    assert content.family == "staircase"
    assert [operation.code for operation in content.operations][:2] == ["ETU", "DEB"]
    assert {"Limon", "Cornière de marche", "Poteau", "Main courante", "Barreau"} <= {
        row.name for row in content.cut_rows
    }
    assert content.transfer.startswith("Et si la hauteur à monter")
    assert content.questions and content.competencies
    assert content.drawings and content.bars and content.checks


def test_a_corner_is_ordered_on_an_estimate_and_the_tape_makes_another_version(
    school: Scope, store: FolderStore
) -> None:
    asked = ask(school, store, **CORNER)
    order_id = accept(school, store, asked)
    waiting = needs_measure(school.session, order_id)
    found = MeasuredSizes({"height": (3012.0,), "width": (850.0,), "run": (), "opening": ()})

    moved = record_dimensions(as_actor(school, TEACHER), asked.id, found)
    accept(school, store, get_request(school.session, asked.id), number=2)

    spec = get_order(school.session, order_id).root_lines[0].spec
    assert waiting and moved
    assert (spec["height"], spec["run"]) == (3012.0, 0.0)
    assert not needs_measure(school.session, order_id)
