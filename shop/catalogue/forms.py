"""Forms of what is sold."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.validators import InputRequired

from shop.kernel.money import Money
from shop.web.forms import NumberField, ShopForm


class EurosField(NumberField):
    """An amount in euros and cents; the sign may be typed."""

    units = ("€", "eur", "euros")


class PriceForm(ShopForm):
    """A price, taxes included, from one day on."""

    gross = EurosField(
        _l("Nouveau prix TTC"), [InputRequired(_l("Écrivez le nouveau prix."))], places=2
    )
    valid_from = DateField(_l("À partir du"), [InputRequired(_l("Choisissez un jour."))])

    def to_gross(self) -> Money:
        return Money.from_euros(self.gross.data)

    def to_day(self) -> date:
        day = self.valid_from.data
        assert isinstance(day, date)  # noqa: S101 - validate() ran
        return day
