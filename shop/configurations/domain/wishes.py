"""A wish, who makes it, and the price a page may show for it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.fabrication.domain.codec import encode
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.domain.result import FabricationResult, PriceKind
from shop.fabrication.registry import read_spec
from shop.kernel.money import Money
from shop.kernel.vat import TaxedAmount

FIRST_FAMILY = "gate"
"""Gates were kept before any other family: their digests do not name it."""


class Audience(StrEnum):
    """Who looks at a price: a private person reads it with VAT, a company without."""

    PRIVATE = "particulier"
    COMPANY = "professionnel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A product of a family as somebody wishes it, and how to show what it costs."""

    family: str
    spec: Spec
    audience: Audience = Audience.PRIVATE


@dataclass(frozen=True, slots=True)
class SavedConfiguration:
    """A wish kept under its code: it never changes, another wish gets another code."""

    id: int
    code: str
    wish: Wish
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """What a page may say: one firm amount, or the two ends of an estimate."""

    kind: PriceKind
    low: TaxedAmount
    high: TaxedAmount

    @property
    def is_firm(self) -> bool:
        return self.kind is PriceKind.FIRM


def show_price(result: FabricationResult, vat_rate: Decimal) -> ShownPrice:
    """Return the firm price, or the range of an estimate; amounts are net with their VAT."""
    price = result.price
    if result.price_kind is PriceKind.FIRM:
        firm = TaxedAmount(price.net, vat_rate)
        return ShownPrice(PriceKind.FIRM, firm, firm)
    return ShownPrice(
        result.price_kind,
        TaxedAmount(price.range_low, vat_rate),
        TaxedAmount(price.range_high, vat_rate),
    )


def is_within_range(net: Money, result: FabricationResult) -> bool:
    """Tell whether an amount keeps what the page had shown for this wish."""
    shown = show_price(result, Decimal(0))
    return shown.low.net <= net <= shown.high.net


@dataclass(frozen=True, slots=True)
class Preview:
    """What is known of a wish: a result, or why there is none."""

    result: FabricationResult | None
    findings: tuple[Finding, ...]
    price: ShownPrice | None

    @property
    def is_refused(self) -> bool:
        return self.result is None

    @property
    def general(self) -> tuple[Finding, ...]:
        """Return the remarks to read beside the price: those of no field, and why it is not firm.

        A person prices what the shown price leaves out: these remarks say what that is.
        """
        return tuple(f for f in self.findings if f.field is None or f.level is Level.QUOTE)

    @property
    def needs_visit(self) -> bool:
        """Tell whether somebody should come and measure before the price is firm."""
        return any(f.level is Level.ESTIMATE for f in self.findings)


def priced(result: FabricationResult, vat_rate: Decimal) -> Preview:
    """Say what a wish that can be made costs; remarks may remain."""
    return Preview(result, result.findings, show_price(result, vat_rate))


def refused(refusal: SpecRefused) -> Preview:
    """Say why a wish cannot be made, without any price."""
    return Preview(None, refusal.findings, None)


def wish_to_data(wish: Wish) -> dict[str, Any]:
    """Return plain JSON data of a wish; its family is kept beside it."""
    return {"audience": wish.audience.value, "spec": wish.spec.to_data()}


def wish_from_data(family: str, data: Mapping[str, Any]) -> Wish:
    """Read a wish as it was kept; the schema of the spec decides how."""
    spec = read_spec(family, data["spec"])
    return Wish(family=family, spec=spec, audience=Audience(data["audience"]))


def digest_of(wish: Wish) -> str:
    """Return the same text for the same wish: saving twice gives one code."""
    kept = wish_to_data(wish)
    if wish.family != FIRST_FAMILY:
        kept["family"] = wish.family
    return hashlib.sha256(json.dumps(encode(kept), sort_keys=True).encode()).hexdigest()
