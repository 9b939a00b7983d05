"""What a card says in words, for exercises that are read, written or spoken."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from shop.curriculum.domain.french import french_list, french_number
from shop.curriculum.domain.operations import (
    OperationGuide,
    ReadingLevel,
    find_operation_guide,
    machine_in_a_sentence,
)
from shop.curriculum.domain.signs import SafetySign, SignKind, describe_signs
from shop.exercises.domain.cards import CardForExercises, CardOperation

FEWEST_STEPS = 3
CALLS = (
    ("Quand ma commande sera-t-elle prête ?", "Votre commande sera prête {due}."),
    (
        "Qui fait le travail ?",
        "Les élèves de l’atelier font le travail. Un professeur contrôle chaque étape.",
    ),
)
TYRE = "tyre"
# What the customer comes for, as one says it to him.
YOURS = {
    "gate": "votre portail",
    "staircase": "votre escalier",
    "shelving": "votre rayonnage",
    "guardrail": "votre garde-corps",
    "walkway": "votre passerelle",
    TYRE: "le travail sur vos pneus",
}
METALWORK_TROUBLE = {
    "reason": "Une pièce doit être refaite pour être solide.",
    "fault": "Une cote dépasse la tolérance de 2 mm.",
    "remedy": "de redresser la pièce",
}
TYRE_TROUBLE = {
    "reason": "Un pneu n’est pas encore arrivé.",
    "fault": "Une pression dépasse la tolérance de 0,1 bar.",
    "remedy": "de régler la pression",
}
NOT_WORN = frozenset({"M002", "M021"})  # to read the notice, to unplug
# What protects best from each danger: the answer names it first.
AGAINST = {
    "W012": ("M009", "M008"),
    "W015": ("M014", "M008"),
    "W016": ("M017", "M016", "M009"),
    "W017": ("M009", "M010"),
    "W021": ("M010", "M009"),
    "W022": ("M009", "M010"),
    "W024": ("M009", "M008"),
    "W027": ("M019", "M013"),
    "W029": ("M004", "M003"),
    "W038": ("M003",),
}
FEMININE = frozenset(
    {*("scie", "perceuse", "plieuse", "meuleuse", "clé", "fraise", "équilibreuse")}
    | {*("protection", "visière")}
)

Story = dict[str, float | str]


def story_of(card: CardForExercises, rng: Random) -> Story:
    """Return the words of a card by name; what it does not say is missing.

    `yours` and `handed` name what was ordered to the customer, `reason`, `fault` and `remedy`
    tell of a trouble of this workshop. `operation` with its `instruction`, `risky` with its
    `hazard`, `harm`, `measure` and `protection`, `machine` and `question` are drawn among what
    the card has.
    """
    return {
        "reference": card.reference,
        "title": card.title,
        "article": card.words.get("article", card.title),
        "due": due_of(card),
        **_ordered(card),
        **_steps(card),
        **_instruction(card, rng),
        **_risk(card, rng),
        **_machine(card, rng),
        **_call(rng, due_of(card)),
        **_matter(card),
    }


def due_of(card: CardForExercises) -> str:
    """Return the day promised as one says it, or « à la date prévue » before there is one."""
    return card.words.get("due") or "à la date prévue"


def labels_of(card: CardForExercises) -> list[str]:
    """Return the names of the operations in order, without repeats."""
    return list(dict.fromkeys(operation.label for operation in card.operations))


def guided(card: CardForExercises) -> list[tuple[CardOperation, OperationGuide]]:
    """Return the operations that have a guide for students, with it."""
    found = ((one, find_operation_guide(one.code)) for one in card.operations)
    return [(operation, guide) for operation, guide in found if guide is not None]


def duties(operation: CardOperation) -> tuple[SafetySign, ...]:
    """Return what must be worn."""
    signs = describe_signs(operation.protection)
    return tuple(sign for sign in signs if sign.kind is SignKind.MANDATORY)


def dangers(operation: CardOperation) -> tuple[SafetySign, ...]:
    """Return the hazards that have a name: the general warning sign says nothing."""
    return tuple(sign for sign in describe_signs(operation.hazards) if sign.harm)


def small(label: str) -> str:
    """Return a label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def the(label: str) -> str:
    """Return a machine with its article: « la scie », « l’équilibreuse »."""
    name = small(label)
    if name[:1] in "aeéèêiouhy":
        return f"l’{name}"
    return f"{'la' if name.split()[0] in FEMININE else 'le'} {name}"


