"""Whatever the engine holds against a wish is said with its rule, its source and the way out."""

from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from wtforms import BooleanField, RadioField, SelectField

from shop.configurations import services
from shop.configurations.forms.registry import CONFIGURATORS
from shop.configurations.wording import say_finding, say_source
from shop.db import Scope
from shop.fabrication.domain.findings import Finding, Level
from shop.web.forms import NumberField
from shop.web.language import speaking
from tests.conftest import NOW

BAD = ("1", "99999")
SEVERAL = {
    "gate": ({"width_bottom": "3500", "width_top": "3520"}, {"handover": "FITTING"}),
    "guardrail": ({"type": "INDUSTRIAL", "height": "1020"}, {"slope_1": "30"}),
    "shelving": ({"levels": "8", "height": "1000"}, {"depth": "300", "height": "2500"}),
    "staircase": (
        {"flights": "LANDING", "landing": "700", "width": "900"},
        {"run": "2000"},
        {"opening": "900"},
        {"type": "PUBLIC_NEW", "flights": "STRAIGHT", "height": "3500"},
    ),
}
UNUSUAL = {"post": "TUBE ROUGE", "bar": "TUBE ROUGE", "stringer": "TUBE ROUGE"}


def answers_of(family: str) -> Iterator[dict[str, str]]:
    """Yield the usual answers with one changed: each choice, each box, each number absurd."""
    form = CONFIGURATORS[family].form({})
    for field in form:
        if isinstance(field, RadioField | SelectField) and field.name != "colour":
            yield from ({field.name: str(option.data)} for option in field)
        elif isinstance(field, BooleanField):
            yield {field.name: "y"}
        elif isinstance(field, NumberField):
            yield from ({field.name: number} for number in BAD)
    yield from ({name: text} for name, text in UNUSUAL.items() if name in form)
    yield from SEVERAL[family]


def told(scope: Scope, family: str, answers: dict[str, str]) -> list[Finding]:
    """Return what the engine holds against a wish; advice changes nothing of the sale."""
    form = CONFIGURATORS[family].form(answers)
    if not form.validate():
        return []
    findings = services.preview(scope.session, form.to_wish(), NOW.date()).findings
    return [one for one in findings if one.level is not Level.ADVICE]


def words(markup: str) -> str:
    return " ".join(unescape(Markup(markup).striptags()).split())  # noqa: S704 - our own pages


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("family", CONFIGURATORS)
def test_each_remark_shows_its_source_and_the_way_out(
    app: Flask, basis: Scope, client: FlaskClient, family: str, language: str
) -> None:
    known, seen, silent = CONFIGURATORS[family], set(), []
    address = f"{'/en' if language == 'en' else ''}/configurer/{known.slug}"
    for answers in answers_of(family):
        with app.test_request_context(), speaking(language):
            found = [one for one in told(basis, family, answers) if one.code not in seen]
            said = [words(say_finding(one)) for one in found]
            sources = [words(say_source(one)) for one in found]
        if not found:
            continue
        seen |= {one.code for one in found}
        page = words(client.get(address, query_string=answers).text)
        for one, sentence, source in zip(found, said, sources, strict=True):
            if not (one.source and one.what_to_do and f"{sentence} ({source})" in page):
                silent.append((one.code, sentence, source))

    assert silent == []
    assert len(seen) > 8
