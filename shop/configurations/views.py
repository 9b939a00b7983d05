"""The configurator: a whole gate in one address, with or without script."""

from datetime import date

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shop.configurations import queries, services
from shop.configurations.domain.relevance import list_open_folds
from shop.configurations.domain.wishes import GateWish, Preview, field_of
from shop.configurations.forms import USUAL_WIDTHS, GateForm
from shop.configurations.wording import (
    address_of,
    ask_url,
    drawing_of,
    measures_of,
    say_delay,
    say_finding,
    summaries_of,
    thumbnail_of,
)
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.findings import Level
from shop.kernel.clock import paris_day
from shop.web.access import anyone
from shop.web.indexing import indexed
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("configurations", __name__)


def register(app: Flask) -> None:
    """Add the configurator and the pages of saved wishes."""
    app.register_blueprint(bp)
    app.jinja_env.filters.update(remark=say_finding, drawing_of=drawing_of, delay_words=say_delay)


UNREADABLE = Preview(None, (), None)


@bp.get("/configurer/portail")
@anyone
@indexed
def gate() -> str:
    """Show the gate of the address, or a usual one to start from."""
    return _page(GateForm(request.args))


@bp.get("/configurer/portail/apercu")
@anyone
def gate_preview() -> Response:
    """Answer the script: drawing, price and remarks, as pieces of the same page."""
    form = GateForm(request.args)
    wish, preview = _look_at(form)
    context = {"form": form, "wish": wish, "preview": preview, **_facts(preview)}
    return jsonify(
        result=render_template("configurations/_result.html", **context),
        bar=render_template("configurations/_bar.html", **context),
        notes={field.name: _notes(form, preview, field.name) for field in form},
        summaries=summaries_of(form),
        idle=sorted(form.idle),
        opened=_folds_to_open(form, preview),
        is_refused=preview.is_refused,
    )


@bp.post("/configurer/portail/enregistrer")
@anyone
@transactional
def save_gate() -> ResponseReturnValue:
    """Keep the wish under a short code, then go on to what the button said."""
    form = GateForm(request.form)
    asks_quote = "ask_quote" in request.form
    if form.validate():
        try:
            saved = services.save_configuration(scope(), form.to_wish())
        except SpecRefused:
            saved = None
        if saved is not None:
            kept = url_for("configurations.show", code=saved.code)
            return redirect(ask_url(code=saved.code) if asks_quote else kept, code=303)
    if asks_quote:
        return redirect(ask_url(family="gate", message=form.in_words()), code=303)
    return _page(form), 422


@bp.get("/c/<code>")
@anyone
def show(code: str) -> ResponseReturnValue:
    """Show a saved wish at the price of today, to share, print or change."""
    saved = queries.get_configuration(session(), code)
    if saved.code != code:
        return redirect(url_for("configurations.show", code=saved.code))
    preview = services.preview_gate(session(), saved.wish.spec, _today())
    return render_template(
        "configurations/show.html",
        saved=saved,
        wish=saved.wish,
        preview=preview,
        change_url=address_of(saved.wish),
        ask_url=ask_url(code=saved.code),
        measures=measures_of(saved.wish.spec),
        **_facts(preview),
    )


def _page(form: GateForm) -> str:
    wish, preview = _look_at(form)
    return render_template(
        "configurations/gate.html",
        form=form,
        wish=wish,
        preview=preview,
        summaries=summaries_of(form),
        opened=_folds_to_open(form, preview),
        usual_widths={kind.value: width for kind, width in USUAL_WIDTHS.items()},
        **_facts(preview),
    )


def _look_at(form: GateForm) -> tuple[GateWish | None, Preview]:
    """Return the wish, when every field can be read, and what can be said of it."""
    if not form.validate():
        return None, UNREADABLE
    wish = form.to_wish()
    return wish, services.preview_gate(session(), wish.spec, _today())


def _facts(preview: Preview) -> dict[str, object]:
    if preview.result is None:
        return {"drawing": "", "thumbnail": "", "delay": ""}
    delay = queries.delay_of(session(), preview.result, now())
    return {
        "drawing": drawing_of(preview.result),
        "thumbnail": thumbnail_of(preview.result),
        "delay": say_delay(delay),
    }


def _folds_to_open(form: GateForm, preview: Preview) -> list[str]:
    """Return the folded groups with something to mend: nothing wrong stays out of sight."""
    remarks = [f for f in preview.findings if f.field and f.level is not Level.ADVICE]
    wrong = [field.name for field in form if field.errors]
    return list_open_folds([*wrong, *(field_of(str(f.field)) for f in remarks)])


def _notes(form: GateForm, preview: Preview, name: str) -> str:
    findings, errors = preview.of_field(name), form[name].errors
    if not findings and not errors:
        return ""
    return render_template("configurations/_notes.html", findings=findings, errors=errors).strip()


def _today() -> date:
    return paris_day(now())
