"""The shelving as a customer describes it: strings in, a wish out."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from shop.configurations.domain.shelving import SHELVING_QUESTIONS
from shop.configurations.forms.shared import NEEDED, Sayings, WishForm, join, number
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.shelving.spec import Deck, Fixing, Preset, ShelvingSpec, Usage
from shop.tyres.domain.decoder import decode_marking
from shop.tyres.domain.marking import TyreMarking
from shop.web.forms import KilogramField, MillimetreField, NumberField, choices

PRESETS = (
    (Preset.SHELF, _l("Étagères")),
    (Preset.TYRE_RACK, _l("Rayonnage à pneus")),
)
DECKS = (
    (Deck.SHEET, _l("Tablettes en tôle")),
    (Deck.GRATING, _l("Tablettes en caillebotis : l’eau et la poussière passent")),
    (Deck.WOOD, _l("Sans tablettes : je pose mes planches")),
    (Deck.NONE, _l("Sans tablettes du tout")),
)
POSTS = (
    ("", _l("Le plus léger qui suffit")),
    ("TUBE CARRE 30x30x2", _l("Tube carré de 30 mm")),
    ("TUBE CARRE 35x35x2", _l("Tube carré de 35 mm")),
    ("TUBE CARRE 40x40x2", _l("Tube carré de 40 mm")),
    ("TUBE CARRE 50x50x2", _l("Tube carré de 50 mm")),
    ("TUBE CARRE 50x50x3", _l("Tube carré de 50 mm, épais")),
)
FIXINGS = (
    (Fixing.FLOOR, _l("Au sol")),
    (Fixing.WALL, _l("Au mur")),
    (Fixing.NONE, _l("Sans fixation")),
)
USAGES = (
    (Usage.HOME, _l("Maison, garage, cave")),
    (Usage.WORK, _l("Atelier, réserve, lieu de travail")),
    (Usage.PUBLIC, _l("Magasin, lieu ouvert au public")),
    (Usage.PALLETS, _l("Des palettes, avec un chariot : sur devis")),
    (Usage.WALKED_ON, _l("On marche dessus, une mezzanine : sur devis")),
)
USUAL_HEIGHTS = {Preset.SHELF: "2000", Preset.TYRE_RACK: "2400"}
USUAL_LEVELS = {Preset.SHELF: "4", Preset.TYRE_RACK: "3"}
USUAL = {
    "type": Preset.SHELF.value,
    "bays": "2",
    "span": "1500",
    "depth": "500",
    "load": "150",
    "deck": Deck.SHEET.value,
    "post": "",
    "fixing": Fixing.FLOOR.value,
    "usage": Usage.HOME.value,
    "tyre_width": "225",
    "tyre_diameter": "650",
}


class TyreField(MillimetreField):
    """A size of a tyre in millimetres, or read in what its side says: `205/55 R16`."""

    def __init__(
        self,
        label: str,
        *args: Any,  # noqa: ANN401 - as WTForms
        read: Callable[[TyreMarking], float],
        **kwargs: Any,  # noqa: ANN401 - as WTForms
    ) -> None:
        super().__init__(label, *args, **kwargs)
        self._read = read

    def _parse(self, typed: str) -> Decimal:
        marking = decode_marking(typed) if "/" in typed else None
        if isinstance(marking, TyreMarking):
            return Decimal(round(self._read(marking)))
        return super()._parse(typed)


class ShelvingForm(WishForm):
    """A whole shelving: so many bays of one size, so many levels."""

    family = "shelving"
    questions = SHELVING_QUESTIONS
    usual = USUAL
    chosen = ("type", "finish", "handover")

    type = RadioField(_l("Pour ranger quoi ?"), [InputRequired(NEEDED)], choices=choices(PRESETS))
    bays = NumberField(_l("Travées"), [InputRequired(NEEDED)])
    span = MillimetreField(_l("Longueur d’une travée"), [InputRequired(NEEDED)])
    depth = MillimetreField(_l("Profondeur"), [InputRequired(NEEDED)])
    height = MillimetreField(_l("Hauteur"), [InputRequired(NEEDED)])
    levels = NumberField(_l("Niveaux"), [InputRequired(NEEDED)])
    load = KilogramField(_l("Charge par niveau"), [InputRequired(NEEDED)])
    place = MillimetreField(_l("Longueur libre"), [Optional()])
    tyre_width = TyreField(
        _l("Largeur d’un pneu"), [Optional()], read=lambda marking: marking.width_mm
    )
    tyre_diameter = TyreField(
        _l("Diamètre d’un pneu"), [Optional()], read=lambda marking: marking.geometry.diameter
    )
    deck = RadioField(_l("Tablettes"), choices=choices(DECKS))
    post = SelectField(_l("Montants"), choices=choices(POSTS), validate_choice=False)
    has_back_brace = BooleanField(_l("Croix de dos"))
    fixing = RadioField(_l("Fixation"), choices=choices(FIXINGS))
    usage = SelectField(_l("Où va-t-il servir ?"), choices=choices(USAGES))

    @classmethod
    def usual_for(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the usual values; height and levels follow what is stored."""
        kind = given.get("type", USUAL["type"])
        preset = Preset.TYRE_RACK if kind == Preset.TYRE_RACK else Preset.SHELF
        return {**USUAL, "height": USUAL_HEIGHTS[preset], "levels": USUAL_LEVELS[preset]}

    def script_data(self) -> Mapping[str, Mapping[str, str]]:
        """Return the usual height and levels of each preset."""
        usual = {"height": USUAL_HEIGHTS, "levels": USUAL_LEVELS}
        return {
            name: {preset.value: value for preset, value in values.items()}
            for name, values in usual.items()
        }

    def to_spec(self) -> ShelvingSpec:
        return ShelvingSpec(
            bays=int(number(self.bays.data)),
            span=number(self.span.data),
            depth=number(self.depth.data),
            height=number(self.height.data),
            levels=int(number(self.levels.data)),
            load=number(self.load.data),
            place=number(self.place.data),
            is_sure=not self.unsure.data,
            preset=Preset(self.type.data),
            deck=Deck(self.deck.data),
            post=str(self.post.data or "")[:40],
            has_back_brace=bool(self.has_back_brace.data),
            fixing=Fixing(self.fixing.data),
            tyre_width=number(self.tyre_width.data, 225),
            tyre_diameter=number(self.tyre_diameter.data, 650),
            finish=Finish(self.finish.data),
            colour=self.chosen_colour,
            usage=Usage(self.usage.data),
            handover=Handover(self.handover.data),
            distance=number(self.distance.data),
        )

    def sizes(self) -> Sayings:
        bays, length = self.written("bays", ""), self.written("span")
        said = [
            (_("Travées"), _("%(count)s de %(length)s", count=bays, length=length)),
            (_("Profondeur"), self.written("depth")),
            (_("Hauteur"), self.written("height")),
            (_("Niveaux"), self.written("levels", "")),
            (_("Charge par niveau"), self.written("load", "kg")),
            *self.written_when_asked("place"),
        ]
        if self.type.data == Preset.TYRE_RACK:
            width, diameter = self.written("tyre_width", ""), self.written("tyre_diameter")
            said.append((_("Pneus"), f"{width} × {diameter}"))
        return said

    def summaries(self) -> dict[str, str]:
        brace = self.say_ticked("has_back_brace")
        return {
            **self.shared_summaries(),
            "build": join([*self.say_shown("deck", "post"), *brace]),
            "fixing": self.say("fixing"),
            "you": join([self.say("usage"), self.say("audience")]),
        }
