"""Facts about people; secrets they carry are sent and forgotten, never stored."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SignInLinkAsked(Event):
    """A customer wants to sign in by e-mail."""

    email: str
    language: str
    expires_at: datetime
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffPasswordAsked(Event):
    """A person of the staff must choose a password: newly invited, or forgotten."""

    name: str
    email: str
    is_new: bool
    expires_at: datetime
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A password was chosen; every other sign-in of this person has ended."""

    email: str
    name: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudentPurged(Event):
    """A student has left: what names the student is gone; rooms above drop what they keep."""

    student_id: int