def some(label: str) -> str:
    """Return what is worn with its article: « un casque antibruit », « des gants »."""
    name = small(label)
    first = name.split()[0]
    if first.endswith("s"):
        return f"des {name}"
    return f"{'une' if first in FEMININE else 'un'} {name}"


def shuffled(things: Sequence[Any], rng: Random) -> list[Any]:
    """Shuffle, and shuffle again when chance gave the same order."""
    mixed = list(things)
    while len(mixed) > 1 and mixed == list(things):
        rng.shuffle(mixed)
    return mixed


def _ordered(card: CardForExercises) -> Story:
    is_tyre = card.family == TYRE
    yours = YOURS.get(card.family, "votre commande")
    return {
        "yours": yours,
        "handed": "votre voiture" if is_tyre else yours,
        **(TYRE_TROUBLE if is_tyre else METALWORK_TROUBLE),
    }


def _steps(card: CardForExercises) -> Story:
    labels = [small(operation.label) for operation in card.operations]
    if len(labels) < FEWEST_STEPS:
        return {}
    return {
        "first": labels[0],
        "second": labels[1],
        "last": labels[-1],
        "steps": len(card.operations),
    }


def _instruction(card: CardForExercises, rng: Random) -> Story:
    found = guided(card)
    if not found:
        return {}
    operation, guide = rng.choice(found)
    return {
        "operation": operation.label,
        "instruction": guide.reading(ReadingLevel.SENTENCES, {}),
    }


def _risk(card: CardForExercises, rng: Random) -> Story:
    risky = [one for one in card.operations if dangers(one) and _worn(one)]
    if not risky:
        return {}
    operation = rng.choice(risky)
    hazard = rng.choice(dangers(operation))
    return {
        "risky": small(operation.label),
        "hazard": small(hazard.label),
        "harm": hazard.harm,
        "measure": small(hazard.measure),
        "protection": french_list([some(sign.label) for sign in _against(operation, hazard)]),
    }


def _worn(operation: CardOperation) -> list[SafetySign]:
    return [sign for sign in duties(operation) if sign.code not in NOT_WORN]


def _against(operation: CardOperation, hazard: SafetySign) -> list[SafetySign]:
    """Return the two things of the step to wear that protect best from a danger."""
    best = AGAINST.get(hazard.code, ())
    worn = _worn(operation)
    return sorted(worn, key=lambda sign: _rank(sign.code, best))[:2]


def _rank(code: str, best: Sequence[str]) -> int:
    return best.index(code) if code in best else len(best)


def _machine(card: CardForExercises, rng: Random) -> Story:
    machines = sorted({guide.machine for _, guide in guided(card) if guide.machine})
    return {"machine": machine_in_a_sentence(rng.choice(machines))} if machines else {}


def _call(rng: Random, due: str) -> Story:
    question, answer = rng.choice(CALLS)
    return {"question": question, "answer": answer.replace("{due}", due)}


def _matter(card: CardForExercises) -> Story:
    return dict(_numbers(card))


def _numbers(card: CardForExercises) -> Iterator[tuple[str, float | str]]:
    known = card.known
    if known.get("mass_kg"):
        yield "mass", french_number(known["mass_kg"], 1)
    section = card.words.get("section")
    if section and known.get("section_bars") and known.get("section_stock_m"):
        yield "bars", known["section_bars"]
        yield "stock", known["section_stock_m"]
        yield "section", section
