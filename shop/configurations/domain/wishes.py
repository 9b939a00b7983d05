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
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.domain.result import FabricationResult, PriceKind
from shop.fabrication.gate.spec import GateSpec
from shop.kernel.money import Money
from shop.kernel.vat import TaxedAmount

# The form has three fields for what the engine calls `widths`, and one box for `is_sure`.
FIELDS_OF_FINDINGS = {"widths": "width_bottom", "is_sure": "unsure"}


class Audience(StrEnum):
    """Who looks at a price: a private person reads it with VAT, a company without."""

    PRIVATE = "particulier"
    COMPANY = "professionnel"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWish:
    """A gate as somebody wishes it, and how to show what it costs."""

    spec: GateSpec
    audience: Audience = Audience.PRIVATE


@dataclass(frozen=True, slots=True)
class SavedConfiguration:
    """A wish kept under its code: it never changes, another wish gets another code."""

    id: int
    code: str
    family: str
    wish: GateWish
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

    def of_field(self, name: str) -> tuple[Finding, ...]:
        """Return the remarks to write beside one field of the form."""
        return tuple(f for f in self.findings if f.field and field_of(f.field) == name)

    @property
    def general(self) -> tuple[Finding, ...]:
        """Return the remarks that belong to no field, or that decide of the sale."""
        return tuple(f for f in self.findings if f.field is None)

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


def field_of(engine_field: str) -> str:
    """Return the field of the form a remark of the engine belongs to."""
    return FIELDS_OF_FINDINGS.get(engine_field, engine_field)


def wish_to_data(wish: GateWish) -> dict[str, Any]:
    """Return plain JSON data of a wish."""
    return {"audience": wish.audience.value, "spec": wish.spec.to_data()}


def wish_from_data(data: Mapping[str, Any]) -> GateWish:
    """Read a wish as it was kept; the schema of the spec decides how."""
    return GateWish(spec=GateSpec.from_data(data["spec"]), audience=Audience(data["audience"]))


def digest_of(wish: GateWish) -> str:
    """Return the same text for the same wish: saving twice gives one code."""
    canonical = json.dumps(encode(wish_to_data(wish)), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def wish_to_address(wish: GateWish) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this wish."""
    spec = wish.spec
    widths = dict(zip(("width_bottom", "width_middle", "width_top"), spec.widths, strict=False))
    numbers = {
        name: getattr(spec, name)
        for name in ("height", "slope", "mid_rails", "sheet_height", "distance")
    }
    choices = ("type", "split", "hand", "infill", "finish", "motor", "usage", "handover")
    flags = {name: getattr(spec, name) for name in ("posts", "lock", "drop_bolt", "letter_slot")}
    flags |= {"unsure": not spec.is_sure}
    return {
        "v": "1",
        "audience": wish.audience.value,
        **{name: getattr(spec, name).value for name in choices},
        **{name: _plain(value) for name, value in {**widths, **numbers}.items()},
        "bar": spec.bar,
        "colour": spec.colour,
        **{name: "y" for name, is_on in flags.items() if is_on},
    }


def _plain(value: float) -> str:
    return format(Decimal(str(value)).normalize(), "f").replace(".", ",")
