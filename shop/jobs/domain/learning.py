"""The learning face of a card: competencies, guiding questions, roles, transfer question."""

from collections import Counter
from collections.abc import Iterable, Sequence

from shop.curriculum.domain.glossary import GlossaryEntry, glossary_of
from shop.curriculum.domain.guiding import guiding_questions
from shop.curriculum.domain.operations import find_operation_guide
from shop.jobs.domain.content import (
    MOST_COMPETENCIES,
    CardContent,
    CardOperation,
    CardQuestion,
)

METALWORK_ROLES = (
    "Chef d’équipe : lit la fiche et répartit les étapes",
    "Traceur : reporte les cotes",
    "Coupeur : scie et ébavure",
    "Contrôleur : mesure et écrit les relevés",
    "Sécurité : vérifie les protections de tous",
)
TYRE_ROLES = (
    "Chef de poste : lit la fiche et répartit les étapes",
    "Mécanicien : dépose, monte, serre",
    "Contrôleur : mesure et écrit les relevés",
    "Sécurité : vérifie le levage et les protections",
)
TRANSFERS = {
    "gate": "Et si le portail mesurait 200 mm de plus ? Que faut-il recalculer ?",
    "shelving": "Et si chaque tablette portait deux fois plus ? Que faut-il changer ?",
    "staircase": "Et si la hauteur à monter changeait de 100 mm ? Combien de marches ?",
    "guardrail": "Et si le garde-corps était plus long d’un mètre ? Combien de barreaux ?",
    "walkway": "Et si la portée doublait ? Que faut-il vérifier en premier ?",
    "series": "Et si la série passait de 20 à 100 pièces ? Quel outillage fabriques-tu ?",
    "tyres": "Et si le véhicule avait des capteurs de pression ? Que faut-il faire en plus ?",
}
QUESTION_SETS = {"tyres": "tyre"}
MOST_WORDS = 10


def questions_for(family: str) -> tuple[CardQuestion, ...]:
    """Return the guiding questions of a family, over the six steps of the complete action."""
    found = guiding_questions(QUESTION_SETS.get(family, family))
    return tuple(CardQuestion(step=q.step, question=q.question, where=q.where) for q in found)


def competencies_for(operations: Sequence[CardOperation]) -> tuple[str, ...]:
    """Propose at most three competencies: those the longest steps train."""
    weights: Counter[str] = Counter()
    for operation in operations:
        guide = find_operation_guide(operation.code)
        if guide and guide.competencies:
            weights[guide.competencies[0]] += operation.minutes
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(code for code, _ in ranked[:MOST_COMPETENCIES])


def words_of(content: CardContent) -> tuple[GlossaryEntry, ...]:
    """Return the words of the trade met on the card, at most ten."""
    return glossary_of(_texts(content), MOST_WORDS, trade=content.section)


def _texts(content: CardContent) -> Iterable[str]:
    yield content.title
    yield from (operation.label for operation in content.operations)
    yield from (row.name for row in content.cut_rows)
    yield from (line.name for line in content.materials)
    yield from (check.label for check in content.checks)
    yield from (question.question for question in content.questions)
