"""How the surface of a made-to-measure work ends, in the words of the workshop."""

from collections.abc import Mapping
from typing import Any

from shop.configurations.domain.colours import ral_colours
from shop.configurations.domain.questions import COLOURED
from shop.fabrication.domain.tariff import Finish

FINISHES: Mapping[Finish, str] = {
    Finish.RAW: "Acier brut",
    Finish.PRIMER: "Couche d’apprêt",
    Finish.PAINT: "Peinture à l’atelier",
    Finish.POWDER: "Thermolaquage",
    Finish.GALVA: "Galvanisation",
    Finish.DUPLEX: "Galvanisation, puis thermolaquage",
}


def written_finish(spec: Mapping[str, Any]) -> str:
    """Write the finish of a wish with its colour: `Thermolaquage, RAL 7016 gris anthracite`.

    Empty for a wish that names none.
    """
    chosen = next((one for one in Finish if one == spec.get("finish")), None)
    if chosen is None:
        return ""
    colour = _written_colour(str(spec.get("colour") or "")) if chosen in COLOURED else ""
    return ", ".join(part for part in (FINISHES[chosen], colour) if part)


def _written_colour(code: str) -> str:
    names = {one.code: one.name.fr.lower().replace("'", "’") for one in ral_colours()}
    return f"{code} {names.get(code, '')}".strip()
