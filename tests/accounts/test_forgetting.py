"""What signing in leaves behind is forgotten; what is running stays."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from shop.accounts.domain.signing import Account, Kind
from shop.accounts.domain.throttling import ADDRESS
from shop.accounts.forgetting import forget_access
from shop.accounts.models import SignIn, SignInLink, Throttle
from shop.accounts.sign_in import end_sign_in, spend_try, start_sign_in
from shop.db import Scope
from tests.builders.accounts import build_staff


def test_old_links_tries_and_ended_sign_ins_go_and_the_others_stay(scope: Scope) -> None:
    account = Account(Kind.STAFF, build_staff(scope.session).id)
    for at in (scope.now - timedelta(days=120), scope.now):
        then = replace(scope, now=at)
        end_sign_in(then, start_sign_in(then, account))
        start_sign_in(then, account)
        spend_try(then, {f"address:{at:%Y%m%d}": ADDRESS})
        scope.session.add(
            SignInLink(
                token_hash=f"{at:%Y%m%d}", purpose="enter", email="a@example.org", expires_at=at
            )
        )
    scope.session.flush()

    forget_access(scope, {})

    old, new = (f"{at:%Y%m%d}" for at in (scope.now - timedelta(days=120), scope.now))
    links = set(scope.session.scalars(select(SignInLink.token_hash)))
    tries = set(scope.session.scalars(select(Throttle.key)))
    started = sorted(scope.session.scalars(select(SignIn.started_at)))
    assert (old in links, new in links) == (False, True)
    assert (f"address:{old}" in tries, f"address:{new}" in tries) == (False, True)
    assert started == [scope.now - timedelta(days=120), scope.now, scope.now]
