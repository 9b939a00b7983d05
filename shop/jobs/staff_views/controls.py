"""Pages of the teacher at the bench: stops to sign, measures to confirm, parts to decide."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.jobs.domain.state import StopKind
from shop.jobs.domain.wheels import read_wheel_sheet
from shop.jobs.forms import DecisionForm, MeasureForm, SignForm
from shop.jobs.permissions import can_run_workshop, refuse_other_section
from shop.jobs.queries.cards import get_card
from shop.jobs.queries.pages import list_waiting_cards
from shop.jobs.services import checking, making, signing
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.tyres.domain.wheel_sheet import POSITION_LABELS
from shop.tyres.queries import get_limits
from shop.web.access import requires
from shop.web.forms import ShopForm
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("jobs_controls_staff", __name__, url_prefix="/ecole/atelier/controles")


@bp.get("")
@requires(can_run_workshop)
def waiting() -> str:
    """List the cards where something waits for an adult."""
    sections = actor().sections or tuple(Section)
    found = list_waiting_cards(session(), sections, now())
    return render_template("jobs/controls.html", waiting=found)


@bp.get("/<int:card_id>")
@requires(can_run_workshop)
def card(card_id: int) -> str:
    """Show what a card waits for, with one gesture for each thing."""
    return _show(card_id)


def _show(card_id: int, refused: "_Refused | None" = None) -> str:
    view = get_card(session(), card_id, now())
    refuse_other_section(actor(), view.head.section)
    decision = DecisionForm()
    decision.offer(view.head.section)
    wheels = read_wheel_sheet(view, get_limits(session(), paris_day(now())))
    shown = [] if wheels is None else [one.key for row in wheels.rows for one in row.checks]
    left = [one for one in view.checks if one.key not in shown]
    return render_template(
        "jobs/control.html",
        card=view,
        wheels=wheels,
        urgent=[one for one in left if one.is_urgent],
        others=[one for one in left if not one.is_urgent],
        position_labels=POSITION_LABELS,
        sign=SignForm(),
        decision=decision,
        measure=MeasureForm(),
        refused=refused,
    )


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was typed about a check and refused: the reason is written beside its field."""

    key: str
    form: ShopForm


@bp.post("/<int:card_id>/stops/<kind>")
@requires(can_run_workshop)
@transactional
def sign(card_id: int, kind: str) -> ResponseReturnValue:
    """Sign a stop with one's name."""
    stops = [one for one in StopKind if one == kind]
    if not stops:
        raise NotFound(N_("Ce STOP n’existe pas."))
    signing.sign_stop(scope(), card_id, stops[0], SignForm().note.data or "")
    return _done(card_id, _("Signé."))


@bp.post("/<int:card_id>/etapes/<key>/confirmer")
@requires(can_run_workshop)
@transactional
def confirm(card_id: int, key: str) -> ResponseReturnValue:
    """Let the work go on after a step."""
    making.confirm_operation(scope(), card_id, key)
    return _done(card_id, _("Étape confirmée."))


@bp.post("/<int:card_id>/etapes/<key>/reprendre")
@requires(can_run_workshop)
@transactional
def reopen(card_id: int, key: str) -> ResponseReturnValue:
    """Send a step back."""
    making.reopen_operation(scope(), card_id, key)
    return _done(card_id, _("Étape à reprendre."))


@bp.post("/<int:card_id>/releves/<key>/confirmer")
@requires(can_run_workshop)
@transactional
def confirm_measure(card_id: int, key: str) -> ResponseReturnValue:
    """Counter-check a measure: the same value was found."""
    checking.confirm_measure(scope(), card_id, key)
    return _done(card_id, _("Relevé confirmé."))


@bp.route("/<int:card_id>/releves/<key>", methods=["GET", "POST"])
@requires(can_run_workshop)
@transactional
def measure(card_id: int, key: str) -> ResponseReturnValue:
    """Write a counter-check with another value."""
    if request.method != "POST":
        return _back(card_id)
    form = MeasureForm()
    try:
        checking.enter_measure(scope(), card_id, key, form.value.data or "")
    except Refusal as refusal:
        return _refuse(card_id, key, form, refusal)
    return _done(card_id, _("Relevé enregistré."))


@bp.route("/<int:card_id>/releves/<key>/decision", methods=["GET", "POST"])
@requires(can_run_workshop)
@transactional
def decide(card_id: int, key: str) -> ResponseReturnValue:
    """Decide what becomes of a part out of tolerance."""
    if request.method != "POST":
        return _back(card_id)
    form = DecisionForm()
    try:
        checking.decide_non_conformity(
            scope(), card_id, key, form.decision.data, form.reason.data or ""
        )
    except Refusal as refusal:
        return _refuse(card_id, key, form, refusal)
    return _done(card_id, _("Décision enregistrée."))


def _done(card_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return _back(card_id)


def _back(card_id: int) -> ResponseReturnValue:
    return redirect(url_for("jobs_controls_staff.card", card_id=card_id))


def _refuse(card_id: int, key: str, form: ShopForm, refusal: Refusal) -> ResponseReturnValue:
    """Show the page again with the sentence beside its field, when it has one."""
    if refusal.field not in form:
        raise refusal
    form.add_refusal(refusal)
    return _show(card_id, _Refused(key, form))
