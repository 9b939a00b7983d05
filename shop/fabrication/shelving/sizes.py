"""The fixed sizes of shelving that the shop sells as they are."""

from dataclasses import dataclass
from functools import cache

from shop.fabrication.shelving.engine import ShelvingEngine
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.fabrication.tables import read_rows
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class FixedSize:
    """One article of the catalogue."""

    key: str
    label: Bilingual
    spec: ShelvingSpec


@cache
def fixed_sizes() -> tuple[FixedSize, ...]:
    """Return the three sizes, the tyre rack last."""
    engine = ShelvingEngine()
    return tuple(
        FixedSize(
            key=row["key"],
            label=Bilingual(row["label_fr"], row["label_en"]),
            spec=engine.parse(row),
        )
        for row in read_rows("shelving_sizes")
    )
