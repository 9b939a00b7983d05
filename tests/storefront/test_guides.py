"""What family pages advise, when they say the workshop is free, and what the front page tells."""

from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient

from shop.catalogue.domain import Family, OrderMode
from shop.catalogue.services import set_category
from shop.configurations.wording import say_ready
from shop.db import Scope
from shop.kernel.text import Bilingual
from shop.planning.domain.load import Delay
from shop.storefront.guides import GUIDES
from tests.builders.catalogue import build_category
from tests.builders.configurations import build_basis
from tests.builders.planning import build_group_session
from tests.conftest import NOW


@pytest.mark.parametrize("family", [one for one in Family if one is not Family.TYRES])
def test_every_family_made_to_order_has_advice_in_both_languages(family: Family) -> None:
    guide = GUIDES[family]
    said = [*guide.prepare, *guide.by_person]

    assert guide.prepare
    assert guide.by_person
    assert [text for text in said if not text.fr or not text.en or text.fr == text.en] == []


def test_a_family_by_quote_says_what_to_prepare_and_when(scope: Scope, client: FlaskClient) -> None:
    set_category(
        scope,
        family=Family.WALKWAY,
        slug="passerelles",
        name=Bilingual("Passerelles", "Walkways"),
        teaser=Bilingual("Solides", "Sturdy"),
        learned=Bilingual("Répartir", "Spacing"),
        mode=OrderMode.QUOTE,
        position=1,
    )
    build_group_session(scope.session, section="metalwork")
    scope.session.commit()

    with time_machine.travel(NOW, tick=False):
        page = client.get("/familles/passerelles").text

    assert GUIDES[Family.WALKWAY].prepare[0].fr in page
    assert "semaine du 23 novembre" in page
    assert "/devis/demander?family=walkway" in page


def test_a_family_that_is_configured_leads_to_its_page(scope: Scope, client: FlaskClient) -> None:
    build_basis(scope)
    set_category(
        scope,
        family=Family.GUARDRAIL,
        slug="garde-corps",
        name=Bilingual("Garde-corps", "Guardrails"),
        teaser=Bilingual("Solides", "Sturdy"),
        learned=Bilingual("Répartir", "Spacing"),
        mode=OrderMode.CONFIGURE,
        position=1,
    )
    scope.session.commit()

    page = client.get("/familles/garde-corps").text

    assert 'href="/configurer/garde-corps"' in page
    assert "dès 504,00" in page.replace("\u00a0", " ")
    assert "/devis/demander?family=guardrail" not in page


def test_a_family_without_room_in_sight_gives_no_date(scope: Scope, client: FlaskClient) -> None:
    build_category(scope, family=Family.WALKWAY, slug="passerelles")
    scope.session.commit()

    with time_machine.travel(date(2026, 3, 2), tick=False):
        assert "semaine du" not in client.get("/familles/passerelles").text


def test_a_week_is_named_by_its_monday(app: object) -> None:
    assert say_ready(Delay(date(2027, 1, 11), 5)) == "semaine du 11 janvier"
    assert say_ready(None) == "à confirmer"


def test_the_front_page_gives_a_price_and_a_way_out(scope: Scope, client: FlaskClient) -> None:
    build_basis(scope)
    build_category(scope, family=Family.GATE, slug="portails")
    scope.session.commit()

    page = client.get("/").text

    assert "1\u202f602,00\u00a0€ TTC" in page
    assert 'href="/devis/demander"' in page


def test_a_missing_page_shows_the_way(scope: Scope, client: FlaskClient) -> None:
    build_category(scope)
    scope.session.commit()

    answer = client.get("/nulle-part")

    assert answer.status_code == 404
    assert "Vous cherchez peut-être" in answer.text
