"""What the office sees of money: what to look at, to match, to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from shop.kernel.text import N_
from shop.payments.domain.attempts import AttemptView
from shop.payments.domain.ledger import CheckKind, CheckView, PaymentView
from shop.payments.domain.transfers import BankLineView
from shop.payments.queries import (
    list_bank_lines_to_match,
    list_checks,
    list_latest_payments,
    list_open_attempts,
    webhooks_are_silent,
)

STILL_PAYING = timedelta(minutes=40)

CHECK_SENTENCES: Mapping[CheckKind, str] = {
    CheckKind.LATE: N_("Argent arrivé pour une commande terminée ou une place perdue."),
    CheckKind.TOO_MUCH: N_("Le client a payé plus que la commande : rendez la différence."),
    CheckKind.OTHER_AMOUNT: N_("Le montant reçu n’est pas celui qui était demandé."),
    CheckKind.NO_ORDER: N_("Argent reçu par carte sans commande connue."),
    CheckKind.DISPUTE: N_("Le client conteste ce paiement auprès de sa banque : répondez à temps."),
    CheckKind.REFUND_FAILED: N_("Un remboursement par carte a échoué : rendez l’argent autrement."),
    CheckKind.REFUND_BY_HAND: N_("À rembourser par virement ou au guichet, puis à noter ici."),
    CheckKind.CANCELLED_PAID: N_(
        "Commande annulée avec de l’argent dessus : décidez ce qui est rendu."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPage:
    """Everything the page shows, each list oldest first."""

    checks: list[CheckView]
    bank_lines: list[BankLineView]
    open_attempts: list[tuple[str, AttemptView]]
    is_silent: bool
    latest: list[tuple[str, PaymentView]]


def show_money(session: Session, now: datetime) -> MoneyPage:
    """Gather the page; a payment page counts as forgotten once its time is over."""
    return MoneyPage(
        checks=list_checks(session),
        bank_lines=list_bank_lines_to_match(session),
        open_attempts=list_open_attempts(session, now - STILL_PAYING),
        is_silent=webhooks_are_silent(session, now),
        latest=list_latest_payments(session),
    )
