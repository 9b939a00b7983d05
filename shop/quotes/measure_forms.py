"""The form of the measuring visit: what the tape read, size by size of the family."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from shop.fabrication.domain.family import SiteSize
from shop.quotes.domain.measuring import MeasuredSizes
from shop.quotes.forms import LONG, NEEDED, VersionedForm
from shop.web.filters import write_number
from shop.web.forms import MillimetreField, NumberField
from shop.web.language import current_language


class MeasureForm(VersionedForm):
    """The real dimensions, as read on the tape; each family has its own sizes."""

    name_of_form = "measure-"
    note = TextAreaField(_l("Remarques"), [Optional(), Length(max=LONG)])
    sizes: ClassVar[tuple[SiteSize, ...]] = ()

    def fields_of(self, size: SiteSize) -> list[NumberField]:
        return [self[name] for name in _names_of(size)]

    @property
    def size_fields(self) -> list[tuple[NumberField, str]]:
        """Return each field to fill in, with its unit, in the order of the tape."""
        return [(field, size.unit) for size in self.sizes for field in self.fields_of(size)]

    def fill(self, spec: Mapping[str, Any]) -> "MeasureForm":
        """Start from the sizes of the wish."""
        for size in self.sizes:
            known = spec[size.field] if size.is_list else [spec[size.field]]
            for field, value in zip(self.fields_of(size), known, strict=False):
                field.typed = f"{value:g}".replace(".", ",")
        return self

    def to_sizes(self) -> MeasuredSizes:
        return MeasuredSizes({size.field: self._values_of(size) for size in self.sizes})

    def _values_of(self, size: SiteSize) -> tuple[float, ...]:
        """Return what was typed. A size nobody must give stands for its run: a box left empty
        before another counts as nought, so that the others keep their place."""
        values = [field.data for field in self.fields_of(size)]
        while values and values[-1] is None:
            values.pop()
        kept = values if size.least == 0 else [value for value in values if value is not None]
        return tuple(float(value or 0) for value in kept)


def measure_form_of(sizes: tuple[SiteSize, ...]) -> type[MeasureForm]:
    """Return the form that asks for these sizes, in the language of the page."""
    fields: dict[str, Any] = {"sizes": sizes}
    for size in sizes:
        for place, (name, label) in enumerate(zip(_names_of(size), size.labels, strict=True)):
            needed = InputRequired(NEEDED) if place < size.least else Optional()
            said = label.in_language(current_language())
            fields[name] = (
                MillimetreField(said, [needed])
                if size.unit == "mm"
                else NumberField(said, [needed], places=1)
            )
    return type("MeasureFormOfFamily", (MeasureForm,), fields)


def _names_of(size: SiteSize) -> list[str]:
    """Return the names of the fields of a size; the first one is the size's own."""
    return [size.field, *(f"{size.field}_{n}" for n in range(2, len(size.labels) + 1))]


def say_sizes(sizes: MeasuredSizes, units: Mapping[str, str]) -> str:
    """Write what the tape read in the language of the page: `3480 mm / 3484 mm × 1600 mm`."""
    return " × ".join(
        " / ".join(f"{write_number(value, 1)} {units.get(field, 'mm')}" for value in values)
        for field, values in sizes.values.items()
        if any(values)
    )
