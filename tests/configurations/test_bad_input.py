"""Whatever is typed into a configurator is answered by one sentence beside a field."""

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from wtforms import Field, SelectField
from wtforms.fields.core import UnboundField

from shop.catalogue.models import Coefficient
from shop.configurations.forms.registry import CONFIGURATORS, Configurator
from shop.configurations.models import Configuration
from shop.db import Scope
from shop.web.forms import MillimetreField, NumberField

ABSURD = ("1 mm", "10 km", "NaN", "-2000", "3,5,5 m", "trois", "9" * 40, "<b>1</b>")
KEPT = ("10 km", "NaN", "-2000")
MISSING = {
    "gate": ("gate.brace_ratio", "labour.rate", "ETU.order"),
    "guardrail": ("guardrail.safety_factor", "labour.rate", "ETU.order"),
    "shelving": ("shelving.safety_factor", "labour.rate", "ETU.repeat"),
    "staircase": ("staircase.safety_factor", "labour.rate", "ETU.order"),
}


def fields_of(known: Configurator, kind: type[Field]) -> list[str]:
    """Return the fields of a form of one kind."""
    fields = {name: getattr(known.form, name) for name in dir(known.form)}
    return [
        name
        for name, field in fields.items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, kind)
    ]


def numbers_of(known: Configurator) -> list[str]:
    """Return the fields of a form in which a number is typed."""
    return fields_of(known, NumberField)


@pytest.mark.parametrize("family", CONFIGURATORS)
def test_an_absurd_number_is_one_sentence_beside_a_field(
    basis: Scope, client: FlaskClient, family: str
) -> None:
    known = CONFIGURATORS[family]
    for name in numbers_of(known):
        for typed in ABSURD:
            answer = client.get(f"/configurer/{known.slug}/apercu?{urlencode({name: typed})}")
            assert answer.status_code == 200, (name, typed)
            told = answer.json or {}
            errors = "".join(told["notes"].values()).count('class="error"')
            assert errors == int(told["is_refused"]), (name, typed, told["notes"])
            assert "<b>" not in told["result"] + told["bar"] + "".join(told["notes"].values())


@pytest.mark.parametrize("family", CONFIGURATORS)
def test_what_is_refused_is_never_stored(basis: Scope, client: FlaskClient, family: str) -> None:
    known = CONFIGURATORS[family]
    for name in numbers_of(known):
        for typed in KEPT:
            look = client.get(f"/configurer/{known.slug}/apercu?{urlencode({name: typed})}")
            answer = client.post(f"/configurer/{known.slug}/enregistrer", data={name: typed})
            is_refused = (look.json or {})["is_refused"]
            assert answer.status_code == (422 if is_refused else 303), (name, typed)
            stored = basis.session.query(Configuration).delete()
            basis.session.commit()
            assert stored == (0 if is_refused else 1), (name, typed)


@pytest.mark.parametrize("family", CONFIGURATORS)
def test_a_length_in_metres_is_read_as_typed(
    basis: Scope, client: FlaskClient, family: str
) -> None:
    known = CONFIGURATORS[family]
    for name in fields_of(known, MillimetreField):
        answers = [
            client.get(f"/configurer/{known.slug}/apercu?{urlencode({name: typed})}").json
            for typed in ("3500", "3,5 m")
        ]
        found = [(one["is_refused"], one["result"]) for one in answers if one]
        assert found[0] == found[1], name


@pytest.mark.parametrize("family", CONFIGURATORS)
def test_a_choice_nobody_offered_is_one_sentence_and_nothing_stored(
    basis: Scope, client: FlaskClient, family: str
) -> None:
    known = CONFIGURATORS[family]
    for name in fields_of(known, SelectField):
        sent = {name: "BAMBOU 900x900"}
        told = client.get(f"/configurer/{known.slug}/apercu?{urlencode(sent)}").json or {}
        if name in told["idle"]:
            continue
        answer = client.post(f"/configurer/{known.slug}/enregistrer", data=sent)

        assert told["is_refused"] is True, name
        assert told["notes"][name].count('class="error"') == 1, name
        assert answer.status_code == 422, name
    assert basis.session.query(Configuration).count() == 0


MISSING_ROWS = [(family, key) for family, keys in MISSING.items() for key in keys]


@pytest.mark.parametrize(("family", "key"), MISSING_ROWS)
def test_a_missing_row_of_the_tables_is_a_sentence_and_nothing_stored(
    basis: Scope, client: FlaskClient, family: str, key: str
) -> None:
    basis.session.execute(delete(Coefficient).where(Coefficient.key == key))
    basis.session.commit()
    known = CONFIGURATORS[family]

    page = client.get(f"/configurer/{known.slug}")
    answer = client.post(f"/configurer/{known.slug}/enregistrer", data={})

    assert page.status_code < 500
    assert answer.status_code < 500
    assert "Traceback" not in page.text
    assert key in page.text
    assert basis.session.query(Configuration).count() == 0
