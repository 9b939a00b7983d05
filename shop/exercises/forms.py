"""Forms of exercises: which ones, with which help for whom."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from shop.exercises.domain.pack import LEVEL_LABELS
from shop.exercises.domain.views import Offer, SetView
from shop.web.forms import ShopForm, choices

LEVELS = choices((str(level.value), label) for level, label in LEVEL_LABELS.items())


class TicksField(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PrepareForm(ShopForm):
    """The title under which the set is kept, when the page that asks knows one."""

    title = StringField(_l("Titre"))


class ChoiceForm(ShopForm):
    """The exercises to keep and the help of each sheet, in the order of the sheets."""

    version = HiddenField()
    templates = TicksField(_l("Exercices"))
    levels = FieldList(SelectField(_l("Aide"), choices=LEVELS, coerce=int))

    def offer(self, offers: Sequence[Offer]) -> None:
        """List the exercises the set may hold."""
        self.templates.choices = choices(
            (offer.exercise.template_id, offer.exercise.title) for offer in offers
        )

    def fill(self, found: SetView) -> None:
        """Show the set as it is."""
        self.version.data = str(found.version)
        self.templates.data = sorted(found.template_ids)
        for owner in found.owners:
            self.levels.append_entry(owner.level)

    def to_version(self) -> int:
        """Return the version the page was opened on; 0, always stale, when it was tampered with."""
        raw = self.version.data or ""
        return int(raw) if raw.isdecimal() and len(raw) < 10 else 0

    def to_templates(self) -> frozenset[str]:
        return frozenset(self.templates.data or ())

    def to_levels(self) -> dict[int, int]:
        """Return the help by position of the sheet, counted from 1."""
        return dict(enumerate(_numbers(self.levels.data), start=1))


def _numbers(values: Iterable[int | None]) -> list[int]:
    return [int(value) for value in values if value is not None]
