"""What the school sets about its orders: how a section takes them, what a delivery costs."""

from datetime import date
from decimal import Decimal

from sqlalchemy import delete

from shop.db import Scope
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_, Bilingual
from shop.orders.domain import Policy
from shop.orders.models import DeliveryRate, OrderPolicy


def set_policy(scope: Scope, policy: Policy, valid_from: date) -> None:
    """Set how a section takes orders from one day on; the same day is replaced."""
    if min(policy.purchase_days, policy.transfer_days, policy.unpaid_hours) < 1:
        raise Refusal(N_("Chaque délai est d’au moins 1."))
    scope.session.execute(
        delete(OrderPolicy).where(
            OrderPolicy.section == policy.section, OrderPolicy.valid_from == valid_from
        )
    )
    scope.session.add(
        OrderPolicy(
            section=policy.section,
            valid_from=valid_from,
            accepts_itself=policy.accepts_itself,
            purchase_days=policy.purchase_days,
            transfer_days=policy.transfer_days,
            unpaid_hours=policy.unpaid_hours,
        )
    )
    scope.session.flush()


def set_delivery_rate(
    scope: Scope,
    postcode_prefix: str,
    *,
    label: Bilingual,
    gross: Money,
    vat_rate: Decimal,
    valid_from: date,
) -> None:
    """Set what a delivery costs where postcodes begin so, from one day on."""
    if not postcode_prefix.isdecimal() or len(postcode_prefix) > 5:
        raise Refusal(N_("Écrivez le début d’un code postal, par exemple 39."))
    if gross < ZERO:
        raise Refusal(N_("Un prix de livraison n’est pas négatif."), field="gross")
    scope.session.execute(
        delete(DeliveryRate).where(
            DeliveryRate.postcode_prefix == postcode_prefix, DeliveryRate.valid_from == valid_from
        )
    )
    scope.session.add(
        DeliveryRate(
            postcode_prefix=postcode_prefix,
            label=label.to_data(),
            gross=gross,
            vat_rate=vat_rate,
            valid_from=valid_from,
        )
    )
    scope.session.flush()
