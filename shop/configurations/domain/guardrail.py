"""What is asked of a guardrail: which questions matter, how the rare ones are grouped."""

from collections.abc import Mapping

from shop.configurations.domain.questions import COLOURED, Questions, plain
from shop.fabrication.domain.family import Handover
from shop.fabrication.guardrail.spec import GuardrailSpec, Infill

LATER_RUNS = (2, 3, 4)
BARRED = frozenset({Infill.BARS, Infill.CABLE, Infill.HORIZONTAL, Infill.GLASS})
FOLDS = {
    "runs": tuple(f"{name}_{run}" for run in LATER_RUNS for name in ("turn", "length", "slope")),
    "bars": ("bar", "max_void", "low_gap"),
    "posts": ("fixing", "post", "handrail", "corner"),
    "finish": ("finish", "colour"),
    "handover": ("handover", "distance"),
    "you": ("usage", "permit_on", "audience"),
}
CHOSEN = (
    *("type", "infill", "finish", "handover", "slope_1"),
    *(f"{name}_{run}" for run in LATER_RUNS for name in ("length", "slope")),
)


def list_idle_fields(chosen: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that change nothing for what is chosen.

    `chosen` holds what was sent for the fields of `CHOSEN`: a run asks for its corner and its
    slope once it has a length.
    """
    runs = {run: _is_given(chosen, f"length_{run}") for run in LATER_RUNS}
    slopes = ["slope_1", *(f"slope_{run}" for run, is_given in runs.items() if is_given)]
    infill = chosen.get("infill")
    asked = {
        **{f"{name}_{run}": runs[run] for run in LATER_RUNS for name in ("turn", "slope")},
        "length_3": runs[2] or runs[3],
        "length_4": runs[3] or runs[4],
        "rake_height": any(_is_given(chosen, name) for name in slopes),
        "bar": infill in BARRED,
        "max_void": infill in BARRED,
        "low_gap": infill != Infill.KNEE_RAILS,
        "corner": any(runs.values()),
        "colour": chosen.get("finish") in COLOURED,
        "distance": chosen.get("handover") != Handover.PICKUP,
    }
    return frozenset(name for name, is_asked in asked.items() if not is_asked)


def _is_given(chosen: Mapping[str, str], name: str) -> bool:
    """Tell whether a number was typed, other than nought."""
    typed = chosen.get(name, "")
    return typed != "None" and bool(typed.strip("0,."))


def guardrail_to_address(spec: GuardrailSpec) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this guardrail."""
    runs: dict[str, str] = {}
    turn = 0.0
    for number, segment in enumerate(spec.segments, start=1):
        runs[f"length_{number}"] = plain(segment.length)
        runs[f"slope_{number}"] = plain(segment.slope)
        if number > 1:
            runs[f"turn_{number}"] = plain(turn)
        turn = segment.turn
    numbers = ("height", "rake_height", "low_gap", "fall_height", "distance")
    choices = ("infill", "fixing", "corner", "finish", "usage", "handover")
    return {
        "type": spec.context.value,
        **runs,
        **{name: getattr(spec, name).value for name in choices},
        **{name: plain(getattr(spec, name)) for name in numbers},
        **({"max_void": plain(spec.max_void)} if spec.max_void else {}),
        "bar": spec.bar,
        "post": spec.post,
        "handrail": spec.handrail,
        "colour": spec.colour,
        **({"permit_on": spec.permit_on} if spec.permit_on else {}),
        **({} if spec.is_sure else {"unsure": "y"}),
    }


# The form has one field for each run, and calls the context `type`, as every family does.
GUARDRAIL_QUESTIONS = Questions(
    folds=FOLDS,
    idle=list_idle_fields,
    to_address=guardrail_to_address,
    renamed={
        "context": "type",
        "lengths": "length_1",
        "turns": "turn_2",
        "slopes": "slope_1",
        "is_sure": "unsure",
    },
)
