"""The families that the engine can make; a new one is one more line."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from shop.fabrication.domain.family import Basis, FamilyEngine, Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.staircase.engine import StaircaseEngine

FAMILIES: Mapping[str, FamilyEngine[Any]] = MappingProxyType(
    {
        "gate": GateEngine(),
        "guardrail": GuardrailEngine(),
        "shelving": ShelvingEngine(),
        "staircase": StaircaseEngine(),
    }
)


def read_spec(family: str, data: Mapping[str, Any]) -> Wish:
    """Read a spec as it was stored, whatever its age; its family says how."""
    spec: Wish = FAMILIES[family].spec_type.from_data(data)
    return spec


def freeze(family: str, spec: Wish, basis: Basis) -> FabricationResult:
    """Compute a result with its drawing set, as a quote or an order keeps it."""
    engine = FAMILIES[family]
    result = engine.fabricate(spec, basis)
    return replace(result, drawings=engine.draw(spec, basis))
