"""Whether a tyre may be fitted: load, speed, size, axle and winter rules."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shop.kernel.text import N_
from shop.tyres.domain.geometry import diameter_difference_percent
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import LoadCapacity, TyreMarking, TyreUse
from shop.tyres.domain.ratings import find_speed

LOWEST_WINTER_SPEED = "Q"
LARGE_RIM_INCHES = 18  # the price list has a service of its own from here on
_CAPACITY_RANK = {LoadCapacity.STANDARD: 0, LoadCapacity.EXTRA: 1, LoadCapacity.HIGH: 2}


class Severity(StrEnum):
    """What a finding does: forbid, ask an adult to decide, or advise."""

    FORBIDS = "forbids"
    WARNS = "warns"
    ADVISES = "advises"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the workshop must know about a tyre, said in a French sentence to translate."""

    severity: Severity
    code: str
    message: str
    params: dict[str, str] = field(default_factory=dict)


def fitting_code(marking: TyreMarking) -> str:
    """Return the code of the fitting service this tyre needs, for one wheel."""
    if marking.use in {TyreUse.COMMERCIAL, TyreUse.LIGHT_TRUCK}:
        return "ME1U"
    return "ME1L" if marking.rim_inches >= LARGE_RIM_INCHES else "ME1"


def check_fitment(
    fitted: TyreMarking, original: TyreMarking, limits: TyreLimits
) -> tuple[Finding, ...]:
    """Compare a tyre to fit with the tyre the maker of the vehicle asks for.

    A lower load index forbids; a lower speed symbol forbids too, but only warns for a winter
    tyre rated Q or more (arrêté du 24 octobre 1994).
    """
    found = [
        _check_load(fitted, original),
        _check_speed(fitted, original),
        _check_capacity(fitted, original),
        _check_size(fitted, original, limits),
    ]
    return tuple(finding for finding in found if finding is not None)


def _check_load(fitted: TyreMarking, original: TyreMarking) -> Finding | None:
    if original.load_index is None:
        return None
    if fitted.load_index is None:
        return Finding(
            Severity.WARNS, "load_unknown", N_("L’indice de charge du pneu manque : lisez-le.")
        )
    if fitted.load_index >= original.load_index:
        return None
    return Finding(
        Severity.FORBIDS,
        "load_too_low",
        N_("Indice de charge %(fitted)s : il en faut au moins %(original)s. Ne montez pas."),
        {"fitted": str(fitted.load_index), "original": str(original.load_index)},
    )


def _check_speed(fitted: TyreMarking, original: TyreMarking) -> Finding | None:
    if original.speed_symbol is None:
        return None
    if fitted.speed_symbol is None:
        return Finding(
            Severity.WARNS, "speed_unknown", N_("L’indice de vitesse du pneu manque : lisez-le.")
        )
    if fitted.speed_symbol.rank >= original.speed_symbol.rank:
        return None
    lowest = find_speed(LOWEST_WINTER_SPEED)
    is_winter = fitted.snow_flake and lowest and fitted.speed_symbol.rank >= lowest.rank
    params = {"fitted": fitted.speed_symbol.code, "original": original.speed_symbol.code}
    if is_winter:
        message = N_(
            "Pneu hiver plus lent (%(fitted)s pour %(original)s) :"
            " collez l’étiquette de vitesse devant le conducteur."
        )
        return Finding(Severity.WARNS, "speed_winter", message, params)
    message = N_("Indice de vitesse %(fitted)s : il faut au moins %(original)s. Ne montez pas.")
    return Finding(Severity.FORBIDS, "speed_too_low", message, params)


def _check_capacity(fitted: TyreMarking, original: TyreMarking) -> Finding | None:
    if _CAPACITY_RANK[fitted.capacity] >= _CAPACITY_RANK[original.capacity]:
        return None
    return Finding(
        Severity.FORBIDS,
        "capacity_too_low",
        N_("Le pneu d’origine est renforcé : montez un pneu renforcé."),
    )


def _check_size(fitted: TyreMarking, original: TyreMarking, limits: TyreLimits) -> Finding | None:
    if fitted.rim_inches != original.rim_inches:
        message = N_("Jante de %(fitted)s pouces au lieu de %(original)s : vérifiez la roue.")
        params = {"fitted": str(fitted.rim_inches), "original": str(original.rim_inches)}
        return Finding(Severity.WARNS, "rim_differs", message, params)
    difference = diameter_difference_percent(fitted.geometry, original.geometry)
    if (fitted.width_mm, fitted.aspect) == (original.width_mm, original.aspect):
        return None
    params = {"percent": f"{difference:+.2f}".replace(".", ",")}
    if abs(difference) > limits.diameter_max_diff_percent:
        message = N_("Le diamètre change de %(percent)s %% : c’est trop. Un adulte décide.")
        return Finding(Severity.WARNS, "diameter_too_far", message, params)
    message = N_(
        "Autre dimension (%(percent)s %% de diamètre) :"
        " vérifiez qu’elle est sur la liste du constructeur."
    )
    return Finding(Severity.WARNS, "size_differs", message, params)


def check_axle(left: TyreMarking, right: TyreMarking) -> tuple[Finding, ...]:
    """Check that the two tyres of an axle are of one type; a temporary spare is let through."""
    if TyreUse.TEMPORARY_SPARE in (left.use, right.use):
        return ()
    if _axle_type(left) == _axle_type(right):
        return ()
    return (
        Finding(
            Severity.FORBIDS,
            "axle_mixed",
            N_("Les deux pneus d’un essieu doivent être du même type. Ne montez pas."),
        ),
    )


def _axle_type(tyre: TyreMarking) -> tuple[object, ...]:
    return (
        tyre.width_mm,
        tyre.aspect,
        tyre.construction,
        tyre.rim_inches,
        tyre.use,
        tyre.load_index,
        tyre.speed,
        tyre.snow_flake,
    )


def is_winter_season(day: date, limits: TyreLimits) -> bool:
    """Tell whether a day is in the season of the mountain rule, which spans the new year."""
    today = f"{day:%m-%d}"
    return today >= limits.winter_first_day or today <= limits.winter_last_day


def check_winter(
    tyres: Collection[TyreMarking],
    insee_code: str,
    day: date,
    winter_communes: Collection[str],
    limits: TyreLimits,
) -> tuple[Finding, ...]:
    """Advise on winter equipment for a commune of the prefect's list (décret 2020-1264).

    Without four winter tyres, removable devices on two driving wheels are allowed too.
    """
    if insee_code not in winter_communes or not is_winter_season(day, limits):
        return ()
    snow_flake_only = day >= limits.winter_snow_flake_only_from
    fits = [t.snow_flake or (t.mud_and_snow and not snow_flake_only) for t in tyres]
    if tyres and all(fits):
        return ()
    return (
        Finding(
            Severity.ADVISES,
            "winter_equipment",
            N_(
                "Dans cette commune, du 1er novembre au 31 mars, il faut 4 pneus hiver"
                " (montagne et flocon), ou des chaînes ou chaussettes dans la voiture."
            ),
        ),
    )
