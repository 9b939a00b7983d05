"""Passwords: long enough, of enough kinds, neither common nor made of one's name."""

import pytest

from shop.accounts.domain.passwords import refuse_weak_password
from shop.kernel.refusals import Refusal

TOO_SHORT = "Choisissez 12 caractères"
TOO_COMMON = "trop facile à deviner"
HOLDS_NAME = "ne contient ni votre nom"


@pytest.mark.parametrize(
    "password",
    [
        "un portail bien droit",
        "Rivière-Bleue9",
        "Xk7?mQ2vLp4w",
        "quatorzelettres",
        "écrou boulon rondelle",
    ],
)
def test_a_long_or_varied_password_is_accepted(password: str) -> None:
    refuse_weak_password(password, names=("Camille Roux", "camille@example.org"))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", TOO_SHORT),
        ("Xk7?mQ2vLp4", TOO_SHORT),
        ("deuxsortes12", TOO_SHORT),
        ("azertyuiop1234", TOO_COMMON),
        ("MotDePasse2026!", TOO_COMMON),
        ("M0td3P@sse2026", TOO_COMMON),
        ("passwordpassword", TOO_COMMON),
        ("Juralternance39!", TOO_COMMON),
        ("aaaaaaaaaaaaaaaa", TOO_COMMON),
        ("123456789012345", TOO_COMMON),
        ("abababababababab", TOO_COMMON),
        ("camille va au marché", HOLDS_NAME),
        ("Le grand CAMILLE 39", HOLDS_NAME),
        ("x" * 201, "trop long"),
    ],
)
def test_a_weak_password_is_refused_in_words(password: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        refuse_weak_password(password, names=("Camille Roux", "camille@example.org"))

    assert refused.value.field == "password"


def test_short_words_of_a_name_are_left_alone() -> None:
    refuse_weak_password("un roi sans royaume", names=("Guy Roi", "roi@example.org"))
