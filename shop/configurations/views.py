"""The configurator: a whole product in one address, with or without script."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from shop.configurations import queries, services
from shop.configurations.domain.wishes import Preview, SavedConfiguration, Wish
from shop.configurations.forms.registry import BY_SLUG, CONFIGURATORS, Configurator
from shop.configurations.forms.shared import WishForm
from shop.configurations.wording import (
    address_of,
    ask_url,
    ask_without_code,
    drawing_of,
    measures_of,
    say_delay,
    say_finding,
    say_source,
    thumbnail_of,
)
from shop.fabrication.domain.bounds import Bounds
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.findings import Finding, Level
from shop.fabrication.drawing.views import draw_perspective
from shop.fabrication.staircase.choosing import Proposal
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_
from shop.web.access import anyone
from shop.web.indexing import indexed
from shop.web.language import current_language
from shop.web.pictures import send_picture
from shop.web.scope import now, scope, session, transactional

bp = Blueprint("configurations", __name__)


def register(app: Flask) -> None:
    """Add the configurator and the pages of saved wishes."""
    app.register_blueprint(bp)
    app.jinja_env.filters.update(
        remark=say_finding, rule_source=say_source, drawing_of=drawing_of, delay_words=say_delay
    )
    app.jinja_env.globals.update(configurator_of=configurator_of)


def configurator_of(family: str) -> str:
    """Return the address of the configurator of a family; empty when it has none."""
    known = CONFIGURATORS.get(str(family))
    return url_for("configurations.configure", slug=known.slug) if known else ""


UNREADABLE = Preview(None, (), None)


@bp.get("/configurer/<slug>")
@anyone
@indexed
def configure(slug: str) -> str:
    """Show the product of the address, or a usual one to start from."""
    known = _known(slug)
    return _page(known, _opened(known))


@bp.get("/configurer/<slug>/apercu")
@anyone
def look(slug: str) -> Response:
    """Answer the script: drawing, price and remarks, as pieces of the same page."""
    known = _known(slug)
    form = known.form(request.args)
    wish, preview = _look_at(form)
    context = {
        "form": form,
        "wish": wish,
        "preview": preview,
        **_facts(preview),
    }
    proposals = _proposals(known, wish)
    return jsonify(
        result=render_template("configurations/_result.html", **context),
        bar=render_template("configurations/_bar.html", **context),
        notes={field.name: _notes(form, preview, field.name) for field in form},
        proposals=render_template("configurations/_steps.html", proposals=proposals),
        summaries=form.summaries(),
        idle=sorted(form.idle),
        opened=_folds_to_open(form, preview),
        is_refused=preview.is_refused,
    )


@bp.post("/configurer/<slug>/enregistrer")
@anyone
@transactional
def keep(slug: str) -> ResponseReturnValue:
    """Keep the wish under a short code, then go on to what the button said."""
    known = _known(slug)
    form = known.form(request.form)
    asks_quote = "ask_quote" in request.form
    saved, reasons = _try_to_keep(form)
    if saved is not None:
        kept = url_for("configurations.show", code=saved.code)
        return redirect(ask_url(code=saved.code) if asks_quote else kept, code=303)
    if asks_quote:
        return redirect(ask_without_code(known, form, reasons), code=303)
    return _page(known, form), 422


@bp.get("/c/<code>")
@anyone
def show(code: str) -> ResponseReturnValue:
    """Show a saved wish at the price of today, to share, print or change."""
    saved = queries.get_configuration(session(), code)
    if saved.code != code:
        return redirect(url_for("configurations.show", code=saved.code))
    preview = services.preview(session(), saved.wish, _today())
    return render_template(
        "configurations/show.html",
        saved=saved,
        wish=saved.wish,
        preview=preview,
        change_url=address_of(saved.wish),
        ask_url=ask_url(code=saved.code),
        measures=measures_of(saved.wish, preview.result),
        **_facts(preview),
    )


@bp.get("/c/<code>/perspective.svg")
@anyone
def perspective(code: str) -> Response:
    """Send the isometric view of a saved wish; the page asks for it when it comes into sight."""
    saved = queries.get_configuration(session(), code)
    try:
        drawings = services.draw(session(), saved.wish.family, saved.wish.spec, _today())
    except SpecRefused:
        raise NotFound(N_("Cette page n’existe pas.")) from None
    return send_picture(draw_perspective(drawings, current_language()))


def _try_to_keep(form: WishForm) -> tuple[SavedConfiguration | None, tuple[Finding, ...]]:
    """Return the wish kept, or what the engine says against it."""
    if not form.validate():
        return None, ()
    try:
        return services.save_configuration(scope(), form.to_wish()), ()
    except SpecRefused as refusal:
        return None, refusal.findings


def _known(slug: str) -> Configurator:
    """Return the configurator at this address; a family without one has none."""
    known = BY_SLUG.get(slug)
    if known is None:
        raise NotFound(N_("Cette page n’existe pas."))
    return known


def _opened(known: Configurator) -> WishForm:
    """Return the form of the address; usual sizes that a rule of today forbids are moved."""
    form, given = known.form(request.args), dict(request.args)
    if given.get("v"):
        return form
    return known.form({**form.usual_moved_into(_limits(known, form)), **given})


def _page(known: Configurator, form: WishForm) -> str:
    wish, preview = _look_at(form)
    for finding in preview.findings:
        if finding.level is Level.REFUSE:
            form.tell_refusal(finding.field, say_finding(finding))
    return render_template(
        known.template,
        slug=known.slug,
        form=form,
        wish=wish,
        preview=preview,
        proposals=_proposals(known, wish),
        summaries=form.summaries(),
        opened=_folds_to_open(form, preview),
        limits=_limits(known, form),
        **_facts(preview),
    )


def _limits(known: Configurator, form: WishForm) -> Mapping[str, Bounds]:
    """Return the allowed range of each number, to write beside its field; empty in doubt."""
    if known.bounds is None:
        return {}
    try:
        return known.bounds(str(form["type"].data), queries.basis_at(session(), _today()).rules)
    except Refusal:
        return {}


def _proposals(known: Configurator, wish: Wish | None) -> tuple[Proposal, ...]:
    """Return the ways to make this among which the customer chooses."""
    if known.propose is None or wish is None:
        return ()
    return known.propose(wish.spec, queries.basis_at(session(), _today()))


def _look_at(form: WishForm) -> tuple[Wish | None, Preview]:
    """Return the wish, when every field can be read, and what can be said of it."""
    if not form.validate():
        return None, UNREADABLE
    wish = form.to_wish()
    return wish, services.preview(session(), wish, _today())


def _facts(preview: Preview) -> dict[str, object]:
    if preview.result is None:
        return {"drawing": "", "thumbnail": "", "delay": ""}
    delay = queries.delay_of(session(), preview.result, now())
    return {
        "drawing": drawing_of(preview.result),
        "thumbnail": thumbnail_of(preview.result),
        "delay": say_delay(delay),
    }


def _folds_to_open(form: WishForm, preview: Preview) -> list[str]:
    """Return the folded groups with something to mend: nothing wrong stays out of sight."""
    remarks = [f for f in preview.findings if f.field and f.level is not Level.ADVICE]
    wrong = [field.name for field in form if field.errors]
    asked = form.questions
    return asked.list_open_folds([*wrong, *(asked.field_of(str(f.field)) for f in remarks)])


def _notes(form: WishForm, preview: Preview, name: str) -> str:
    findings, errors = form.remarks_on(name, preview.findings), form[name].errors
    if not findings and not errors:
        return ""
    return render_template("configurations/_notes.html", findings=findings, errors=errors).strip()


def _today() -> date:
    return paris_day(now())
