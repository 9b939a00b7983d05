"""Numbered receipts: written once, kept as bytes, shown on the page of the order."""

from collections.abc import Callable, Mapping
from typing import Any

from shop.db import Scope
from shop.documents.pdf import render_pdf
from shop.files.domain import Purpose
from shop.files.gateway import FileStore
from shop.files.services import store_file
from shop.kernel.clock import in_paris
from shop.kernel.money import Money
from shop.orders.access import add_document
from shop.orders.domain import OrderView
from shop.orders.life import lock_order
from shop.payments.domain.ledger import Balance, PaymentView
from shop.payments.events import ReceiptIssued
from shop.payments.models import Receipt
from shop.payments.queries import balance_of, find_receipt, get_payment
from shop.school.domain.identity import SchoolIdentity
from shop.school.queries import get_identity
from shop.school.services import next_reference

PREFIX = "RC"
MEANS = {
    "card": "carte bancaire",
    "transfer": "virement",
    "cash": "espèces",
    "cheque": "chèque",
    "demo": "paiement de démonstration",
}


def issue_receipt_with(store: FileStore) -> Callable[[Scope, Mapping[str, Any]], None]:
    """Return the task handler that writes the receipt of a payment, once."""

    def issue_receipt(scope: Scope, payload: Mapping[str, Any]) -> None:
        payment = get_payment(scope.session, payload["payment_id"])
        order = lock_order(scope, payment.order_id)
        if find_receipt(scope.session, payment.id) is None:
            _write(scope, store, payment, order)

    return issue_receipt


def _write(scope: Scope, store: FileStore, payment: PaymentView, order: OrderView) -> None:
    reference = next_reference(scope, PREFIX)
    seller = get_identity(scope.session)
    data = receipt_data(reference, payment, order, balance_of(scope.session, order.id), seller)
    file = store_file(
        scope,
        store,
        render_pdf("receipt", data, made_at=payment.received_at),
        name=f"{reference}.pdf",
        media_type="application/pdf",
        purpose=Purpose.RECEIPT_PDF,
    )
    scope.session.add(
        Receipt(payment_id=payment.id, reference=reference, file_id=file.id, issued_at=scope.now)
    )
    add_document(scope, order.id, file_id=file.id, kind="receipt", label=reference)
    scope.announce(ReceiptIssued(order.id, payment.id))


def receipt_data(
    reference: str,
    payment: PaymentView,
    order: OrderView,
    balance: Balance,
    seller: SchoolIdentity,
) -> dict[str, Any]:
    """Return what the template of the receipt writes: plain texts, amounts in French."""
    customer = order.customer
    return {
        "reference": reference,
        "order_reference": order.reference,
        "received_on": f"{in_paris(payment.received_at):%d/%m/%Y}",
        "amount": _euros(payment.amount),
        "means": MEANS[payment.provider],
        "is_demo": payment.provider == "demo",
        "asked": _euros(balance.asked),
        "paid": _euros(balance.paid),
        "due": _euros(balance.due),
        "seller": {
            "name": seller.brand,
            "legal": " – ".join(filter(None, (seller.legal_name, seller.legal_form))),
            "address": list(seller.address_lines),
            "siret": seller.siret,
            "vat": seller.vat_number,
            "phone": seller.phone,
            "email": seller.email,
        },
        "customer": {
            "name": customer.title,
            "address": [
                *customer.address_lines,
                *filter(None, [f"{customer.postcode} {customer.city}".strip()]),
            ],
        },
        "lines": [
            {"label": line.label.fr, "quantity": line.quantity, "gross": _euros(line.priced.gross)}
            for line in order.lines
        ],
    }


def _euros(amount: Money) -> str:
    whole = f"{amount.euros:,.2f}".replace(",", "\u00a0").replace(".", ",")
    return f"{whole}\u00a0€"
