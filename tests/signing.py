"""Browsers that are signed in, for tests of pages."""

import secrets
from hashlib import sha1

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from shop.accounts.domain.signing import Account, Kind, read_account
from shop.accounts.login import TABLET_COOKIE
from shop.accounts.sign_in import start_sign_in
from shop.db import db, writing_scope
from shop.kernel.actor import Role
from shop.kernel.events import Bus
from shop.web.scope import now
from tests.builders.accounts import build_person, build_workshop_tablet


def sign_in_as(app: Flask, who: Role | str) -> FlaskClient:
    """Return a browser signed in as somebody of this role, or as an account such as `staff:3`.

    It sends the token of signed-in forms by itself. Commit the session of `scope` first.
    """
    with app.app_context(), writing_scope(db.session(), Bus(), now=now()) as scope:
        raw = build_person(scope.session, who) if isinstance(who, Role) else who
        account = read_account(raw)
        assert account is not None
        key = start_sign_in(scope, account)
    return _browser(app, account, key)


def open_tablet(app: Flask, key: str = "tablet") -> FlaskClient:
    """Return a browser that is a tablet of the workshop, made known under this key."""
    with app.app_context(), writing_scope(db.session(), Bus(), now=now()) as scope:
        build_workshop_tablet(scope.session, key=key, name=key)
    client = app.test_client()
    client.set_cookie(TABLET_COOKIE, key)
    return client


def _browser(app: Flask, account: Account, key: str) -> FlaskClient:
    client = app.test_client()
    raw_token = sha1(secrets.token_bytes(16), usedforsecurity=False).hexdigest()
    path = "/compte" if account.kind is Kind.CUSTOMER else "/ecole/"
    with client.session_transaction(path) as session:
        session.update(_user_id=str(account), key=key, csrf_token=raw_token)
    signer = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token")
    client.environ_base["HTTP_X_CSRF_TOKEN"] = signer.dumps(raw_token)
    return client
