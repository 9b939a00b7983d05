"""Who is behind the cookie: Flask-Login set up for two sides, and the tries of secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import Flask, Response, current_app, flash, g, has_request_context, request, session
from flask import url_for as address_of
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug import wrappers

from shop.accounts.domain.people import TabletView
from shop.accounts.domain.signing import SEEN_EVERY, Account, Kind, read_account
from shop.accounts.domain.throttling import ADDRESS, DEVICE, Limit
from shop.accounts.gateway import matches
from shop.accounts.queries import actor_of, find_signed_in, find_tablet
from shop.accounts.sign_in import (
    end_sign_in,
    forgive_tries,
    give_back_try,
    mark_seen,
    spend_try,
    start_sign_in,
)
from shop.db import writing_scope
from shop.kernel.actor import ANONYMOUS, Actor
from shop.kernel.tokens import hash_token
from shop.settings import Settings
from shop.web import scope as request_scope
from shop.web.access import is_school_side
from shop.web.cookies import TwoCookies
from shop.web.scope import transactional

KEY = "key"
TABLET_COOKIE = "etabli_tablet"
TABLET_LIFE = timedelta(days=365)
Kept = tuple[Account, str | None] | None


class Person:
    """What Flask-Login asks of a user, around our actor."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, account: Account, actor: Actor) -> None:
        self.account = account
        self.actor = actor

    def get_id(self) -> str:
        return str(self.account)


class SchoolLogin(LoginManager):
    """Flask-Login without its "remember me" cookie: a sign-in is a row that can be ended."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a try gave: an account, a wait, or neither when the secret was wrong."""

    account: Account | None = None
    wait: timedelta = timedelta(0)

    @property
    def sentence(self) -> str:
        """Return what to tell the person who tried."""
        return wait_sentence(self.wait) if self.wait else ""


def prepare_login(app: Flask) -> None:
    """Set Flask-Login up and let every page know its actor."""
    manager = SchoolLogin()
    manager.session_protection = None  # telephones change address; sign-ins are rows
    manager.user_loader(load_person)
    manager.init_app(app, add_context_processor=False)
    app.extensions["actor_loader"] = load_actor
    app.extensions["sign_out_url"] = _sign_out_url


def load_actor() -> Actor:
    """Return who makes this request; a browser without our cookie costs no query."""
    if not has_request_context() or _cookie_name() not in request.cookies:
        return ANONYMOUS
    return current_user.actor if current_user.is_authenticated else ANONYMOUS


def load_person(user_id: str) -> Person | None:
    """Return the person of this cookie, unless the sign-in has ended or is for the other side."""
    account, key = read_account(user_id), session.get(KEY)
    if account is None or not key or (account.kind is Kind.CUSTOMER) == is_school_side():
        return None
    found = find_signed_in(request_scope.session(), account, hash_token(key), request_scope.now())
    if found is None:
        _forget_browser()
        return None
    actor, row = found
    if request_scope.now() - row.last_seen_at >= SEEN_EVERY[account.kind]:
        _note_presence(row.id)
    return Person(account, actor)


def open_browser(account: Account, *, by_link: bool = False) -> None:
    """Sign this browser in: a new sign-in row, and a cookie emptied of all that was before."""
    key = _start(account, by_link)
    actor = actor_of(request_scope.session(), str(account)) or ANONYMOUS
    _forget_browser()
    session[KEY] = key
    session.permanent = account.kind is not Kind.STUDENT
    login_user(Person(account, actor))
    g.actor = actor


def close_browser() -> None:
    """Sign this browser out, here and in the table."""
    key = session.get(KEY)
    if key:
        _end(str(key))
    logout_user()
    _forget_browser()
    g.actor = ANONYMOUS


def current_account() -> Account:
    """Return the key of the person of this request, who is signed in."""
    return cast("Account", current_user.account)


def current_key() -> str:
    """Return the key of the sign-in of this request."""
    return str(session.get(KEY, ""))


def try_secret(limits: Mapping[str, Limit], find: Callable[[], Kept], typed: str) -> Attempt:
    """Try a password or a PIN: the try is counted and committed before it is checked.

    `limits` names the counters of this person; the network address has one as well. The
    secret is checked outside any transaction, since a good hash takes its time.
    """
    wait = spend(limits)
    if wait:
        return Attempt(wait=wait)
    kept = find()
    if not matches(kept[1] if kept else None, typed) or kept is None:
        return Attempt()
    forgive(limits)
    return Attempt(account=kept[0])


@transactional
def spend(limits: Mapping[str, Limit]) -> timedelta:
    """Count one try of this person and of this network address; return the wait if any."""
    return spend_try(request_scope.scope(), {**limits, _address_key(): ADDRESS})


@transactional
def forgive(limits: Mapping[str, Limit]) -> None:
    """Forget the tries of this person; the network address gets one back."""
    forgive_tries(request_scope.scope(), limits)
    give_back_try(request_scope.scope(), _address_key())


def known_tablet() -> TabletView | None:
    """Return the tablet of the workshop this browser is, when the school made it known."""
    key = request.cookies.get(TABLET_COOKIE)
    return find_tablet(request_scope.session(), key) if key else None


def keep_tablet_key(answer: wrappers.Response, key: str) -> wrappers.Response:
    """Let this browser be a tablet of the workshop, whoever signs in on it."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    answer.set_cookie(
        TABLET_COOKIE,
        key,
        max_age=TABLET_LIFE,
        secure=settings.is_production,
        httponly=True,
        samesite="Lax",
    )
    return answer


def tablet_limits(tablet: TabletView) -> dict[str, Limit]:
    """Return the counter of this tablet."""
    return {f"device:{tablet.id}": DEVICE}


def email_key(prefix: str, email: str) -> str:
    """Return the counter of an address; the address itself is not kept."""
    return f"{prefix}:{hash_token(email.strip().lower())[:40]}"


def wait_sentence(wait: timedelta) -> str:
    """Say how long to wait, in seconds or in minutes."""
    seconds = int(wait.total_seconds()) + 1
    if seconds <= 60:
        return str(
            ngettext(
                "Trop d’essais. Attendez %(num)d seconde.",
                "Trop d’essais. Attendez %(num)d secondes.",
                seconds,
            )
        )
    minutes = -(-seconds // 60)
    return str(_("Trop d’essais. Attendez %(minutes)s minutes.", minutes=minutes))


def greet(actor: Actor) -> None:
    """Say who is signed in now."""
    flash(_("Bonjour %(name)s.", name=actor.name), "success")


@transactional
def _start(account: Account, by_link: bool) -> str:
    tablet = known_tablet() if account.kind is Kind.STUDENT else None
    return start_sign_in(
        request_scope.scope(), account, by_link=by_link, tablet_id=tablet.id if tablet else None
    )


@transactional
def _end(key: str) -> None:
    end_sign_in(request_scope.scope(), key)


def _note_presence(sign_in_id: int) -> None:
    """Write in a transaction of its own: this runs before the page opens one."""
    bus, now = request_scope.bus(), request_scope.now()
    with writing_scope(request_scope.session(), bus, now=now) as scope:
        mark_seen(scope, sign_in_id)


def _forget_browser() -> None:
    session.clear()


def _address_key() -> str:
    return f"address:{hash_token(request.remote_addr or '')[:40]}"


def _cookie_name() -> str:
    return cast("TwoCookies", current_app.session_interface).get_cookie_name(current_app)


def _sign_out_url() -> str:
    who = request_scope.actor()
    if who == ANONYMOUS:
        return ""
    return address_of("accounts_staff.sign_out" if is_school_side() else "accounts.sign_out")
