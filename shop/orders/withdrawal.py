"""What the law leaves a consumer after the order (art. L221-18 C. conso.)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from shop.catalogue.domain import Family
from shop.kernel.text import N_
from shop.orders.domain import CustomerKind, OrderView
from shop.school.queries import find_legal_param

# Associations get the kindness of consumers; the law covers them only in part.
WITHDRAWING = frozenset({CustomerKind.CONSUMER, CustomerKind.ASSOCIATION})
# art. L221-25 and L221-28, 1° C. conso.
EARLY_SERVICE = N_(
    "Je demande l’exécution avant la fin du délai de rétractation et je reconnais perdre ce droit"
    " une fois la prestation entièrement exécutée."
)


def withdrawal_days(session: Session, on: date) -> int | None:
    """Return how long a consumer may change their mind, None when the settings do not say."""
    found = find_legal_param(session, "withdrawal_days", on)
    return None if found is None else int(found.to_decimal())


def may_withdraw(order: OrderView, waivers: Iterable[str]) -> bool:
    """Tell whether the customer of an order still has a right to change their mind.

    `waivers` is how the sentence that gives it up may be written on the order.
    """
    exempt = all(line.withdrawal_exempt for line in order.root_lines)
    gave_up = any(sentence in order.agreed_sentences for sentence in waivers)
    return order.customer.kind in WITHDRAWING and not exempt and not gave_up


def is_service(order: OrderView) -> bool:
    """Tell whether the time to withdraw runs from the order: nothing is received from a service."""
    return all(line.family is Family.TYRES for line in order.root_lines)
