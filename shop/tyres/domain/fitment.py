"""Whether a tyre may be fitted: load, speed, structure, size and axle."""

from dataclasses import dataclass, field
from enum import StrEnum

from shop.kernel.text import N_
from shop.tyres.domain.geometry import diameter_difference_percent
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import LoadCapacity, TyreMarking, TyreUse
from shop.tyres.domain.ratings import find_speed

LOWEST_WINTER_SPEED = "Q"
LARGE_RIM_INCHES = 18  # the price list has a service of its own from here on
ROAD_CODE = "Arrêté du 24 octobre 1994"
_CAPACITY_RANK = {LoadCapacity.STANDARD: 0, LoadCapacity.EXTRA: 1, LoadCapacity.HIGH: 2}
_VAN_USES = frozenset({TyreUse.COMMERCIAL, TyreUse.LIGHT_TRUCK})


class Severity(StrEnum):
    """What a finding does: forbid, ask an adult to decide, or advise."""

    FORBIDS = "forbids"
    WARNS = "warns"
    ADVISES = "advises"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitmentFinding:
    """Something to know about a tyre: the reason, then what to do.

    `message` and `remedy` are French sources to translate, both filled with `params`.
    """

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    params: dict[str, str] = field(default_factory=dict)
    source: str = ""


def fitting_code(marking: TyreMarking) -> str:
    """Return the code of the fitting service this tyre needs, for one wheel."""
    if marking.use in _VAN_USES:
        return "ME1U"
    return "ME1L" if marking.rim_inches >= LARGE_RIM_INCHES else "ME1"


def check_fitment(
    fitted: TyreMarking, original: TyreMarking, limits: TyreLimits
) -> tuple[FitmentFinding, ...]:
    """Compare a tyre to fit with the tyre the maker of the vehicle asks for.

    A lower load index forbids; a lower speed symbol forbids too, but only warns for a winter
    tyre rated Q or more (arrêté du 24 octobre 1994).
    """
    found = (
        _check_original(original),
        _check_load(fitted, original),
        _check_speed(fitted, original),
        _check_capacity(fitted, original),
        _check_structure(fitted, original),
        _check_use(fitted, original),
        _check_run_flat(fitted, original),
        _check_rim(fitted, original),
        _check_size(fitted, original, limits),
    )
    return tuple(finding for finding in found if finding is not None)


def _check_original(original: TyreMarking) -> FitmentFinding | None:
    if original.load_index is not None and original.speed is not None:
        return None
    return FitmentFinding(
        severity=Severity.WARNS,
        code="original_unknown",
        message=N_("La charge ou la vitesse demandée par le constructeur manque."),
        remedy=N_("Lisez-la sur l’étiquette de la portière : un nombre et une lettre, comme 91V."),
    )


