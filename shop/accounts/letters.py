"""How many e-mails passers-by may have sent to one address: nobody's mailbox is flooded here."""

from datetime import timedelta

from shop.accounts.domain.throttling import LETTERS
from shop.accounts.sign_in import spend_try
from shop.db import Scope
from shop.kernel.actor import Role
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token

PASSERS_BY = frozenset({Role.ANONYMOUS, Role.CUSTOMER})


def may_send_letter(scope: Scope, email: str) -> bool:
    """Count one e-mail a passer-by has sent to an address; False when there were too many.

    Only the hash of the address is kept. The school itself writes as much as it needs.
    """
    if scope.actor.role not in PASSERS_BY:
        return True
    key = f"letters:{hash_token(email.strip().lower())[:40]}"
    return spend_try(scope, {key: LETTERS}) == timedelta(0)


def refuse_flood(scope: Scope, email: str) -> None:
    """Refuse, in words, an act that would send one e-mail too many to an address."""
    if not may_send_letter(scope, email):
        raise Refusal(
            N_("Cette adresse a reçu beaucoup de messages de notre part. Réessayez plus tard."),
            field="email",
        )
