"""Which questions are asked for which gate."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from shop.configurations.domain.gate import GATE_QUESTIONS, list_idle_fields
from shop.configurations.forms.registry import CONFIGURATORS
from shop.db import Scope
from tests.builders.configurations import build_basis

USUAL = {"type": "SWING_2", "infill": "BARS", "finish": "POWDER", "handover": "PICKUP"}
PAGE = "/configurer/portail"


@pytest.mark.parametrize(
    ("changes", "idle"),
    [
        ({}, {"hand", "sheet_height", "distance"}),
        ({"type": "SLIDING_RAIL"}, {"split", "drop_bolt", "sheet_height", "distance"}),
        ({"infill": "SHEET_LOW"}, {"hand", "distance"}),
        ({"infill": "PERFORATED"}, {"hand", "sheet_height", "bar", "distance"}),
        ({"finish": "GALVA"}, {"hand", "sheet_height", "distance", "colour"}),
        ({"handover": "FITTING"}, {"hand", "sheet_height"}),
    ],
)
def test_a_question_that_changes_nothing_is_not_asked(
    changes: dict[str, str], idle: set[str]
) -> None:
    assert list_idle_fields({**USUAL, **changes}) == idle


def test_a_group_with_something_to_mend_is_open() -> None:
    assert GATE_QUESTIONS.list_open_folds(["colour", "distance"]) == ["finish", "handover"]
    assert GATE_QUESTIONS.list_open_folds(["width_bottom"]) == []


@pytest.mark.parametrize("family", CONFIGURATORS)
def test_every_folded_question_is_a_question_of_the_form(family: str) -> None:
    form = CONFIGURATORS[family].form
    asked = {name for fields in form.questions.folds.values() for name in fields}

    assert asked <= set(dir(form))


@pytest.fixture
def preview(scope: Scope, client: FlaskClient) -> Callable[..., dict[str, Any]]:
    build_basis(scope)
    scope.session.commit()

    def ask(**given: str) -> dict[str, Any]:
        answer = client.get(f"{PAGE}/apercu", query_string=given).json
        assert answer is not None
        return dict(answer)

    return ask


def test_folded_groups_say_what_they_hold(preview: Callable[..., dict[str, Any]]) -> None:
    said = preview(type="SLIDING_RAIL", motor="READY")["summaries"]

    assert said == {
        "widths": "",
        "bars": "Carré de 16 mm · À gauche",
        "finish": "Thermolaqué : peinture cuite au four · RAL 7016 – Gris anthracite",
        "equipment": "Serrure et poignée · Prêt à motoriser : les renforts sont posés",
        "handover": "Je viens le chercher à l’école",
        "you": "Maison · Un particulier ou une association : prix TTC",
    }


def test_the_preview_hides_and_opens_what_it_must(preview: Callable[..., dict[str, Any]]) -> None:
    answer = preview(type="WICKET", width_top="beaucoup")

    assert "split" in answer["idle"]
    assert "hand" not in answer["idle"]
    assert answer["opened"] == ["widths"]


def test_without_script_the_page_asks_only_what_matters(
    preview: Callable[..., dict[str, Any]], client: FlaskClient
) -> None:
    page = client.get(f"{PAGE}?type=WICKET").text

    assert 'data-part="split" hidden' in page
    assert 'data-part="hand">' in page
    assert 'name="split"' in page
