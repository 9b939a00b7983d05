"""What is asked of a shelving: which questions matter, how the rare ones are grouped."""

from collections.abc import Mapping

from shop.configurations.domain.questions import COLOURED, Questions, plain
from shop.fabrication.domain.family import Handover
from shop.fabrication.shelving.spec import Preset, ShelvingSpec

FOLDS = {
    "build": ("deck", "post", "has_back_brace"),
    "fixing": ("fixing",),
    "finish": ("finish", "colour"),
    "handover": ("handover", "distance"),
    "you": ("usage", "audience"),
}
NUMBERS = (
    *("bays", "span", "depth", "height", "levels", "load"),
    *("tyre_width", "tyre_diameter", "distance"),
)
CHOICES = ("deck", "fixing", "finish", "usage", "handover")


def list_idle_fields(chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that change nothing for what is chosen.

    `chosen` holds what was sent for `type`, `finish` and `handover`.
    """
    is_rack = chosen.get("type") == Preset.TYRE_RACK
    asked = {
        "deck": not is_rack,
        "tyre_width": is_rack,
        "tyre_diameter": is_rack,
        "colour": chosen.get("finish") in COLOURED,
        "distance": chosen.get("handover") != Handover.PICKUP,
    }
    return frozenset(name for name, is_asked in asked.items() if not is_asked)


def shelving_to_address(spec: ShelvingSpec) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this shelving."""
    return {
        "type": spec.preset.value,
        **{name: plain(getattr(spec, name)) for name in NUMBERS},
        **{name: getattr(spec, name).value for name in CHOICES},
        "place": plain(spec.place) if spec.place else "",
        "post": spec.post,
        "colour": spec.colour,
        **({"has_back_brace": "y"} if spec.has_back_brace else {}),
        **({} if spec.is_sure else {"unsure": "y"}),
    }


# The form calls the preset `type`, as every family does.
SHELVING_QUESTIONS = Questions(
    folds=FOLDS,
    idle=list_idle_fields,
    to_address=shelving_to_address,
    renamed={"preset": "type", "is_sure": "unsure"},
)
