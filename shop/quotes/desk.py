"""What the desk of a request shows: its forms, its load, what it teaches."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from shop.configurations.queries import delay_of, minutes_to_find
from shop.fabrication.domain.result import FabricationResult
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.planning.domain.appointments import AppointmentKind
from shop.planning.domain.load import Bottleneck, Delay
from shop.planning.queries import list_free_slots
from shop.quotes.domain.life import RequestStatus
from shop.quotes.domain.lines import line_by_key
from shop.quotes.domain.measuring import site_sizes_of
from shop.quotes.domain.readings import MeasureView, RequestView, VersionView
from shop.quotes.forms import (
    ActForm,
    AgreeForm,
    CodeForm,
    LineForm,
    ReasonForm,
    TermsForm,
    VisitForm,
)
from shop.quotes.measure_forms import MeasureForm, measure_form_of, say_sizes
from shop.quotes.services.measuring import VISIT_NEEDS
from shop.web.scope import now, session

RETURN, DECLINE = "return-", "decline-"
VISIT_MINUTES, DAYS_AHEAD, MOST_STARTS = 60, 30, 60
PLANS = {
    RequestStatus.RECEIVED: (_l("À chiffrer"), "attention"),
    RequestStatus.PRICED: (_l("Attend l’accord de l’atelier"), "info"),
    RequestStatus.AGREED: (_l("À envoyer"), "attention"),
    RequestStatus.ANSWERED: (_l("Chez le client"), "info"),
    RequestStatus.CLOSED: (_l("Close"), "good"),
    RequestStatus.DECLINED: (_l("Déclinée"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Burden:
    """What a computed product asks of the workshop, in minutes, and when it would be done."""

    minutes: dict[Bottleneck, int]
    delay: Delay | None
    steps: tuple[str, ...]


def desk_context(view: RequestView) -> dict[str, object]:
    """Return the forms of the desk, filled with what the draft holds."""
    version = view.current
    line = version.made
    result = line.fabrication() if line is not None and line.is_computed else None
    seen = view.version
    return {
        "version": version,
        "result": result,
        "burden": _burden(result) if result else None,
        "terms_form": _terms_form(view, version),
        "code_form": CodeForm.opened_on(seen),
        "act_form": ActForm.opened_on(seen),
        "agree_form": AgreeForm.opened_on(seen),
        "return_form": ReasonForm.opened_on(seen, prefix=RETURN),
        "decline_form": ReasonForm.opened_on(seen, prefix=DECLINE),
        "visit_form": VisitForm.opened_on(seen).offer(free_visits()),
        "measure_form": _measure_form(view),
        "measures": _measures(view),
    }


def line_form(view: RequestView, key: str) -> LineForm:
    """Return the form of a new line, or of a known one."""
    form = LineForm.opened_on(view.version)
    form.key.data, form.quantity.typed = key, "1"
    form.is_made_to_measure.data = True
    if key:
        line = line_by_key(view.current.lines, key)
        form.label.data, form.detail.data = line.label.fr, line.detail
        form.quantity.typed = str(line.quantity)
        form.unit_net.typed = str(line.unit_net.euros).replace(".", ",")
        form.parent.data = line.parent
        form.is_made_to_measure.data = line.is_made_to_measure
        form.is_fitted.data = line.is_fitted
    return form.hang_on(view.current.lines)


def free_visits() -> list[datetime]:
    """Return the starts free for a measuring visit in the coming weeks, soonest first."""
    moment = now()
    try:
        days = list_free_slots(
            session(),
            VISIT_NEEDS,
            VISIT_MINUTES,
            paris_day(moment),
            DAYS_AHEAD,
            moment,
            kind=AppointmentKind.MEASURE,
        )
    except NotFound:
        return []
    return [slot.starts_at for day in days for slot in day.slots if slot.is_free][:MOST_STARTS]


def _terms_form(view: RequestView, version: VersionView) -> TermsForm:
    form = TermsForm.opened_on(view.version)
    form.due_on.data = version.due_on
    form.note.data = version.note
    form.is_certified.data = version.is_certified
    return form


def measure_form_class(version: VersionView) -> type[MeasureForm]:
    """Return the form for the sizes of what this version makes."""
    line = version.measured
    return measure_form_of(site_sizes_of(line) if line is not None else ())


def _measure_form(view: RequestView) -> MeasureForm:
    form = measure_form_class(view.current).opened_on(view.version)
    line = view.current.measured
    return form if line is None else form.fill(line.spec)


def _measures(view: RequestView) -> list[tuple[MeasureView, str]]:
    """Return each measure taken, with its sizes in words."""
    line = view.current.measured
    units = {size.field: size.unit for size in site_sizes_of(line)} if line is not None else {}
    return [(measure, say_sizes(measure.sizes, units)) for measure in view.measures]


def _burden(result: FabricationResult) -> Burden:
    return Burden(
        minutes_to_find(result),
        delay_of(session(), result, now()),
        tuple(op.label.fr for op in result.operations),
    )
