"""Pages of a tyre visit, step by step: services, vehicle, slot, check."""

from datetime import date

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shop.kernel.clock import paris_day
from shop.kernel.money import Money
from shop.orders.forms import CustomerForm
from shop.orders.views import offered_means
from shop.storefront import visit_orders, visits
from shop.storefront.visit_forms import (
    OrderForm,
    SlotForm,
    VehicleForm,
    services_form,
    step_names,
)
from shop.tyres.domain.booking import BookingStep, TyreBooking
from shop.tyres.domain.marking import LONGEST_MARKING
from shop.tyres.domain.services import ServiceFamily, SoldAs
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.queries import find_fitting_refusal, get_booking, list_services
from shop.tyres.services import bookings
from shop.web.access import anyone
from shop.web.language import current_language
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("visits", __name__, url_prefix="/pneus/rendez-vous")

STEP_PAGES = {
    BookingStep.VEHICLE: "visits.vehicle",
    BookingStep.SLOT: "visits.slots",
    BookingStep.CUSTOMER: "visits.customer",
    BookingStep.CHECK: "visits.check",
}


def register(app: Flask) -> None:
    """Add the pages of a visit."""
    app.register_blueprint(bp)


@bp.after_request
def _keep_private(response: object) -> object:
    """Addresses of a visit carry its secret: nobody keeps or passes them on."""
    response.headers["Cache-Control"] = "no-store"  # type: ignore[attr-defined]  # a response
    response.headers["Referrer-Policy"] = "same-origin"  # type: ignore[attr-defined]  # a response
    return response


def _read_week() -> date | None:
    try:
        return date.fromisoformat(request.args.get("semaine", ""))
    except ValueError:
        return None


def _read_tyre() -> str | None:
    """Return the marking the visitor has just had explained, to type it once only."""
    return request.args.get("pneu", "")[:LONGEST_MARKING] or None


def _services_page(token: str | None) -> ResponseReturnValue:
    """Show the services with their quantities; save them when they make a visit."""
    offered = list_services(session(), paris_day(now()))
    chosen = get_booking(session(), token).quantities if token else {request.args.get("choix"): 1}
    form = services_form(offered, {str(code): count for code, count in chosen.items()})
    if form.is_submitted() and form.validate():
        with form.refusals():
            if token:
                bookings.change_services(scope(), token, form.to_quantities())
            else:
                token = bookings.start_booking(
                    scope(), form.to_quantities(), one_time_key=form.one_time_key
                )
        if not form.problems:
            return redirect(url_for("visits.resume", token=token, pneu=_read_tyre()), code=303)
    groups = {f: [s for s in offered if s.family is f] for f in ServiceFamily}
    return render_template(
        "storefront/visits/services.html",
        form=form,
        groups=groups,
        steps=step_names(),
        add_on=SoldAs.ADD_ON,
    )


@bp.get("")
@anyone
def start() -> ResponseReturnValue:
    """Offer the services to choose among."""
    return _services_page(None)


@bp.post("")
@anyone
@transactional
def begin() -> ResponseReturnValue:
    """Begin a visit with the services chosen."""
    return _services_page(None)


@bp.get("/<token>/prestations")
@anyone
def services(token: str) -> ResponseReturnValue:
    """Show the services of a visit, to change them."""
    return _services_page(token)


@bp.post("/<token>/prestations")
@anyone
@transactional
def change_services(token: str) -> ResponseReturnValue:
    """Change the services of a visit."""
    return _services_page(token)


@bp.get("/<token>")
@anyone
def resume(token: str) -> ResponseReturnValue:
    """Go to the first step that is not done."""
    booking = get_booking(session(), token)
    page = STEP_PAGES[booking.next_step]
    return redirect(url_for(page, token=token, pneu=_read_tyre()), code=303)


@bp.get("/<token>/vehicule")
@anyone
def vehicle(token: str) -> ResponseReturnValue:
    """Ask which vehicle comes."""
    form = VehicleForm(formdata=None)
    booking = get_booking(session(), token)
    form.fill(booking.vehicle or Vehicle(tyre_front=_read_tyre() or ""))
    _tell_wrong_fitting(form, booking)
    return _vehicle_page(token, form)


