"""Orders for the office: find one, follow it, answer, move its day, end it."""

import csv
import io
from collections.abc import Iterator
from typing import cast

from flask import (
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shop.files.gateway import FileStore
from shop.files.queries import get_file
from shop.kernel.clock import in_paris, paris_day
from shop.kernel.money import Money
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.orders.queries import list_documents
from shop.web.access import requires
from shop.web.pagination import Page, read_key
from shop.web.scope import now, scope, session, transactional
from shop.workspace import services
from shop.workspace.domain.orders import FactKind, OrderFilter, OrderRow
from shop.workspace.forms import (
    FAMILIES,
    DelayForm,
    MessageForm,
    OrderFilterForm,
    ReasonForm,
    VersionedForm,
)
from shop.workspace.permissions import is_office
from shop.workspace.queries.order_file import get_order_file
from shop.workspace.queries.orders import PAGE_SIZE, list_order_rows, walk_order_rows
from shop.workspace.staff_views.blueprint import bp
from shop.workspace.staff_views.wording import write_order_state

Forms = dict[str, object]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.get("/bureau/commandes")
@requires(is_office)
def orders() -> ResponseReturnValue:
    """List the orders of a filter, latest first."""
    form = OrderFilterForm(request.args)
    wanted = form.to_filter()
    rows = list_order_rows(
        session(),
        wanted,
        paris_day(now()),
        before_id=read_key(request.args.get("avant")),
        limit=PAGE_SIZE + 1,
    )
    page = Page(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].id) if len(rows) > PAGE_SIZE else None)
    return render_template(
        "workspace/orders.html", form=form, wanted=wanted, page=page, asked=_asked()
    )


@bp.get("/bureau/commandes.csv")
@requires(is_office)
def orders_csv() -> ResponseReturnValue:
    """Export the orders of a filter for a spreadsheet."""
    wanted = OrderFilterForm(request.args).to_filter()
    name = f"commandes-{paris_day(now()):%Y-%m-%d}.csv"
    answer = Response("".join(_csv(wanted)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/bureau/commandes/<int:order_id>")
@requires(is_office)
def order(order_id: int) -> ResponseReturnValue:
    """Show an order with its money, messages, documents and cards."""
    return _page(order_id)


@bp.get("/bureau/commandes/<int:order_id>/documents/<int:file_id>")
@requires(is_office)
def document(order_id: int, file_id: int) -> ResponseReturnValue:
    """Open a document of an order."""
    if file_id not in {found.file_id for found in list_documents(session(), order_id)}:
        raise NotFound(N_("Ce document n’est pas de cette commande."))
    file = get_file(session(), file_id)
    store = cast("FileStore", current_app.extensions["file_store"])
    response = Response(store.get(file.digest), mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{file.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/bureau/commandes/<int:order_id>/message")
@requires(is_office)
@transactional
def answer(order_id: int) -> ResponseReturnValue:
    """Answer the customer."""
    form = MessageForm()
    if form.validate():
        with form.refusals():
            services.answer_customer(
                scope(), order_id, form.text.data or "", one_time_key=form.one_time_key
            )
        if not form.problems:
            return _done(order_id, _("Message envoyé au client."))
    return _page(order_id, answer_form=form), 409


@bp.route("/bureau/commandes/<int:order_id>/date", methods=["GET", "POST"])
@requires(is_office)
@transactional
def delay(order_id: int) -> ResponseReturnValue:
    """Promise another day with its reason."""
    form = DelayForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.move_due_day(
                scope(),
                order_id,
                form.day,
                form.reason.data or "",
                seen_version=form.seen_version,
            )
        if not form.problems:
            return _done(order_id, _("Nouveau jour promis, le client est prévenu."))
    return _ask("workspace/delay.html", order_id, form)


@bp.route("/bureau/commandes/<int:order_id>/annuler", methods=["GET", "POST"])
@requires(is_office)
@transactional
def cancel(order_id: int) -> ResponseReturnValue:
    """End an order with words."""
    form = ReasonForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.end_order(
                scope(), order_id, form.reason.data or "", seen_version=form.seen_version
            )
        if not form.problems:
            return _done(order_id, _("Commande annulée, le client est prévenu."))
    return _ask("workspace/cancel.html", order_id, form)


@bp.post("/bureau/commandes/<int:order_id>/prete")
@requires(is_office)
@transactional
def ready(order_id: int) -> ResponseReturnValue:
    """Tell the customer that everything waits."""
    services.call_order_ready(scope(), order_id)
    return _done(order_id, _("Le client est prévenu : sa commande l’attend."))


@bp.post("/bureau/commandes/<int:order_id>/remettre")
@requires(is_office)
@transactional
def hand_over(order_id: int) -> ResponseReturnValue:
    """Close an order whose customer has everything."""
    form = VersionedForm()
    services.hand_order_over(scope(), order_id, seen_version=form.seen_version)
    return _done(order_id, _("Commande remise et close."))


def _page(order_id: int, answer_form: MessageForm | None = None) -> str:
    found = get_order_file(session(), order_id)
    version = VersionedForm(formdata=None, version=found.order.version)
    return render_template(
        "workspace/order.html",
        file=found,
        order=found.order,
        kinds=FactKind,
        form=answer_form or MessageForm(formdata=None),
        version_form=version,
        today=paris_day(now()),
        moment=now(),
    )


def _ask(template: str, order_id: int, form: VersionedForm) -> ResponseReturnValue:
    found = get_order_file(session(), order_id)
    if not form.is_submitted():
        form.version.data = str(found.order.version)
    status = 409 if form.problems else 200
    return render_template(template, form=form, file=found, order=found.order), status


def _done(order_id: int, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for("workspace_staff.order", order_id=order_id), code=303)


def _asked() -> dict[str, str]:
    """Return the filter of the address, without the key of the page."""
    return {key: value for key, value in request.args.items() if key != "avant" and value}


def _csv(wanted: OrderFilter) -> Iterator[str]:
    yield "\ufeff" + _line(
        (
            _("Numéro"),
            _("Client"),
            _("Ville"),
            _("Contenu"),
            _("Famille"),
            _("État"),
            _("Passée le"),
            _("Promise le"),
            _("À payer TTC"),
            _("Payé"),
            _("Reste"),
        )
    )
    for row in walk_order_rows(session(), wanted, paris_day(now())):
        yield _line(_cells(row))


def _cells(row: OrderRow) -> tuple[str, ...]:
    return (
        row.reference,
        row.title,
        row.town,
        " + ".join(label.fr for label in row.labels),
        " + ".join(str(FAMILIES[family.value]) for family in row.families),
        write_order_state(row.status),
        in_paris(row.placed_at).date().isoformat(),
        row.due_on.isoformat() if row.due_on else "",
        _euros(row.balance.asked),
        _euros(row.balance.paid),
        _euros(row.balance.due),
    )


def _euros(amount: Money) -> str:
    return f"{amount.euros:.2f}".replace(".", ",")


def _line(cells: tuple[str, ...]) -> str:
    """Write one line; a cell a spreadsheet would compute gets an apostrophe before it."""
    safe = [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow(safe)
    return written.getvalue()
