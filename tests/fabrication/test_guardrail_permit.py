"""Which edition of the standard a guardrail follows: the date of the permit decides."""

import pytest

from shop.fabrication.domain.findings import Level
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill
from shop.fabrication.tables import starting_basis

BASIS = starting_basis()
ENGINE = GuardrailEngine()


@pytest.mark.parametrize(
    ("permit_on", "standard", "zone"),
    [
        ("", "NF P01-012:2024", 600.0),
        ("2025-06-01", "NF P01-012:1988", 450.0),
        ("2025-06-02", "NF P01-012:2024", 600.0),
        ("2026-02-01", "NF P01-012:2024", 600.0),
    ],
)
def test_the_edition_of_the_standard_follows_the_date_of_the_permit(
    permit_on: str, standard: str, zone: float
):
    spec = GuardrailSpec(lengths=(3000.0,), permit_on=permit_on, infill=Infill.CABLE)

    result = ENGINE.fabricate(spec, BASIS)

    (climbable,) = (one for one in result.findings if one.code == "guardrail.climbable")
    assert (climbable.source, climbable.params["zone"]) == (standard, f"{zone:.0f}")
    assert result.facts["non_climb_zone_mm"] == zone
    told = [one.params for one in result.findings if one.code == "guardrail.older_permit"]
    older = [{"last": "01/06/2025", "standard": "NF P01-012:1988"}]
    assert told == (older if standard.endswith("1988") else [])


def test_a_permit_on_no_day_is_refused_with_what_to_do():
    (found,) = ENGINE.validate(GuardrailSpec(lengths=(3000.0,), permit_on="hier"), BASIS)

    assert (found.level, found.field) == (Level.REFUSE, "permit_on")
    assert found.source
    assert found.what_to_do == "Donnez le jour du dépôt, ou laissez vide."


def test_a_wish_kept_before_permits_were_asked_is_still_read():
    kept = GuardrailSpec(lengths=(3000.0,)).to_data() | {"schema": 1}
    del kept["permit_on"]

    read = GuardrailSpec.from_data(kept)

    assert (read.schema, read.permit_on) == (1, "")
    assert ENGINE.fabricate(read, BASIS).facts["non_climb_zone_mm"] == 600.0
