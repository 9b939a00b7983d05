"""The families that the engine can make; a new one is one more line."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from shop.fabrication.domain.family import FamilyEngine
from shop.fabrication.gate.engine import GateEngine
from shop.fabrication.guardrail.engine import GuardrailEngine
from shop.fabrication.shelving.engine import ShelvingEngine

FAMILIES: Mapping[str, FamilyEngine[Any]] = MappingProxyType(
    {"gate": GateEngine(), "guardrail": GuardrailEngine(), "shelving": ShelvingEngine()}
)
