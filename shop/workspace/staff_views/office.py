"""The desk of the office: one inbox, messages, sendings that were given up."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.tasks.services import set_aside, try_again
from shop.web.access import requires
from shop.web.pagination import read_key
from shop.web.scope import now, scope, session, transactional
from shop.workspace.domain.inbox import InboxKey
from shop.workspace.domain.waiting import OFFICE_WORK, Work
from shop.workspace.permissions import is_office
from shop.workspace.queries.inbox import PAGE_SIZE, list_inbox, list_talks
from shop.workspace.queries.waiting import count_waiting
from shop.workspace.staff_views.blueprint import bp

QUOTES = (Work.QUOTES_TO_SEND, Work.QUOTES_SENT)


@bp.get("/bureau")
@requires(is_office)
def inbox() -> ResponseReturnValue:
    """Show all that waits for the office, oldest first."""
    wanted = _wanted_work()
    return _page("workspace/inbox.html", (wanted,) if wanted else OFFICE_WORK, wanted)


@bp.get("/bureau/devis")
@requires(is_office)
def quotes() -> ResponseReturnValue:
    """Show the quotes to send and those the customer has not answered."""
    return _page("workspace/quotes.html", QUOTES, None)


def _page(template: str, works: tuple[Work, ...], wanted: Work | None) -> str:
    today = paris_day(now())
    after = InboxKey.from_text(request.args.get("apres", ""))
    rows, next_key = list_inbox(session(), works, today, after=after)
    return render_template(
        template,
        rows=rows,
        next_key=next_key.to_text() if next_key else "",
        is_further=after is not None,
        wanted=wanted,
        counts=count_waiting(session(), OFFICE_WORK, tuple(Section), today),
        moment=now(),
    )


@bp.get("/bureau/messages")
@requires(is_office)
def messages() -> ResponseReturnValue:
    """List the conversations with customers, the latest words first."""
    everything = request.args.get("tout") == "1"
    talks = list_talks(
        session(),
        only_waiting=not everything,
        before_id=read_key(request.args.get("avant")),
        limit=PAGE_SIZE + 1,
    )
    return render_template(
        "workspace/messages.html",
        talks=talks[:PAGE_SIZE],
        next_key=talks[PAGE_SIZE - 1].message_id if len(talks) > PAGE_SIZE else None,
        everything=everything,
        moment=now(),
    )


@bp.post("/bureau/taches/<int:task_id>/reprendre")
@requires(is_office)
@transactional
def retry_task(task_id: int) -> ResponseReturnValue:
    """Let a sending that was given up be tried again."""
    try_again(scope(), task_id)
    flash(_("L’envoi repart dans la minute."), "success")
    return redirect(url_for("workspace_staff.inbox", quoi=Work.TASKS.value), code=303)


@bp.post("/bureau/taches/<int:task_id>/laisser")
@requires(is_office)
@transactional
def leave_task(task_id: int) -> ResponseReturnValue:
    """Take a sending that was given up out of the inbox."""
    set_aside(scope(), task_id)
    flash(_("L’envoi est classé sans suite."), "success")
    return redirect(url_for("workspace_staff.inbox", quoi=Work.TASKS.value), code=303)


def _wanted_work() -> Work | None:
    wanted = request.args.get("quoi", "")
    return Work(wanted) if wanted in {work.value for work in OFFICE_WORK} else None
