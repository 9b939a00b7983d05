"""What opens the page of an order: private links, and the documents shown on it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from shop.db import Scope
from shop.kernel.tokens import hash_token
from shop.notifications.queries import count_written_since
from shop.orders.events import OrderLinkAsked
from shop.orders.models import OrderDocument, OrderLink
from shop.orders.queries import get_order

FORGET_LINKS = "orders.forget_links"
LINK_LIFE = timedelta(days=60)
OLD_LINK_KEPT = timedelta(days=365)
A_WHILE, MOST_AT_ONCE = timedelta(minutes=5), 3
LINK_EMAIL = "orders/link"


def add_document(scope: Scope, order_id: int, *, file_id: int, kind: str, label: str) -> None:
    """Let the customer open a stored file from the page of the order."""
    scope.session.add(
        OrderDocument(
            order_id=order_id, file_id=file_id, kind=kind, label=label, added_at=scope.now
        )
    )
    scope.session.flush()


def issue_link(scope: Scope, order_id: int) -> str:
    """Make a private link to the page of an order and return its token."""
    token = secrets.token_urlsafe(24)
    scope.session.add(
        OrderLink(
            order_id=order_id,
            token_hash=hash_token(token),
            made_at=scope.now,
            expires_at=scope.now + LINK_LIFE,
        )
    )
    scope.session.flush()
    return token


def forget_links(scope: Scope, _: Mapping[str, Any]) -> None:
    """Delete links that ended a year ago; until then an old one can still ask for a fresh one."""
    scope.session.execute(delete(OrderLink).where(OrderLink.expires_at < scope.now - OLD_LINK_KEPT))


def ask_fresh_link(scope: Scope, order_id: int) -> None:
    """Send a fresh link to the address the order already knows, a few of them at most at once.

    Only links that were asked for count: who has just ordered may have lost the page.
    """
    address = get_order(scope.session, order_id).customer.email
    since = scope.now - A_WHILE
    if count_written_since(scope.session, address, LINK_EMAIL, since) < MOST_AT_ONCE:
        scope.announce(OrderLinkAsked(order_id))
