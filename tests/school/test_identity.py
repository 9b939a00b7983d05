"""Who sells: numbers checked, stale tabs told, gaps of publication named."""

from dataclasses import replace

import pytest
from flask import Flask

from shop.app import create_app
from shop.db import Scope
from shop.demonstration.school import IDENTITY, seed_school
from shop.kernel.refusals import NotFound, Refusal, Stale
from shop.school.domain.identity import SchoolIdentity
from shop.school.domain.publication import PublicationCheck, PublicationFacts, list_gaps
from shop.school.queries import (
    find_identity,
    get_identity,
    identity_version,
    list_opening_hours,
    publication_gaps,
)
from shop.school.services import (
    confirm_publication_check,
    save_identity,
    withdraw_publication_check,
)
from shop.settings import Settings, SettingsRefused
from tests.builders.school import build_publication_confirmation


def test_the_identity_is_given_back_as_it_was_saved(scope: Scope) -> None:
    save_identity(scope, IDENTITY, version=0)

    assert get_identity(scope.session) == IDENTITY
    assert IDENTITY.address_lines == ("12 rue de l’Atelier", "39100 Dole")


def test_without_identity_documents_are_refused_in_words(scope: Scope) -> None:
    assert find_identity(scope.session) is None
    with pytest.raises(NotFound, match="Remplissez d’abord l’identité"):
        get_identity(scope.session)


def test_numbers_are_kept_without_their_spaces(scope: Scope) -> None:
    typed = replace(
        IDENTITY,
        siren="732 829 320",
        siret="732 829 320 00074",
        vat_number="fr 44 732829320",
        iban="FR14 2004 1010 0505 0001 3M02 606",
        rna="w391000000",
    )

    save_identity(scope, typed, version=0)

    assert get_identity(scope.session) == IDENTITY


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("siren", "732829321"),
        ("siret", "73282932000075"),
        ("vat_number", "FR45732829320"),
        ("iban", "FR1420041010050500013M02607"),
        ("bic", "PSST"),
        ("rna", "391000000"),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(scope: Scope, field: str, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        save_identity(scope, replace(IDENTITY, **{field: typed}), version=0)

    assert refused.value.field == field
    assert find_identity(scope.session) is None


def test_a_stale_tab_is_told_and_overwrites_nothing(scope: Scope) -> None:
    save_identity(scope, IDENTITY, version=0)
    opened = identity_version(scope.session)
    save_identity(scope, replace(IDENTITY, phone="03 53 01 99 99"), version=opened)

    with pytest.raises(Stale):
        save_identity(scope, replace(IDENTITY, phone="03 53 01 00 00"), version=opened)

    assert get_identity(scope.session).phone == "03 53 01 99 99"


def test_the_demonstration_school_is_complete_but_for_one_point(scope: Scope) -> None:
    seed_school(scope)
    seed_school(scope)

    assert get_identity(scope.session) == IDENTITY
    assert len(list_opening_hours(scope.session)) == 7
    assert publication_gaps(scope.session) == [
        "Faites signer le dossier de sécurité de chaque famille par le maître d’atelier."
    ]


def test_confirming_twice_counts_once_and_can_be_taken_back(scope: Scope) -> None:
    seed_school(scope)
    for name in ("Claire", "Paul"):
        confirm_publication_check(scope, PublicationCheck.SAFETY_FILES, name=name)
    assert publication_gaps(scope.session) == []

    withdraw_publication_check(scope, PublicationCheck.SAFETY_FILES)

    assert len(publication_gaps(scope.session)) == 1


def test_a_confirmation_needs_a_name(scope: Scope) -> None:
    with pytest.raises(Refusal, match="Écrivez le nom"):
        confirm_publication_check(scope, PublicationCheck.WITHDRAWAL, name="")


def test_nothing_written_leaves_every_gap(scope: Scope) -> None:
    build_publication_confirmation(scope.session, check="withdrawal")

    gaps = publication_gaps(scope.session)

    assert gaps[:2] == [
        "Remplissez l’identité de l’école.",
        "Choisissez le régime de TVA, avec le nom de la personne qui en décide.",
    ]
    assert len(gaps) == 2 + len(PublicationCheck) - 1


def test_an_empty_identity_names_each_missing_mention() -> None:
    facts = PublicationFacts(
        identity=SchoolIdentity(brand="Juralternance", legal_name="ECCOFOR"),
        has_vat_regime=True,
        charges_vat=True,
        confirmed=frozenset(PublicationCheck),
    )

    gaps = list_gaps(facts)

    assert "Nommez le médiateur de la consommation." in gaps
    assert "Nommez l’hébergeur du site." in gaps
    assert "Indiquez le numéro de TVA." in gaps
    assert "Indiquez le nom officiel de l’école." not in gaps


def test_a_school_that_fits_needs_its_ten_year_insurance_described() -> None:
    facts = PublicationFacts(
        identity=replace(IDENTITY, sells_fitting=True),
        has_vat_regime=True,
        charges_vat=True,
        confirmed=frozenset(PublicationCheck),
    )

    assert list_gaps(facts) == [
        "Indiquez le territoire couvert par l’assurance décennale.",
        "Indiquez les activités couvertes par l’assurance décennale.",
    ]


def test_a_live_key_is_refused_while_something_is_missing(
    app: Flask, scope: Scope, settings: Settings
) -> None:
    live = replace(
        settings, demo=False, stripe_secret_key="sk_live_x", stripe_webhook_secret="whsec_x"
    )
    seed_school(scope)
    scope.session.commit()

    with pytest.raises(SettingsRefused, match="dossier de sécurité"):
        create_app(live)

    confirm_publication_check(scope, PublicationCheck.SAFETY_FILES, name="Paul")
    scope.session.commit()
    assert create_app(live).name == "shop"
