"""Forms of the tyre pages: two tyres to compare, the list of mountain communes."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.marking import LONGEST_MARKING, TyreMarking, UnreadableMarking
from shop.tyres.domain.winter import LONGEST_NAME
from shop.web.forms import ShopForm, TrimmedField

EXAMPLE = N_("Écrivez la dimension, par exemple 205/55 R16 91V.")


class CompareForm(ShopForm):
    """Two markings to compare, and what may be known beside: sent by the address."""

    original = TrimmedField(
        _l("Le pneu demandé par le constructeur"), [InputRequired(_l(EXAMPLE))], name="origine"
    )
    fitted = TrimmedField(
        _l("Le pneu que vous voulez monter"), [InputRequired(_l(EXAMPLE))], name="monte"
    )
    other = TrimmedField(
        _l("Le pneu de l’autre côté, sur le même essieu"), [Optional()], name="autre"
    )
    commune = TrimmedField(
        _l("Votre commune, pour l’hiver"), [Optional(), Length(max=LONGEST_NAME)], name="commune"
    )

    def to_tyres(self) -> tuple[TyreMarking | None, TyreMarking | None, TyreMarking | None]:
        """Return the tyres read, original, fitted and other; what cannot be read is told
        beside its field and is None, as is what was left empty."""
        return self._read("original"), self._read("fitted"), self._read("other")

    def _read(self, name: str) -> TyreMarking | None:
        field = self[name]
        if not field.data:
            return None
        read = decode_marking(field.data)
        field.data = field.data[:LONGEST_MARKING]
        if isinstance(read, UnreadableMarking):
            self.add_refusal(Refusal(read.message, field=name, **read.params))
            return None
        return read


class WinterListForm(ShopForm):
    """Communes to put on the list from a day on, as the prefect gives them."""

    communes = TextAreaField(_l("Communes"), [InputRequired(_l("Collez au moins une commune."))])
    source = TrimmedField(
        _l("Texte qui le dit"),
        [InputRequired(_l("Écrivez d’où vient la liste.")), Length(max=120)],
    )
    valid_from = DateField(_l("À partir du"), [InputRequired(_l("Choisissez un jour."))])
    replaces = BooleanField(_l("Cette liste remplace toute la liste d’avant"))

    def to_day(self) -> date:
        day = self.valid_from.data
        assert isinstance(day, date)  # noqa: S101 - validate() ran
        return day
