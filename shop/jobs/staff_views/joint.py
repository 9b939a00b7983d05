"""Pages of the workshop teacher: one plan of the saw for several cards of a week."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.jobs.forms import PlanForm, weeks_from
from shop.jobs.permissions import can_read_cards, can_run_workshop, runs_section
from shop.jobs.queries.joint import get_joint_cut, list_cards_to_saw, list_joint_cuts
from shop.jobs.services import joint as joint_services
from shop.jobs.services.settling import settle_joint_plan
from shop.kernel.actor import Section
from shop.kernel.clock import monday_of, paris_day
from shop.web.access import requires
from shop.web.pagination import read_key
from shop.web.scope import actor, now, perform, scope, session, transactional

bp = Blueprint("jobs_joint_staff", __name__, url_prefix="/ecole/debit")


@bp.get("")
@requires(can_run_workshop)
def week() -> str:
    """Choose among the cards of a week that are not yet sawn, and show their common plan."""
    monday, chosen = _read_week(), _read_cards()
    sections = actor().sections or frozenset(Section)
    cards = list_cards_to_saw(session(), sections, monday)
    wanted = [card.id for card in cards if card.id in chosen]
    planned = None
    if len(wanted) > 1:
        planned = joint_services.plan_cards_together(scope(), monday, wanted)
    return render_template(
        "jobs/joint_week.html",
        week=monday,
        weeks=weeks_from(paris_day(now())),
        cards=cards,
        chosen=chosen if request.args.getlist("fiche") else {card.id for card in cards},
        planned=planned,
        frozen=list_joint_cuts(session(), monday),
    )


@bp.post("")
@requires(can_run_workshop)
def freeze() -> ResponseReturnValue:
    """Freeze the plan of the chosen cards; nothing is locked while it is worked out."""
    monday, chosen = _read_week(), _read_cards()
    planned = joint_services.plan_cards_together(scope(), monday, sorted(chosen))
    joint_id = perform(lambda writing: joint_services.freeze_joint_plan(writing, planned))
    flash(_("Débit commun figé : chaque fiche montre ses barres."), "success")
    return redirect(url_for("jobs_joint_staff.plan", joint_id=joint_id), code=303)


@bp.get("/<int:joint_id>")
@requires(can_read_cards)
def plan(joint_id: int) -> str:
    """Show a frozen joint plan, bar by bar."""
    found = get_joint_cut(session(), joint_id)
    return render_template(
        "jobs/joint.html", joint=found, may_run=runs_section(actor(), Section.METALWORK)
    )


@bp.get("/<int:joint_id>/imprimer")
@requires(can_read_cards)
def print_plan(joint_id: int) -> str:
    """Show a joint plan ready to print on A4."""
    return render_template("jobs/joint_print.html", joint=get_joint_cut(session(), joint_id))


@bp.post("/<int:joint_id>/fait")
@requires(can_run_workshop)
@transactional
def settle(joint_id: int) -> ResponseReturnValue:
    """Say that all its bars are sawn: the rack follows."""
    if settle_joint_plan(scope(), joint_id):
        flash(_("Débit fait : les restes sont au râtelier."), "success")
    else:
        flash(_("Ce débit était déjà fait."), "info")
    return redirect(url_for("jobs_joint_staff.plan", joint_id=joint_id), code=303)


@bp.post("/<int:joint_id>/defaire")
@requires(can_run_workshop)
@transactional
def undo(joint_id: int) -> ResponseReturnValue:
    """Give every card its own plan back."""
    monday = get_joint_cut(session(), joint_id).week
    joint_services.undo_joint_plan(scope(), joint_id)
    flash(_("Débit commun défait : chaque fiche a de nouveau le sien."), "success")
    return redirect(url_for("jobs_joint_staff.week", week=monday.isoformat()), code=303)


def _read_week() -> date:
    return PlanForm(request.values).monday or monday_of(paris_day(now()))


def _read_cards() -> set[int]:
    found = (read_key(raw) for raw in request.values.getlist("fiche")[:100])
    return {card_id for card_id in found if card_id is not None}
