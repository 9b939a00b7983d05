"""Public pages of the tyre workshop: services and prices, reading a tyre."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.kernel.clock import paris_day
from shop.tyres import queries
from shop.tyres.domain.comparison import FitmentAnswer, answer_fitment
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.explanation import explain_marking, list_unwritten
from shop.tyres.domain.fitment import FitmentFinding, Severity, fitting_code
from shop.tyres.domain.marking import LONGEST_MARKING, TyreMarking, UnreadableMarking
from shop.tyres.domain.services import ServiceFamily, ServiceUnit, SoldAs, TyreService
from shop.tyres.domain.winter import advise_winter
from shop.tyres.domain.work_plan import steps_of
from shop.tyres.forms import CompareForm
from shop.web.access import anyone
from shop.web.indexing import indexed
from shop.web.page_cache import cacheable
from shop.web.scope import now, session

bp = Blueprint("tyres", __name__, url_prefix="/pneus")

FAMILY_NAMES = {
    ServiceFamily.FITTING: _l("Monter des pneus"),
    ServiceFamily.SEASON: _l("Changer de saison"),
    ServiceFamily.CARE: _l("Entretenir et réparer"),
}
UNIT_NAMES = {
    ServiceUnit.WHEEL: _l("par roue"),
    ServiceUnit.TYRE: _l("par pneu"),
    ServiceUnit.VEHICLE: _l("par véhicule"),
    ServiceUnit.SEASON: _l("par saison"),
}
EXAMPLES = ("205/55 R16 91V", "225/45 ZR17 (94Y) XL", "225/70 R15C 112/110S", "195/65R15 91T 3PMSF")


@dataclass(frozen=True, slots=True)
class ReadTyre:
    """What a page shows of one marking."""

    typed: str
    marking: TyreMarking | None
    refusal: UnreadableMarking | None

    @property
    def sentence(self) -> str:
        """Why it cannot be read, in the language of the page; nothing when it was."""
        return "" if self.refusal is None else str(_(self.refusal.message)) % self.refusal.params


def register(app: Flask) -> None:
    """Add the pages and the names of families and units."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        tyre_family_name=FAMILY_NAMES.__getitem__, tyre_unit_name=UNIT_NAMES.__getitem__
    )


def today() -> date:
    return paris_day(now())


def read_typed(typed: str) -> ReadTyre:
    """Decode what was typed, however long, for showing."""
    read = decode_marking(typed)
    shown = typed[:LONGEST_MARKING]
    if isinstance(read, UnreadableMarking):
        return ReadTyre(shown, None, read)
    return ReadTyre(shown, read, None)


@bp.get("")
@anyone
@indexed
@cacheable
def index() -> ResponseReturnValue:
    """Show every service with its price and duration, and the tyre reader."""
    services = queries.list_services(session(), today())
    groups = {family: [s for s in services if s.family is family] for family in ServiceFamily}
    return render_template("tyres/index.html", groups=groups, examples=EXAMPLES)


@bp.get("/decoder")
@anyone
@indexed
@cacheable
def decoder() -> ResponseReturnValue:
    """Say in words what is written on a tyre; the address can be shared."""
    typed = request.args.get("marquage", "")
    read = read_typed(typed) if typed.strip() else None
    day = today()
    limits = queries.get_limits(session(), day) if read and read.marking else None
    return render_template(
        "tyres/decoder.html",
        read=read,
        said=explain_marking(read.marking, day, limits) if read and read.marking and limits else (),
        unwritten=list_unwritten(read.marking) if read and read.marking else (),
        booking=_booking_of(read),
        typed=typed[:LONGEST_MARKING],
        examples=EXAMPLES,
    )


@bp.get("/comparer")
@anyone
@indexed
@cacheable
def compare() -> ResponseReturnValue:
    """Say whether a tyre may replace another, and why; the address can be shared."""
    form = CompareForm(formdata=request.args)
    asked = _answer(form) if "origine" in request.args and form.validate() else None
    return render_template("tyres/compare.html", form=form, asked=asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the comparison page shows once both tyres are read.

    `winter` is the advice for the commune, None when it is one of the reasons of the answer.
    """

    original: TyreMarking
    fitted: TyreMarking
    answer: FitmentAnswer
    winter: FitmentFinding | None

    @property
    def fitting_code(self) -> str:
        return fitting_code(self.fitted)


def _answer(form: CompareForm) -> Asked | None:
    original, fitted, other = form.to_tyres()
    if original is None or fitted is None or form.problems:
        return None
    day = today()
    limits = queries.get_limits(session(), day)
    winter = None
    if form.commune.data:
        listed = queries.get_winter_list(session())
        winter = advise_winter(fitted, form.commune.data, listed, day, limits)
    reasons = [winter] if winter and winter.severity is Severity.WARNS else []
    answer = answer_fitment(original, fitted, other, day, limits, reasons)
    return Asked(original, fitted, answer, None if reasons else winter)


@bp.get("/<code>")
@anyone
@indexed
@cacheable
def service(code: str) -> ResponseReturnValue:
    """Show one service: price, duration, what is done, what goes with it."""
    shown = queries.get_service(session(), code, today())
    others = queries.list_services(session(), today())
    return render_template(
        "tyres/service.html", service=shown, steps=steps_of(shown), company=_company(shown, others)
    )


def _booking_of(read: ReadTyre | None) -> str:
    """Return what the booking page needs to know of the tyre just read."""
    if read is None or read.marking is None:
        return ""
    return urlencode({"choix": fitting_code(read.marking), "pneu": read.typed})


def _company(shown: TyreService, others: tuple[TyreService, ...]) -> list[TyreService]:
    """List what may be added to a service, or what an add-on is added to."""
    if shown.sold_as is SoldAs.ADD_ON:
        return [other for other in others if other.code in shown.goes_with]
    return [other for other in others if shown.code in other.goes_with]
