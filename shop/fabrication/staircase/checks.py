"""What to measure on a staircase before it leaves, and once it stands."""

from collections.abc import Iterator

from shop.fabrication.domain.checking import (
    AFTER_WELDING,
    BEFORE_HANDOVER,
    GAUGE,
    TAPE,
    coating_checks,
    cut_checks,
    diagonals_check,
    flatness_check,
    welded_check,
)
from shop.fabrication.domain.dated import RuleSet
from shop.fabrication.domain.materials import rounded
from shop.fabrication.domain.result import Part, PlannedCheck
from shop.fabrication.domain.tolerances import ToleranceTable
from shop.fabrication.domain.welding import Weld, throat_checks
from shop.fabrication.staircase.geometry import Flight, StaircaseGeometry
from shop.fabrication.staircase.rails import SideRail
from shop.fabrication.staircase.spec import StaircaseSpec
from shop.kernel.text import Bilingual


def staircase_checks(
    spec: StaircaseSpec,
    stair: StaircaseGeometry,
    rails: tuple[SideRail, ...],
    parts: tuple[Part, ...],
    welds: tuple[Weld, ...],
    rules: RuleSet,
    table: ToleranceTable,
) -> tuple[PlannedCheck, ...]:
    """Return checks in the order of the work: cuts, flights, steps, rails, weld, coat, height."""
    return (
        *cut_checks(parts, table),
        *(
            check
            for number, flight in enumerate(stair.flights, start=1)
            for check in _flight_checks(number, flight, spec, table)
        ),
        *_step_checks(stair, rules, table),
        *_void_checks(rails, rules, table),
        *throat_checks(welds, rules),
        *coating_checks(spec.finish, stair.stringer.section.thickness_mm, rules),
        _height_check(spec, stair, rules, table),
    )  # fmt: skip


def _flight_checks(
    number: int, flight: Flight, spec: StaircaseSpec, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    yield welded_check(
        f"flight{number}.width",
        Bilingual(f"Largeur de la volée {number}", f"Width of flight {number}"),
        spec.width,
        table,
    )
    yield welded_check(
        f"flight{number}.nosings",
        Bilingual(
            f"Du premier au dernier nez, volée {number}",
            f"From first to last nosing, flight {number}",
        ),
        flight.nosing_line,
        table,
    )
    yield diagonals_check(
        f"flight{number}.diagonals",
        Bilingual(
            f"Écart des diagonales, volée {number}", f"Difference of diagonals, flight {number}"
        ),
        flight.axis,
        table,
    )
    yield flatness_check(
        f"flight{number}.straightness",
        Bilingual(f"Rectitude des limons {number}", f"Straightness of stringers {number}"),
        flight.axis,
        table,
    )


def _step_checks(
    stair: StaircaseGeometry, rules: RuleSet, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    steps = stair.steps
    spread = rules.number("staircase.rise_tolerance")
    yield PlannedCheck(
        key="rise", label=Bilingual("Hauteur d’une marche", "Rise of one step"),
        nominal=rounded(steps.rise), minus=spread, plus=spread, unit="mm", instrument=TAPE,
        stage=AFTER_WELDING, source=rules.source("staircase.rise_tolerance"),
    )  # fmt: skip
    yield welded_check(
        "going", Bilingual("Giron d’une marche", "Going of one step"), rounded(steps.going), table
    )


def _void_checks(
    rails: tuple[SideRail, ...], rules: RuleSet, table: ToleranceTable
) -> Iterator[PlannedCheck]:
    """Yield one check for all bays: the narrowest and the widest differ from run to run."""
    barred = [rail for rail in rails if rail.spec.has_bars]
    voids = [run.infill.void for rail in barred for run in rail.geometry.runs]
    if voids:
        void, limit = max(voids), barred[0].spec.max_void
        yield PlannedCheck(
            key="void",
            label=Bilingual(
                f"Vide entre barreaux (le calibre de {limit:.0f} ne passe pas)",
                f"Void between bars (the {limit:.0f} gauge does not pass)",
            ),
            nominal=void, minus=round(void - min(voids) + table.welded_linear(void), 2),
            plus=round(max(0.0, limit - void), 2), unit="mm", instrument=GAUGE,
            stage=AFTER_WELDING, source=rules.source("staircase.rail_void"),
        )  # fmt: skip


def _height_check(
    spec: StaircaseSpec, stair: StaircaseGeometry, rules: RuleSet, table: ToleranceTable
) -> PlannedCheck:
    """Return the height of the last step: its error is the error of one rise."""
    spread = min(table.welded_linear(spec.height), rules.number("staircase.rise_tolerance"))
    return PlannedCheck(
        key="height", label=Bilingual("Hauteur totale à monter", "Whole height to climb"),
        nominal=stair.height, minus=spread, plus=spread, unit="mm", instrument=TAPE,
        stage=BEFORE_HANDOVER, source="ISO 13920-B",
    )  # fmt: skip
