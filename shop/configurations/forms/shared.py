"""Questions every family asks, and what a form of the configurator offers its page."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from shop.configurations.domain.colours import Colour, ral_colours
from shop.configurations.domain.questions import COLOURED, Questions
from shop.configurations.domain.wishes import Audience, Wish
from shop.fabrication.domain.bounds import Bounds, readable
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.domain.findings import Finding
from shop.fabrication.domain.tariff import Finish
from shop.web.filters import write_number
from shop.web.forms import NumberField, ShopForm, TrimmedField, choices
from shop.web.language import current_language

FINISHES = (
    (Finish.POWDER, _l("Thermolaqué : peinture cuite au four")),
    (Finish.DUPLEX, _l("Galvanisé puis thermolaqué : le plus durable dehors")),
    (Finish.GALVA, _l("Galvanisé : gris zinc")),
    (Finish.PAINT, _l("Peint à l’atelier")),
    (Finish.PRIMER, _l("Couche d’apprêt, à peindre chez vous")),
    (Finish.RAW, _l("Acier brut")),
)
HANDOVERS = (
    (Handover.PICKUP, _l("Je viens le chercher à l’école")),
    (Handover.DELIVERY, _l("Livraison chez moi")),
    (Handover.FITTING, _l("Pose chez moi par l’école")),
)
AUDIENCES = (
    (Audience.PRIVATE, _l("Un particulier ou une association : prix TTC")),
    (Audience.COMPANY, _l("Une entreprise ou une collectivité : prix HT")),
)
NEEDED = _l("Remplissez cette case.")
SHARED_USUAL = {
    "finish": Finish.POWDER.value,
    "colour": "RAL 7016",
    "handover": Handover.PICKUP.value,
    "distance": "",
    "audience": Audience.PRIVATE.value,
}
Sayings = list[tuple[str, str]]
LONGEST_ANSWER = 120


class WishForm(ShopForm):
    """A whole product; every field has its usual value, but the sizes are the customer's own.

    A family adds its fields, `usual` values and `questions`, and says its wish in words.
    """

    family: ClassVar[str]
    questions: ClassVar[Questions]
    usual: ClassVar[Mapping[str, str]]
    chosen: ClassVar[tuple[str, ...]] = ("finish", "handover")
    to_spec: Callable[[], Spec]
    """Return the spec of the family; call it after `validate()`."""
    sizes: Callable[[], Sayings]
    """Return the names and values of the sizes, in the language of the page; "" when not given."""
    summaries: Callable[[], dict[str, str]]
    """Say in a few words what each folded group of questions holds."""

    v = HiddenField(default="1")
    unsure = BooleanField(_l("Je ne suis pas sûr de mes mesures"))
    finish = RadioField(_l("Finition"), choices=choices(FINISHES))
    colour = SelectField(_l("Couleur"), validate_choice=False)
    handover = RadioField(_l("Comment l’avoir ?"), choices=choices(HANDOVERS))
    distance = NumberField(_l("Distance depuis l’école"), [Optional()])
    audience = RadioField(_l("Vous êtes"), choices=choices(AUDIENCES))

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        super().__init__(formdata=self.complete(given or {}))
        self._refusals: list[tuple[str, str, str]] = []
        self.colour.choices = choices((one.code, one) for one in ral_colours())

    @classmethod
    def complete(cls, given: Mapping[str, str]) -> "MultiDict[str, str]":
        """Return the fields with their usual values put in, unless the whole form was sent.

        A browser leaves unticked boxes out: only the marker `v` tells them from an address
        that gives two or three choices and means the usual ones for the rest.
        """
        if given.get("v"):
            return MultiDict(given)
        return MultiDict({**SHARED_USUAL, **cls.usual_for(given), **given, "v": "1"})

    @classmethod
    def usual_for(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the usual values beside what is given."""
        return cls.usual

    def usual_moved_into(self, limits: Mapping[str, Bounds]) -> dict[str, str]:
        """Return the usual sizes that lie outside a limit, moved to the nearest inside."""
        usual = self.usual_for({"type": str(self["type"].data)})
        sizes = {name: float(usual[name]) for name in limits if usual.get(name)}
        inside = {name: limits[name].nearest(size) for name, size in sizes.items()}
        return {name: readable(inside[name]) for name in sizes if inside[name] != sizes[name]}

    @classmethod
    def opened_on(cls, wish: Wish) -> "WishForm":
        """Return the form filled with a wish."""
        return cls(address_of_wish(cls.questions, wish))

    def to_wish(self) -> Wish:
        """Return the wish; call it after `validate()`."""
        return Wish(family=self.family, spec=self.to_spec(), audience=Audience(self.audience.data))

    def script_data(self) -> Mapping[str, Mapping[str, str]]:
        """Return, by field, the usual size of each `type`; empty when none follows it."""
        return {}

    @property
    def idle(self) -> frozenset[str]:
        """Return the fields that change nothing for what is chosen."""
        return self.questions.idle({name: str(self[name].data) for name in self.chosen})

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Return what cannot be read, then what the engine refuses, for the summary on top."""
        return [*super().problems, *self._refusals]

    def tell_refusal(self, field: str | None, sentence: str) -> None:
        """Add a refusal of the engine to the summary; its remark already stands by the field."""
        name = self.questions.field_of(field or "")
        if name in self:
            shown = "" if name in self.idle else self[name].id
            self._refusals.append((shown, str(self[name].label.text), sentence))
        else:
            self._refusals.append(("", "", sentence))

    @classmethod
    def remarks_on(cls, name: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the remarks of the engine to write beside one field."""
        field_of = cls.questions.field_of
        return tuple(one for one in findings if one.field and field_of(one.field) == name)

    @property
    def chosen_colour(self) -> str:
        if self.finish.data not in COLOURED:
            return ""
        return str(self.colour.data or SHARED_USUAL["colour"])

    def validate_colour(self, field: Field) -> None:
        """Refuse a colour that is not on the chart; a finish without colour asks for none."""
        known = {one.code for one in ral_colours()}
        if self.finish.data in COLOURED and field.data and field.data not in known:
            raise ValidationError(_l("Choisissez une couleur du nuancier."))

    def measures(self, names: tuple[str, ...]) -> Sayings:
        """Return the sizes, then the choices of these fields, for a page that is printed.

        What cannot be read is repeated as it was typed.
        """
        asked = [name for name in names if name not in self.idle]
        said = [*self.sizes(), *((str(self[name].label.text), self.say(name)) for name in asked)]
        if "distance" not in self.idle and self.distance.data != 0:
            said.append((str(self.distance.label.text), self.written("distance", "km")))
        if self.unsure.data:
            said.append((str(self.unsure.label.text), str(_("Oui"))))
        return [(label, value[:LONGEST_ANSWER]) for label, value in said if value]

    def written(self, name: str, unit: str = "mm") -> str:
        """Return a number with its unit, or what was typed when it is no number."""
        field = self[name]
        if field.data is None:
            return str(field.typed or "")
        return f"{write_number(field.data, 1)} {unit}".rstrip()

    def written_when_asked(self, name: str, unit: str = "mm") -> Sayings:
        """Return a size that may be left out; nought is left out too."""
        if name in self.idle or self[name].data == 0:
            return []
        return [(str(self[name].label.text), self.written(name, unit))]

    def found(self, facts: Mapping[str, float]) -> Sayings:
        """Return what the customer left to the workshop and the engine has chosen."""
        return []

    def say(self, name: str) -> str:
        """Return the choice of a field in words."""
        field = self[name]
        if isinstance(field, BooleanField):
            return str(_("Oui") if field.data else _("Non"))
        for option in field:
            if option.data == field.data:
                return _label(option.label.text)
        return str(field.data or "")

    def say_shown(self, *names: str) -> list[str]:
        """Return the choices that matter at present, in words."""
        return [self.say(name) for name in names if name not in self.idle]

    def say_ticked(self, *names: str) -> list[str]:
        """Return the boxes ticked that matter at present."""
        kept = [self[name] for name in names if name not in self.idle]
        return [str(box.label.text) for box in kept if box.data]

    def shared_summaries(self) -> dict[str, str]:
        """Say what the groups that every family has hold."""
        return {
            "finish": join([self.say("finish"), *self.say_shown("colour")]),
            "handover": self.say("handover"),
        }


def address_of_wish(questions: Questions, wish: Wish) -> dict[str, str]:
    """Return the parameters of the address that opens the configurator on this wish."""
    return {"v": "1", "audience": wish.audience.value, **questions.to_address(wish.spec)}


def join(words: list[str]) -> str:
    return " · ".join(word for word in words if word)


def number(value: Decimal | None, usual: float = 0) -> float:
    """Return what was typed, or the usual value for an empty box."""
    return usual if value is None else float(value)


def _label(text: object) -> str:
    """Return a label in words; the label of a colour is the colour itself."""
    if isinstance(text, Colour):
        return f"{text.code} – {text.name.in_language(current_language())}"
    return str(text)


class CodeForm(ShopForm):
    """A short code as a customer says it on the phone."""

    code = TrimmedField(_l("Code de la configuration"))

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(formdata=MultiDict(given))