def _check_load(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if original.load_index is None:
        return None
    if fitted.load_index is None:
        return FitmentFinding(
            severity=Severity.WARNS,
            code="load_unknown",
            message=N_("L’indice de charge du pneu manque."),
            remedy=N_("Lisez-le sur le flanc, juste après la dimension."),
        )
    if fitted.load_index >= original.load_index:
        return None
    return FitmentFinding(
        severity=Severity.FORBIDS,
        code="load_too_low",
        message=N_(
            "Ce pneu porte %(fitted_kg)s kg (indice %(fitted)s)."
            " La voiture demande %(original_kg)s kg (indice %(original)s)."
        ),
        remedy=N_("Choisissez un pneu d’indice de charge %(original)s ou plus."),
        params={
            "fitted": str(fitted.load_index),
            "fitted_kg": str(fitted.load_kg),
            "original": str(original.load_index),
            "original_kg": str(original.load_kg),
        },
        source=ROAD_CODE,
    )


def _check_speed(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if original.speed_symbol is None:
        return None
    if fitted.speed_symbol is None:
        return FitmentFinding(
            severity=Severity.WARNS,
            code="speed_unknown",
            message=N_("L’indice de vitesse du pneu manque."),
            remedy=N_("Lisez la lettre qui suit l’indice de charge."),
        )
    if fitted.speed_symbol.rank >= original.speed_symbol.rank:
        return None
    lowest = find_speed(LOWEST_WINTER_SPEED)
    is_winter = fitted.snow_flake and lowest and fitted.speed_symbol.rank >= lowest.rank
    params = {
        "fitted": fitted.speed_symbol.code,
        "kmh": str(fitted.speed_symbol.max_kmh),
        "original": original.speed_symbol.code,
    }
    if is_winter:
        return FitmentFinding(
            severity=Severity.WARNS,
            code="speed_winter",
            message=N_(
                "Ce pneu hiver va moins vite (%(fitted)s) que le pneu d’origine (%(original)s)."
                " C’est permis l’hiver, jusqu’à %(kmh)s km/h."
            ),
            remedy=N_("Collez l’étiquette « %(kmh)s km/h » devant le conducteur."),
            params=params,
            source=ROAD_CODE,
        )
    return FitmentFinding(
        severity=Severity.FORBIDS,
        code="speed_too_low",
        message=N_(
            "Ce pneu va jusqu’à %(kmh)s km/h (indice %(fitted)s)."
            " La voiture demande l’indice %(original)s."
        ),
        remedy=N_("Choisissez un pneu d’indice de vitesse %(original)s ou plus rapide."),
        params=params,
        source=ROAD_CODE,
    )


def _check_capacity(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if _CAPACITY_RANK[fitted.capacity] >= _CAPACITY_RANK[original.capacity]:
        return None
    return FitmentFinding(
        severity=Severity.FORBIDS,
        code="capacity_too_low",
        message=N_("Le pneu d’origine est renforcé (XL ou HL), celui-ci l’est moins."),
        remedy=N_("Choisissez un pneu avec le même renfort."),
    )


def _check_structure(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    is_spare = fitted.use is TyreUse.TEMPORARY_SPARE
    if is_spare or fitted.construction is original.construction:
        return None
    return FitmentFinding(
        severity=Severity.FORBIDS,
        code="structure_differs",
        message=N_("La structure n’est pas la même : radial et diagonal ne se mélangent pas."),
        remedy=N_("Choisissez la structure d’origine : la lettre entre la hauteur et la jante."),
        source=ROAD_CODE,
    )


def _check_use(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if fitted.use is TyreUse.TEMPORARY_SPARE and original.use is not fitted.use:
        return FitmentFinding(
            severity=Severity.WARNS,
            code="spare",
            message=N_("C’est une roue de secours provisoire."),
            remedy=N_("Roulez peu et lentement, puis remontez un vrai pneu."),
        )
    if original.use not in _VAN_USES or fitted.use in _VAN_USES:
        return None
    return FitmentFinding(
        severity=Severity.WARNS,
        code="use_differs",
        message=N_("Le pneu d’origine est un pneu d’utilitaire (C ou LT), celui-ci non."),
        remedy=N_("Prenez un pneu marqué C, ou demandez l’avis d’un professionnel."),
    )


def _check_run_flat(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if fitted.run_flat or not original.run_flat:
        return None
    return FitmentFinding(
        severity=Severity.WARNS,
        code="run_flat_lost",
        message=N_("La voiture est prévue pour des pneus qui roulent à plat, celui-ci non."),
        remedy=N_("Demandez-nous : il faut alors une roue de secours ou un kit de réparation."),
    )


def _check_rim(fitted: TyreMarking, original: TyreMarking) -> FitmentFinding | None:
    if fitted.rim_inches == original.rim_inches:
        return None
    return FitmentFinding(
        severity=Severity.WARNS,
        code="rim_differs",
        message=N_("La jante est de %(fitted)s pouces au lieu de %(original)s."),
        remedy=N_("Ce pneu n’entre pas sur vos jantes : il faut aussi d’autres jantes."),
        params={
            "fitted": f"{fitted.rim_inches.normalize():f}".replace(".", ","),
            "original": f"{original.rim_inches.normalize():f}".replace(".", ","),
        },
    )


def _check_size(
    fitted: TyreMarking, original: TyreMarking, limits: TyreLimits
) -> FitmentFinding | None:
    if fitted.geometry == original.geometry and fitted.width_mm == original.width_mm:
        return None
    difference = diameter_difference_percent(fitted.geometry, original.geometry)
    params = {
        "percent": f"{difference:+.2f}".replace(".", ",").replace("-", "−"),
        "most": f"{limits.diameter_max_diff_percent.normalize():f}".replace(".", ","),
    }
    if abs(difference) > limits.diameter_max_diff_percent:
        return FitmentFinding(
            severity=Severity.WARNS,
            code="diameter_too_far",
            message=N_("Le diamètre change de %(percent)s %% : c’est plus que %(most)s %%."),
            remedy=N_("Choisissez une dimension de la liste du constructeur."),
            params=params,
        )
    return FitmentFinding(
        severity=Severity.WARNS,
        code="size_differs",
        message=N_("C’est une autre dimension : le diamètre change de %(percent)s %%."),
        remedy=N_(
            "Vérifiez qu’elle est sur la liste du constructeur :"
            " étiquette de la portière ou carnet."
        ),
        params=params,
    )


def check_axle(left: TyreMarking, right: TyreMarking) -> tuple[FitmentFinding, ...]:
    """Check that the two tyres of an axle are of one type; a temporary spare is let through."""
    if TyreUse.TEMPORARY_SPARE in (left.use, right.use):
        return ()
    if _axle_type(left) == _axle_type(right):
        return ()
    if _may_be_alike(left, right):
        return (
            FitmentFinding(
                severity=Severity.WARNS,
                code="axle_unknown",
                message=N_("L’indice de charge ou de vitesse d’un des deux pneus manque."),
                remedy=N_("Lisez-le sur le flanc des deux pneus : ils doivent être pareils."),
                source=ROAD_CODE,
            ),
        )
    return (
        FitmentFinding(
            severity=Severity.FORBIDS,
            code="axle_mixed",
            message=N_(
                "Les deux pneus d’un essieu doivent être du même type :"
                " « %(left)s » et « %(right)s » sont différents."
            ),
            remedy=N_("Montez deux pneus pareils sur cet essieu."),
            params={"left": _type_text(left), "right": _type_text(right)},
            source=ROAD_CODE,
        ),
    )


def _may_be_alike(left: TyreMarking, right: TyreMarking) -> bool:
    """Tell whether two tyres differ only by what is not written for one of them."""
    pairs = zip(_axle_type(left), _axle_type(right), strict=True)
    return all(one == other or None in (one, other) for one, other in pairs)


def _type_text(tyre: TyreMarking) -> str:
    winter = " 3PMSF" if tyre.snow_flake else ""
    return f"{tyre.size_text} {tyre.indices_text}{winter}".strip()


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
