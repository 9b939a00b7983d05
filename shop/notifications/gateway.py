"""How messages leave: a port, SMTP, and a folder of `.eml` files when there is no SMTP."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from shop.notifications.domain import WrittenEmail

TIMEOUT_SECONDS = 20


class Mailer(Protocol):
    """Sends one message; raises when it could not."""

    def send(self, message: WrittenEmail) -> None: ...


def as_mime(message: WrittenEmail, sender: str) -> EmailMessage:
    """Build the message with its plain and its HTML part, and its attached files."""
    mime = EmailMessage()
    mime["From"] = sender
    mime["To"] = message.to
    mime["Subject"] = message.subject
    mime["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2].rstrip('>')}>"
    mime["Auto-Submitted"] = "auto-generated"
    mime.set_content(message.text)
    mime.add_alternative(message.html, subtype="html")
    for attached in message.attachments:
        main, _, sub = attached.media_type.partition("/")
        mime.add_attachment(
            attached.content, maintype=main, subtype=sub or "octet-stream", filename=attached.name
        )
    return mime


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpMailer:
    """Sends through the school's mail server."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = True
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def send(self, message: WrittenEmail) -> None:
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
            if self.use_tls:
                server.starttls(context=self.context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(as_mime(message, self.sender))


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Writes `.eml` files, for a demonstration or a machine without a mail server."""

    folder: Path
    sender: str

    def send(self, message: WrittenEmail) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{message.key}.eml").write_bytes(bytes(as_mime(message, self.sender)))
