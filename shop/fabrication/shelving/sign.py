"""What the load sign of a shelving says, from the frozen numbers (EN 15635: one at each row)."""

from collections.abc import Iterator, Mapping

from shop.fabrication.domain.bounds import readable
from shop.fabrication.shelving.spec import Fixing, ShelvingSpec
from shop.kernel.text import Bilingual


def load_sign_lines(spec: ShelvingSpec, facts: Mapping[str, float]) -> tuple[Bilingual, ...]:
    """Return the lines to engrave, the loads first; date and serial number come with the card."""
    return tuple(_lines(spec, facts))


def _lines(spec: ShelvingSpec, facts: Mapping[str, float]) -> Iterator[Bilingual]:
    level, bay = readable(facts["sign_per_level_kg"]), readable(facts["sign_per_bay_kg"])
    yield Bilingual(
        f"Charge maxi par niveau : {level} kg, uniformément répartis",
        f"Greatest load on a level: {level} kg, evenly spread",
    )
    yield Bilingual(f"Charge maxi par travée : {bay} kg", f"Greatest load on a bay: {bay} kg")
    yield Bilingual("Ne pas modifier. Ne pas grimper.", "Do not alter. Do not climb.")
    if spec.fixing is Fixing.WALL:
        yield Bilingual("Laisser fixé au mur.", "Keep fixed to the wall.")
    if spec.fixing is Fixing.FLOOR:
        yield Bilingual("Laisser fixé au sol.", "Keep fixed to the floor.")
