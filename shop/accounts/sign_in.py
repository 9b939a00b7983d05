"""Use cases of signing in: tries, running sign-ins, links, passwords."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, CursorResult, Update, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from shop.accounts.domain.passwords import refuse_weak_password
from shop.accounts.domain.signing import (
    INVITATION_LIFE,
    LINK_LIFE,
    Account,
    Kind,
    LinkPurpose,
)
from shop.accounts.domain.throttling import Limit, Tries, spend, wait_left
from shop.accounts.events import PasswordChanged, SignInLinkAsked, StaffPasswordAsked
from shop.accounts.gateway import draw_code, hash_secret, read_code
from shop.accounts.models import (
    Customer,
    SignIn,
    SignInLink,
    Staff,
    Throttle,
)
from shop.accounts.services import record_act
from shop.db import Scope, lock
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.kernel.tokens import hash_token

DEAD_LINK = N_("Ce lien n’est plus valable. Demandez-en un nouveau.")


def spend_try(scope: Scope, limits: Mapping[str, Limit]) -> timedelta:
    """Count one try against every key; return zero, or the wait when one of them is blocked.

    A blocked try is not counted. Call it in a transaction that commits before the secret is
    checked, so that tries sent at the same time are all counted.
    """
    rows = [_lock_throttle(scope, key) for key in sorted(limits)]
    tries = {row.key: Tries(row.count, row.last_at, row.blocked_until) for row in rows}
    waits = [wait_left(found, scope.now) for found in tries.values()]
    if any(waits):
        return max(waits)
    for row in rows:
        spent = spend(tries[row.key], limits[row.key], scope.now)
        row.count, row.last_at, row.blocked_until = spent.count, spent.last_at, spent.blocked_until
    scope.session.flush()
    return timedelta(0)


def forgive_tries(scope: Scope, keys: Mapping[str, Limit]) -> None:
    """Forget the wrong tries of these keys: the right secret was given."""
    scope.session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


def give_back_try(scope: Scope, key: str) -> None:
    """Take one try back from a key many people share, such as a network address."""
    scope.session.execute(
        update(Throttle)
        .where(Throttle.key == key, Throttle.count > 0)
        .values(count=Throttle.count - 1, blocked_until=None)
    )


def start_sign_in(
    scope: Scope, account: Account, *, by_link: bool = False, tablet_id: int | None = None
) -> str:
    """Open a sign-in and return its key for the cookie; only the hash is kept."""
    key = secrets.token_urlsafe(32)
    scope.session.add(
        SignIn(
            key_hash=hash_token(key),
            account=str(account),
            started_at=scope.now,
            last_seen_at=scope.now,
            by_link=by_link,
            tablet_id=tablet_id,
        )
    )
    scope.session.flush()
    return key


def mark_seen(scope: Scope, sign_in_id: int) -> None:
    """Note that the person is still there."""
    scope.session.execute(
        update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=scope.now)
    )


def end_sign_in(scope: Scope, key: str) -> None:
    """End the sign-in of this key at once."""
    scope.session.execute(
        update(SignIn)
        .where(SignIn.key_hash == hash_token(key), SignIn.ended_at.is_(None))
        .values(ended_at=scope.now)
    )


def end_sign_ins(scope: Scope, account: Account, *, but_key: str | None = None) -> None:
    """End every sign-in of a person, except the one in hand when its key is given."""
    statement = update(SignIn).where(SignIn.account == str(account), SignIn.ended_at.is_(None))
    if but_key is not None:
        statement = statement.where(SignIn.key_hash != hash_token(but_key))
    scope.session.execute(statement.values(ended_at=scope.now))


def ask_sign_in_link(scope: Scope, email: str, *, language: str) -> None:
    """Send a customer a link to sign in, whether or not an account exists already."""
    address = email.strip().lower()
    token = _add_link(scope, LinkPurpose.CUSTOMER_SIGN_IN, address, LINK_LIFE)
    scope.announce(
        SignInLinkAsked(
            email=address, language=language, expires_at=scope.now + LINK_LIFE, token=token
        )
    )


def use_sign_in_link(scope: Scope, token: str) -> Account:
    """Take a customer's link, once, and return the account; it is opened the first time."""
    email = _use_link(scope, LinkPurpose.CUSTOMER_SIGN_IN, token)
    row = scope.session.scalars(select(Customer).where(Customer.email == email)).one_or_none()
    if row is None:
        row = Customer(email=email, created_at=scope.now)
        scope.session.add(row)
        scope.session.flush()
    return Account(Kind.CUSTOMER, row.id)


def invite_staff(scope: Scope, staff_id: int) -> str:
    """Send a person a code to choose a password with; return it, to be told in person.

    Codes given before are dead from now on.
    """
    row = lock(scope.session, Staff, staff_id)
    record_act(scope, "staff.invited", f"staff:{staff_id}")
    return _send_staff_code(scope, row, INVITATION_LIFE)


def ask_staff_password(scope: Scope, email: str) -> None:
    """Send a person of the staff a code for a new password; says nothing about who exists."""
    statement = select(Staff).where(Staff.email == email.strip().lower(), Staff.is_active)
    row = scope.session.scalars(statement).one_or_none()
    if row is not None:
        _send_staff_code(scope, row, LINK_LIFE)


