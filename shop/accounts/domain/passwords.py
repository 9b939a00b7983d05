"""What a password must be (CNIL, délibération 2022-100: length, kinds, and tries slowed down)."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

SHORTEST = 12
PASSPHRASE = 14
LONGEST = 200
KINDS_ASKED = 3
FEWEST_CHARACTERS = 5
_KINDS = (r"[a-zà-öø-ÿ]", r"[A-ZÀ-ÖØ-Þ]", r"\d", r"[^\w\s]|_|\s")
_LOOKALIKES = str.maketrans("0134578@$!", "oieastbasi")


def refuse_weak_password(password: str, *, names: tuple[str, ...] = ()) -> None:
    """Refuse a password that is too short, too common, or made from the person's name.

    Twelve characters of three kinds, or fourteen of any: capitals, small letters, digits,
    signs. `names` are words the password may not hold: name and e-mail of the person.
    """
    if len(password) > LONGEST:
        raise _refusal(N_("Ce mot de passe est trop long : 200 caractères au plus."))
    if len(password) < SHORTEST or (len(password) < PASSPHRASE and _kinds(password) < KINDS_ASKED):
        raise _refusal(
            N_(
                "Choisissez 12 caractères avec des majuscules, des minuscules et des chiffres, "
                "ou une phrase de 14 caractères au moins."
            )
        )
    if _is_common(password):
        raise _refusal(N_("Ce mot de passe est trop facile à deviner. Choisissez une phrase."))
    if any(word in _plain(password) for word in _words(names)):
        raise _refusal(N_("Un mot de passe ne contient ni votre nom ni votre adresse."))


def _refusal(sentence: str) -> Refusal:
    return Refusal(sentence, field="password")


def _kinds(password: str) -> int:
    return sum(1 for kind in _KINDS if re.search(kind, password))


def _is_common(password: str) -> bool:
    """Tell whether little is left once repeated, sequential and well-known parts are taken out."""
    plain = _plain(password)
    if len(set(plain)) < FEWEST_CHARACTERS:
        return True
    letters = re.sub(r"[^a-z]", "", plain.translate(_LOOKALIKES))
    core = re.sub(r"[^a-z]", "", plain)
    return any(_is_made_of_common_words(word) for word in {letters, core})


def _is_made_of_common_words(word: str) -> bool:
    if not word:
        return True  # digits and signs only
    rest = word
    for common in _common_words():
        rest = rest.replace(common, "")
    return len(rest) <= 2


@cache
def _common_words() -> tuple[str, ...]:
    text = files("shop.accounts").joinpath("data/common_passwords.txt").read_text("utf-8")
    return tuple(sorted(text.split(), key=len, reverse=True))


def _words(names: tuple[str, ...]) -> set[str]:
    return {
        word for name in names for word in re.split(r"[^a-z0-9]+", _plain(name)) if len(word) > 3
    }


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
