"""The e-mails about signing in, word for word."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shop.accounts.emails import send_password_changed, send_sign_in_link, send_staff_password
from shop.accounts.events import PasswordChanged, SignInLinkAsked, StaffPasswordAsked
from shop.db import Scope
from shop.demonstration.school import seed_school
from shop.notifications.queries import list_messages
from tests.conftest import NOW

SOON = NOW + timedelta(minutes=30)
CODE = "K7M2-QXVB-9ND4-H3RT"
WRITTEN = {
    "sign_in_link": lambda scope: send_sign_in_link(
        SignInLinkAsked("lea@example.org", "fr", SOON, "jeton-de-test"), scope
    ),
    "staff_invitation": lambda scope: send_staff_password(
        StaffPasswordAsked("Karim Haddad", "karim@example.org", True, SOON, CODE), scope
    ),
    "staff_password": lambda scope: send_staff_password(
        StaffPasswordAsked("Karim Haddad", "karim@example.org", False, SOON, CODE), scope
    ),
    "password_changed": lambda scope: send_password_changed(
        PasswordChanged("lea@example.org", "Léa Martin", "fr", NOW), scope
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_an_email_says_what_is_agreed(
    scope: Scope, golden: Callable[[str, str], None], name: str
) -> None:
    seed_school(scope)
    WRITTEN[name](scope)

    (message,) = list_messages(scope.session)
    golden(f"accounts/{name}.fr.txt", f"{message.subject}\n\n{message.text}")
    assert message.template == f"accounts/{name}"
    for line in message.text.splitlines():
        if line.startswith("http"):
            assert f'href="{line}"' in message.html
    assert "<script" not in message.html
