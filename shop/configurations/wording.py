"""What configurations say in the words of the page: remarks, sizes, delay, drawing."""

import re
from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import quote_plus, urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from shop.configurations.domain.wishes import Wish
from shop.configurations.forms.registry import CONFIGURATORS, Configurator
from shop.configurations.forms.shared import WishForm, address_of_wish
from shop.configurations.units import say_unit
from shop.fabrication.domain.findings import WORKSHOP_HABIT, Finding, Level
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.kernel.text import N_
from shop.planning.domain.load import Delay
from shop.web.filters import write_number, write_week
from shop.web.language import current_language

# Servers take addresses of some four thousand octets: the message has most of them.
LONGEST_MESSAGE = 3200
LONGEST_CHOICE = 20
MOST_REASONS = 4
NUMBER = re.compile(r"-?\d+(?:,\d+)?")
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# Sources of the rules that are neither a law nor a standard: they are said in both languages.
WORKSHOP_SOURCES = (
    WORKSHOP_HABIT,
    N_("habitude d’atelier, le client signe"),
    N_("notice du scellement"),
    N_("bain du galvaniseur"),
    N_("four du thermolaqueur"),
    N_("EN 15635 et habitude d’atelier"),
    N_("sécurité des enfants, NF P01-012 prise pour modèle"),
)


def say_finding(finding: Finding) -> str:
    """Return a remark of the engine and its way out, in the language of the page."""
    return _fill(finding, finding.message, finding.what_to_do)


def _fill(finding: Finding, *sentences: str) -> str:
    texts = [_(text) for text in sentences if text]
    params = {name: _say_value(name, value) for name, value in finding.params.items()}
    return " ".join(text % params if params else str(text) for text in texts)


def say_source(finding: Finding) -> Markup:
    """Return where a rule comes from; a law or a standard keeps its French name, marked so."""
    said = str(_(finding.source))
    wrapped = '<span lang="fr">{}</span>' if said == finding.source else "{}"
    return Markup(wrapped).format(said)  # noqa: S704 - `format` escapes what it is given


def drawing_of(result: FabricationResult, key: str = "drawing") -> Markup:
    """Return the dimensioned front view as safe markup; `ui.dimensions` says it with that key."""
    drawing = draw_elevation(
        result.elevation, key=key, language=current_language(), details=f"{key}-dimensions"
    )
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
    return write_week(delay.week)


def ask_url(**known: str) -> str:
    """Return the address of the request for a quote, a page of the room above."""
    return f"{request.script_root}/devis/demander?{urlencode(known)}"


def ask_without_code(known: Configurator, form: WishForm, reasons: Iterable[Finding]) -> str:
    """Return the address of a request that carries every answer, for a wish that is not kept."""
    return ask_url(
        family=known.family,
        message=_request_message(known, form, reasons),
        audience=str(form.audience.data)[:LONGEST_CHOICE],
        handover=str(form.handover.data)[:LONGEST_CHOICE],
    )


def _request_message(known: Configurator, form: WishForm, reasons: Iterable[Finding]) -> str:
    """Return the answers, one a line, then why the site gives no price.

    An address has a bounded length: the last answers give way, the reasons stay.
    """
    told = [_say_reason(form, one) for one in reasons if one.level in (Level.REFUSE, Level.QUOTE)]
    told = told or [_say_answer(label, text) for _id, label, text in form.problems]
    ends = [_("Le site ne donne pas de prix :"), *told[:MOST_REASONS]]
    lines = [_say_answer(label, value) for label, value in form.measures(known.printed)]
    while lines and len(quote_plus("\n".join([*lines, *ends]))) > LONGEST_MESSAGE:
        lines.pop()
    return "\n".join([*lines, *(str(end) for end in ends)])


def _say_value(name: str, value: str) -> str:
    """Return a value of the engine as pages write it: thousands apart, units in words."""
    if name == "unit":
        return say_unit(value)
    if NUMBER.fullmatch(value):
        return write_number(Decimal(value.replace(",", ".")), 2).replace("-", "−")
    return DECIMAL_COMMA.sub(".", value) if current_language() == "en" else value


def _say_reason(form: WishForm, finding: Finding) -> str:
    """Return a remark without its way out, after the question it belongs to."""
    said = _fill(finding, finding.message)
    name = form.questions.field_of(finding.field or "")
    return _say_answer(str(form[name].label.text), said) if name in form else said


def _say_answer(label: str, value: str) -> str:
    if label.endswith("?"):
        return f"{label} {value}"
    return str(_("%(what)s : %(value)s", what=label, value=value))


def address_of(wish: Wish) -> str:
    """Return the address that opens the configurator on a wish."""
    known = CONFIGURATORS[wish.family]
    place = url_for("configurations.configure", slug=known.slug)
    return f"{place}?{urlencode(address_of_wish(known.form.questions, wish))}"


def measures_of(wish: Wish, result: FabricationResult | None) -> list[tuple[str, str]]:
    """Return every answer of a wish in words, with what the engine chose by itself."""
    known = CONFIGURATORS[wish.family]
    form = known.form.opened_on(wish)
    said = form.measures(known.printed)
    return said if result is None else [*said, *form.found(result.facts)]
