"""What a card must hold before it is given to students."""

from dataclasses import dataclass

from shop.jobs.domain.content import MOST_COMPETENCIES, CardContent
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

DEPOSIT_UNPAID = N_(
    "L’acompte ou l’achat n’est pas encore payé : attendez le paiement pour publier."
)
NOT_MEASURED = N_(
    "Le prix est une estimation : faites la visite de mesure avant de publier la fiche de débit."
)
NO_GROUP = N_("Choisissez le groupe qui fait ce travail.")
NO_WEEK = N_("Choisissez la semaine de travail.")
NO_OPERATION = N_("Ajoutez au moins une étape.")
NO_MINUTES = N_("Donnez un temps à chaque étape.")
NO_PROTECTION = N_("Ajoutez les protections : une étape sur machine n’en a aucune.")
NO_COMPETENCY = N_("Choisissez une à trois compétences.")
NO_TITLE = N_("Donnez un titre à la fiche.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFacts:
    """What publication depends on besides the content."""

    group_id: int | None
    has_week: bool
    is_deposit_paid: bool = True
    is_measured: bool = True


def publication_gaps(content: CardContent, facts: PublicationFacts) -> tuple[str, ...]:
    """Return, as sentences to translate, everything that keeps a card from being published."""
    found = (
        (not facts.is_deposit_paid, DEPOSIT_UNPAID),
        (not facts.is_measured, NOT_MEASURED),
        (not content.title.strip(), NO_TITLE),
        (not content.operations, NO_OPERATION),
        (any(op.minutes <= 0 for op in content.operations), NO_MINUTES),
        (any(op.machine and not op.ppe for op in content.operations), NO_PROTECTION),
        (not 1 <= len(content.competencies) <= MOST_COMPETENCIES, NO_COMPETENCY),
        (facts.group_id is None, NO_GROUP),
        (not facts.has_week, NO_WEEK),
    )
    return tuple(sentence for applies, sentence in found if applies)


def refuse_publication(gaps: tuple[str, ...]) -> None:
    """Refuse with the first gap: the editor lists them all."""
    for sentence in gaps:
        raise Refusal(sentence)
