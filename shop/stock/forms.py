"""Forms of the rack."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from shop.stock.domain import LONGEST_ORIGIN, LONGEST_PLACE
from shop.web.forms import MillimetreField, ShopForm, TrimmedField

A_LENGTH = InputRequired(_l("Écrivez la longueur en millimètres."))


class OffcutForm(ShopForm):
    """An offcut found by hand."""

    designation = TrimmedField(
        _l("Profilé"), [InputRequired(_l("Choisissez le profilé.")), Length(max=60)]
    )
    length = MillimetreField(_l("Longueur"), [A_LENGTH])
    place = TrimmedField(_l("Place sur le râtelier"), [Length(max=LONGEST_PLACE)])
    origin = TrimmedField(_l("D’où elle vient"), [Length(max=LONGEST_ORIGIN)])


class CorrectionForm(ShopForm):
    """The length and the place an offcut really has."""

    version = HiddenField()
    length = MillimetreField(_l("Longueur"), [A_LENGTH])
    place = TrimmedField(_l("Place sur le râtelier"), [Length(max=LONGEST_PLACE)])

    @property
    def seen_version(self) -> int:
        """Return the version of the row the page showed."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 10 else 0


class UseForm(ShopForm):
    """What an offcut is taken for."""

    version = HiddenField()
    purpose = TrimmedField(
        _l("Pour quoi ?"),
        [
            InputRequired(_l("Écrivez à quoi elle sert, ou « jetée ».")),
            Length(max=LONGEST_ORIGIN),
        ],
    )

    @property
    def seen_version(self) -> int:
        """Return the version of the row the page showed."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 10 else 0
