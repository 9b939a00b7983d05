"""What an e-mail is before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A message to one person; `template` is a folder and name under `templates/emails`.

    `context` holds plain frozen values, `attachments` the ids of stored files.
    """

    to: str
    language: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEmail:
    """A message ready to be sent; `key` travels as its Message-ID."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
