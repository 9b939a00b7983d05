"""The table of dimensions beside the drawing, which points to it for those who hear the page."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from shop.configurations.forms.registry import BY_SLUG
from shop.configurations.services import preview
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.web.filters import write_number
from tests.builders.configurations import build_basis

ROW = re.compile(r'<tr><th scope="row">([^<]+)</th><td class="num">([^<]+)</td></tr>')
DRAWN = re.compile(r'<svg [^>]*class="drawn drawn-elevation"[^>]*aria-details="([^"]+)"')


@pytest.fixture
def basis(scope: Scope) -> Scope:
    """The dated values of the school, committed for the client to see."""
    build_basis(scope)
    scope.session.commit()
    return scope


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_table_says_the_dimensions_of_the_drawing_and_follows_them(
    basis: Scope, client: FlaskClient, slug: str
) -> None:
    page = client.get(f"/configurer/{slug}").text
    pieces = client.get(f"/configurer/{slug}/apercu").get_json()["result"]
    rows = dict(ROW.findall(page))

    with client.application.test_request_context():
        form = BY_SLUG[slug].form(MultiDict())
        assert form.validate()
        result = preview(basis.session, form.to_wish(), paris_day(basis.now)).result
        assert result is not None
        expected = {
            one.label.fr: f"{write_number(one.value, 2)} {one.unit}" for one in result.dimensions
        }

    assert rows == expected
    assert dict(ROW.findall(pieces)) == expected


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_drawing_points_to_its_table_that_is_folded(
    basis: Scope, client: FlaskClient, slug: str
) -> None:
    page = client.get(f"/configurer/{slug}").text
    found = DRAWN.search(page)

    assert found is not None
    assert re.search(rf'<details [^>]*id="{found[1]}"[^>]*>', page)
    assert not re.search(rf'<details [^>]*id="{found[1]}"[^>]* open', page)
    assert f'id="{found[1]}"' in client.get(f"/configurer/{slug}/apercu").get_json()["result"]
