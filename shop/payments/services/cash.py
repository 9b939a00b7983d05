"""Money given by hand at the office."""

from datetime import datetime

from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.life import lock_order
from shop.payments.domain.ledger import Provider
from shop.payments.queries import cash_received
from shop.payments.services.ledger import record_payment
from shop.school.queries import law_value

CASH_LIMIT = "cash_limit_resident"


def record_by_hand(
    scope: Scope,
    order_id: int,
    *,
    provider: Provider,
    amount: Money,
    received_at: datetime,
    one_time_key: str,
) -> None:
    """Write coins, notes or a cheque received at the office; the same form counts once.

    Coins and notes have a legal limit for one sale (art. L112-6 CMF): more is refused,
    because the person is still at the desk.
    """
    if provider not in {Provider.CASH, Provider.CHEQUE}:
        raise Refusal(N_("Choisissez espèces ou chèque."), field="provider")
    if amount <= ZERO:
        raise Refusal(N_("Écrivez un montant au-dessus de zéro."), field="amount")
    lock_order(scope, order_id)
    if provider is Provider.CASH:
        limit = Money.from_euros(law_value(scope.session, CASH_LIMIT, paris_day(scope.now)))
        if cash_received(scope.session, order_id, except_ref=one_time_key) + amount > limit:
            raise Refusal(
                N_("La loi limite les espèces à %(limit)s € par vente : prenez un chèque."),
                field="amount",
                limit=f"{limit.euros:.0f}",
            )
    record_payment(
        scope,
        order_id=order_id,
        provider=provider,
        external_ref=one_time_key,
        amount=amount,
        received_at=received_at,
    )
