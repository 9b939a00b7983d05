"""Questions about the card itself, for « lire la fiche »."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shop.curriculum.domain.french import french_number
from shop.curriculum.domain.placeholders import typeset
from shop.exercises.domain.cards import CardForExercises, CardOperation
from shop.exercises.domain.exercise import ShortQuestion

ONE = {"barreaux": "barreau", "niveaux": "niveau", "pneus": "pneu", "poteaux": "poteau"}


class CardQuestion(NamedTuple):
    """A number of the card, how one asks for it, its unit, its decimals.

    With a `family` only its cards are asked: one name may stand for different things.
    """

    name: str
    question: str
    unit: str
    decimals: int = 0
    family: str = ""


QUESTIONS = (
    CardQuestion("opening_mm", "Quelle est la largeur du passage ?", "mm", family="gate"),
    CardQuestion("leaf_width_mm", "Quelle est la largeur d’un vantail ?", "mm"),
    CardQuestion("leaf_height_mm", "Quelle est la hauteur d’un vantail ?", "mm"),
    CardQuestion("bar_count_per_row", "Combien de barreaux y a-t-il par rangée ?", "barreaux"),
    CardQuestion("mass_kg", "Combien pèse l’ouvrage ?", "kg", 1),
    CardQuestion("height_mm", "Quelle est la hauteur totale ?", "mm"),
    CardQuestion("level_count", "Combien de niveaux a le rayonnage ?", "niveaux"),
    CardQuestion("span_mm", "Quelle est la longueur d’un longeron ?", "mm"),
    CardQuestion("climb_mm", "Quelle hauteur l’escalier monte-t-il ?", "mm"),
    CardQuestion("riser_count", "Combien de hauteurs de marche y a-t-il ?", "hauteurs"),
    CardQuestion("rise_mm", "Quelle est la hauteur d’une marche ?", "mm", 2),
    CardQuestion("going_mm", "Quel est le giron d’une marche ?", "mm", 2),
    CardQuestion("post_count", "Combien de poteaux y a-t-il ?", "poteaux"),
    CardQuestion("anchor_count", "Combien de chevilles faut-il ?", "chevilles"),
    CardQuestion("tyre_width_mm", "Quelle est la largeur du pneu ?", "mm"),
    CardQuestion("rim_inch", "Quelle est la taille de la jante ?", "pouces"),
    CardQuestion("pressure_bar", "Quelle pression faut-il à l’avant ?", "bar", 1),
    CardQuestion("torque_nm", "Quel est le couple de serrage ?", "N·m"),
    CardQuestion("tyre_count", "Combien de pneus faut-il monter ?", "pneus"),
)


def card_questions(card: CardForExercises) -> tuple[ShortQuestion, ...]:
    """Return every question this card can answer, with the answer in full."""
    return tuple(_questions(card))


def step_questions(card: CardForExercises) -> tuple[ShortQuestion, ...]:
    """Return questions on the steps alone: how many, which one after or before, the longest."""
    return tuple(_step_questions(card.operations))


def _step_questions(operations: Sequence[CardOperation]) -> Iterator[ShortQuestion]:
    labels = [operation.label for operation in operations]
    if len(labels) < 3 or len(set(labels)) < len(labels):
        return
    yield _short("Combien d’étapes y a-t-il ?", str(len(labels)))
    yield _short("Quelle est la première étape ?", labels[0])
    yield _short(f"Quelle étape vient après « {labels[0]} » ?", labels[1])
    yield _short(f"Quelle étape vient avant « {labels[2]} » ?", labels[1])
    yield _short("Quelle est la dernière étape ?", labels[-1])
    longest = max(operations, key=lambda operation: operation.minutes)
    if sum(one.minutes == longest.minutes for one in operations) == 1:
        yield _short("Quelle étape dure le plus longtemps ?", longest.label)


def _short(question: str, answer: str) -> ShortQuestion:
    return ShortQuestion(prompt=typeset(question), answer=answer)


def _questions(card: CardForExercises) -> Iterator[ShortQuestion]:
    for found in QUESTIONS:
        value = card.numbers.get(found.name)
        if value and found.family in {"", card.family}:
            unit = found.unit if value > 1 else ONE.get(found.unit, found.unit)
            answer = typeset(f"{french_number(value, found.decimals)} {unit}")
            yield ShortQuestion(prompt=typeset(found.question), answer=answer)
    if card.words.get("due"):
        yield ShortQuestion(
            prompt=typeset("Pour quand est la commande ?"), answer=card.words["due"]
        )
    labels = [operation.label for operation in card.operations]
    if labels:
        yield ShortQuestion(prompt=typeset("Quelle est la première étape ?"), answer=labels[0])
    if len(labels) > 2:
        yield ShortQuestion(
            prompt=typeset(f"Quelle étape vient après « {labels[1]} » ?"), answer=labels[2]
        )
