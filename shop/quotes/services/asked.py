"""Say again the product and the price somebody saw before asking for a quote."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from shop.configurations.domain.wishes import SavedConfiguration
from shop.configurations.queries import find_configuration
from shop.configurations.services import preview
from shop.kernel.clock import paris_day
from shop.quotes.domain.asked import HANDOVER_OF, KIND_OF, ORGANISATIONS, Asked, AskedProduct


def product_of(session: Session, asked: Asked) -> AskedProduct | None:
    """Return what a request asks for at the price of its day; None when it was told in words."""
    saved = find_configuration(session, asked.code) if asked.code else None
    if saved is None:
        return None
    shown = product_shown(session, saved, paris_day(asked.received_at))
    if shown is None:
        return None
    is_changed = asked.handover is not HANDOVER_OF[saved.wish.spec.handover]
    return replace(shown, has_tax=asked.kind not in ORGANISATIONS, is_changed=is_changed)


def product_shown(session: Session, saved: SavedConfiguration, on: date) -> AskedProduct | None:
    """Return a configuration at the price of a day; None when it has none that day."""
    seen = preview(session, saved.wish, on)
    if seen.result is None or seen.price is None:
        return None
    return AskedProduct(
        code=saved.code,
        title=seen.result.title,
        price=seen.price,
        has_tax=KIND_OF[saved.wish.audience] not in ORGANISATIONS,
    )
