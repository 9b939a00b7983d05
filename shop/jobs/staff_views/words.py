"""How states, signs and decisions are said on the pages of the school."""

from decimal import Decimal

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from shop.jobs.domain.content import CardCheck
from shop.jobs.domain.document import written_bars, written_materials, written_minutes
from shop.jobs.domain.measuring import CheckStatus, Decision, read_points
from shop.jobs.domain.state import CardState, OperationStatus, StopKind
from shop.jobs.domain.views import CheckView, MeasureView
from shop.jobs.domain.workshop import clearance_label, workstation_label
from shop.jobs.staff_views.wheel_words import wheel_facts
from shop.kernel.actor import Section
from shop.kernel.refusals import Refusal
from shop.tyres.domain.dates import read_as_number
from shop.tyres.domain.wheel_findings import DECISION_LABELS
from shop.tyres.domain.wheel_sheet import WheelDecision
from shop.web.filters import write_number
from shop.web.sentences import sentence_of

CARD_STATES = {
    CardState.DRAFT: (_l("Brouillon"), "neutral"),
    CardState.PUBLISHED: (_l("Publiée"), "info"),
    CardState.IN_PROGRESS: (_l("En cours"), "info"),
    CardState.TO_CHECK: (_l("À contrôler"), "attention"),
    CardState.READY: (_l("Prête"), "good"),
    CardState.DELIVERED: (_l("Livrée"), "good"),
    CardState.REVIEWED: (_l("Bilan fait"), "good"),
    CardState.CANCELLED: (_l("Annulée"), "bad"),
}
OPERATION_STATES = {
    OperationStatus.PENDING: (_l("À faire"), "neutral"),
    OperationStatus.IN_PROGRESS: (_l("En cours"), "info"),
    OperationStatus.TO_CHECK: (_l("À vérifier"), "attention"),
    OperationStatus.DONE: (_l("Fait"), "good"),
}
CHECK_STATES = {
    CheckStatus.MISSING: (_l("À mesurer"), "neutral"),
    CheckStatus.GOOD: (_l("Bon"), "good"),
    CheckStatus.OUT: (_l("Hors tolérance"), "bad"),
    CheckStatus.REDO: (_l("À mesurer à nouveau"), "attention"),
    CheckStatus.ACCEPTED: (_l("Accepté par le professeur"), "attention"),
    CheckStatus.OPTIONAL: (_l("Si elle existe"), "neutral"),
}
CHECK_ICONS = {
    **{"MARKING": "eye", "DOT": "calendar", "TREAD": "ruler-measure", "FLANK": "hand-finger"},
    **{"WEAR": "wheel", "BRAKES": "hand-stop", "TORQUE": "tool", "PRESSURE_BEFORE": "gauge"},
    **{"PRESSURE_FRONT": "gauge", "PRESSURE_REAR": "gauge", "BALANCE": "weight"},
}
VERDICTS = {
    WheelDecision.GREEN: "good",
    WheelDecision.ORANGE: "attention",
    WheelDecision.RED: "bad",
}
STOPS = {
    StopKind.BEFORE_MAKING: _l("STOP avant de faire"),
    StopKind.BEFORE_DELIVERY: _l("STOP avant la remise au client"),
}
DECISIONS = {
    Decision.REPAIR: _l("Réparer"),
    Decision.REMAKE: _l("Refaire"),
    Decision.ACCEPT: _l("Accepter"),
}
REPLACED_TYRE = _l("Remplacer le pneu")


def speak_of_cards(app: Flask) -> None:
    """Offer the words of cards to templates."""
    app.jinja_env.globals.update(
        card_states=CARD_STATES,
        operation_states=OPERATION_STATES,
        check_states=CHECK_STATES,
        stop_names=STOPS,
        decision_name=decision_name,
        workstation_label=workstation_label,
        clearance_label=clearance_label,
        bounds_of=bounds_of,
        measure_of=measure_of,
        written_measure=written_measure,
        refusal_sentence=refusal_sentence,
        minutes_words=written_minutes,
        materials_of=written_materials,
        bars_of=written_bars,
        sawing_verdict=sawing_verdict,
        check_icon=check_icon,
        verdict_tones=VERDICTS,
        verdict_labels=DECISION_LABELS,
        wheel_facts=wheel_facts,
    )


def bounds_of(check: CardCheck) -> str:
    """Write the good values of a check: `1 715 à 1 723 mm`, or what to answer."""
    if check.is_marking or check.is_noted:
        return str(_("à noter"))
    if not check.is_measured:
        return f"{_('oui')} / {_('non')}"
    if check.is_week:
        return _good_weeks(check.oldest_years)
    low, high = (write_number(n, 3) if n is not None else "" for n in (check.lowest, check.highest))
    if low and high:
        return str(_("%(low)s à %(high)s %(unit)s", low=low, high=high, unit=check.unit))
    if low:
        return str(_("%(value)s au moins", value=f"{low} {check.unit}"))
    if high:
        return str(_("%(value)s au plus", value=f"{high} {check.unit}"))
    return str(_("à lire dans la documentation"))


def _good_weeks(oldest: Decimal | None) -> str:
    if oldest is None:
        return str(_("semaine et année, comme 2324"))
    years = write_number(oldest)
    return str(_("semaine et année, comme 2324, moins de %(years)s ans", years=years))


def measure_of(view: CheckView) -> str:
    """Write the measure that counts: a length with its unit, or yes and no."""
    return "" if view.last is None else written_measure(view.check, view.last)


def written_measure(check: CardCheck, measure: MeasureView) -> str:
    """Write any measure of a check; of several points each, then the one that counts."""
    value = measure.value
    if check.is_marking:
        return measure.words or str(_("illisible"))
    if not check.is_measured:
        return str(_("oui") if value else _("non"))
    if check.is_week:
        return _written_week(check.unit, int(value))
    if measure.words:
        points = " / ".join(write_number(one, 3) for one in read_points(measure.words))
        return f"{points} {check.unit}"
    return f"{write_number(value, 3)} {check.unit}"


def check_icon(check: CardCheck) -> str:
    """Return the icon beside a check: who reads little finds it again."""
    return CHECK_ICONS.get(check.key.partition(".")[0], "ruler-2" if check.is_measured else "eye")


def decision_name(decision: Decision, section: Section) -> str:
    """Return what an adult decided, in the words of the workshop."""
    is_new_tyre = section is Section.TYRES and decision is Decision.REMAKE
    return str(REPLACED_TYRE if is_new_tyre else DECISIONS[decision])


def _written_week(unit: str, number: int) -> str:
    made = read_as_number(number)
    if made is None:
        return str(_("%(unit)s illisible", unit=unit))
    if made.year is None:
        return str(_("%(unit)s %(figures)s, avant 2000", unit=unit, figures=made.text))
    return f"{unit} {made.text}"


def sawing_verdict(above_fewest: int) -> str:
    """Say how far a plan of the saw is from the fewest new bars, as it was proven."""
    if above_fewest == 0:
        return str(_("Plan optimal : on ne peut pas ouvrir moins de barres neuves."))
    return str(
        ngettext(
            "Au plus %(num)d barre de plus que le minimum.",
            "Au plus %(num)d barres de plus que le minimum.",
            above_fewest,
        )
    )


def refusal_sentence(refusal: Refusal | None) -> str:
    """Return why a step must wait, empty when it may begin."""
    return "" if refusal is None else sentence_of(refusal)
