"""Settings of the school: identity, hours, numbers of law, VAT regime, publication."""

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.kernel.actor import Section
from shop.kernel.clock import paris_day
from shop.kernel.refusals import NotFound
from shop.kernel.text import N_
from shop.school import queries, services
from shop.school.domain.publication import CHECK_SENTENCES, PublicationCheck
from shop.school.forms import (
    VAT_LABELS,
    ConfirmationForm,
    HoursForm,
    IdentityForm,
    LegalParamForm,
    VatForm,
)
from shop.school.permissions import can_edit_hours, can_edit_settings
from shop.web.access import requires
from shop.web.navigation import Link, Place, offer_links
from shop.web.scope import actor, now, scope, session, transactional

bp = Blueprint("school_staff", __name__, url_prefix="/ecole/reglages")

PAGES = {
    "identity": _l("Identité"),
    "hours": _l("Horaires"),
    "law": _l("Chiffres de la loi"),
    "vat": _l("TVA"),
    "publication": _l("Ouverture"),
}


def register(app: Flask) -> None:
    """Open the settings and offer them in the menu of those who may edit them."""
    app.register_blueprint(bp)
    offer_links(app, Place.SCHOOL, _settings_link)
    offer_links(app, Place.SETTINGS, _settings_tabs)


@bp.route("", methods=["GET", "POST"])
@requires(can_edit_settings)
@transactional
def identity() -> ResponseReturnValue:
    """Show and save who sells."""
    form = IdentityForm()
    if not form.is_submitted():
        form.fill(queries.find_identity(session()), queries.identity_version(session()))
    elif form.validate():
        with form.refusals():
            services.save_identity(scope(), form.to_identity(), version=form.opened_version)
        if not form.problems:
            return _saved("identity")
    return render_template("school/identity.html", form=form)


@bp.route("/horaires", methods=["GET", "POST"])
@requires(can_edit_hours)
@transactional
def hours() -> ResponseReturnValue:
    """Show and save the opening hours."""
    form = HoursForm()
    if not form.is_submitted():
        form.fill(queries.list_opening_hours(session()))
    elif form.validate():
        typed = form.to_hours()
        if not form.problems:
            services.save_opening_hours(scope(), typed)
            return _saved("hours")
    return render_template("school/hours.html", form=form, sections=(None, *Section))


@bp.get("/chiffres")
@requires(can_edit_settings)
def law() -> ResponseReturnValue:
    """List the numbers of law with their dates and sources."""
    today = paris_day(now())
    return render_template(
        "school/law.html",
        params=queries.list_legal_params(session()),
        ending=queries.list_legal_params_ending(session(), today),
        today=today,
    )


@bp.route("/chiffres/<key>", methods=["GET", "POST"])
@requires(can_edit_settings)
@transactional
def law_param(key: str) -> ResponseReturnValue:
    """Show the dated values of one number and add one."""
    known = [row for row in queries.list_legal_params(session()) if row.key == key]
    if not known:
        raise NotFound(N_("Ce chiffre n’existe pas."))
    form = LegalParamForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.add_legal_param(scope(), form.to_param(known[0]))
        if not form.problems:
            return _saved("law_param", key=key)
    return render_template("school/law_param.html", form=form, known=known, today=paris_day(now()))


@bp.route("/tva", methods=["GET", "POST"])
@requires(can_edit_settings)
@transactional
def vat() -> ResponseReturnValue:
    """Show the VAT regimes and choose the next one."""
    form = VatForm()
    if form.is_submitted() and form.validate():
        with form.refusals():
            services.choose_vat_regime(scope(), form.to_choice())
        if not form.problems:
            return _saved("vat")
    choices = queries.list_vat_choices(session())
    return render_template("school/vat.html", form=form, choices=choices, regimes=dict(VAT_LABELS))


@bp.get("/ouverture")
@requires(can_edit_settings)
def publication() -> ResponseReturnValue:
    """Show what is missing before real money may be taken."""
    return render_template(
        "school/publication.html",
        gaps=queries.publication_gaps(session(), paris_day(now())),
        checks=CHECK_SENTENCES,
        confirmed=queries.list_confirmations(session()),
        form=ConfirmationForm(name=actor().name),
    )


@bp.post("/ouverture/<check>")
@requires(can_edit_settings)
@transactional
def confirm(check: str) -> ResponseReturnValue:
    """Note that a point of the gate was seen done."""
    form = ConfirmationForm()
    services.confirm_publication_check(scope(), _read_check(check), name=form.name.data or "")
    return _saved("publication")


@bp.post("/ouverture/<check>/retirer")
@requires(can_edit_settings)
@transactional
def withdraw(check: str) -> ResponseReturnValue:
    """Take a confirmation back."""
    services.withdraw_publication_check(scope(), _read_check(check))
    return _saved("publication")


def _read_check(raw: str) -> PublicationCheck:
    try:
        return PublicationCheck(raw)
    except ValueError:
        raise NotFound(N_("Ce point de contrôle n’existe pas.")) from None


def _saved(page: str, key: str | None = None) -> ResponseReturnValue:
    flash(_("C’est enregistré."), "success")
    return redirect(url_for(f"school_staff.{page}", key=key), code=303)


def _settings_tabs() -> list[Link]:
    who = actor()
    allowed = PAGES if can_edit_settings(who) else ["hours"] if can_edit_hours(who) else []
    return [Link(str(PAGES[name]), url_for(f"school_staff.{name}"), exact=True) for name in allowed]


def _settings_link() -> list[Link]:
    who = actor()
    if can_edit_settings(who):
        return [Link(_("Réglages"), url_for("school_staff.identity"), "settings")]
    if can_edit_hours(who):
        return [Link(_("Horaires et prix"), url_for("school_staff.hours"), "settings")]
    return []
