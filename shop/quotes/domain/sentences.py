"""The exact sentences a customer ticks; what was ticked is kept word for word."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import CustomerKind
from shop.quotes.domain.lines import QuoteLine

TERMS_VERSION = "2026-11"
BUTTON = N_("Accepter le devis et commander avec obligation de paiement")
GOOD_FOR = N_(
    "J’ai lu le devis et les conditions générales de vente, et je les accepte : bon pour accord."
)
MADE_TO_MEASURE = N_(
    "Ce produit est fabriqué selon vos dimensions : vous ne bénéficiez pas du droit de "
    "rétractation (art. L221-28, 3° du Code de la consommation). Je l’ai compris."
)
BESPOKE_NOTICE = (
    "Fabriqué selon vos dimensions : pas de droit de rétractation "
    "(art. L221-28, 3° du Code de la consommation)."
)
NOT_TICKED = N_("Cochez cette case pour accepter le devis.")
CERTIFICATION = N_(
    "Je soussigné(e), signataire de ce devis, certifie, en qualité de preneur de la prestation, "
    "que les travaux réalisés concernent des locaux à usage d’habitation achevés depuis plus de "
    "deux ans et qu’ils n’ont pas eu pour effet, sur une période de deux ans au plus, de "
    "concourir à la production d’un immeuble neuf au sens du 2° du 2 du I de l’article 257 du "
    "CGI, ni d’entraîner une augmentation de la surface de plancher des locaux existants "
    "supérieure à 10 %."
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A box to tick before a quote can be accepted."""

    key: str
    text: str


def sentences_to_tick(
    lines: Iterable[QuoteLine], kind: CustomerKind, *, is_certified: bool
) -> tuple[Sentence, ...]:
    """Return the boxes of this quote: agreement, no withdrawal, certification of the works."""
    found = [Sentence("agreed", GOOD_FOR)]
    is_consumer = kind in (CustomerKind.CONSUMER, CustomerKind.ASSOCIATION)
    if is_consumer and any(line.is_made_to_measure for line in lines):
        found.append(Sentence("made_to_measure", MADE_TO_MEASURE))
    if is_certified:
        found.append(Sentence("certified", CERTIFICATION))
    return tuple(found)


def check_ticked(wanted: Iterable[Sentence], ticked: Iterable[str]) -> None:
    """Refuse when a box was left empty, beside that box."""
    given = set(ticked)
    for sentence in wanted:
        if sentence.key not in given:
            raise Refusal(NOT_TICKED, field=sentence.key)
