"""The gate as a customer describes it: strings in, a wish out."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from shop.configurations.domain.gate import GATE_QUESTIONS
from shop.configurations.forms.shared import NEEDED, Sayings, WishForm, join, number
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateSpec, GateType, Hand, Infill, Motor, Split, Usage
from shop.web.forms import MillimetreField, NumberField, choices

TYPES = (
    (GateType.SWING_2, _l("Portail battant, deux vantaux")),
    (GateType.SWING_1, _l("Portail battant, un vantail")),
    (GateType.SLIDING_RAIL, _l("Portail coulissant sur rail")),
    (GateType.SLIDING_CANTILEVER, _l("Portail coulissant autoportant")),
    (GateType.WICKET, _l("Portillon")),
)
INFILLS = (
    (Infill.BARS, _l("Barreaux droits")),
    (Infill.SHEET_LOW, _l("Tôle en bas, barreaux en haut")),
    (Infill.SHEET_FULL, _l("Tôle pleine")),
    (Infill.PERFORATED, _l("Tôle perforée")),
    (Infill.HORIZONTAL, _l("Barreaux horizontaux")),
)
SPLITS = (
    (Split.EQUAL, _l("Deux vantaux égaux")),
    (Split.SIXTY_FORTY, _l("60 % à gauche, 40 % à droite")),
    (Split.TWO_THIRDS, _l("67 % à gauche, 33 % à droite")),
)
HANDS = ((Hand.LEFT, _l("À gauche")), (Hand.RIGHT, _l("À droite")))
MOTORS = (
    (Motor.NONE, _l("Non")),
    (Motor.READY, _l("Prêt à motoriser : les renforts sont posés")),
    (Motor.MOTOR, _l("Avec moteur : sur devis")),
)
USAGES = (
    (Usage.HOME, _l("Maison")),
    (Usage.BUSINESS, _l("Entreprise")),
    (Usage.PUBLIC_ROAD, _l("Ouverture sur la rue publique")),
    (Usage.POOL, _l("Piscine")),
    (Usage.SCHOOL, _l("École ou crèche")),
)
USUAL_WIDTHS = {
    GateType.SWING_2: "3500",
    GateType.SWING_1: "1200",
    GateType.SLIDING_RAIL: "2600",
    GateType.SLIDING_CANTILEVER: "3500",
    GateType.WICKET: "1000",
}
USUAL = {
    "type": GateType.SWING_2.value,
    "height": "1600",
    "slope": "0",
    "split": Split.EQUAL.value,
    "hand": Hand.LEFT.value,
    "infill": Infill.BARS.value,
    "bar": "CARRE 16",
    "mid_rails": "1",
    "sheet_height": "500",
    "lock": "y",
    "drop_bolt": "y",
    "motor": Motor.NONE.value,
    "usage": Usage.HOME.value,
}
BARS = (
    ("CARRE 12", _l("Carré de 12 mm")),
    ("CARRE 14", _l("Carré de 14 mm")),
    ("CARRE 16", _l("Carré de 16 mm")),
    ("CARRE 20", _l("Carré de 20 mm")),
    ("ROND 12", _l("Rond de 12 mm")),
    ("ROND 14", _l("Rond de 14 mm")),
    ("ROND 16", _l("Rond de 16 mm")),
    ("ROND 20", _l("Rond de 20 mm")),
)


class GateForm(WishForm):
    """A whole gate; every field has its usual value, but the width is the customer's own."""

    family = "gate"
    questions = GATE_QUESTIONS
    usual = USUAL
    chosen = ("type", "infill", "finish", "handover")

    type = RadioField(_l("Quel portail ?"), [InputRequired(NEEDED)], choices=choices(TYPES))
    width_bottom = MillimetreField(_l("Largeur en bas"), [InputRequired(NEEDED)])
    width_middle = MillimetreField(_l("Largeur au milieu"), [Optional()])
    width_top = MillimetreField(_l("Largeur en haut"), [Optional()])
    height = MillimetreField(_l("Hauteur"), [InputRequired(NEEDED)])
    slope = NumberField(_l("Pente du sol"), [Optional()], places=1)
    split = SelectField(_l("Partage des deux vantaux"), choices=choices(SPLITS))
    hand = RadioField(_l("Côté des gonds, ou côté où il coulisse"), choices=choices(HANDS))
    infill = RadioField(_l("Remplissage"), choices=choices(INFILLS))
    sheet_height = MillimetreField(_l("Hauteur de la tôle"), [Optional()])
    bar = SelectField(_l("Barreaux"), choices=choices(BARS), validate_choice=False)
    mid_rails = NumberField(_l("Traverses entre le haut et le bas"), [Optional()])
    lock = BooleanField(_l("Serrure et poignée"))
    drop_bolt = BooleanField(_l("Verrou au sol"))
    letter_slot = BooleanField(_l("Fente à courrier"))
    posts = BooleanField(_l("Deux poteaux en acier à sceller"))
    motor = RadioField(_l("Moteur"), choices=choices(MOTORS))
    usage = SelectField(_l("Où va-t-il servir ?"), choices=choices(USAGES))

    @classmethod
    def usual_for(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the usual values; the width follows the kind of gate."""
        kind = given.get("type", USUAL["type"])
        width = USUAL_WIDTHS.get(kind, "")  # type: ignore[call-overload] # a StrEnum is its text
        return {**USUAL, "width_bottom": width}

    def script_data(self) -> Mapping[str, Mapping[str, str]]:
        """Return the usual width of each kind."""
        return {"width_bottom": {kind.value: width for kind, width in USUAL_WIDTHS.items()}}

    def to_spec(self) -> GateSpec:
        widths = (self.width_bottom.data, self.width_middle.data, self.width_top.data)
        return GateSpec(
            type=GateType(self.type.data),
            widths=tuple(float(width) for width in widths if width is not None),
            height=float(self.height.data or 0),
            is_sure=not self.unsure.data,
            split=Split(self.split.data),
            hand=Hand(self.hand.data),
            slope=number(self.slope.data),
            infill=Infill(self.infill.data),
            sheet_height=number(self.sheet_height.data, 500),
            bar=str(self.bar.data)[:40],
            mid_rails=int(self.mid_rails.data or 0),
            finish=Finish(self.finish.data),
            colour=self.chosen_colour,
            posts=bool(self.posts.data),
            lock=bool(self.lock.data),
            drop_bolt=bool(self.drop_bolt.data),
            letter_slot=bool(self.letter_slot.data),
            motor=Motor(self.motor.data),
            usage=Usage(self.usage.data),
            handover=Handover(self.handover.data),
            distance=number(self.distance.data),
        )

    def sizes(self) -> Sayings:
        widths = map(self.written, ("width_bottom", "width_middle", "width_top"))
        return [
            (_("Largeur du passage"), " / ".join(width for width in widths if width)),
            (_("Hauteur"), self.written("height")),
            (_("Pente"), self.written("slope", "%")),
            *self.written_when_asked("sheet_height"),
            (str(self.mid_rails.label.text), self.written("mid_rails", "")),
        ]

    def summaries(self) -> dict[str, str]:
        typed = [self[name].typed for name in ("width_middle", "width_top") if self[name].typed]
        equipment = self.say_ticked("lock", "drop_bolt", "letter_slot", "posts")
        motor = _("sans moteur") if self.motor.data == Motor.NONE else self.say("motor")
        return {
            **self.shared_summaries(),
            "widths": " / ".join(f"{width} mm" for width in typed),
            "bars": join(self.say_shown("bar", "split", "hand")),
            "equipment": join([*equipment, motor]),
            "you": join([self.say("usage"), self.say("audience")]),
        }
