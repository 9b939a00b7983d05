"""The hours of the workshop that a card holds, from the day its order is accepted."""

from shop.db import Scope
from shop.jobs.domain.content import CardContent
from shop.jobs.domain.load import hours_needed
from shop.jobs.models import JobCard
from shop.jobs.services.records import holder_key
from shop.kernel.actor import Section
from shop.planning.services.load import reserve_hours, spread_hours


def hold_hours(scope: Scope, card: JobCard) -> None:
    """Promise the hours of a card in its week; without one, in the first weeks with room."""
    hours = hours_needed(CardContent.from_data(card.draft))
    section = Section(card.section)
    if card.week is None:
        spread_hours(scope, holder_key(card.id), section, hours)
    else:
        reserve_hours(scope, holder_key(card.id), section, card.week, hours)
