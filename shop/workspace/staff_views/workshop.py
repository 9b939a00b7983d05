"""The workshop today, and the board of a week."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.kernel.actor import Section
from shop.kernel.clock import monday_of, paris_day
from shop.planning.queries import list_appointments
from shop.web.access import requires
from shop.web.scope import actor, now, scope, session, transactional
from shop.workspace import services
from shop.workspace.domain.board import coming_weeks, next_open_day, reference_in, who_is_in
from shop.workspace.forms import MoveForm
from shop.workspace.permissions import can_move_cards, can_read_week, is_office, sections_of
from shop.workspace.queries.board import read_week
from shop.workspace.staff_views.blueprint import bp

ONE_WEEK = timedelta(days=7)


@bp.get("/aujourdhui")
@requires(can_read_week)
def today() -> ResponseReturnValue:
    """Show who works where on what today."""
    day, moment = paris_day(now()), now()
    found = read_week(session(), _sections(), monday_of(day))
    return render_template(
        "workspace/today.html",
        day=day,
        closed=found.calendar.find_closure(day),
        next_day=next_open_day(found.calendar, day),
        present=who_is_in(found.board, found.sessions, found.calendar, moment, day),
        board=found.board,
        appointments=list_appointments(session(), day, day),
        reference_in=reference_in,
        sees_names=is_office(actor()),
    )


@bp.get("/semaine")
@requires(can_read_week)
def week() -> ResponseReturnValue:
    """Show the cards of a week under their groups."""
    monday = _wanted_week()
    found = read_week(session(), _sections(), monday)
    day = paris_day(now())
    return render_template(
        "workspace/week.html",
        board=found.board,
        groups=found.groups,
        weeks=coming_weeks(found.calendar, day, monday),
        this_week=monday_of(day),
        previous=monday - ONE_WEEK,
        following=monday + ONE_WEEK,
        today=day,
        may_move=can_move_cards(actor()),
        chosen=_chosen_section(),
        choices=sections_of(actor()),
    )


@bp.post("/semaine/fiches/<int:card_id>/deplacer")
@requires(can_move_cards)
@transactional
def move_card(card_id: int) -> ResponseReturnValue:
    """Give a card to another group or week."""
    form = MoveForm()
    services.move_card(
        scope(),
        card_id,
        group_id=form.group_id,
        week=form.monday,
        seen_version=form.seen_version,
    )
    flash(_("Fiche déplacée."), "success")
    return redirect(
        url_for(
            "workspace_staff.week",
            semaine=request.args.get("semaine"),
            atelier=request.args.get("atelier"),
        ),
        code=303,
    )


def _wanted_week() -> date:
    try:
        wanted = date.fromisoformat(request.args.get("semaine", ""))
    except ValueError:
        wanted = paris_day(now())
    if not 2000 <= wanted.year <= 2100:
        wanted = paris_day(now())
    return monday_of(wanted)


def _chosen_section() -> Section | None:
    wanted = request.args.get("atelier", "")
    return next((one for one in sections_of(actor()) if one == wanted), None)


def _sections() -> tuple[Section, ...]:
    chosen = _chosen_section()
    return (chosen,) if chosen else sections_of(actor())
