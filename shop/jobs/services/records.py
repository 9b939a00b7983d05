"""Loads cards to change them and keeps the projection of their state true."""

from shop.db import Scope, lock
from shop.jobs.models import JobCard
from shop.jobs.queries.bench import read_bench
from shop.kernel.refusals import Stale
from shop.kernel.text import N_

STALE = N_("Quelqu’un a changé cette fiche entre-temps. Relisez-la et recommencez.")


def take_card(scope: Scope, card_id: int, *, seen_version: int | None = None) -> JobCard:
    """Lock a card and read it afresh; Stale when it is not as the page showed it."""
    card = lock(scope.session, JobCard, card_id)
    if seen_version is not None and card.version != seen_version:
        raise Stale(STALE)
    return card


def holder_key(card_id: int) -> str:
    """Return the name under which a card holds hours of the calendar."""
    return f"card:{card_id}"


def joint_holder_key(joint_id: int) -> str:
    """Return the name under which a joint plan of the saw holds offcuts."""
    return f"cut:{joint_id}"


def project_state(scope: Scope, card: JobCard) -> None:
    """Write the derived state beside the card, for lists; every act on a card ends here."""
    scope.session.flush()
    card.state = read_bench(scope.session, card).state
    scope.session.flush()
