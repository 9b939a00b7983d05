"""Plain wishes for the made-to-measure engine."""

from typing import Any

from shop.fabrication.gate.spec import GateSpec, GateType, Handover


def build_gate_spec(**changes: Any) -> GateSpec:  # noqa: ANN401  any field of the spec
    """Return the reference gate: two leaves in 3500 mm, fitted by the school."""
    fields: dict[str, Any] = {
        "type": GateType.SWING_2,
        "widths": (3500.0,),
        "height": 1600.0,
        "hinge_gap": 25.0,
        "handover": Handover.FITTING,
    }
    return GateSpec(**{**fields, **changes})
