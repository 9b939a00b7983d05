"""How long a sign-in lasts, what a link is for, and where one goes afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from shop.kernel.actor import Role

LINK_LIFE = timedelta(minutes=30)
INVITATION_LIFE = timedelta(days=7)
PENDING_LIFE = timedelta(minutes=10)


class Kind(StrEnum):
    """Which table a signed-in person is in."""

    STAFF = "staff"
    CUSTOMER = "customer"
    STUDENT = "student"


class LinkPurpose(StrEnum):
    """What a link sent by e-mail opens."""

    CUSTOMER_SIGN_IN = "customer_sign_in"
    STAFF_PASSWORD = "staff_password"  # noqa: S105 - names a purpose


@dataclass(frozen=True, slots=True)
class Account:
    """The key of a person for the session: `staff:3`, `customer:5`, `student:7`."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def read_account(raw: str) -> Account | None:
    """Read the key of a person; None when it is none."""
    kind, _, number = raw.partition(":")
    if kind not in set(Kind) or not number.isdecimal() or len(number) > 12:
        return None
    return Account(Kind(kind), int(number))


IDLE_LIMITS = {
    Kind.STUDENT: timedelta(minutes=10),
    Kind.STAFF: timedelta(hours=12),
    Kind.CUSTOMER: timedelta(days=30),
}
SEEN_EVERY = {
    Kind.STUDENT: timedelta(seconds=30),
    Kind.STAFF: timedelta(minutes=5),
    Kind.CUSTOMER: timedelta(hours=12),
}
LONGEST = {
    Kind.STUDENT: timedelta(hours=12),
    Kind.STAFF: timedelta(days=7),
    Kind.CUSTOMER: timedelta(days=90),
}


def is_over(kind: Kind, *, started_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
    """Tell whether a sign-in has ended by itself: left idle, or simply too old."""
    return now - last_seen_at >= IDLE_LIMITS[kind] or now - started_at >= LONGEST[kind]


def needs_totp(role: Role, *, is_production: bool, has_totp: bool) -> bool:
    """Tell whether a password alone is not enough."""
    return has_totp or (is_production and role is not Role.CUSTOMER)


def safe_target(raw: str | None, *, under: str) -> str | None:
    """Return the local path to go to after sign-in, or None: never another site.

    `under` is the side that signs in: a school sign-in leads to a school page. Backslashes,
    control characters and `//host` are ways browsers have been led astray.
    """
    if not raw or not raw.startswith("/") or raw.startswith("//"):
        return None
    if "\\" in raw or any(ord(c) < 33 for c in raw):
        return None
    parts = urlsplit(raw)
    is_local = not parts.scheme and not parts.netloc
    is_inside = parts.path == under or parts.path.startswith(under.rstrip("/") + "/")
    return raw if is_local and is_inside else None
