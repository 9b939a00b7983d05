"""What configurations say in the words of the page: remarks, sizes, delay, drawing."""

from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import SelectField

from shop.configurations.domain.colours import Colour
from shop.configurations.domain.wishes import GateWish, wish_to_address
from shop.configurations.forms import GateForm
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.fabrication.gate.spec import GateSpec, Motor
from shop.planning.domain.load import Delay
from shop.web.filters import write_day_of_year, write_millimetres, write_number
from shop.web.language import current_language


def say_finding(finding: Finding) -> str:
    """Return a remark of the engine and its way out, in the language of the page."""
    sentence = _(finding.message)
    if finding.params:
        sentence %= finding.params
    return f"{sentence} {_(finding.what_to_do)}" if finding.what_to_do else str(sentence)


def drawing_of(result: FabricationResult) -> Markup:
    """Return the dimensioned front view as safe markup."""
    drawing = draw_elevation(result.elevation, key="gate", language=current_language())
    return Markup(drawing)  # noqa: S704 - our own engine escapes its texts


def thumbnail_of(result: FabricationResult) -> Markup:
    """Return the small picture that stays beside the price on a telephone."""
    drawing = draw_picture(result.elevation, key="bar", language=current_language())
    return Markup(drawing)  # noqa: S704 - our own engine escapes its texts


def say_delay(delay: Delay | None) -> str:
    """Return when it would be ready, counted in weeks of school."""
    if delay is None:
        return str(_("à confirmer"))
    weeks = delay.school_weeks
    return str(ngettext("%(num)d semaine d’école", "%(num)d semaines d’école", max(1, weeks)))


def say_ready(delay: Delay | None) -> str:
    """Return the week it would be ready: `semaine du 7 décembre`."""
    if delay is None:
        return str(_("à confirmer"))
    return str(_("semaine du %(day)s", day=write_day_of_year(delay.week)))


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


def summaries_of(form: GateForm) -> dict[str, str]:
    """Say in a few words what each folded group of questions holds."""
    ticked = [form[name] for name in ("lock", "drop_bolt", "letter_slot", "posts")]
    equipment = [str(box.label.text) for box in ticked if box.data and box.name not in form.idle]
    widths = [form[name].typed for name in ("width_middle", "width_top") if form[name].typed]
    return {
        "widths": " / ".join(f"{width} mm" for width in widths),
        "bars": _join(_shown(form, "bar", "split", "hand")),
        "finish": _join([_choice(form.finish), *_shown(form, "colour")]),
        "equipment": _join([*equipment, _motor(form)]),
        "handover": _choice(form.handover),
        "you": _join([_choice(form.usage), _choice(form.audience)]),
    }


def _motor(form: GateForm) -> str:
    return str(_("sans moteur")) if form.motor.data == Motor.NONE else _choice(form.motor)


def _shown(form: GateForm, *names: str) -> list[str]:
    return [_choice(form[name]) for name in names if name not in form.idle]


def _join(words: list[str]) -> str:
    return " · ".join(word for word in words if word)


def _choice(field: SelectField) -> str:
    for option in field:
        if option.data == field.data:
            return _label(option.label.text)
    return str(field.data or "")


def _label(text: object) -> str:
    """Return a label in words; the label of a colour is the colour itself."""
    if isinstance(text, Colour):
        return f"{text.code} – {text.name.in_language(current_language())}"
    return str(text)
