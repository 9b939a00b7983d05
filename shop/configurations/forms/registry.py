"""The families that have a configurator; a new one is one more line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shop.configurations.forms.gate import GateForm
from shop.configurations.forms.shared import WishForm
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.gate.spec import GateSpec, GateType


@dataclass(frozen=True, slots=True, kw_only=True)
class Configurator:
    """Where a family is configured, with which form, on which page.

    `slug` ends the address; `printed` are the choices repeated on the page of a saved wish;
    `smallest` is the cheapest wish, for « dès … € ».
    """

    slug: str
    form: type[WishForm]
    template: str
    printed: tuple[str, ...]
    smallest: Spec

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
                printed=("type", "infill", "bar", "finish", "motor", "handover"),
                smallest=GateSpec(type=GateType.WICKET, widths=(1000.0,), height=1200.0),
            ),
        )
    }
)
BY_SLUG: Mapping[str, Configurator] = MappingProxyType(
    {one.slug: one for one in CONFIGURATORS.values()}
)
