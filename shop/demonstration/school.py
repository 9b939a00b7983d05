"""The school of the demonstration: real in kind, invented in every number."""

from datetime import date, time

from shop.db import Scope
from shop.school.domain.hours import DayHours, Span
from shop.school.domain.identity import SchoolIdentity
from shop.school.domain.law import LegalParam
from shop.school.domain.publication import PublicationCheck
from shop.school.domain.vat import VatChoice, VatRegime
from shop.school.queries import find_identity
from shop.school.services import (
    add_legal_param,
    choose_vat_regime,
    confirm_publication_check,
    load_legal_params,
    save_identity,
    save_opening_hours,
)
from shop.storefront.portrait import SALES_SHARE, WORK_SHARE

# Numbers are valid in form and belong to nobody; 03 53 01 is a range kept for fiction.
IDENTITY = SchoolIdentity(
    brand="Juralternance",
    legal_name="ECCOFOR",
    legal_form="Association loi 1901",
    street="12 rue de l’Atelier",
    postcode="39100",
    city="Dole",
    siren="732829320",
    siret="73282932000074",
    rna="W391000000",
    vat_number="FR44732829320",
    phone="03 53 01 12 39",
    email="accueil@juralternance.example.org",
    publication_director="Claire Vuillemin, directrice",
    host_name="Hébergeur de la démonstration",
    host_address="1 rue de l’Exemple, 39100 Dole",
    host_phone="03 53 01 12 40",
    mediator_name="Médiateur de la démonstration",
    mediator_address="2 rue de l’Exemple, 39100 Dole",
    mediator_url="https://mediateur.example.org",
    insurer="Assureur de la démonstration, 3 rue de l’Exemple, 39100 Dole",
    insurance_contract="DEMO-2026-001",
    eco_register="FR000000_04DEMO",
    terms_version="2026-11",
    iban="FR1420041010050500013M02606",
    bic="PSSTFRPPDIJ",
)
MORNING = Span(time(8), time(12))
AFTERNOON = Span(time(13, 30), time(17))
FIGURES = (
    (SALES_SHARE, "École : part des ventes dans le fonctionnement", "60"),
    (WORK_SHARE, "École : élèves en emploi ou en formation ensuite", "80"),
)
CHOSEN_BY = "Nathalie Perrin, comptable"


def seed_school(scope: Scope) -> None:
    """Write who sells, when it is open and under which law; does nothing a second time."""
    load_legal_params(scope)
    if find_identity(scope.session) is not None:
        return
    save_identity(scope, IDENTITY, version=0)
    save_opening_hours(scope, _hours())
    choose_vat_regime(
        scope,
        VatChoice(regime=VatRegime.STANDARD, valid_from=date(2026, 1, 1), chosen_by=CHOSEN_BY),
    )
    _write_figures(scope)
    for check in PublicationCheck:
        if check is not PublicationCheck.SAFETY_FILES:  # one point stays open, to be seen
            confirm_publication_check(scope, check, name=IDENTITY.publication_director)


def _write_figures(scope: Scope) -> None:
    """Write what the public page of the school tells of itself."""
    for key, label, value in FIGURES:
        add_legal_param(
            scope,
            LegalParam(
                key=key,
                label=label,
                value=value,
                unit="%",
                valid_from=date(2026, 9, 1),
                source="Rapport d’activité de l’école",
            ),
        )


def _hours() -> list[DayHours]:
    week = [DayHours(None, day, (MORNING, AFTERNOON)) for day in range(4)]
    return [*week, DayHours(None, 4, (MORNING, Span(time(13, 30), time(16))))]