def is_live_code(scope: Scope, code: str) -> bool:
    """Tell whether a code for a password can still be used, without using it."""
    statement = select(SignInLink.id).where(*_live(scope, LinkPurpose.STAFF_PASSWORD, code))
    return scope.session.scalar(statement) is not None


def choose_staff_password(scope: Scope, code: str, password: str) -> None:
    """Take a code, once, and set the password of the person it was sent to."""
    typed = read_code(code)
    email = scope.session.scalar(
        select(SignInLink.email).where(*_live(scope, LinkPurpose.STAFF_PASSWORD, typed))
    )
    row = scope.session.scalars(select(Staff).where(Staff.email == email)).one_or_none()
    if row is None or not row.is_active:
        raise Refusal(DEAD_LINK)
    refuse_weak_password(password, names=(row.name, row.email))
    _use_link(scope, LinkPurpose.STAFF_PASSWORD, typed)
    _set_staff_password(scope, row, password, but_key=None)


def change_staff_password(scope: Scope, staff_id: int, password: str, *, key: str) -> None:
    """Change one's own password; every other sign-in ends."""
    row = lock(scope.session, Staff, staff_id)
    refuse_weak_password(password, names=(row.name, row.email))
    _set_staff_password(scope, row, password, but_key=key)


def change_customer_password(
    scope: Scope, customer_id: int, password: str, *, key: str, language: str
) -> None:
    """Set or change a customer's password; every other sign-in ends."""
    row = lock(scope.session, Customer, customer_id)
    refuse_weak_password(password, names=(row.name, row.email))
    row.password_hash = hash_secret(password)
    end_sign_ins(scope, Account(Kind.CUSTOMER, row.id), but_key=key)
    scope.session.flush()
    scope.announce(PasswordChanged(email=row.email, name=row.name, language=language, at=scope.now))


def close_staff(scope: Scope, staff_id: int) -> None:
    """Close the account of a person who leaves: signed out everywhere, at once."""
    if scope.actor.is_staff and scope.actor.account_id == staff_id:
        raise Refusal(N_("Demandez à une autre personne de fermer votre compte."))
    row = lock(scope.session, Staff, staff_id)
    row.is_active = False
    scope.session.flush()
    end_sign_ins(scope, Account(Kind.STAFF, staff_id))
    record_act(scope, "staff.closed", f"staff:{staff_id}")


def reopen_staff(scope: Scope, staff_id: int) -> None:
    """Open a closed account again."""
    lock(scope.session, Staff, staff_id).is_active = True
    scope.session.flush()
    record_act(scope, "staff.reopened", f"staff:{staff_id}")


def _send_staff_code(scope: Scope, row: Staff, life: timedelta) -> str:
    scope.session.execute(
        update(SignInLink)
        .where(SignInLink.email == row.email, SignInLink.used_at.is_(None))
        .where(SignInLink.purpose == LinkPurpose.STAFF_PASSWORD)
        .values(used_at=scope.now)
    )
    code = _add_link(scope, LinkPurpose.STAFF_PASSWORD, row.email, life)
    scope.announce(
        StaffPasswordAsked(
            name=row.name,
            email=row.email,
            is_new=row.password_hash is None,
            expires_at=scope.now + life,
            code=code,
        )
    )
    return code


def _set_staff_password(scope: Scope, row: Staff, password: str, *, but_key: str | None) -> None:
    row.password_hash = hash_secret(password)
    end_sign_ins(scope, Account(Kind.STAFF, row.id), but_key=but_key)
    scope.session.flush()
    record_act(scope, "staff.password_changed", f"staff:{row.id}")
    scope.announce(PasswordChanged(email=row.email, name=row.name, language="fr", at=scope.now))


def _add_link(scope: Scope, purpose: LinkPurpose, email: str, life: timedelta) -> str:
    is_typed = purpose is LinkPurpose.STAFF_PASSWORD
    token = draw_code(groups=4) if is_typed else secrets.token_urlsafe(24)
    scope.session.add(
        SignInLink(
            token_hash=hash_token(token),
            purpose=purpose,
            email=email,
            expires_at=scope.now + life,
        )
    )
    scope.session.flush()
    return token


def _use_link(scope: Scope, purpose: LinkPurpose, token: str) -> str:
    """Mark the link used and return its address: of two at once, one gets it."""
    statement = update(SignInLink).where(*_live(scope, purpose, token)).values(used_at=scope.now)
    if _row_count(scope, statement) != 1:
        raise Refusal(DEAD_LINK)
    return scope.session.scalars(
        select(SignInLink.email).where(SignInLink.token_hash == hash_token(token))
    ).one()


def _live(scope: Scope, purpose: LinkPurpose, token: str) -> tuple[ColumnElement[bool], ...]:
    return (
        SignInLink.token_hash == hash_token(token),
        SignInLink.purpose == purpose,
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > scope.now,
    )


def _lock_throttle(scope: Scope, key: str) -> Throttle:
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = insert(Throttle).values(key=key, count=0)
    scope.session.execute(values.on_conflict_do_nothing(index_elements=["key"]))
    row_id = scope.session.scalars(select(Throttle.id).where(Throttle.key == key)).one()
    return lock(scope.session, Throttle, row_id)


def _row_count(scope: Scope, statement: Update) -> int:
    result = scope.session.execute(statement)
    assert isinstance(result, CursorResult)  # noqa: S101 - tells the type
    return result.rowcount
