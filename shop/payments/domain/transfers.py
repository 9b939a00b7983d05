"""Bank transfers: structured reference, QR code, statements."""

import re
from dataclasses import dataclass
from datetime import date

from shop.kernel.money import Money

LONGEST_NAME = 70
_RF = re.compile(r"RF\s*(?:\d\s*){2}(?:[0-9A-Z]\s*){1,21}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrder:
    """What a customer needs to pay by bank transfer."""

    beneficiary: str
    iban: str
    bic: str
    amount: Money
    reference: str

    @property
    def written_iban(self) -> str:
        return in_fours(self.iban)

    @property
    def written_reference(self) -> str:
        return in_fours(self.reference)

    @property
    def qr_payload(self) -> str:
        """Return the content of the code banking applications scan (EPC069-12, version 002)."""
        return "\n".join(
            (
                "BCD",
                "002",
                "1",
                "SCT",
                self.bic,
                self.beneficiary[:LONGEST_NAME],
                self.iban,
                f"EUR{self.amount.euros:.2f}",
                "",
                self.reference,
                "",
            )
        )


def creditor_reference(order_reference: str) -> str:
    """Return the ISO 11649 reference of an order, such as `RF60CO20260042`."""
    body = "".join(c for c in order_reference.upper() if c.isalnum())
    check = 98 - _remainder(body + "RF00")
    return f"RF{check:02d}{body}"


def is_creditor_reference(text: str) -> bool:
    """Tell whether the check digits agree (ISO 11649, modulo 97)."""
    return len(text) > 4 and text.startswith("RF") and _remainder(text[4:] + text[:4]) == 1


def find_order_reference(text: str) -> str | None:
    """Find an order in the words of a transfer: its RF reference, or `CO-2026-0042` itself.

    Banks cut and space references; one whose check digits disagree is not believed.
    """
    upper = text.upper()
    for found in _RF.finditer(upper):
        compact = "".join(found.group().split())
        for end in range(len(compact), 8, -1):
            known = _written(compact[4:end])
            if known and is_creditor_reference(compact[:end]):
                return known
    return _written("".join(re.findall(r"(?<!RF\d\d)CO[\s-]*\d{4}[\s-]*\d{4,}", upper)[:1]))


def in_fours(text: str) -> str:
    """Write a long number in groups of four."""
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _written(body: str) -> str | None:
    found = re.fullmatch(r"CO(\d{4})(\d{4,7})", re.sub(r"[\s-]", "", body))
    return f"CO-{found.group(1)}-{found.group(2)}" if found else None


def _remainder(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text)) % 97


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One credit of a bank statement; `fingerprint` makes the same line count once."""

    fingerprint: str
    booked_on: date
    label: str
    amount: Money


@dataclass(frozen=True, slots=True)
class BankLineView:
    """A credit of the bank that waits to be matched, with the order it speaks of if any."""

    id: int
    booked_on: date
    label: str
    amount: Money
    suggestion: str
