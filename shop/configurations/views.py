"""The configurator: a whole gate in one address, with or without script."""

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import SelectField

from shop.configurations import queries, services
from shop.configurations.domain.wishes import GateWish, Preview, wish_to_address
from shop.configurations.forms import USUAL_WIDTHS, GateForm
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation
from shop.fabrication.gate.spec import GateSpec
from shop.kernel.clock import paris_day
from shop.planning.domain.load import Delay
from shop.web.access import anyone
from shop.web.filters import write_millimetres, write_number
from shop.web.language import current_language
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("configurations", __name__)


def register(app: Flask) -> None:
    """Add the configurator and the pages of saved wishes."""
    app.register_blueprint(bp)


UNREADABLE = Preview(None, (), None)


@bp.get("/configurer/portail")
@anyone
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
        return {"drawing": "", "delay": ""}
    delay = queries.delay_of(session(), preview.result, now())
    return {"drawing": drawing_of(preview.result), "delay": say_delay(delay)}


def _notes(form: GateForm, preview: Preview, name: str) -> str:
    return render_template(
        "configurations/_notes.html", findings=preview.of_field(name), errors=form[name].errors
    ).strip()


def _today() -> date:
    return paris_day(now())


@bp.app_template_filter("remark")
def say_finding(finding: Finding) -> str:
    """Return a remark of the engine and its way out, in the language of the page."""
    sentence = _(finding.message)
    if finding.params:
        sentence %= finding.params
    return f"{sentence} {_(finding.what_to_do)}" if finding.what_to_do else str(sentence)


@bp.app_template_filter("drawing_of")
def drawing_of(result: FabricationResult) -> Markup:
    """Return the dimensioned front view as safe markup."""
    drawing = draw_elevation(result.elevation, key="gate", language=current_language())
    return Markup(drawing)  # noqa: S704 - our own engine escapes its texts


@bp.app_template_filter("delay_words")
def say_delay(delay: Delay | None) -> str:
    """Return when it would be ready, counted in weeks of school."""
    if delay is None:
        return str(_("à confirmer"))
    weeks = delay.school_weeks
    return str(ngettext("%(num)d semaine d’école", "%(num)d semaines d’école", max(1, weeks)))


def ask_url(**known: str) -> str:
    """Return the address of the request for a quote, a page of the room above."""
    return f"{request.script_root}/devis/demander?{urlencode(known)}"


def address_of(wish: GateWish) -> str:
    """Return the address that opens the configurator on a wish."""
    return f"{url_for('configurations.gate')}?{urlencode(wish_to_address(wish))}"


def measures_of(spec: GateSpec) -> list[tuple[str, str]]:
    """Return the sizes and choices of a gate in words, for a page that is printed."""
    form = GateForm(wish_to_address(GateWish(spec=spec)))
    chosen = [
        (field.label.text, _choice(field))
        for field in (form.type, form.infill, form.bar, form.finish, form.motor, form.handover)
    ]
    widths = " / ".join(write_millimetres(width) for width in spec.widths)
    sizes = [
        (_("Largeur du passage"), widths),
        (_("Hauteur"), write_millimetres(spec.height)),
        (_("Pente"), f"{write_number(spec.slope, 1)} %"),
    ]
    return [*sizes, *chosen]


def _choice(field: SelectField) -> str:
    return next((str(one.label.text) for one in field if one.data == field.data), str(field.data))
