"""Frameworks and what they promise."""

import pytest

from shop.curriculum.domain.frameworks import (
    Competency,
    describe_competencies,
    find_competency,
    get_framework,
    list_frameworks,
)
from shop.kernel.refusals import NotFound


def test_frameworks_say_whether_they_were_checked():
    assert {found.code: found.verified for found in list_frameworks()} == {
        "CAP-CIP-2012": True,
        "TP-METALLIER-2013": True,
        "TP-MRA": True,
        "RNQSA-OSSR-2002": True,
        "CAP-METALLIER-2021": False,
        "CAP-SERR-MET-2002": False,
        "CAP-MV-2014": False,
        "CAP-MV-2025": False,
        "CQP-OMPVI": False,
        "CQP-MMA-RNCP36994": False,
        "CAP-MATHS-2019": True,
        "CAP-MATHS-2019-MODULES": False,
        "CAP-PC-2019": False,
        "CAP-PSE-2019": True,
        "CAP-FRANCAIS-2019": True,
        "CAP-CHEF-OEUVRE": True,
        "JA-MET": False,
        "JA-PNE": False,
        "JA-TRANS": False,
    }


def test_a_competency_carries_its_framework_and_block():
    assert find_competency("MET-C1") == Competency(
        code="MET-C1",
        statement="Contrôler les cotes, l'équerrage, l'aspect",
        framework="JA-MET",
        block="MET-C",
        verified=False,
    )


def test_a_programme_coded_by_blocks_is_found_too():
    found = find_competency("PC-PRE")

    assert found is not None
    assert (found.statement, found.framework) == ("Pression", "CAP-PC-2019")


def test_unknown_codes_are_left_out():
    found = describe_competencies(["TPM-1.3", "NOPE", "JA-COM"])

    assert [competency.code for competency in found] == ["TPM-1.3", "JA-COM"]


def test_a_verified_framework_holds_only_verified_competencies():
    doubtful = [
        (framework.code, competency.code)
        for framework in list_frameworks()
        if framework.verified
        for competency in framework.competencies()
        if not competency.verified
    ]

    assert doubtful == []


def test_an_unknown_framework_is_not_found():
    assert get_framework("JA-MET").title.startswith("Grille d'atelier")
    with pytest.raises(NotFound):
        get_framework("CAP-BOULANGER")
