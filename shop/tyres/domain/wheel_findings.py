"""What was found on a wheel: sentences for the customer, and the verdict that follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shop.kernel.text import Bilingual
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.wheel_sheet import WearPattern, WheelDecision, WheelReading, wear_pattern


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a wheel, the advice with it, and how grave it is."""

    decision: WheelDecision
    sentence: Bilingual


DECISION_LABELS: dict[WheelDecision, Bilingual] = {
    WheelDecision.GREEN: Bilingual(fr="Bon", en="Good"),
    WheelDecision.ORANGE: Bilingual(fr="À surveiller", en="To watch"),
    WheelDecision.RED: Bilingual(fr="À ne pas monter", en="Not to be fitted"),
}

DAMAGED = Bilingual(
    fr="Le flanc est abîmé : ce pneu ne doit plus rouler.",
    en="The side wall is damaged: this tyre must not be driven on.",
)
BELOW_LAW = Bilingual(
    fr="Il reste {read} mm de gomme : la loi demande {limit} mm. Remplacez ce pneu.",
    en="{read} mm of tread is left: the law asks for {limit} mm. Replace this tyre.",
)
SOON_WORN = Bilingual(
    fr="Il reste {read} mm de gomme : prévoyez de remplacer ce pneu.",
    en="{read} mm of tread is left: plan to replace this tyre.",
)
SOON_WORN_WINTER = Bilingual(
    fr="Il reste {read} mm de gomme : c’est peu pour un pneu d’hiver. Prévoyez de le remplacer.",
    en="{read} mm of tread is left: that is little for a winter tyre. Plan to replace it.",
)
UNDATED = Bilingual(
    fr="La date du pneu ne se lit pas : faites-le regarder chaque année.",
    en="The date of the tyre cannot be read: have it looked at every year.",
)
TOO_OLD = Bilingual(
    fr="Ce pneu a {read} ans : remplacez-le, même si la gomme est haute.",
    en="This tyre is {read} years old: replace it, even with much tread.",
)
OLD = Bilingual(
    fr="Ce pneu a {read} ans : faites-le contrôler chaque année.",
    en="This tyre is {read} years old: have it checked every year.",
)
IRREGULAR = Bilingual(
    fr="L’usure n’est pas régulière : faites contrôler les amortisseurs et la géométrie.",
    en="The wear is not regular: have the dampers and the wheel alignment checked.",
)
BRAKES = Bilingual(
    fr="Les freins montrent de l’usure : faites-les contrôler par un garage.",
    en="The brakes show wear: have them checked by a garage.",
)
LOW_PRESSURE = Bilingual(
    fr="Il y avait {read} bar à l’arrivée au lieu de {limit} bar : "
    "contrôlez la pression chaque mois.",
    en="There was {read} bar on arrival instead of {limit} bar: check the pressure every month.",
)
WEAR: dict[WearPattern, Bilingual] = {
    WearPattern.OUTER: Bilingual(
        fr="Le pneu est plus usé à l’extérieur : faites contrôler la géométrie.",
        en="The tyre is more worn on its outer edge: have the wheel alignment checked.",
    ),
    WearPattern.INNER: Bilingual(
        fr="Le pneu est plus usé à l’intérieur : faites contrôler la géométrie.",
        en="The tyre is more worn on its inner edge: have the wheel alignment checked.",
    ),
    WearPattern.EDGES: Bilingual(
        fr="Le pneu est plus usé sur les deux bords : il a roulé avec trop peu de pression.",
        en="The tyre is more worn on both edges: it ran with too little pressure.",
    ),
    WearPattern.MIDDLE: Bilingual(
        fr="Le pneu est plus usé au milieu : il a roulé avec trop de pression.",
        en="The tyre is more worn in the middle: it ran with too much pressure.",
    ),
}


def find_on_wheel(reading: WheelReading, limits: TyreLimits) -> tuple[Finding, ...]:
    """List what was found on a wheel, the gravest first; nothing when all is well."""
    order = list(WheelDecision)
    found = (
        *_on_tread(reading, limits),
        *_on_age(reading, limits),
        *_on_the_rest(reading, limits),
    )
    return tuple(sorted(found, key=lambda one: -order.index(one.decision)))


def decide_wheel(reading: WheelReading, limits: TyreLimits) -> WheelDecision:
    """Propose a verdict; an adult signs it. Damage or the legal minimum makes it red, and a tyre
    whose age nobody can read is watched like an old one."""
    found = find_on_wheel(reading, limits)
    return found[0].decision if found else WheelDecision.GREEN


def _on_tread(reading: WheelReading, limits: TyreLimits) -> Iterator[Finding]:
    if not reading.treads_mm:
        return
    lowest, winter = min(reading.treads_mm), reading.is_winter_tyre
    advised = limits.tread_advice_winter_mm if winter else limits.tread_advice_mm
    if lowest < limits.tread_min_mm:
        yield _finding(WheelDecision.RED, BELOW_LAW, lowest, limits.tread_min_mm)
    elif lowest <= advised:
        sentence = SOON_WORN_WINTER if winter else SOON_WORN
        yield _finding(WheelDecision.ORANGE, sentence, lowest)
    pattern = wear_pattern(reading.treads_mm, limits)
    if pattern is not WearPattern.EVEN:
        yield Finding(WheelDecision.ORANGE, WEAR[pattern])


def _on_age(reading: WheelReading, limits: TyreLimits) -> Iterator[Finding]:
    age = reading.age_years
    if not reading.is_dated:
        return
    if age is None:
        yield Finding(WheelDecision.ORANGE, UNDATED)
    elif age >= limits.age_limit_years:
        yield _finding(WheelDecision.ORANGE, TOO_OLD, age)
    elif age >= limits.age_check_years:
        yield _finding(WheelDecision.GREEN, OLD, age)


def _on_the_rest(reading: WheelReading, limits: TyreLimits) -> Iterator[Finding]:
    if reading.is_damaged:
        yield Finding(WheelDecision.RED, DAMAGED)
    if reading.has_irregular_wear:
        yield Finding(WheelDecision.ORANGE, IRREGULAR)
    if reading.has_worn_brakes:
        yield Finding(WheelDecision.ORANGE, BRAKES)
    before, target = reading.pressure_before, reading.pressure_target
    if before is not None and target is not None and before <= target - limits.pressure_low_bar:
        yield _finding(WheelDecision.GREEN, LOW_PRESSURE, before, target)


def _finding(
    decision: WheelDecision, text: Bilingual, read: Decimal | int, limit: Decimal | int = 0
) -> Finding:
    said = {"read": f"{read}", "limit": f"{limit}"}
    commas = {name: value.replace(".", ",") for name, value in said.items()}
    return Finding(decision, Bilingual(fr=text.fr.format(**commas), en=text.en.format(**said)))