@bp.post("/<token>/vehicule")
@anyone
@transactional
def set_vehicle(token: str) -> ResponseReturnValue:
    """Save which vehicle comes."""
    form = VehicleForm()
    if form.validate():
        for refusal in bookings.list_refusals(form.to_vehicle()):
            form.add_refusal(refusal)
    if not form.problems:
        with form.refusals():
            _tell_wrong_fitting(form, bookings.set_vehicle(scope(), token, form.to_vehicle()))
    if form.problems:
        return _vehicle_page(token, form)
    return redirect(url_for("visits.resume", token=token), code=303)


def _tell_wrong_fitting(form: VehicleForm, booking: TyreBooking) -> None:
    """Say beside the tyre which other service it needs; the vehicle is kept meanwhile."""
    if refusal := find_fitting_refusal(session(), booking, paris_day(now())):
        form.add_refusal(refusal)


def _vehicle_page(token: str, form: VehicleForm) -> str:
    booking = get_booking(session(), token)
    return render_template(
        "storefront/visits/vehicle.html",
        form=form,
        token=token,
        quote=visits.quote_of(session(), booking, now()),
        is_wrong_fitting=booking.wrong_fitting is not None,
        steps=step_names(),
    )


@bp.get("/<token>/creneau")
@anyone
def slots(token: str) -> ResponseReturnValue:
    """Show the slots of a week."""
    return _slots_page(token, SlotForm(formdata=None))


@bp.post("/<token>/creneau")
@anyone
@transactional
def choose_slot(token: str) -> ResponseReturnValue:
    """Hold the slot chosen; when it was taken meanwhile, say so and show what is free."""
    form = SlotForm()
    with form.refusals():
        visits.choose_slot(scope(), token, form.to_start())
    if form.problems:
        return _slots_page(token, form)
    return redirect(url_for("visits.resume", token=token), code=303)


def _slots_page(token: str, form: SlotForm) -> str:
    page = visits.show_slots(session(), token, _read_week(), now())
    return render_template(
        "storefront/visits/slots.html", form=form, page=page, token=token, steps=step_names()
    )


@bp.get("/<token>/vous")
@anyone
def customer(token: str) -> ResponseReturnValue:
    """Ask who comes."""
    form = CustomerForm(formdata=None)
    form.fill(visits.customer_of(get_booking(session(), token)))
    return _customer_page(token, form)


@bp.post("/<token>/vous")
@anyone
@transactional
def keep_customer(token: str) -> ResponseReturnValue:
    """Keep who comes."""
    form = CustomerForm()
    if form.validate():
        with form.refusals():
            details = form.to_customer(current_language())
            bookings.note_customer(scope(), token, details.to_data())
    if form.problems:
        return _customer_page(token, form)
    return redirect(url_for("visits.resume", token=token), code=303)


def _customer_page(token: str, form: CustomerForm) -> str:
    quote = visits.quote_of(session(), get_booking(session(), token), now())
    return render_template(
        "storefront/visits/customer.html", form=form, token=token, quote=quote, steps=step_names()
    )


@bp.get("/<token>/verifier")
@anyone
def check(token: str) -> ResponseReturnValue:
    """Show the whole visit before it is ordered."""
    page = visit_orders.show_check(session(), token, now())
    if page.booking.next_step is not BookingStep.CHECK:
        return redirect(url_for(STEP_PAGES[page.booking.next_step], token=token), code=303)
    return _check_page(token, page, OrderForm(formdata=None))


@bp.post("/<token>/verifier")
@anyone
@transactional
def order(token: str) -> ResponseReturnValue:
    """Order the visit; a double click comes back to the same order."""
    page, form = visit_orders.show_check(session(), token, now()), OrderForm()
    form.offer(offered_means(), asks_early=page.asks_early)
    if form.validate():
        with form.refusals():
            placed = visit_orders.order_visit(
                scope(),
                token,
                seen_total=Money(form.seen_cents),
                means=form.to_means(),
                terms_version=visit_orders.terms_version(session()),
                agreed_sentences=form.to_agreed_sentences(),
                language=current_language(),
            )
            return redirect(url_for("payments.pay", token=placed.token), code=303)
    return _check_page(token, visit_orders.show_check(session(), token, now()), form)


def _check_page(token: str, page: visit_orders.CheckPage, form: OrderForm) -> str:
    form.offer(offered_means(), asks_early=page.asks_early)
    form.seen_total.data = str(page.quote.gross.cents)
    return render_template(
        "storefront/visits/check.html", form=form, page=page, token=token, steps=step_names()
    )
