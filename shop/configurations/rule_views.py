"""Workshop teachers read the rules in words, and ask more than they do."""

from collections.abc import Mapping

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.configurations.permissions import can_edit_tariff, can_set_rules
from shop.configurations.queries import get_rule, list_rules
from shop.configurations.rule_forms import StricterForm
from shop.configurations.rules import go_back_to_rule, try_stricter
from shop.configurations.tariff import Effect
from shop.fabrication.domain.strictness import Stricter
from shop.kernel.clock import paris_day
from shop.web.access import requires
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("rules_staff", __name__, url_prefix="/ecole/regles")

WORKS = {
    "guardrail": _l("Garde-corps"),
    "staircase": _l("Escaliers"),
    "gate": _l("Portails"),
    "shelving": _l("Rayonnages"),
    "": _l("Tous les ouvrages"),
}
STRICTER_WORDS: Mapping[Stricter, object] = {
    Stricter.LESS: _l("plus petit"),
    Stricter.MORE: _l("plus grand"),
}


def register(app: Flask) -> None:
    """Add the pages of rules; the workshop's list of job cards leads to them."""
    app.register_blueprint(bp)


@bp.get("")
@requires(can_set_rules)
def rules() -> str:
    """List the rules of one kind of work, in words."""
    work = request.args.get("ouvrage", "guardrail")
    return render_template(
        "configurations/rules.html",
        rules=[one for one in list_rules(session()) if _work_of(one.rule.key) == work],
        work=work,
        works=WORKS,
        stricter_words=STRICTER_WORDS,
        today=paris_day(now()),
    )


@bp.get("/<key>")
@requires(can_set_rules)
def rule(key: str) -> str:
    """Show one rule with its history."""
    form = StricterForm(formdata=None, data={"valid_from": paris_day(now())})
    return _rule_page(key, form, None)


@bp.post("/<key>")
@requires(can_set_rules)
@transactional
def ask_more(key: str) -> ResponseReturnValue:
    """Show what a stricter value would do, then ask it."""
    form, effect, keep = StricterForm(), None, request.form.get("act") == "save"
    if form.validate():
        with form.refusals():
            day, why = form.to_day(), form.origin
            effect = try_stricter(scope(), key, form.typed, valid_from=day, source=why, keep=keep)
    if effect is None or not keep:
        return _rule_page(key, form, effect)
    flash(_("La règle plus stricte est enregistrée."), "success")
    return redirect(url_for("rules_staff.rule", key=key), code=303)


@bp.post("/<key>/revenir")
@requires(can_set_rules)
@transactional
def go_back(key: str) -> ResponseReturnValue:
    """Ask no more than the rule."""
    go_back_to_rule(scope(), key)
    flash(_("L’atelier ne demande plus rien au-delà de la règle."), "success")
    return redirect(url_for("rules_staff.rule", key=key), code=303)


def _work_of(key: str) -> str:
    family = key.partition(".")[0]
    return family if family in WORKS else ""


def _rule_page(key: str, form: StricterForm, effect: Effect | None) -> str:
    return render_template(
        "configurations/rule.html",
        view=get_rule(session(), key),
        form=form,
        effect=effect,
        work=_work_of(key),
        works=WORKS,
        stricter_words=STRICTER_WORDS,
        today=paris_day(now()),
        may_edit_text=can_edit_tariff(actor()),
    )
