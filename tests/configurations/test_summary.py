"""What a page without script says on top when something must be mended."""

import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from shop.db import Scope


def summary_of(page: str) -> list[str]:
    """Return the items of the summary on top of the form, as they are written."""
    found = re.search(r'class="error-summary.*?<ul>(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", found.group(1)) if found else []


@pytest.mark.parametrize(
    ("slug", "given", "field", "told"),
    [
        ("rayonnage", {"bays": "11"}, "bays", "Travées – Indiquez une valeur entre"),
        ("escalier", {"opening": "2500"}, "opening", "Longueur de la trémie – On se cognerait"),
        ("portail", {"width_bottom": "9000"}, "width_bottom", "Largeur en bas – Indiquez"),
        ("garde-corps", {"length_1": "99000"}, "length_1", "Longueur – Indiquez une valeur"),
    ],
)
def test_a_refusal_of_the_engine_is_summed_up_with_a_link_to_its_field(
    basis: Scope, client: FlaskClient, slug: str, given: Mapping[str, str], field: str, told: str
) -> None:
    page = client.get(f"/configurer/{slug}", query_string=given).text

    [item] = summary_of(page)
    assert item.startswith(f'<a href="#{field}">{told}')
    assert f'id="{field}"' in page
    assert "<title>Erreur : " in page


def test_keeping_what_is_refused_sums_it_up_too(basis: Scope, client: FlaskClient) -> None:
    answer = client.post("/configurer/rayonnage/enregistrer", data={"bays": "11"})

    assert answer.status_code == 422
    assert len(summary_of(answer.text)) == 1


def test_a_remark_that_refuses_nothing_is_not_summed_up(basis: Scope, client: FlaskClient) -> None:
    page = client.get("/configurer/portail", query_string={"unsure": "y", "motor": "MOTOR"}).text

    assert summary_of(page) == []
    assert "<title>Votre portail" in page


def test_a_field_that_is_not_shown_is_named_without_a_link(
    basis: Scope, client: FlaskClient
) -> None:
    given = {"distance": "900", "handover": "PICKUP"}

    page = client.get("/configurer/portail", query_string=given).text

    [item] = summary_of(page)
    assert item.startswith("Distance depuis l’école – Indiquez une valeur")


def test_the_steps_have_a_place_to_link_to(basis: Scope, client: FlaskClient) -> None:
    page = client.get("/configurer/escalier", query_string={"risers": "40"}).text

    [item] = summary_of(page)
    assert item.startswith('<a href="#risers">')
    assert 'id="risers"' in page


def test_the_answer_to_the_script_carries_no_summary(basis: Scope, client: FlaskClient) -> None:
    answer = client.get("/configurer/rayonnage/apercu", query_string={"bays": "11"}).json

    assert answer is not None
    assert "error-summary" not in answer["result"]
