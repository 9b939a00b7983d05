"""Which questions matter for the gate in hand, and how the rare ones are grouped."""

from collections.abc import Iterable, Mapping

from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateType, Handover, Infill

COLOURED = frozenset({Finish.POWDER, Finish.DUPLEX, Finish.PAINT})
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


def list_open_folds(troubled: Iterable[str]) -> list[str]:
    """Return the groups to open: those that hold a field with something to mend."""
    wrong = frozenset(troubled)
    return [name for name, fields in FOLDS.items() if wrong & frozenset(fields)]
