"""Writes a message from its three templates, in the language of the person."""

import re

from flask import render_template

from shop.notifications.domain import Email
from shop.web.language import speaking


def write(email: Email) -> tuple[str, str, str]:
    """Return (subject, text, html) of `templates/emails/<template>.{subject,text,html}`."""
    with speaking(email.language):
        subject, text, html = (
            render_template(f"emails/{email.template}.{part}", **email.context)
            for part in ("subject", "text", "html")
        )
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html
