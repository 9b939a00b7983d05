"""A line of a quote out of what the engine computed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from shop.catalogue.domain import Family
from shop.fabrication.domain.family import Handover, Wish
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.registry import FAMILIES
from shop.orders.domain import DeliveryKind
from shop.quotes.domain.lines import QuoteLine

DELIVERIES: Mapping[Handover, DeliveryKind] = {
    Handover.PICKUP: DeliveryKind.PICK_UP,
    Handover.DELIVERY: DeliveryKind.DELIVERY,
    Handover.FITTING: DeliveryKind.FITTING,
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
    DeliveryKind.PICK_UP: "à retirer à l’école",
    DeliveryKind.DELIVERY: "livraison comprise",
    DeliveryKind.FITTING: "livraison et pose comprises",
}


def delivery_of(spec: Wish) -> DeliveryKind:
    """Return how the customer of a wish receives it."""
    return DELIVERIES[spec.handover]


def computed_line(key: str, spec: Wish, result: FabricationResult, vat_rate: Decimal) -> QuoteLine:
    """Return the line of one made-to-measure product at the net price of the engine."""
    return QuoteLine(
        key=key,
        family=Family(result.family),
        label=result.title,
        detail=describe(spec, result),
        unit_net=result.price.net,
        vat_rate=vat_rate,
        is_made_to_measure=True,
        is_fitted=delivery_of(spec) is DeliveryKind.FITTING,
        spec=spec.to_data(),
        result=result.to_data(),
    )


def describe(spec: Wish, result: FabricationResult) -> str:
    """Return what the price contains, in one French sentence."""
    main, *others = FAMILIES[result.family].contents(spec)
    colour = f", {spec.colour}" if spec.colour else ""
    return " ; ".join(
        [
            f"Acier soudé, {main}, environ {result.mass_kg:.0f} kg",
            f"{FINISHES[spec.finish]}{colour}",
            *([", ".join(others)] if others else []),
            _work(spec, result),
        ]
    )


def _work(spec: Wish, result: FabricationResult) -> str:
    words = HANDOVERS[delivery_of(spec)]
    hours = result.price.fitting_hours
    if not hours:
        return words
    rate = f"{result.price.hourly_rate:.2f}".replace(".", ",")
    return f"{words} (pose : {hours:g} h à {rate} € HT l’heure)".replace(".0 h", " h")


def with_new_result(line: QuoteLine, spec: Wish, result: FabricationResult) -> QuoteLine:
    """Return the same line for another product, at the price of the engine."""
    fresh = computed_line(line.key, spec, result, line.vat_rate)
    return replace(fresh, quantity=line.quantity)
