"""Forgets what signing in leaves behind: used links, old tries, sign-ins long over."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_

from shop.accounts.models import SignIn, SignInLink, Throttle
from shop.db import Scope

FORGET_ACCESS = "accounts.forget_access"
LINKS_KEPT = timedelta(days=30)
TRIES_KEPT = timedelta(days=30)
ENDED_KEPT = timedelta(days=90)
UNSEEN_KEPT = timedelta(days=400)  # longer than any sign-in lives


def forget_access(scope: Scope, _: Mapping[str, Any]) -> None:
    """Delete what no longer opens or slows anything down; a running sign-in is never touched."""
    now = scope.now
    scope.session.execute(delete(SignInLink).where(SignInLink.expires_at < now - LINKS_KEPT))
    scope.session.execute(
        delete(Throttle).where(
            or_(Throttle.last_at.is_(None), Throttle.last_at < now - TRIES_KEPT),
            or_(Throttle.blocked_until.is_(None), Throttle.blocked_until < now),
        )
    )
    scope.session.execute(
        delete(SignIn).where(
            or_(SignIn.ended_at < now - ENDED_KEPT, SignIn.last_seen_at < now - UNSEEN_KEPT)
        )
    )
