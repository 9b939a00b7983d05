"""Pages of teachers: the list of cards, the editor, the printed card."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from shop.accounts.queries import get_group, list_groups
from shop.configurations.permissions import can_set_rules
from shop.curriculum.domain.operations import ReadingLevel
from shop.documents.qr import qr_svg
from shop.fabrication.drawing.dxf import write_dxf
from shop.fabrication.drawing.sheet import SheetFormat
from shop.jobs.domain.document import card_document
from shop.jobs.domain.plan_sheet import drawing_set_of, plan_sheet
from shop.jobs.domain.reading import find_level
from shop.jobs.domain.state import CardState
from shop.jobs.domain.views import CardView
from shop.jobs.forms import (
    DraftForm,
    OperationForm,
    PlanForm,
    PublishForm,
    draft_data,
    weeks_from,
)
from shop.jobs.permissions import can_read_cards, can_run_workshop, can_teach, runs_section
from shop.jobs.queries.cards import PAGE_SIZE, get_card, list_cards
from shop.jobs.services import preparing, sawing, signing
from shop.jobs.services.printing import print_document, print_plan
from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.web.access import requires
from shop.web.addresses import absolute_url
from shop.web.navigation import school_card
from shop.web.pagination import read_key
from shop.web.scope import actor, now, perform, scope, session, transactional

bp = Blueprint("jobs_staff", __name__, url_prefix="/ecole")


@bp.get("/fiches")
@requires(can_read_cards)
def cards() -> str:
    """List the cards, the latest first, by key."""
    wanted = _read_filters()
    before = read_key(request.args.get("avant"))
    found = list_cards(session(), **wanted, before_id=before, limit=PAGE_SIZE + 1)
    groups = {group.id: group.name for group in list_groups(session())}
    return render_template(
        "jobs/cards.html",
        cards=found[:PAGE_SIZE],
        next_key=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
        before=before,
        groups=groups,
        sections=tuple(Section),
        wanted=wanted,
        weeks=weeks_from(paris_day(now())),
        may_saw=runs_section(actor(), Section.METALWORK),
        may_set_rules=can_set_rules(actor()),
        arguments={key: value for key, value in request.args.items() if key != "avant"},
    )


def _read_filters() -> dict[str, Any]:
    sections = [one for one in Section if one == request.args.get("atelier")]
    states = [one for one in CardState if one == request.args.get("etat")]
    week = PlanForm(request.args).monday
    return {
        "sections": tuple(sections or actor().sections),
        "group_id": read_key(request.args.get("groupe")),
        "week": week,
        "state": states[0] if states else None,
    }


@bp.route("/fiches/<int:card_id>", methods=["GET", "POST"])
@requires(can_read_cards)
@transactional
def card(card_id: int) -> ResponseReturnValue:
    """Show the draft whole and save what the teacher changes."""
    view = get_card(session(), card_id, now())
    form = DraftForm(data=draft_data(view.draft, view.head.version))
    form.offer(view.head.section)
    if request.method == "POST" and form.validate():
        with form.refusals():
            preparing.save_draft(
                scope(), card_id, seen_version=form.seen_version, edit=form.to_edit()
            )
        if not form.problems:
            return _saved(card_id, _("Brouillon enregistré."))
    return render_template("jobs/card.html", form=form, **_card_page(view))


def _card_page(view: CardView) -> dict[str, object]:
    plan, publication = PlanForm(formdata=None), PublishForm(formdata=None)
    groups = list_groups(session(), view.head.section)
    plan.offer([(group.id, group.name) for group in groups], paris_day(now()))
    plan.group.data = str(view.head.group_id or "")
    plan.week.data = view.head.week.isoformat() if view.head.week else ""
    plan.version.data = publication.version.data = str(view.head.version)
    return {
        "card": view,
        "plan": plan,
        "publication": publication,
        "gaps": preparing.list_publication_gaps(scope(), view),
        "may_edit": runs_section(actor(), view.head.section),
        "may_teach": can_teach(actor()),
    }


@bp.post("/fiches/<int:card_id>/prevoir")
@requires(can_run_workshop)
@transactional
def plan(card_id: int) -> ResponseReturnValue:
    """Give the card to a group, in a week."""
    form = PlanForm()
    preparing.plan_card(
        scope(),
        card_id,
        seen_version=form.seen_version,
        group_id=form.group_id,
        week=form.monday,
    )
    return _saved(card_id, _("Groupe et semaine enregistrés."))


@bp.post("/fiches/<int:card_id>/publier")
@requires(can_run_workshop)
@transactional
def publish(card_id: int) -> ResponseReturnValue:
    """Freeze the draft and give it to the group."""
    form = PublishForm()
    preparing.publish_card(
        scope(), card_id, seen_version=form.seen_version, reason=form.reason.data or ""
    )
    return _saved(card_id, _("Fiche publiée : le groupe la voit à l’atelier."))


@bp.post("/fiches/<int:card_id>/debit")
@requires(can_run_workshop)
def plan_bars(card_id: int) -> ResponseReturnValue:
    """Look for the fewest bars again; nothing is locked while the plan is worked out."""
    planned = sawing.plan_bars(scope(), card_id)
    perform(lambda writing: sawing.write_plan(writing, card_id, planned))
    return _saved(card_id, _("Débit recalculé : %(bars)s.", bars=_new_bars(planned.plan.new_bars)))


def _new_bars(count: int) -> str:
    return str(ngettext("%(num)d barre neuve", "%(num)d barres neuves", count))


@bp.route("/fiches/<int:card_id>/etapes/<key>", methods=["GET", "POST"])
@requires(can_run_workshop)
@transactional
def operation(card_id: int, key: str) -> ResponseReturnValue:
    """Show and save what one step asks for: machine, protection, who may do it."""
    view = get_card(session(), card_id)
    found = view.draft.find_operation(key)
    if found is None:
        raise NotFound(N_("Cette étape n’existe plus : rechargez la fiche."))
    form = OperationForm(data={**found.to_data(), "version": view.head.version})
    form.offer()
    if request.method == "POST" and form.validate():
        preparing.save_operation(
            scope(), card_id, key, seen_version=form.seen_version, details=form.to_details()
        )
        return _saved(card_id, _("Étape enregistrée."))
    return render_template("jobs/operation.html", card=view, operation=found, form=form)


@bp.get("/fiches/<int:card_id>/imprimer")
@requires(can_read_cards)
def print_card(card_id: int) -> str:
    """Show the card ready to print, in the reading level asked for."""
    view = get_card(session(), card_id, now())
    level = find_level(request.args.get("niveau")) or ReadingLevel.SENTENCES
    document = card_document(view, level, _group_name(view))
    return render_template(
        "jobs/print.html", card=view, level=level, document=document, qr=qr_svg(_bench_url(card_id))
    )


@bp.get("/fiches/<int:card_id>/fiche.pdf")
@requires(can_read_cards)
def pdf(card_id: int) -> Response:
    """Send the card as a PDF."""
    view = get_card(session(), card_id, now())
    level = find_level(request.args.get("niveau")) or ReadingLevel.SENTENCES
    document = card_document(view, level, _group_name(view))
    made = print_document(
        document, qr_svg(_bench_url(card_id)), school=asdict(school_card()), made_at=now()
    )
    return _file(made, "application/pdf", f"{view.head.reference}.pdf")


@bp.get("/fiches/<int:card_id>/plan.pdf")
@requires(can_read_cards)
def drawing_pdf(card_id: int) -> Response:
    """Send the drawing at a true scale, on the sheet that fits or on the one asked for."""
    view = get_card(session(), card_id, now())
    asked = request.args.get("feuille", "")
    wanted = SheetFormat(asked) if asked in list(SheetFormat) else None
    plan = plan_sheet(view, paris_day(now()), wanted)
    made = print_plan(plan, school=school_card().name, made_at=now())
    return _file(made, "application/pdf", f"{view.head.reference}-plan.pdf")


@bp.get("/fiches/<int:card_id>/plan.dxf")
@requires(can_read_cards)
def drawing_dxf(card_id: int) -> Response:
    """Send the drawing for a CAD program."""
    view = get_card(session(), card_id, now())
    made = write_dxf(drawing_set_of(view))
    return _file(made.encode(), "image/vnd.dxf", f"{view.head.reference}-plan.dxf")


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    shown = "inline" if kind == "application/pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response


@bp.post("/fiches/<int:card_id>/bilan")
@requires(can_run_workshop)
@transactional
def review(card_id: int) -> ResponseReturnValue:
    """Close the card: the talk with the group has taken place."""
    signing.close_review(scope(), card_id)
    return _saved(card_id, _("Bilan fait : la fiche est terminée."))


def _group_name(view: CardView) -> str:
    return get_group(session(), view.head.group_id).name if view.head.group_id else ""


def _bench_url(card_id: int) -> str:
    """Return the address a tablet opens: the school's own, whatever host was asked."""
    return absolute_url(f"/ecole/atelier/fiches/{card_id}", "fr")


def _saved(card_id: int, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("jobs_staff.card", card_id=card_id))
