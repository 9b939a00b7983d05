"""A guardrail goes from a wish to a quote, an order and a job card; the tape may change it."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from shop.catalogue.domain import Family
from shop.configurations.domain.wishes import Wish
from shop.configurations.services import save_configuration
from shop.db import Scope
from shop.fabrication.domain.result import PriceKind
from shop.fabrication.registry import FAMILIES
from shop.files.gateway import FolderStore
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.orders import list_card_ids
from shop.jobs.services.preparing import list_publication_gaps
from shop.orders.queries import get_order
from shop.quotes.domain.measuring import MeasuredSizes, check_sizes
from shop.quotes.domain.readings import RequestView
from shop.quotes.measure_forms import measure_form_of
from shop.quotes.queries import get_request, needs_measure
from shop.quotes.services.answering import accept_version
from shop.quotes.services.measuring import record_dimensions
from shop.quotes.services.requests import receive_request
from tests.builders.fabrication import build_guardrail_spec
from tests.builders.quotes import TEACHER, as_actor, build_new_request
from tests.quotes.conftest import agree, send

BALCONY: dict[str, Any] = {"lengths": (3200.0, 1500.0), "turns": (90.0,), "slopes": (0.0, 0.0)}
STAIR: dict[str, Any] = {"lengths": (2400.0, 1200.0), "turns": (0.0,), "slopes": (32.0, 0.0)}
SIZES = FAMILIES["guardrail"].site_sizes


def ask(scope: Scope, store: FolderStore, **changes: Any) -> RequestView:  # noqa: ANN401 any field
    wish = Wish(family="guardrail", spec=build_guardrail_spec(**changes))
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
    asked = ask(school, store, **BALCONY)
    (line,) = asked.current.lines

    assert asked.family is Family.GUARDRAIL
    assert line.fabrication().price_kind is PriceKind.FIRM
    assert line.unit_net == line.fabrication().price.net
    assert line.label.fr == "Garde-corps, 2 segments, 4700 × 1020 mm"
    assert "barreaux verticaux" in line.detail
    assert "platines sur le sol" in line.detail


def test_an_accepted_guardrail_is_a_whole_job_card(school: Scope, store: FolderStore) -> None:
    order_id = accept(school, store, ask(school, store, **BALCONY))

    (card_id,) = list_card_ids(school.session, order_id)
    content = get_card(school.session, card_id).content
    assert content.family == "guardrail"
    assert [operation.code for operation in content.operations][:2] == ["ETU", "DEB"]
    assert {row.name for row in content.cut_rows} == {
        "Poteau",
        "Main courante",
        "Lisse basse",
        "Barreau",
    }
    assert {"Vide entre barreaux, segment 1 (le calibre de 110 ne passe pas)"} <= {
        check.label for check in content.checks
    }
    assert content.questions[0].question.startswith("Qui s’appuie")
    assert content.transfer.startswith("Et si le garde-corps")
    assert content.drawings and content.bars and content.competencies
    assert not list_publication_gaps_about_measures(school, card_id)


def list_publication_gaps_about_measures(scope: Scope, card_id: int) -> list[str]:
    return [
        gap
        for gap in list_publication_gaps(scope, get_card(scope.session, card_id))
        if "mesur" in gap.lower()
    ]


def test_a_stair_is_ordered_on_an_estimate_and_waits_for_the_tape(
    school: Scope, store: FolderStore
) -> None:
    asked = ask(school, store, **STAIR)
    order_id = accept(school, store, asked)
    (card_id,) = list_card_ids(school.session, order_id)
    waiting = needs_measure(school.session, order_id)
    gaps = list_publication_gaps_about_measures(school, card_id)

    same = MeasuredSizes({"lengths": (2400.0, 1200.0), "slopes": (32.0, 0.0)})
    moved = record_dimensions(as_actor(school, TEACHER), asked.id, same)

    assert waiting and gaps
    assert not moved
    assert not needs_measure(school.session, order_id)
    assert not list_publication_gaps_about_measures(school, card_id)


def test_another_slope_is_another_version_to_accept(school: Scope, store: FolderStore) -> None:
    asked = ask(school, store, **STAIR)
    order_id = accept(school, store, asked)
    found = MeasuredSizes({"lengths": (2400.0, 1200.0), "slopes": (34.5, 0.0)})

    moved = record_dimensions(as_actor(school, TEACHER), asked.id, found)
    accept(school, store, get_request(school.session, asked.id), number=2)

    order = get_order(school.session, order_id)
    assert moved
    assert order.root_lines[0].spec["slopes"] == [34.5, 0.0]
    assert order.root_lines[0].spec["turns"] == [0.0]
    assert not needs_measure(school.session, order_id)


def test_a_rake_that_goes_down_can_be_measured() -> None:
    check_sizes(MeasuredSizes({"lengths": (2400.0,), "slopes": (-32.0,)}), SIZES)


@pytest.mark.parametrize(
    ("typed", "slopes"),
    [
        ({}, ()),
        ({"slopes": "32"}, (32.0,)),
        ({"slopes_2": "32"}, (0.0, 32.0)),
        ({"slopes": "0", "slopes_2": "-31,5", "slopes_3": ""}, (0.0, -31.5)),
    ],
)
def test_a_slope_keeps_the_place_of_its_run(
    app: Flask, typed: dict[str, str], slopes: tuple[float, ...]
) -> None:
    sent = MultiDict({f"measure-{name}": value for name, value in typed.items()})
    with app.test_request_context():
        sizes = measure_form_of(SIZES)(sent).to_sizes()

    assert sizes.values["slopes"] == slopes
