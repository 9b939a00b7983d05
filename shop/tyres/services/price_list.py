"""What the school sets: services, prices, limits."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from shop.accounts.services import record_act
from shop.catalogue.domain import check_first_day, check_price, write_amount
from shop.catalogue.services import note_edit
from shop.db import Scope
from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.tyres.domain.limits import LimitRow
from shop.tyres.domain.services import TyreService
from shop.tyres.models import TyreLimit, TyreServicePrice, TyreServiceRow


def offer_service(scope: Scope, service: TyreService, *, position: int, valid_from: date) -> None:
    """Put a service on offer, or change it, with its price from one day on."""
    row = scope.session.scalars(
        select(TyreServiceRow).where(TyreServiceRow.code == service.code)
    ).one_or_none()
    facts: dict[str, Any] = {
        "label": service.label.to_data(),
        "summary": service.summary.to_data(),
        "family": service.family.value,
        "sold_as": service.sold_as.value,
        "unit": service.unit.value,
        "largest_quantity": service.largest_quantity,
        "minutes_school": service.minutes_school,
        "resources": list(service.resources),
        "goes_with": list(service.goes_with),
        "position": position,
    }
    if row is None:
        scope.session.add(TyreServiceRow(code=service.code, **facts))
    else:
        for name, value in facts.items():
            setattr(row, name, value)
    scope.session.flush()
    set_service_price(scope, service.code, service.gross, service, valid_from)


def set_service_price(
    scope: Scope, code: str, gross: Money, like: TyreService, valid_from: date
) -> None:
    """Set the price of a service, taxes included, from one day on.

    Refused when no price before tax gives exactly this amount.
    """
    _write_price(scope, _service_row(scope, code), gross, like.vat_rate, valid_from)


def _write_price(
    scope: Scope, row: TyreServiceRow, gross: Money, vat_rate: Decimal, valid_from: date
) -> None:
    check_price(gross, vat_rate)
    scope.session.execute(
        delete(TyreServicePrice).where(
            TyreServicePrice.service_id == row.id, TyreServicePrice.valid_from == valid_from
        )
    )
    scope.session.add(
        TyreServicePrice(service_id=row.id, gross=gross, vat_rate=vat_rate, valid_from=valid_from)
    )
    scope.session.flush()
    note_edit(scope)


def change_service_price(scope: Scope, code: str, gross: Money, *, valid_from: date) -> None:
    """Change the price of a service from today or a day to come on, and note who did it."""
    check_first_day(valid_from, paris_day(scope.now))
    row = _service_row(scope, code)
    rate = scope.session.scalars(
        select(TyreServicePrice.vat_rate)
        .where(TyreServicePrice.service_id == row.id)
        .order_by(TyreServicePrice.valid_from.desc())
        .limit(1)
    ).one()
    _write_price(scope, row, gross, rate, valid_from)
    record_act(scope, "tyres.price", f"{row.code} {write_amount(gross)} € {valid_from.isoformat()}")


def list_or_unlist(scope: Scope, code: str, *, is_listed: bool) -> None:
    """Offer a service, or take it out; visits already ordered are not touched."""
    row = _service_row(scope, code)
    if row.is_listed == is_listed:
        return
    row.is_listed = is_listed
    note_edit(scope)
    record_act(scope, "tyres.listed" if is_listed else "tyres.unlisted", row.code)


def _service_row(scope: Scope, code: str) -> TyreServiceRow:
    row = scope.session.scalars(
        select(TyreServiceRow).where(TyreServiceRow.code == code.upper())
    ).one_or_none()
    if row is None:
        raise NotFound(N_("Cette prestation n’existe pas."))
    return row


def set_limit(scope: Scope, limit: LimitRow) -> None:
    """Set a limit of the trade from one day on; the same day is replaced."""
    scope.session.execute(
        delete(TyreLimit).where(
            TyreLimit.key == limit.key, TyreLimit.valid_from == limit.valid_from
        )
    )
    scope.session.add(
        TyreLimit(
            key=limit.key,
            value=limit.value,
            unit=limit.unit,
            valid_from=limit.valid_from,
            valid_to=limit.valid_to,
            status=limit.status,
            source=limit.source,
            comment=limit.comment,
        )
    )
    scope.session.flush()
