"""Builders of wishes, and of the dated values they are priced with."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from shop.catalogue.models import Coefficient
from shop.catalogue.services import note_edit
from shop.configurations.domain.wishes import Audience, Wish, digest_of, wish_to_data
from shop.configurations.models import Configuration, StricterValue
from shop.db import Scope
from shop.fabrication.gate.spec import GateSpec
from shop.fabrication.tables import read_rows
from shop.school.services import load_legal_params
from tests.builders.fabrication import build_gate_spec

TABLES = {"tariff": "tariff_2026", "rule": "rules_2026", "minutes": "operations_minutes"}


def build_basis(scope: Scope) -> None:
    """Write the values a new school starts with, and the numbers of law."""
    rows = [
        {
            "kind": kind,
            "key": row["key"],
            "value": row["value"],
            "unit": row.get("unit", ""),
            "valid_from": date.fromisoformat(row.get("valid_from") or "2026-01-01"),
            "source": row.get("source") or "école",
            "status": "",
        }
        for kind, table in TABLES.items()
        for row in read_rows(table)
    ]
    # The statement names its table, so that the rows are wiped after the test.
    scope.session.execute(insert(Coefficient), rows)
    note_edit(scope)
    load_legal_params(scope)
    scope.session.flush()


def build_wish(*, audience: Audience = Audience.PRIVATE, **changes: Any) -> Wish:  # noqa: ANN401 - any field
    """Return the reference gate as a wish."""
    spec: GateSpec = build_gate_spec(**{"hinge_gap": 30.0, **changes})
    return Wish(family="gate", spec=spec, audience=audience)


def build_configuration(
    scope: Scope, *, code: str = "K7M-2QX", wish: Wish | None = None
) -> Configuration:
    kept = wish or build_wish()
    row = Configuration(
        code=code,
        family=kept.family,
        schema=kept.spec.schema,
        digest=digest_of(kept),
        data=wish_to_data(kept),
        saved_at=scope.now,
    )
    scope.session.add(row)
    scope.session.flush()
    return row


def build_stricter_value(
    scope: Scope,
    *,
    key: str = "guardrail.max_void.max",
    value: str = "95",
    valid_from: date = date(2026, 9, 1),
) -> StricterValue:
    row = StricterValue(
        key=key,
        value=value,
        valid_from=valid_from,
        source="choix des maîtres",
        set_by="Camille Roux",
        set_at=scope.now,
    )
    scope.session.add(row)
    note_edit(scope)
    return row
