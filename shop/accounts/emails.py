"""E-mails about signing in."""

from shop.accounts.events import PasswordChanged, SignInLinkAsked, StaffPasswordAsked
from shop.db import Scope
from shop.notifications.domain import Email
from shop.notifications.services import queue_email


def send_sign_in_link(event: SignInLinkAsked, scope: Scope) -> None:
    """Send the link a customer asked for."""
    queue_email(
        scope,
        Email(
            to=event.email,
            language=event.language,
            template="accounts/sign_in_link",
            context={"token": event.token, "expires_at": event.expires_at},
        ),
    )


def send_staff_password(event: StaffPasswordAsked, scope: Scope) -> None:
    """Send the code with which a person of the staff chooses a password."""
    queue_email(
        scope,
        Email(
            to=event.email,
            language="fr",
            template="accounts/staff_invitation" if event.is_new else "accounts/staff_password",
            context={"name": event.name, "code": event.code, "expires_at": event.expires_at},
        ),
    )


def send_password_changed(event: PasswordChanged, scope: Scope) -> None:
    """Warn a person that a password was chosen, in case it was somebody else."""
    queue_email(
        scope,
        Email(
            to=event.email,
            language=event.language,
            template="accounts/password_changed",
            context={"name": event.name, "at": event.at},
        ),
    )
