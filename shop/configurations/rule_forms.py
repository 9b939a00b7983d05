"""The form of a stricter rule."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length

from shop.configurations.tariff_forms import ValueForm
from shop.web.forms import TrimmedField


class StricterForm(ValueForm):
    """A value from one day on, and why the workshop asks it."""

    source = TrimmedField(_l("Pourquoi ?"), [InputRequired(_l("Dites pourquoi.")), Length(max=200)])
