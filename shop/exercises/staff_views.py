"""Pages where a teacher makes exercises from the week's orders, and prints them."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.accounts.queries import list_groups
from shop.exercises import queries, services
from shop.exercises.domain.views import Subject, group_offers
from shop.exercises.forms import ChoiceForm, PrepareForm
from shop.exercises.permissions import can_prepare_exercises
from shop.jobs.queries.cards import get_card, list_bench_cards
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links, school_card
from shop.web.pagination import read_key
from shop.web.scope import actor, now, scope, session, transactional

SUBJECTS = {
    Subject.MATHEMATICS: _l("Mathématiques"),
    Subject.SCIENCE: _l("Physique-chimie"),
    Subject.FRENCH: _l("Français"),
    Subject.SAFETY: _l("Prévention, santé, environnement"),
}

bp = Blueprint("exercises_staff", __name__, url_prefix="/ecole/exercices")


def register(app: Flask) -> None:
    """Open the pages and offer them in the menu of teachers."""
    app.register_blueprint(bp)
    offer_links(app, Place.SCHOOL, _link)


@bp.get("")
@requires(can_prepare_exercises)
def index() -> ResponseReturnValue:
    """Show the coming workshop hours, the cards of each group and the sets already made."""
    before = read_key(request.args.get("avant"))
    sets = queries.list_sets(session(), before)
    return render_template(
        "exercises/index.html",
        hours=queries.list_hours(session(), paris_day(now())),
        sets=sets,
        groups={group.id: group.name for group in list_groups(session())},
        next_id=sets[-1].id if len(sets) == queries.PAGE_SIZE else None,
    )


@bp.get("/groupe/<int:group_id>")
@requires(can_prepare_exercises)
def group(group_id: int) -> ResponseReturnValue:
    """Show the cards a group works on, to make exercises from one or from all."""
    groups = {found.id: found.name for found in list_groups(session())}
    return render_template(
        "exercises/group.html",
        group_id=group_id,
        name=groups.get(group_id, ""),
        cards=list_bench_cards(session(), group_id),
    )


@bp.post("/groupe/<int:group_id>")
@requires(can_prepare_exercises)
@transactional
def prepare_for_group(group_id: int) -> ResponseReturnValue:
    """Make a set from every card of a group."""
    cards = [head.id for head in list_bench_cards(session(), group_id)]
    return _prepared(cards, group_id, (PrepareForm().title.data or "")[:160])


@bp.post("/fiche/<int:card_id>")
@requires(can_prepare_exercises)
@transactional
def prepare_for_card(card_id: int) -> ResponseReturnValue:
    """Make a set from one card, for the group that makes it."""
    return _prepared([card_id], get_card(session(), card_id, now()).head.group_id, "")


@bp.route("/<int:set_id>", methods=["GET", "POST"])
@requires(can_prepare_exercises)
@transactional
def show(set_id: int) -> ResponseReturnValue:
    """Show a set, and keep other exercises or other helps."""
    found = queries.get_set(session(), set_id)
    form, offered = ChoiceForm(), found.offers
    form.offer(offered)
    if not form.is_submitted():
        form.fill(found)
    elif form.validate():
        with form.refusals():
            services.choose_exercises(
                scope(), set_id, form.to_templates(), form.to_levels(), version=form.to_version()
            )
        if not form.problems:
            flash(_("Choix enregistrés."), "success")
            return redirect(url_for(".show", set_id=set_id))
    return render_template(
        "exercises/show.html",
        found=found,
        form=form,
        sheets=list(zip(found.owners, form.levels, strict=False)),
        groups=group_offers(offered),
        boxes={box.data: box for box in form.templates},
        subjects=SUBJECTS,
    )


@bp.post("/<int:set_id>/tirer")
@requires(can_prepare_exercises)
@transactional
def draw_again(set_id: int) -> ResponseReturnValue:
    """Draw other exercises from the cards as they are now."""
    services.draw_again(scope(), set_id, seed=_seed(), version=ChoiceForm().to_version())
    flash(_("Nouveaux exercices tirés des fiches."), "success")
    return redirect(url_for(".show", set_id=set_id))


@bp.get("/<int:set_id>/imprimer")
@requires(can_prepare_exercises)
def print_pack(set_id: int) -> ResponseReturnValue:
    """Send the PDF: a sheet for each student, then the key."""
    pdf = services.print_pack(session(), set_id, school=school_card().name)
    return Response(
        pdf,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="exercices-{set_id}.pdf"'},
    )


def _prepared(card_ids: Sequence[int], group_id: int | None, title: str) -> ResponseReturnValue:
    set_id = services.prepare_set(scope(), card_ids, seed=_seed(), group_id=group_id, title=title)
    return redirect(url_for(".show", set_id=set_id))


def _seed() -> int:
    return secrets.randbelow(2**31)


def _link() -> list[Link]:
    if not can_prepare_exercises(actor()):
        return []
    return [Link(_("Exercices"), url_for("exercises_staff.index"), "pencil")]
