"""A line of a quote out of what the engine computed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from shop.catalogue.domain import Family
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateSpec, Handover, Infill
from shop.orders.domain import DeliveryKind
from shop.quotes.domain.lines import QuoteLine

DELIVERIES: Mapping[Handover, DeliveryKind] = {
    Handover.PICKUP: DeliveryKind.PICK_UP,
    Handover.DELIVERY: DeliveryKind.DELIVERY,
    Handover.FITTING: DeliveryKind.FITTING,
}
INFILLS = {
    Infill.BARS: "barreaux droits",
    Infill.SHEET_FULL: "tôle pleine",
    Infill.SHEET_LOW: "tôle en bas, barreaux en haut",
    Infill.PERFORATED: "tôle perforée",
    Infill.HORIZONTAL: "barreaux horizontaux",
}
FINISHES = {
    Finish.RAW: "acier brut",
    Finish.PRIMER: "couche d’apprêt",
    Finish.PAINT: "peinture à l’atelier",
    Finish.POWDER: "thermolaquage (EN 13438)",
    Finish.GALVA: "galvanisation à chaud (EN ISO 1461)",
    Finish.DUPLEX: "galvanisation à chaud et thermolaquage (EN ISO 1461, EN 13438)",
}
HANDOVERS = {
    Handover.PICKUP: "à retirer à l’école",
    Handover.DELIVERY: "livraison comprise",
    Handover.FITTING: "livraison et pose comprises",
}


def computed_line(
    key: str, spec: GateSpec, result: FabricationResult, vat_rate: Decimal
) -> QuoteLine:
    """Return the line of one gate at the net price of the engine."""
    return QuoteLine(
        key=key,
        family=Family.GATE,
        label=result.title,
        detail=describe_gate(spec, result),
        unit_net=result.price.net,
        vat_rate=vat_rate,
        is_made_to_measure=True,
        is_fitted=spec.handover is Handover.FITTING,
        spec=spec.to_data(),
        result=result.to_data(),
    )


def describe_gate(spec: GateSpec, result: FabricationResult) -> str:
    """Return what the price contains, in one French sentence."""
    options = [
        ("serrure et poignée", spec.lock),
        ("verrou au sol", spec.drop_bolt and not spec.is_sliding),
        ("fente à courrier", spec.letter_slot),
        ("deux poteaux en acier à sceller", spec.posts),
        ("prêt à motoriser", spec.motor.value == "READY"),
    ]
    kept = [name for name, is_kept in options if is_kept]
    colour = f", {spec.colour}" if spec.colour else ""
    mass = f"{result.mass_kg:.0f}"
    return " ; ".join(
        [
            f"Acier soudé, {INFILLS[spec.infill]}, environ {mass} kg",
            f"{FINISHES[spec.finish]}{colour}",
            *([", ".join(kept)] if kept else []),
            _work(spec, result),
        ]
    )


def _work(spec: GateSpec, result: FabricationResult) -> str:
    words = HANDOVERS[spec.handover]
    hours = result.price.fitting_hours
    if not hours:
        return words
    rate = f"{result.price.hourly_rate:.2f}".replace(".", ",")
    return f"{words} (pose : {hours:g} h à {rate} € HT l’heure)".replace(".0 h", " h")


def with_new_result(line: QuoteLine, spec: GateSpec, result: FabricationResult) -> QuoteLine:
    """Return the same line for another gate, at the price of the engine."""
    fresh = computed_line(line.key, spec, result, line.vat_rate)
    return replace(fresh, quantity=line.quantity)


def spec_of(data: Mapping[str, Any]) -> GateSpec:
    """Read the frozen spec of a line of a quote."""
    return GateSpec.from_data(data)
