"""Checks of official numbers, by python-stdnum: nothing is looked up on line."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from stdnum import bic, iban
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret, tva

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.school.domain.identity import SchoolIdentity

RNA = re.compile(r"^W\d[0-9A-Z]\d{7}$")


def _validate_rna(number: str) -> str:
    compact = re.sub(r"[\s.-]", "", number).upper()
    if not RNA.match(compact):
        raise ValidationError
    return compact


CHECKS: dict[str, tuple[Callable[[str], str], str]] = {
    "siren": (siren.validate, N_("Ce numéro SIREN n’est pas juste : il a 9 chiffres.")),
    "siret": (siret.validate, N_("Ce numéro SIRET n’est pas juste : il a 14 chiffres.")),
    "rna": (_validate_rna, N_("Un numéro RNA s’écrit W suivi de 9 caractères.")),
    "vat_number": (tva.validate, N_("Ce numéro de TVA n’est pas juste : il commence par FR.")),
    "iban": (iban.validate, N_("Cet IBAN n’est pas juste : vérifiez chaque caractère.")),
    "bic": (bic.validate, N_("Ce code BIC n’est pas juste : il a 8 ou 11 caractères.")),
}


def with_checked_numbers(identity: SchoolIdentity) -> SchoolIdentity:
    """Return the identity with its numbers compacted; Refusal beside the first wrong one."""
    checked: dict[str, Any] = {}
    for name, (validate, sentence) in CHECKS.items():
        number = getattr(identity, name)
        if number:
            checked[name] = _compact(name, number, validate, sentence)
    return _with_vat_prefix(replace(identity, **checked))


def _compact(name: str, number: str, validate: Callable[[str], str], sentence: str) -> str:
    try:
        return str(validate(number))
    except ValidationError:
        raise Refusal(sentence, field=name) from None


def _with_vat_prefix(identity: SchoolIdentity) -> SchoolIdentity:
    """stdnum gives the French number without its country."""
    number = identity.vat_number
    if number and not number.startswith("FR"):
        return replace(identity, vat_number=f"FR{number}")
    return identity
