"""Use cases of the workshop's tablets: made known by an adult, seen, withdrawn."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from shop.accounts.models import SignIn, Staff, WorkshopTablet
from shop.accounts.services import record_act
from shop.db import Scope, lock
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token

SAME_GESTURE = timedelta(minutes=1)


def enrol_tablet(scope: Scope, name: str) -> str:
    """Make a device known; return its secret key, which only the device keeps.

    The same name within a minute is the same gesture, clicked twice: one tablet, whose last
    key counts.
    """
    key = secrets.token_urlsafe(24)
    if scope.actor.account_id is not None:
        lock(scope.session, Staff, scope.actor.account_id)
    just_now = scope.session.scalar(
        select(WorkshopTablet).where(
            WorkshopTablet.name == name,
            WorkshopTablet.withdrawn_at.is_(None),
            WorkshopTablet.enrolled_at > scope.now - SAME_GESTURE,
        )
    )
    if just_now:
        just_now.key_hash = hash_token(key)
        return key
    scope.session.add(
        WorkshopTablet(
            key_hash=hash_token(key),
            name=name,
            enrolled_at=scope.now,
            seen_on=paris_day(scope.now),
        )
    )
    record_act(scope, "tablet.enrolled", name)
    return key


def withdraw_tablet(scope: Scope, tablet_id: int) -> None:
    """Make a device unknown again, lost or sold, and sign out the students on it; twice is as
    good as once.
    """
    row = scope.session.get(WorkshopTablet, tablet_id)
    if row is None:
        raise NotFound(N_("Cette tablette n’existe pas."))
    if row.withdrawn_at is None:
        row.withdrawn_at = scope.now
        scope.session.execute(
            update(SignIn)
            .where(SignIn.tablet_id == tablet_id, SignIn.ended_at.is_(None))
            .values(ended_at=scope.now)
        )
        record_act(scope, "tablet.withdrawn", row.name)


def note_tablet_seen(scope: Scope, tablet_id: int) -> None:
    """Keep the day of the last use, so that a forgotten device can be told."""
    scope.session.get_one(WorkshopTablet, tablet_id).seen_on = paris_day(scope.now)
