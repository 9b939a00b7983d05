"""The gate of publication: what is missing before the shop may take real money."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from shop.kernel.text import N_
from shop.school.domain.identity import SchoolIdentity


class PublicationCheck(StrEnum):
    """What a named person must have seen with their own eyes."""

    LEGAL_NOTICES = "legal_notices"
    WITHDRAWAL = "withdrawal"
    PRODUCT_SAFETY = "product_safety"
    TYRE_PRICES = "tyre_prices"
    SAFETY_FILES = "safety_files"


CHECK_SENTENCES = {
    PublicationCheck.LEGAL_NOTICES: N_("Les mentions légales et les conditions ont été relues."),
    PublicationCheck.WITHDRAWAL: N_("La page de rétractation a été essayée sans compte."),
    PublicationCheck.PRODUCT_SAFETY: N_(
        "Le fabricant, son adresse et les avertissements figurent sur chaque produit."
    ),
    PublicationCheck.TYRE_PRICES: N_("Les prix des prestations pneus sont affichés à l’accueil."),
    PublicationCheck.SAFETY_FILES: N_(
        "Le maître d’atelier a signé le dossier de sécurité de chaque famille."
    ),
}

IDENTITY_GAPS = {
    "legal_name": N_("Indiquez le nom officiel de l’école."),
    "legal_form": N_("Indiquez la forme juridique."),
    "street": N_("Indiquez l’adresse du siège."),
    "postcode": N_("Indiquez le code postal."),
    "city": N_("Indiquez la ville."),
    "siren": N_("Indiquez le numéro SIREN."),
    "siret": N_("Indiquez le numéro SIRET."),
    "phone": N_("Indiquez le téléphone de l’école."),
    "email": N_("Indiquez l’adresse e-mail de l’école."),
    "publication_director": N_("Nommez la personne qui dirige la publication du site."),
    "host_name": N_("Nommez l’hébergeur du site."),
    "host_address": N_("Indiquez l’adresse de l’hébergeur."),
    "host_phone": N_("Indiquez le téléphone de l’hébergeur."),
    "mediator_name": N_("Nommez le médiateur de la consommation."),
    "mediator_address": N_("Indiquez l’adresse du médiateur de la consommation."),
    "mediator_url": N_("Indiquez le site du médiateur de la consommation."),
    "eco_register": N_("Indiquez l’identifiant unique d’éco-contribution (IDU)."),
    "terms_version": N_("Indiquez la version des conditions générales de vente."),
    "insurer": N_("Indiquez l’assureur."),
    "insurance_contract": N_("Indiquez le numéro du contrat d’assurance."),
}
FITTING_GAPS = {
    "insurance_territory": N_("Indiquez le territoire couvert par l’assurance décennale."),
    "insurance_activities": N_("Indiquez les activités couvertes par l’assurance décennale."),
}


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the gate looks at."""

    identity: SchoolIdentity | None
    has_vat_regime: bool
    charges_vat: bool
    confirmed: frozenset[PublicationCheck]


def list_gaps(facts: PublicationFacts) -> list[str]:
    """Return one sentence for each thing that is missing; none means that the gate is open."""
    return [*_identity_gaps(facts), *_vat_gaps(facts), *_check_gaps(facts)]


def _identity_gaps(facts: PublicationFacts) -> Iterator[str]:
    if facts.identity is None:
        yield N_("Remplissez l’identité de l’école.")
        return
    asked = IDENTITY_GAPS | (FITTING_GAPS if facts.identity.sells_fitting else {})
    yield from (text for name, text in asked.items() if not getattr(facts.identity, name))


def _vat_gaps(facts: PublicationFacts) -> Iterator[str]:
    if not facts.has_vat_regime:
        yield N_("Choisissez le régime de TVA, avec le nom de la personne qui en décide.")
    elif facts.charges_vat and facts.identity and not facts.identity.vat_number:
        yield N_("Indiquez le numéro de TVA.")


def _check_gaps(facts: PublicationFacts) -> Iterator[str]:
    missing = [check for check in PublicationCheck if check not in facts.confirmed]
    yield from (CHECK_GAPS[check] for check in missing)


CHECK_GAPS = {
    PublicationCheck.LEGAL_NOTICES: N_(
        "Faites relire les mentions légales et les conditions générales."
    ),
    PublicationCheck.WITHDRAWAL: N_("Essayez la page de rétractation sans compte."),
    PublicationCheck.PRODUCT_SAFETY: N_(
        "Vérifiez le fabricant et les avertissements sur chaque produit."
    ),
    PublicationCheck.TYRE_PRICES: N_("Affichez à l’accueil les prix des prestations pneus."),
    PublicationCheck.SAFETY_FILES: N_(
        "Faites signer le dossier de sécurité de chaque famille par le maître d’atelier."
    ),
}
