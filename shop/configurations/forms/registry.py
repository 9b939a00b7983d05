"""The families that have a configurator; a new one is one more line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shop.configurations.forms.gate import GateForm
from shop.configurations.forms.guardrail import GuardrailForm
from shop.configurations.forms.shared import WishForm
from shop.configurations.forms.shelving import ShelvingForm
from shop.configurations.forms.staircase import StaircaseForm
from shop.fabrication.domain.bounds import Bounds
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.gate.rules import gate_bounds
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.fabrication.guardrail.rules import guardrail_bounds
from shop.fabrication.guardrail.spec import GuardrailSpec
from shop.fabrication.shelving.rules import shelving_bounds
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.fabrication.staircase.choosing import Proposal, propose
from shop.fabrication.staircase.rules import staircase_bounds
from shop.fabrication.staircase.spec import Context, StaircaseSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Configurator:
    """Where a family is configured, with which form, on which page.

    `slug` ends the address; `printed` are the choices repeated on the page of a saved wish;
    `smallest` is the cheapest wish, for « dès … € ». `bounds` gives the allowed range of each
    number of the engine for a `type`, to say it beside the field. `propose` gives the ways to
    make a wish among which the customer chooses.
    """

    slug: str
    form: type[WishForm]
    template: str
    printed: tuple[str, ...]
    smallest: Spec
    bounds: Callable[[str, RuleSet], Mapping[str, Bounds]] | None = None
    propose: Callable[[Any, Basis], tuple[Proposal, ...]] | None = None

    @property
    def family(self) -> str:
        return self.form.family


CONFIGURATORS: Mapping[str, Configurator] = MappingProxyType(
    {
        one.family: one
        for one in (
            Configurator(
                slug="portail",
                form=GateForm,
                template="configurations/gate.html",
                printed=(
                    *("type", "infill", "bar", "split", "hand", "finish", "colour"),
                    *("lock", "drop_bolt", "letter_slot", "posts", "motor"),
                    *("handover", "usage", "audience"),
                ),
                smallest=GateSpec(type=GateType.WICKET, widths=(1000.0,), height=1200.0),
                bounds=gate_bounds,
            ),
            Configurator(
                slug="garde-corps",
                form=GuardrailForm,
                template="configurations/guardrail.html",
                printed=(
                    *("type", "infill", "bar", "fixing", "post", "handrail", "corner"),
                    *("finish", "colour", "handover", "usage", "audience"),
                ),
                smallest=GuardrailSpec(lengths=(1000.0,)),
                bounds=guardrail_bounds,
            ),
            Configurator(
                slug="rayonnage",
                form=ShelvingForm,
                template="configurations/shelving.html",
                printed=(
                    *("type", "deck", "post", "has_back_brace", "fixing"),
                    *("finish", "colour", "handover", "usage", "audience"),
                ),
                smallest=ShelvingSpec(
                    bays=1, span=800.0, depth=400.0, height=1500.0, levels=3, load=50.0
                ),
                bounds=shelving_bounds,
            ),
            Configurator(
                slug="escalier",
                form=StaircaseForm,
                template="configurations/staircase.html",
                printed=(
                    *("type", "flights", "rails", "tread", "stringer", "arrival", "is_outdoors"),
                    *("finish", "colour", "handover", "purpose", "audience"),
                ),
                smallest=StaircaseSpec(height=600.0, width=700.0, context=Context.RENOVATION),
                bounds=staircase_bounds,
                propose=propose,
            ),
        )
    }
)
BY_SLUG: Mapping[str, Configurator] = MappingProxyType(
    {one.slug: one for one in CONFIGURATORS.values()}
)
