"""The throat of each weld: by the thinner of the two walls that it joins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from shop.fabrication.domain.bounds import readable
from shop.fabrication.domain.checking import AFTER_WELDING, WELD_GAUGE
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.family import Basis
from shop.fabrication.domain.result import Part, PlannedCheck
from shop.kernel.text import Bilingual

HAIR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weld:
    """The throat to lay around the pieces of one section, millimetres."""

    section: str
    throat_mm: float


def throat_of(thinner_mm: float, rules: RuleSet) -> float:
    """Return a throat for the thinner wall: the usual one on thin walls, a share of thick ones,
    never over that share, rounded down.
    """
    most = rules.number("weld.throat_ratio") * thinner_mm
    is_thin = thinner_mm <= rules.number("weld.throat_up_to")
    wanted = min(most, rules.number("weld.throat")) if is_thin else most
    step = rules.number("weld.throat_step")
    return round(floor(wanted / step + HAIR) * step, 2)


def welds_of(parts: Iterable[Part], hosts: Mapping[str, float], basis: Basis) -> tuple[Weld, ...]:
    """Return one weld for each section; `hosts` is the wall on which a role is welded, mm.

    A section of two roles keeps the smaller throat; a role without host is not welded.
    """
    thinner: dict[str, float] = {}
    for part in parts:
        if part.role in hosts:
            own = basis.tables.sections.get_section(part.section).thickness_mm
            joined = min(own, hosts[part.role])
            thinner[part.section] = min(joined, thinner.get(part.section, joined))
    return tuple(
        Weld(section=section, throat_mm=throat_of(thickness, basis.rules))
        for section, thickness in thinner.items()
    )


def throat_words(welds: Iterable[Weld]) -> Bilingual:
    """Return the throats of a job in words: one, or the least and the most."""
    throats = sorted({weld.throat_mm for weld in welds})
    if len(throats) == 1:
        size = readable(throats[0])
        return Bilingual(f"gorge {size} mm", f"{size} mm throat")
    low, high = readable(throats[0]), readable(throats[-1])
    return Bilingual(f"gorge {low} à {high} mm", f"{low} to {high} mm throat")


def throat_checks(welds: Iterable[Weld], rules: RuleSet) -> Iterator[PlannedCheck]:
    """Yield one check for each throat, with the sections that take it, the thinnest first."""
    by_throat: dict[float, list[str]] = {}
    for weld in welds:
        by_throat.setdefault(weld.throat_mm, []).append(weld.section)
    for number, (throat, names) in enumerate(sorted(by_throat.items()), start=1):
        listed = ", ".join(names)
        yield PlannedCheck(
            key="weld.throat" if number == 1 else f"weld.throat.{number}",
            label=Bilingual(f"Gorge des soudures de {listed}", f"Weld throat of {listed}"),
            nominal=throat, minus=0.0, plus=rules.number("weld.throat_over"), unit="mm",
            instrument=WELD_GAUGE, stage=AFTER_WELDING, source="ISO 5817 C",
        )  # fmt: skip
