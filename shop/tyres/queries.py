"""What the tyre room knows: services and prices of a day, limits, communes, bookings."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from shop.catalogue.domain import DatedPrice, PricedItem
from shop.catalogue.queries import catalogue_version
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_, Bilingual
from shop.kernel.tokens import hash_token
from shop.school.queries import list_legal_params
from shop.tyres.domain.booking import TyreBooking
from shop.tyres.domain.limits import (
    LAW_KEYS,
    LimitRow,
    TyreLimits,
    change_hours_at,
    fill_with_shipped,
    limits_at,
    margins_at,
)
from shop.tyres.domain.services import (
    ChosenService,
    ServiceFamily,
    ServiceUnit,
    SoldAs,
    TyreQuote,
    TyreService,
    VisitMargins,
    quote_visit,
)
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.winter import ListedCommune, WinterList
from shop.tyres.domain.work_plan import TyreWorkPlan, plan_tyre_work
from shop.tyres.models import (
    TyreBookingRow,
    TyreLimit,
    TyreServicePrice,
    TyreServiceRow,
    VehicleRecord,
    WinterCommune,
)

_winter_lists: dict[int, WinterList] = {}
UNKNOWN_BOOKING = N_("Ce rendez-vous en préparation n’existe plus. Recommencez, c’est rapide.")
OTHER_FITTING = N_(
    "Le pneu %(size)s demande « %(service)s », à %(price)s par roue :"
    " changez les prestations pour choisir celle-ci."
)
NO_FITTING = N_("Nous ne montons pas le pneu %(size)s sur rendez-vous en ligne : appelez-nous.")


def list_services(session: Session, day: date) -> tuple[TyreService, ...]:
    """List the services on offer with their prices of a day: one query."""
    current = (
        select(TyreServicePrice.service_id, func.max(TyreServicePrice.valid_from).label("start"))
        .where(TyreServicePrice.valid_from <= day)
        .group_by(TyreServicePrice.service_id)
        .subquery()
    )
    rows = session.execute(
        select(TyreServiceRow, TyreServicePrice)
        .join(current, current.c.service_id == TyreServiceRow.id)
        .join(
            TyreServicePrice,
            and_(
                TyreServicePrice.service_id == TyreServiceRow.id,
                TyreServicePrice.valid_from == current.c.start,
            ),
        )
        .where(TyreServiceRow.is_listed)
        .order_by(TyreServiceRow.position, TyreServiceRow.id)
    )
    return tuple(_service(row, price) for row, price in rows)


def _service(row: TyreServiceRow, price: TyreServicePrice) -> TyreService:
    return TyreService(
        code=row.code,
        label=Bilingual.from_data(row.label),
        summary=Bilingual.from_data(row.summary),
        family=ServiceFamily(row.family),
        sold_as=SoldAs(row.sold_as),
        unit=ServiceUnit(row.unit),
        largest_quantity=row.largest_quantity,
        minutes_school=row.minutes_school,
        resources=tuple(row.resources),
        goes_with=tuple(row.goes_with),
        gross=price.gross,
        vat_rate=price.vat_rate,
    )


def get_service(session: Session, code: str, day: date) -> TyreService:
    """Read a service by its code, whatever its case; NotFound when it is not on offer."""
    for service in list_services(session, day):
        if service.code == code.upper():
            return service
    raise NotFound(N_("Nous ne proposons pas cette prestation. Regardez la liste."))


def list_priced_services(session: Session) -> list[PricedItem]:
    """List every service, offered or not, with all its prices: two queries."""
    prices: dict[int, list[DatedPrice]] = {}
    for row in session.scalars(select(TyreServicePrice).order_by(TyreServicePrice.valid_from)):
        prices.setdefault(row.service_id, []).append(DatedPrice(row.gross, row.valid_from))
    rows = session.scalars(
        select(TyreServiceRow).order_by(TyreServiceRow.position, TyreServiceRow.id)
    )
    return [
        PricedItem(
            key=row.code,
            name=Bilingual.from_data(row.label),
            is_listed=row.is_listed,
            prices=tuple(prices.get(row.id, [])),
        )
        for row in rows
    ]


def get_priced_service(session: Session, code: str) -> PricedItem:
    """Read a service, offered or not, with all its prices; NotFound when there is none."""
    for item in list_priced_services(session):
        if item.key == code.upper():
            return item
    raise NotFound(N_("Cette prestation n’existe pas."))


def get_limits(session: Session, day: date) -> TyreLimits:
    """Read the limits in force on a day, those of law from the school's numbers of law; what
    the school has not set is as shipped."""
    return limits_at(fill_with_shipped([*_limit_rows(session), *_law_rows(session)]), day)


def get_margins(session: Session, day: date) -> VisitMargins:
    """Read the minutes around the work in force on a day."""
    return margins_at(_limit_rows(session), day)


def get_change_hours(session: Session, day: date) -> int:
    """Read how many hours before it a visit may still be given up for nothing."""
    return change_hours_at(_limit_rows(session), day)


def _limit_rows(session: Session) -> list[LimitRow]:
    return [
        LimitRow(
            key=row.key,
            value=row.value,
            unit=row.unit,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            status=row.status,
            source=row.source,
            comment=row.comment,
        )
        for row in session.scalars(select(TyreLimit))
    ]


def _law_rows(session: Session) -> list[LimitRow]:
    ours = {law: own for own, law in LAW_KEYS.items()}
    return [
        LimitRow(
            key=ours[param.key],
            value=param.value,
            unit=param.unit,
            valid_from=param.valid_from or date.min,
            valid_to=param.valid_to,
            status=param.status,
            source=param.source,
            comment=param.comment,
        )
        for param in list_legal_params(session)
        if param.key in ours
    ]


def quote_tyre_basket(session: Session, quantities: Mapping[str, int], day: date) -> TyreQuote:
    """Price the services asked for by code; refused in a sentence when they make no visit."""
    return quote_visit(read_choice(session, quantities, day), get_margins(session, day))


def read_choice(
    session: Session, quantities: Mapping[str, int], day: date
) -> tuple[ChosenService, ...]:
    """Turn codes and quantities into services of a day; quantities of zero are left out."""
    wanted = {code.upper(): count for code, count in quantities.items() if count}
    services = [service for service in list_services(session, day) if service.code in wanted]
    if len(services) < len(wanted):
        raise Refusal(
            N_("Une prestation n’est plus proposée. Choisissez de nouveau."), field="services"
        )
    return tuple(ChosenService(service, wanted[service.code]) for service in services)


def plan_visit(
    session: Session, quantities: Mapping[str, int], vehicle: Vehicle, day: date
) -> TyreWorkPlan:
    """Plan the work of a visit at the prices, limits and margins of a day."""
    return plan_tyre_work(
        read_choice(session, quantities, day),
        vehicle,
        get_limits(session, day),
        get_margins(session, day),
    )


def get_winter_list(session: Session) -> WinterList:
    """Return the list to look communes up in, kept in memory for the number of the catalogue."""
    number = catalogue_version(session)
    kept = _winter_lists.get(number)
    if kept is None:
        kept = WinterList(list_winter_communes(session))
        if number:
            _winter_lists.clear()
            _winter_lists[number] = kept
    return kept


def list_winter_communes(session: Session) -> tuple[ListedCommune, ...]:
    """List the communes of the winter list by name, past and to come too: one query."""
    rows = session.scalars(
        select(WinterCommune).order_by(
            WinterCommune.name, WinterCommune.insee_code, WinterCommune.valid_from
        )
    )
    return tuple(
        ListedCommune(
            insee_code=row.insee_code,
            name=row.name,
            source=row.source,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )


def find_vehicle(session: Session, plate: str) -> Vehicle | None:
    """Read a vehicle the workshop knows. For the school only: a plate is no secret."""
    row = session.scalars(select(VehicleRecord).where(VehicleRecord.plate == plate)).one_or_none()
    return None if row is None else Vehicle.from_data(row.vehicle)


def get_booking(session: Session, token: str) -> TyreBooking:
    """Read a visit being prepared by its token; NotFound when it was forgotten."""
    row = session.scalars(
        select(TyreBookingRow).where(TyreBookingRow.token_hash == hash_token(token))
    ).one_or_none()
    if row is None:
        raise NotFound(UNKNOWN_BOOKING)
    return booking_view(row)


def find_fitting_refusal(session: Session, booking: TyreBooking, day: date) -> Refusal | None:
    """Say which service a tyre of the visit needs instead of the one chosen, and its price."""
    wrong = booking.wrong_fitting
    if wrong is None:
        return None
    for service in list_services(session, day):
        if service.code == wrong.needed:
            return Refusal(
                OTHER_FITTING,
                field=wrong.field,
                size=wrong.size,
                service=service.label,
                price=service.gross,
            )
    return Refusal(NO_FITTING, field=wrong.field, size=wrong.size)


def booking_view(row: TyreBookingRow) -> TyreBooking:
    """Make the read model of a visit being prepared."""
    return TyreBooking(
        id=row.id,
        holder_key=row.holder_key,
        quantities={code: int(count) for code, count in row.quantities.items()},
        vehicle=None if row.vehicle is None else Vehicle.from_data(row.vehicle),
        customer=row.customer,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        made_at=row.made_at,
        taken_at=row.taken_at,
    )
