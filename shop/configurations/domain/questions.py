"""What a family asks: how its rare questions are grouped, and what its form sends and shows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shop.fabrication.domain.tariff import Finish

COLOURED = frozenset({Finish.POWDER, Finish.DUPLEX, Finish.PAINT})


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one family.

    `folds` are the groups shown folded, by name; `renamed` gives the field of the form for a
    field of the engine that is called otherwise; `idle` tells which fields change nothing for
    what is chosen; `to_address` gives the parameters that open the form on a spec.
    """

    folds: Mapping[str, tuple[str, ...]]
    idle: Callable[[Mapping[str, str]], frozenset[str]]
    to_address: Callable[[Any], dict[str, str]]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, engine_field: str) -> str:
        """Return the field of the form a remark of the engine belongs to."""
        return self.renamed.get(engine_field, engine_field)

    def list_open_folds(self, troubled: Iterable[str]) -> list[str]:
        """Return the groups to open: those that hold a field with something to mend."""
        wrong = frozenset(troubled)
        return [name for name, fields in self.folds.items() if wrong & frozenset(fields)]


def plain(value: float) -> str:
    """Write a number for an address: no useless zero, a comma."""
    return format(Decimal(str(value)).normalize(), "f").replace(".", ",")
