"""Pages of the bench: one card, one step in hand, one big action."""

from datetime import datetime

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.jobs.domain.measuring import CheckStatus
from shop.jobs.domain.reading import BenchPage, find_level
from shop.jobs.domain.wheel_groups import group_by_wheel, known_markings, wheel_of
from shop.jobs.forms import MeasureForm
from shop.jobs.permissions import can_see_bench, can_work
from shop.jobs.queries.pages import list_my_cards, read_bench_page
from shop.jobs.services import checking, making
from shop.jobs.staff_views.words import CHECK_STATES
from shop.kernel.refusals import Refusal
from shop.tyres.domain.wheel_sheet import POSITION_LABELS, WheelPosition
from shop.web.access import requires
from shop.web.errors import wants_json
from shop.web.scope import actor, now, scope, session, transactional
from shop.web.sentences import sentence_of

bp = Blueprint("jobs_bench_staff", __name__, url_prefix="/ecole/atelier")
LONGEST_INSTANT = 40


@bp.get("")
@requires(can_see_bench)
def cards() -> str:
    """List the cards of one's group."""
    return render_template("jobs/my_cards.html", cards=list_my_cards(session(), actor()))


@bp.get("/fiches/<int:card_id>")
@requires(can_see_bench)
def bench(card_id: int) -> str:
    """Show one card at one's reading level."""
    return _show(_read_page(card_id))


def _read_page(card_id: int) -> BenchPage:
    level = find_level(request.values.get("niveau"))
    return read_bench_page(session(), card_id, actor(), now(), level)


def _show(page: BenchPage, refused: MeasureForm | None = None) -> str:
    asked = request.values.get("roue", "")
    if refused:
        asked = wheel_of(refused.check.data or "") or ""
    return render_template(
        "jobs/bench.html",
        page=page,
        key=making.new_key(),
        may=can_work(actor()),
        refused=refused,
        at_hand=group_by_wheel(page.checks_at_hand, asked),
        behind=group_by_wheel(page.checks_behind, asked),
        markings=known_markings(page.card.content, page.card.checks),
        position_labels=POSITION_LABELS,
    )


@bp.post("/fiches/<int:card_id>/etapes/<key>/commencer")
@requires(can_work)
@transactional
def start(card_id: int, key: str) -> ResponseReturnValue:
    """Begin a step."""
    making.start_operation(scope(), card_id, key, client_key=_client_key(), at=_claimed_at())
    return _recorded(card_id, _("C’est parti."))


@bp.post("/fiches/<int:card_id>/etapes/<key>/pause")
@requires(can_work)
@transactional
def pause(card_id: int, key: str) -> ResponseReturnValue:
    """Stop one's time on a step."""
    making.pause_operation(scope(), card_id, key, at=_claimed_at())
    return _recorded(card_id, _("Temps arrêté."))


@bp.post("/fiches/<int:card_id>/etapes/<key>/fait")
@requires(can_work)
@transactional
def tick(card_id: int, key: str) -> ResponseReturnValue:
    """Say that a step is done."""
    making.tick_operation(scope(), card_id, key, client_key=_client_key(), at=_claimed_at())
    return _recorded(card_id, _("Étape faite."))


@bp.route("/fiches/<int:card_id>/releves", methods=["GET", "POST"])
@requires(can_work)
@transactional
def measure(card_id: int) -> ResponseReturnValue:
    """Write a measure down; one that is refused stays in its field, with the reason beside it."""
    if request.method != "POST":
        return redirect(url_for("jobs_bench_staff.bench", card_id=card_id))
    form = MeasureForm()
    try:
        status = checking.enter_measure(
            scope(),
            card_id,
            form.check.data or "",
            form.value.data or "",
            client_key=_client_key(),
            at=_claimed_at(),
        )
    except Refusal as refusal:
        return _refuse_measure(card_id, form, refusal)
    words = str(CHECK_STATES[status][0])
    category = "success" if status is CheckStatus.GOOD else "error"
    return _recorded(card_id, words, category, wheel=wheel_of(form.check.data or ""))


def _refuse_measure(card_id: int, form: MeasureForm, refusal: Refusal) -> ResponseReturnValue:
    if refusal.field != form.value.name:
        raise refusal
    if wants_json():
        answer = {"message": sentence_of(refusal), "field": refusal.field}
        return jsonify(answer), refusal.status_code
    page = _read_page(card_id)
    if form.check.data not in {view.key for view in (*page.checks_at_hand, *page.checks_behind)}:
        raise refusal
    form.add_refusal(refusal)
    return _show(page, form)


def _client_key() -> str:
    return str(request.form.get("client_key", ""))[:64]


def _claimed_at() -> datetime | None:
    """Return when the tablet says it happened; anything odd means now."""
    raw = str(request.form.get("at", ""))[:LONGEST_INSTANT]
    try:
        claimed = datetime.fromisoformat(raw.replace("Z", "+00:00"))
    except ValueError:
        return None
    return claimed if claimed.tzinfo else None


def _recorded(
    card_id: int, words: str, category: str = "success", *, wheel: WheelPosition | None = None
) -> ResponseReturnValue:
    """Answer the tablet's script in data, a plain form by the page of the card."""
    if wants_json():
        return jsonify(saved=True, message=words)
    flash(words, category)
    level = find_level(request.form.get("niveau"))
    return redirect(
        url_for(
            "jobs_bench_staff.bench",
            card_id=card_id,
            niveau=int(level) if level else None,
            roue=wheel,
            _anchor=f"wheel-{wheel}" if wheel else None,
        )
    )
