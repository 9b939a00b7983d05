"""Forms of the office's page about money."""

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms import DateField, FileField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length

from shop.kernel.money import Money
from shop.payments.domain.ledger import Provider
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices

REQUIRED = DataRequired(_l("Remplissez ce champ."))
LARGEST_STATEMENT = 2 * 1024 * 1024


class StatementForm(ShopForm):
    """A bank statement."""

    statement = FileField(
        _l("Relevé de la banque (CSV)"), [FileRequired(_l("Choisissez un fichier."))]
    )

    def to_content(self) -> bytes:
        """Return the bytes of the file, at most the size a year of transfers takes."""
        content: bytes = self.statement.data.read(LARGEST_STATEMENT)
        return content


class HandForm(ShopForm):
    """Coins, notes or a cheque received at the office."""

    reference = TrimmedField(_l("Numéro de commande"), [REQUIRED, Length(max=24)])
    provider = RadioField(
        _l("Reçu en"),
        choices=choices([(Provider.CASH, _l("Espèces")), (Provider.CHEQUE, _l("Chèque"))]),
        default=Provider.CASH,
    )
    amount = NumberField(_l("Montant"), [InputRequired(_l("Remplissez ce champ."))], places=2)
    received_on = DateField(_l("Reçu le"), [REQUIRED])

    def to_amount(self) -> Money:
        return Money.from_euros(self.amount.data)

    def to_day(self) -> date:
        assert self.received_on.data  # noqa: S101 - validate() ran
        return self.received_on.data
