"""The living style page: every component in every state, absent in production."""

from dataclasses import dataclass
from decimal import Decimal

from flask import Blueprint, abort, current_app, render_template, request
from wtforms import BooleanField, MultipleFileField, PasswordField, RadioField, SelectField
from wtforms.fields import TextAreaField
from wtforms.validators import InputRequired

from shop.kernel.money import Money
from shop.web.access import anyone
from shop.web.forms import MillimetreField, ShopForm, TrimmedField

bp = Blueprint("style", __name__)

SAMPLES = {
    "public": "web/style/public.html",
    "ecole": "web/style/ecole.html",
    "atelier": "web/style/atelier.html",
    "document": "web/style/document.html",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A line of a sample timeline."""

    state: str
    what: str
    when: str = ""
    note: str = ""


class SampleForm(ShopForm):
    """Every kind of field, for the style page."""

    name = TrimmedField("Votre nom", validators=[InputRequired()])
    email = TrimmedField("Adresse e-mail", validators=[InputRequired()])
    width = MillimetreField("Largeur en bas", validators=[InputRequired()])
    slot = SelectField("Créneau", choices={"a": "Mardi 8 h", "b": "Mardi 10 h"})
    message = TextAreaField("Votre message")
    opening = RadioField(
        "Comment le portail s’ouvre-t-il ?",
        choices={"swing": "Battant", "slide": "Coulissant", "unsure": "Pas sûre"},
        default="swing",
        validators=[InputRequired()],
    )
    terms = BooleanField("J’accepte les conditions de vente")
    photos = MultipleFileField("Photos de l’entrée")
    pin = PasswordField("Ton code", validators=[InputRequired()])
    rating = RadioField(
        "Contrôler la soudure",
        choices={"1": "Je découvre", "2": "Avec un rappel", "3": "Seul", "4": "J’explique"},
        default="2",
    )


STAGES = (
    Stage("done", "Devis accepté", "12 novembre 2026"),
    Stage("done", "Acompte reçu", "13 novembre 2026", "354,00 € par carte."),
    Stage("now", "En fabrication", "depuis le 18 novembre", "Le cadre est soudé."),
    Stage("late", "Peinture", "prévue le 2 décembre", "Trois jours de retard : gel à l’atelier."),
    Stage("next", "Prêt à retirer", "vers le 9 décembre"),
)


@bp.get("/style")
@bp.get("/style/<sample>")
@anyone
def show(sample: str = "public") -> str:
    """Show the components within the layout asked for."""
    if sample not in SAMPLES:
        abort(404)
    return render_template(
        SAMPLES[sample],
        plain=SampleForm(formdata=None),
        faulty=_faulty_form(),
        stages=STAGES,
        price=Money.from_euros(Decimal("1180")),
        highest=Money.from_euros(Decimal("1320")),
        icons=_icon_names(),
    )


@bp.get("/style/erreur/<int:code>")
@anyone
def error(code: int) -> str:
    """Show an error page."""
    sentence = request.args.get("phrase", "")[:200] or None
    return render_template("web/error.html", code=code, sentence=sentence)


def _faulty_form() -> SampleForm:
    form = SampleForm(formdata=None, prefix="x-", name="Mireille", email="mireille@")
    form.email.errors = ["Écrivez une adresse complète, par exemple nom@exemple.fr."]
    form.width.errors = ["Au-delà de 3 000 mm par vantail, nous venons mesurer."]
    form.opening.errors = ["Choisissez comment le portail s’ouvre."]
    form.terms.errors = ["Cochez la case pour continuer."]
    return form


def _icon_names() -> list[str]:
    sprite = current_app.open_resource("../static/web/icons.svg", "r")
    with sprite:
        return [line.split('"')[1] for line in sprite if line.startswith("<symbol")]
