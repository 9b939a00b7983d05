"""What is asked of a gate: which questions matter, how the rare ones are grouped."""

from collections.abc import Mapping

from shop.configurations.domain.questions import COLOURED, Questions, plain
from shop.fabrication.domain.family import Handover
from shop.fabrication.gate.spec import GateSpec, GateType, Infill

BARRED = frozenset({Infill.BARS, Infill.SHEET_LOW, Infill.HORIZONTAL})
FOLDS = {
    "widths": ("width_middle", "width_top"),
    "bars": ("bar", "mid_rails", "split", "hand"),
    "finish": ("finish", "colour"),
    "equipment": ("lock", "drop_bolt", "letter_slot", "posts", "motor"),
    "handover": ("handover", "distance"),
    "you": ("usage", "audience"),
}


def list_idle_fields(chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that change nothing for what is chosen.

    `chosen` holds what was sent for `type`, `infill`, `finish` and `handover`: a value nobody
    offers hides nothing more than the usual one.
    """
    has_two_leaves = chosen.get("type") == GateType.SWING_2
    asked = {
        "split": has_two_leaves,
        "drop_bolt": has_two_leaves,
        "hand": not has_two_leaves,
        "bar": chosen.get("infill") in BARRED,
        "sheet_height": chosen.get("infill") == Infill.SHEET_LOW,
        "colour": chosen.get("finish") in COLOURED,
        "distance": chosen.get("handover") != Handover.PICKUP,
    }
    return frozenset(name for name, is_asked in asked.items() if not is_asked)


def gate_to_address(spec: GateSpec) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this gate."""
    widths = dict(zip(("width_bottom", "width_middle", "width_top"), spec.widths, strict=False))
    numbers = {
        name: getattr(spec, name)
        for name in ("height", "slope", "mid_rails", "sheet_height", "distance")
    }
    choices = ("type", "split", "hand", "infill", "finish", "motor", "usage", "handover")
    flags = {name: getattr(spec, name) for name in ("posts", "lock", "drop_bolt", "letter_slot")}
    flags |= {"unsure": not spec.is_sure}
    return {
        **{name: getattr(spec, name).value for name in choices},
        **{name: plain(value) for name, value in {**widths, **numbers}.items()},
        "bar": spec.bar,
        "colour": spec.colour,
        **{name: "y" for name, is_on in flags.items() if is_on},
    }


# The form has three fields for what the engine calls `widths`, and one box for `is_sure`.
GATE_QUESTIONS = Questions(
    folds=FOLDS,
    idle=list_idle_fields,
    to_address=gate_to_address,
    renamed={"widths": "width_bottom", "is_sure": "unsure"},
)
