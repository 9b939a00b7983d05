"""What configurations say in the words of the page: remarks, sizes, delay, drawing."""

import re
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from shop.configurations.domain.wishes import Wish
from shop.configurations.forms.registry import CONFIGURATORS
from shop.configurations.forms.shared import address_of_wish
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.kernel.text import N_
from shop.planning.domain.load import Delay
from shop.web.filters import write_day_of_year
from shop.web.language import current_language

DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
# Sources of the rules that are neither a law nor a standard: they are said in both languages.
WORKSHOP_SOURCES = (
    N_("habitude d’atelier"),
    N_("habitude d’atelier, le client signe"),
    N_("notice du scellement"),
    N_("bain du galvaniseur"),
    N_("four du thermolaqueur"),
    N_("EN 15635 et habitude d’atelier"),
    N_("sécurité des enfants, NF P01-012 prise pour modèle"),
)


def say_finding(finding: Finding) -> str:
    """Return a remark of the engine and its way out, in the language of the page."""
    texts = [_(text) for text in (finding.message, finding.what_to_do) if text]
    params = finding.params
    if current_language() == "en":
        params = {name: DECIMAL_COMMA.sub(".", value) for name, value in params.items()}
    return " ".join(text % params if params else str(text) for text in texts)


def say_source(finding: Finding) -> Markup:
    """Return where a rule comes from; a law or a standard keeps its French name, marked so."""
    said = str(_(finding.source))
    wrapped = '<span lang="fr">{}</span>' if said == finding.source else "{}"
    return Markup(wrapped).format(said)  # noqa: S704 - `format` escapes what it is given


def drawing_of(result: FabricationResult) -> Markup:
    """Return the dimensioned front view as safe markup."""
    drawing = draw_elevation(result.elevation, key=result.family, language=current_language())
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


def address_of(wish: Wish) -> str:
    """Return the address that opens the configurator on a wish."""
    known = CONFIGURATORS[wish.family]
    place = url_for("configurations.configure", slug=known.slug)
    return f"{place}?{urlencode(address_of_wish(known.form.questions, wish))}"


def measures_of(wish: Wish) -> list[tuple[str, str]]:
    """Return the sizes and choices of a wish in words, for a page that is printed."""
    known = CONFIGURATORS[wish.family]
    return known.form.opened_on(wish).measures(known.printed)
