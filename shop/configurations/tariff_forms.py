"""The form of a new coefficient."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import InputRequired, Length

from shop.web.forms import ShopForm, TrimmedField


class ValueForm(ShopForm):
    """A value from one day on, and where it comes from."""

    value = TrimmedField(
        _l("Nouvelle valeur"), [InputRequired(_l("Écrivez la nouvelle valeur.")), Length(max=400)]
    )
    valid_from = DateField(_l("À partir du"), [InputRequired(_l("Choisissez un jour."))])
    source = TrimmedField(
        _l("D’où vient-elle ?"),
        [InputRequired(_l("Dites d’où vient cette valeur.")), Length(max=200)],
    )

    @property
    def typed(self) -> str:
        return str(self.value.data or "")

    @property
    def origin(self) -> str:
        return str(self.source.data or "")

    def to_day(self) -> date:
        day = self.valid_from.data
        assert isinstance(day, date)  # noqa: S101 - validate() ran
        return day
