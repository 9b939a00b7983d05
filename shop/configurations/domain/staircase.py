"""What is asked of a staircase: which questions matter, how the rare ones are grouped."""

from collections.abc import Mapping

from shop.configurations.domain.questions import COLOURED, Questions, plain
from shop.fabrication.domain.family import Handover
from shop.fabrication.staircase.spec import Flights, StaircaseSpec

FOLDS = {
    "opening": ("opening", "floor_thickness"),
    "build": ("tread", "stringer", "arrival", "is_outdoors"),
    "finish": ("finish", "colour"),
    "handover": ("handover", "distance"),
    "you": ("purpose", "audience"),
}
CHOSEN = ("flights", "opening", "finish", "handover")


def list_idle_fields(chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that change nothing for what is chosen.

    `chosen` holds what was sent for the fields of `CHOSEN`.
    """
    asked = {
        "landing": chosen.get("flights") == Flights.LANDING,
        "floor_thickness": _is_given(chosen.get("opening", "")),
        "colour": chosen.get("finish") in COLOURED,
        "distance": chosen.get("handover") != Handover.PICKUP,
    }
    return frozenset(name for name, is_asked in asked.items() if not is_asked)


def _is_given(typed: str) -> bool:
    """Tell whether a number was typed, other than nought."""
    return typed != "None" and bool(typed.strip("0,. "))


def staircase_to_address(spec: StaircaseSpec) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this staircase."""
    numbers = ("height", "width", "floor_thickness", "distance")
    ours_to_choose = ("run", "landing", "opening", "risers")
    choices = ("flights", "arrival", "tread", "rails", "finish", "purpose", "handover")
    return {
        "type": spec.context.value,
        **{name: plain(getattr(spec, name)) for name in numbers},
        **{name: plain(getattr(spec, name)) for name in ours_to_choose if getattr(spec, name)},
        **{name: getattr(spec, name).value for name in choices},
        "stringer": spec.stringer,
        "colour": spec.colour,
        **({"is_outdoors": "y"} if spec.is_outdoors else {}),
        **({} if spec.is_sure else {"unsure": "y"}),
    }


# The form calls the context `type`, as every family does.
STAIRCASE_QUESTIONS = Questions(
    folds=FOLDS,
    idle=list_idle_fields,
    to_address=staircase_to_address,
    renamed={"context": "type", "is_sure": "unsure"},
)
