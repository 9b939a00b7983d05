"""Private links to a quote: hashed, expiring, renewable."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from shop.accounts.letters import may_send_letter
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.tokens import hash_token
from shop.quotes.events import QuoteLinkAsked
from shop.quotes.models import QuoteLink
from shop.quotes.queries import get_request_of_quote, quote_of_old_link
from shop.school.queries import law_value

FORGET_LINKS = "quotes.forget_links"
OLD_LINK_KEPT = timedelta(days=365)


def issue_link(scope: Scope, quote_id: int) -> str:
    """Make a private link to a quote and return its token, which is nowhere stored."""
    token = secrets.token_urlsafe(24)
    days = int(law_value(scope.session, "quote_validity_days", paris_day(scope.now)))
    scope.session.add(
        QuoteLink(
            quote_id=quote_id,
            token_hash=hash_token(token),
            # One day more: the link still opens on the whole last day of the offer.
            expires_at=scope.now + timedelta(days=days + 1),
        )
    )
    scope.session.flush()
    return token


def forget_links(scope: Scope, _: Mapping[str, Any]) -> None:
    """Delete links that ended a year ago; until then an old one can still ask for a fresh one."""
    scope.session.execute(delete(QuoteLink).where(QuoteLink.expires_at < scope.now - OLD_LINK_KEPT))


def ask_fresh_link(scope: Scope, token: str) -> None:
    """Send a fresh link to the address the quote knows; an unknown token does nothing.

    Asked for again and again, it stops: an old link must not flood a mailbox.
    """
    quote_id = quote_of_old_link(scope.session, token)
    if quote_id is None:
        return
    request = get_request_of_quote(scope.session, quote_id)
    if may_send_letter(scope, request.customer.email):
        scope.announce(QuoteLinkAsked(request.id))
