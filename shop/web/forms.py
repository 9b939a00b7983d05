"""What every form shares: tolerant fields, refusals beside the field, one-time keys."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.form import BaseForm
from wtforms.i18n import get_translations
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextInput

from shop.kernel.refusals import Refusal
from shop.web.language import current_language
from shop.web.scope import scope
from shop.web.sentences import sentence_of

SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\t"))


class ShopForm(FlaskForm):
    """A plain form: strings in, a value of the domain out by `to_…()` methods.

    The protection against forged requests is checked for the whole application by
    `shop.web.csrf`, not form by form.
    """

    class Meta:
        csrf = False

        def get_translations(self, _: Any) -> Any:  # noqa: ANN401 - WTForms' own signature
            """Return WTForms' own sentences, read from their file once for each language."""
            return _own_sentences(current_language())

    form_key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        super().__init__(*args, **kwargs)
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(16)

    @property
    def one_time_key(self) -> str:
        """Return the key that makes a form sent twice count once."""
        return str(self.form_key.data)[:64]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Return (field id, label, sentence) of every error, for the summary on top."""
        found: list[tuple[str, str, str]] = []
        for field in self:
            found.extend((field.id, field.label.text, str(text)) for text in _flat(field.errors))
        found.extend(("", "", str(text)) for text in self.form_errors)
        return found

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the service beside its field and undo what it had begun.

        Afterwards `form.problems` is not empty when the service refused.
        """
        savepoint = scope().session.begin_nested()
        try:
            yield
            savepoint.commit()
        except Refusal as refusal:
            savepoint.rollback()
            self.add_refusal(refusal)

    def add_refusal(self, refusal: Refusal) -> None:
        """Put a sentence beside the field it belongs to, or on top of the form."""
        sentence = sentence_of(refusal)
        field = self._fields.get(refusal.field) if refusal.field else None
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]


@cache
def _own_sentences(language: str) -> Any:  # noqa: ANN401 - WTForms gives no type
    return get_translations([language])


def _flat(errors: object) -> Iterator[str]:
    """Walk the nested lists and dictionaries WTForms keeps for lists of fields."""
    if isinstance(errors, dict):
        for value in errors.values():
            yield from _flat(value)
    elif isinstance(errors, list | tuple):
        for value in errors:
            yield from _flat(value)
    else:
        yield str(errors)


class TrimmedField(StringField):
    """A line of text without the spaces around it."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        super().process_formdata([value.strip() for value in valuelist])


class NumberField(Field):
    """A number typed as people do: `1 234,5`, `1234.5`, spaces and a unit allowed."""

    widget = TextInput()
    units: tuple[str, ...] = ()

    def __init__(self, label: str, *args: Any, places: int = 0, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms
        super().__init__(label, *args, **kwargs)
        self.places = places
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else str(self.data).replace(".", ",")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        self.typed = valuelist[0]
        self.data = self._parse(self.typed)

    def pre_validate(self, form: BaseForm) -> None:
        """Say one thing at a time: what is no number is in no range either."""
        if self.process_errors:
            raise StopValidation

    def _parse(self, typed: str) -> Decimal:
        text = typed.translate(SPACES).lower()
        for unit in self.units:
            text = text.removesuffix(unit)
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_nan():
            raise ValidationError(_l("Écrivez un nombre, par exemple 1600."))
        if number.is_infinite() or number.adjusted() > 12:
            raise ValidationError(_l("Ce nombre est trop grand."))
        if number != round(number, self.places):
            raise ValidationError(
                _l("Écrivez un nombre entier.")
                if self.places == 0
                else gettext("Gardez %(places)s chiffres après la virgule.", places=self.places)
            )
        return number


class KilogramField(NumberField):
    """A whole mass in kilograms; `150 kg` is understood."""

    units = ("kilos", "kg")


class MillimetreField(NumberField):
    """A whole length in millimetres; `3,5 m` and `350 cm` are understood."""

    factors = (("mm", 1), ("cm", 10), ("m", 1000))

    def _parse(self, typed: str) -> Decimal:
        text = typed.translate(SPACES).lower()
        for unit, factor in self.factors:
            if text.endswith(unit):
                try:
                    length = Decimal(text.removesuffix(unit).replace(",", ".")) * factor
                except InvalidOperation:
                    break
                return super()._parse(format(length.normalize(), "f"))
        return super()._parse(typed)


def choices(pairs: Iterable[tuple[str, object]]) -> list[Any]:
    """Return (value, label) pairs as the choices of a select or radio field."""
    return [SelectChoice(str(value), label) for value, label in pairs]


def is_submitted() -> bool:
    """Tell whether the form of this page was sent."""
    return request.method == "POST"
