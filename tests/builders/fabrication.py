"""Plain wishes for the made-to-measure engine."""

from typing import Any

from shop.fabrication.domain.family import Handover
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.fabrication.guardrail.spec import GuardrailSpec
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.fabrication.staircase.spec import StaircaseSpec


def build_gate_spec(**changes: Any) -> GateSpec:  # noqa: ANN401  any field of the spec
    """Return the reference gate: two leaves in 3500 mm, fitted by the school."""
    fields: dict[str, Any] = {
        "type": GateType.SWING_2,
        "widths": (3500.0,),
        "height": 1600.0,
        "hinge_gap": 25.0,
        "handover": Handover.FITTING,
        "distance": 12.0,
    }
    return GateSpec(**{**fields, **changes})


def build_shelving_spec(**changes: Any) -> ShelvingSpec:  # noqa: ANN401  any field of the spec
    """Return the reference shelving: three bays of 1800, four levels of 300 kg."""
    fields: dict[str, Any] = {
        "bays": 3,
        "span": 1800.0,
        "depth": 600.0,
        "height": 2200.0,
        "levels": 4,
        "load": 300.0,
    }
    return ShelvingSpec(**{**fields, **changes})


def build_guardrail_spec(**changes: Any) -> GuardrailSpec:  # noqa: ANN401  any field of the spec
    """Return the reference guardrail: five metres of balcony, bars of 12 mm."""
    fields: dict[str, Any] = {"lengths": (5000.0,), "max_void": 110.0}
    return GuardrailSpec(**{**fields, **changes})


def build_staircase_spec(**changes: Any) -> StaircaseSpec:  # noqa: ANN401  any field of the spec
    """Return the reference staircase: 2800 mm to climb at home, 900 mm wide."""
    return StaircaseSpec(**changes)
