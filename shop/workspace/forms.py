"""Forms of the screens of the school."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from shop.catalogue.domain import Family
from shop.web.forms import ShopForm, TrimmedField, choices
from shop.workspace.domain.orders import OrderFilter, Shelf

REQUIRED = InputRequired(_l("Remplissez ce champ."))
LONGEST_TEXT = 4000

SHELVES = {
    Shelf.OPEN.value: _l("Ouvertes"),
    Shelf.TO_ACCEPT.value: _l("À accepter"),
    Shelf.IN_PROGRESS.value: _l("En cours"),
    Shelf.LATE.value: _l("En retard"),
    Shelf.READY.value: _l("Prêtes"),
    Shelf.CLOSED.value: _l("Remises"),
    Shelf.ENDED.value: _l("Annulées ou refusées"),
    Shelf.ALL.value: _l("Toutes"),
}
FAMILIES = {
    Family.GATE.value: _l("Portails"),
    Family.STAIRCASE.value: _l("Escaliers"),
    Family.SHELVING.value: _l("Rayonnages"),
    Family.GUARDRAIL.value: _l("Garde-corps"),
    Family.WALKWAY.value: _l("Passerelles"),
    Family.SERIES.value: _l("Petites séries"),
    Family.TYRES.value: _l("Pneus et services"),
}


class OrderFilterForm(ShopForm):
    """What to see of the orders; sent in the address."""

    etat = SelectField(_l("État"), choices=choices(SHELVES.items()), default=Shelf.OPEN.value)
    famille = SelectField(_l("Famille"), choices=choices({"": _l("Toutes"), **FAMILIES}.items()))
    impaye = BooleanField(_l("Reste à payer"))
    q = TrimmedField(_l("Numéro ou nom"), [Length(max=120)])

    def to_filter(self) -> OrderFilter:
        """Return the filter; a choice that is not one is left out."""
        shelf = str(self.etat.data)
        family = str(self.famille.data)
        return OrderFilter(
            shelf=Shelf(shelf) if shelf in SHELVES else Shelf.OPEN,
            family=Family(family) if family in FAMILIES else None,
            unpaid=bool(self.impaye.data),
            words=(self.q.data or "")[:120],
        )


class VersionedForm(ShopForm):
    """A form that knows which version of the row its page showed."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """Return the version the page was opened with."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isdecimal() and len(raw) < 9 else -1


class MessageForm(ShopForm):
    """An answer to the customer."""

    text = TextAreaField(_l("Votre réponse"), [REQUIRED, Length(max=LONGEST_TEXT)])


class DelayForm(VersionedForm):
    """Another promised day, with its reason."""

    due_on = DateField(_l("Nouveau jour promis"), [REQUIRED])
    reason = TextAreaField(_l("Raison, que le client lira"), [REQUIRED, Length(max=LONGEST_TEXT)])

    @property
    def day(self) -> date:
        """Return the day, once the form is valid."""
        assert self.due_on.data is not None  # noqa: S101 - InputRequired saw to it
        return self.due_on.data


class ReasonForm(VersionedForm):
    """Words for an end."""

    reason = TextAreaField(_l("Raison, que le client lira"), [REQUIRED, Length(max=LONGEST_TEXT)])


class SearchForm(ShopForm):
    """Words to look for; sent in the address."""

    q = TrimmedField(_l("Numéro, nom ou code"), [Optional(), Length(max=120)])
