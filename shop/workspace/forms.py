"""Forms of the screens of the school."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from shop.catalogue.domain import Family
from shop.kernel.money import Money
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices
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


KIND_REASONS = {
    "full": _l(
        "Notre atelier est complet jusqu’à la date que vous souhaitez. "
        "Avec un délai plus long, nous serions heureux de le faire."
    ),
    "beyond": _l(
        "Ce travail demande une machine ou un savoir-faire que nos élèves n’ont pas encore. "
        "Nous préférons vous le dire plutôt que de mal le faire."
    ),
    "holidays": _l(
        "L’école est fermée pendant les vacances et nos élèves ne seront pas là à temps. "
        "Écrivez-nous pour une date après la rentrée."
    ),
    "material": _l(
        "La matière qu’il faut n’arrive pas à temps. Nous ne voulons pas vous faire attendre."
    ),
    "other": _l("Une autre raison, écrite ci-dessous"),
}
OTHER_REASON = "other"


class DeclineForm(VersionedForm):
    """A kind reason: one of those at hand, or one's own words, or both."""

    choice = RadioField(
        _l("Ce que le client lira"),
        [DataRequired(_l("Choisissez une raison, ou écrivez la vôtre."))],
        choices=choices(KIND_REASONS.items()),
        validate_choice=False,
    )
    words = TextAreaField(_l("Vos mots"), [Optional(), Length(max=LONGEST_TEXT)])

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own signature
        """Take words alone for the reason they are."""
        if self.choice.data not in KIND_REASONS:
            has_words = bool((self.words.data or "").strip())
            self.choice.data = OTHER_REASON if has_words else None
        return bool(super().validate(extra_validators))

    @property
    def reason(self) -> str:
        """Return the whole reason as the customer reads it."""
        known = "" if self.choice.data == OTHER_REASON else str(KIND_REASONS[self.choice.data])
        return "\n".join(part for part in (known, (self.words.data or "").strip()) if part)


class AgreeForm(VersionedForm):
    """The agreement to a quote, with what it teaches."""

    learning = TrimmedField(_l("Ce que les élèves y apprennent"), [Length(max=400)])


class ReturnForm(VersionedForm):
    """What the office has to change in a quote."""

    words = TextAreaField(_l("Ce qu’il faut changer"), [REQUIRED, Length(max=LONGEST_TEXT)])


class MoveForm(VersionedForm):
    """The group and week a card goes to; empty means none."""

    group = TrimmedField(_l("Groupe"), [Optional()])
    week = TrimmedField(_l("Semaine"), [Optional()])

    @property
    def group_id(self) -> int | None:
        """Return the group that was chosen, None for none."""
        raw = self.group.data or ""
        return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None

    @property
    def monday(self) -> date | None:
        """Return the week that was chosen, None for none."""
        try:
            return date.fromisoformat(self.week.data or "")
        except ValueError:
            return None


class CostsForm(ShopForm):
    """What a year costs the school."""

    year = NumberField(_l("Année"), [REQUIRED])
    amount = NumberField(_l("Charges de fonctionnement de l’année"), [REQUIRED], places=2)

    def to_costs(self) -> tuple[int, Money]:
        """Return (year, amount), once the form is valid."""
        return int(self.year.data), Money.from_euros(self.amount.data)
