"""Every formula by template id."""

from collections.abc import Mapping

from shop.exercises.domain.formulas.formula import Formula
from shop.exercises.domain.formulas.gate import GATE
from shop.exercises.domain.formulas.guardrail import GUARDRAIL
from shop.exercises.domain.formulas.shelving import SHELVING
from shop.exercises.domain.formulas.staircase import STAIRCASE
from shop.exercises.domain.formulas.tyre import TYRE
from shop.exercises.domain.formulas.workshop import WORKSHOP

FORMULAS: Mapping[str, Formula] = {
    **GATE,
    **STAIRCASE,
    **SHELVING,
    **GUARDRAIL,
    **TYRE,
    **WORKSHOP,
}
