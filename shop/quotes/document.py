"""The quote as a document: everything law asks for, drawn once, kept as bytes for ever."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shop.documents.pdf import render_pdf
from shop.fabrication.drawing.elevation import draw_elevation
from shop.kernel.money import Money
from shop.orders.domain import CustomerKind, DeliveryKind
from shop.quotes.domain.lines import QuoteLine
from shop.quotes.domain.readings import RequestView, VersionView
from shop.quotes.domain.sentences import BESPOKE_NOTICE, CERTIFICATION, sentences_to_tick

THIN_SPACE = "\u202f"


def render_quote(
    request: RequestView, version: VersionView, seller: Mapping[str, Any], *, made_at: datetime
) -> bytes:
    """Return the PDF of a frozen version; the same version gives the same bytes."""
    return render_pdf("quote", quote_data(request, version, seller), made_at=made_at)


def quote_data(
    request: RequestView, version: VersionView, seller: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what `templates/documents/quote.typ` writes; amounts and days are text."""
    return {
        "language": version.language,
        "reference": f"{request.reference}/{version.number}",
        "issued_on": _day(version.issued_on),
        "valid_until": _day(version.valid_until),
        "due_on": _day(version.due_on),
        "seller": dict(seller),
        "customer": _customer(request, version),
        "site": list(version.site.lines),
        "lines": [_line(line, version) for line in version.root_lines],
        "totals": _totals(version),
        "note": version.note,
        "drawings": [
            _drawing(line, version.language) for line in version.lines if line.is_computed
        ],
        "works": any(line.is_fitted for line in version.lines),
        "handover": version.handover.value,
        "travel_included": version.handover is not DeliveryKind.PICK_UP,
        "is_business": version.customer.kind in (CustomerKind.PRO, CustomerKind.PUBLIC),
        "made_to_measure": BESPOKE_NOTICE if _is_exempt(version) else "",
        "certification": CERTIFICATION if version.is_certified else "",
        "rests_on_estimate": version.rests_on_estimate,
        "terms_version": version.terms_version,
        "tariff": _tariff(version),
    }


def write_money(amount: Money) -> str:
    """Write an amount the French way, as documents do: `1 234,50 €`."""
    sign = "−" if amount.cents < 0 else ""
    euros, cents = divmod(abs(amount.cents), 100)
    grouped = f"{euros:,}".replace(",", THIN_SPACE)
    return f"{sign}{grouped},{cents:02d} €"


def write_rate(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %".replace(".", ",")


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _customer(request: RequestView, version: VersionView) -> dict[str, Any]:
    customer = version.customer
    town = f"{customer.postcode} {customer.city}".strip()
    named = [customer.company, customer.name] if customer.company else [customer.name]
    return {
        "lines": [line for line in (*named, *customer.address_lines, town) if line],
        "siret": customer.siret,
        "reference": request.company_reference,
        "email": customer.email,
        "phone": customer.phone,
    }


def _line(line: QuoteLine, version: VersionView) -> dict[str, Any]:
    return {
        "label": line.label.fr,
        "label_en": line.label.en,
        "detail": line.detail,
        "quantity": str(line.quantity),
        "unit_net": write_money(line.unit_net),
        "vat_rate": write_rate(line.vat_rate),
        "net": write_money(line.net),
        "children": [_line(child, version) for child in version.children_of(line.key)],
    }


def _totals(version: VersionView) -> dict[str, Any]:
    totals = version.totals
    share = version.deposit_share or Decimal(0)
    return {
        "net": write_money(totals.net),
        "rates": [
            {
                "rate": write_rate(amount.vat_rate),
                "net": write_money(amount.net),
                "vat": write_money(amount.vat),
            }
            for amount in totals.by_rate
        ],
        "gross": write_money(totals.gross),
        "deposit_share": write_rate(share),
        "deposit": write_money(version.deposit),
        "balance": write_money(totals.gross - version.deposit),
    }


def _drawing(line: QuoteLine, language: str) -> dict[str, Any]:
    result = line.fabrication()
    return {
        "title": line.label.fr,
        "svg": draw_elevation(result.elevation, key=f"drawing-{line.key}", language="fr"),
        "note": result.elevation.note.in_language(language),
        "mass": f"{result.mass_kg:.1f} kg".replace(".", ","),
        "tolerances": "ISO 13920-BF",
    }


def _is_exempt(version: VersionView) -> bool:
    """Tell whether the sentence on the absence of a right of withdrawal applies."""
    wanted = sentences_to_tick(
        version.lines, version.customer.kind, is_certified=version.is_certified
    )
    return any(sentence.key == "made_to_measure" for sentence in wanted)


def _tariff(version: VersionView) -> str:
    made = version.made
    if made is None:
        return ""
    return f"{made.result['tariff_version']} / {made.result['rules_version']}"
