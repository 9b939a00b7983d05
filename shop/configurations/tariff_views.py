"""The direction sets what every made-to-measure price rests on."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.catalogue.domain import CoefficientKind
from shop.catalogue.queries import get_history, list_histories
from shop.configurations.permissions import can_edit_tariff
from shop.configurations.tariff import Effect, try_coefficient
from shop.configurations.tariff_forms import ValueForm
from shop.configurations.units import say_unit
from shop.fabrication.tables import strict_rules
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("tariff_staff", __name__, url_prefix="/ecole/reglages/calcul")

KIND_NAMES = {
    CoefficientKind.TARIFF: _l("Prix et taux"),
    CoefficientKind.RULE: _l("Règles et limites"),
    CoefficientKind.MINUTES: _l("Minutes"),
}


def register(app: Flask) -> None:
    """Add the pages of coefficients, and their tab among the settings."""
    app.register_blueprint(bp)
    app.jinja_env.filters.update(unit=say_unit)
    offer_links(app, Place.SETTINGS, _tab)


def _tab() -> list[Link]:
    if not can_edit_tariff(actor()):
        return []
    return [Link(_("Calcul"), url_for("tariff_staff.values"))]


def _read_kind(raw: str) -> CoefficientKind:
    try:
        return CoefficientKind(raw)
    except ValueError:
        raise NotFound(N_("Cette valeur n’existe pas.")) from None


@bp.get("")
@requires(can_edit_tariff)
def values() -> ResponseReturnValue:
    """List the coefficients of a kind with their values of today and to come."""
    kind = _read_kind(request.args.get("genre", CoefficientKind.TARIFF))
    words = request.args.get("q", "")[:80]
    return render_template(
        "configurations/values.html",
        histories=list_histories(session(), kind, words),
        kind=kind,
        kinds=KIND_NAMES,
        words=words,
        today=paris_day(now()),
    )


@bp.get("/<kind>/<key>")
@requires(can_edit_tariff)
def value(kind: str, key: str) -> ResponseReturnValue:
    """Show one coefficient with all its values."""
    form = ValueForm(formdata=None, data={"valid_from": paris_day(now())})
    return _value_page(_read_kind(kind), key, form, None)


@bp.post("/<kind>/<key>")
@requires(can_edit_tariff)
@transactional
def add_value(kind: str, key: str) -> ResponseReturnValue:
    """Show what a new value would do, then add it."""
    form, effect, read = ValueForm(), None, _read_kind(kind)
    keep = request.form.get("act") == "save"
    if form.validate():
        with form.refusals():
            day, told = form.to_day(), form.origin
            effect = try_coefficient(
                scope(), read, key, form.typed, valid_from=day, source=told, keep=keep
            )
    if effect is None or not keep:
        return _value_page(read, key, form, effect)
    flash(_("La valeur est enregistrée."), "success")
    return redirect(url_for("tariff_staff.value", kind=kind, key=key), code=303)


def _value_page(kind: CoefficientKind, key: str, form: ValueForm, effect: Effect | None) -> str:
    return render_template(
        "configurations/value.html",
        history=get_history(session(), kind, key),
        form=form,
        effect=effect,
        kind_name=KIND_NAMES[kind],
        today=paris_day(now()),
        is_strict_rule=kind is CoefficientKind.RULE and key in strict_rules(),
    )
