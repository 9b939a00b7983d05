"""The gate as a customer describes it: strings in, a wish out."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from shop.configurations.domain.colours import ral_colours
from shop.configurations.domain.relevance import COLOURED, list_idle_fields
from shop.configurations.domain.wishes import Audience, GateWish
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import (
    GateSpec,
    GateType,
    Hand,
    Handover,
    Infill,
    Motor,
    Split,
    Usage,
)
from shop.web.forms import MillimetreField, NumberField, ShopForm, TrimmedField, choices

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
FINISHES = (
    (Finish.POWDER, _l("Thermolaqué : peinture cuite au four")),
    (Finish.DUPLEX, _l("Galvanisé puis thermolaqué : le plus durable dehors")),
    (Finish.GALVA, _l("Galvanisé : gris zinc")),
    (Finish.PAINT, _l("Peint à l’atelier")),
    (Finish.PRIMER, _l("Couche d’apprêt, à peindre chez vous")),
    (Finish.RAW, _l("Acier brut")),
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
HANDOVERS = (
    (Handover.PICKUP, _l("Je viens le chercher à l’école")),
    (Handover.DELIVERY, _l("Livraison chez moi")),
    (Handover.FITTING, _l("Pose chez moi par l’école")),
)
AUDIENCES = (
    (Audience.PRIVATE, _l("Un particulier ou une association : prix TTC")),
    (Audience.COMPANY, _l("Une entreprise ou une collectivité : prix HT")),
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
    "finish": Finish.POWDER.value,
    "colour": "RAL 7016",
    "lock": "y",
    "drop_bolt": "y",
    "motor": Motor.NONE.value,
    "usage": Usage.HOME.value,
    "handover": Handover.PICKUP.value,
    "distance": "0",
    "audience": Audience.PRIVATE.value,
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
NEEDED = _l("Remplissez cette case.")


class GateForm(ShopForm):
    """A whole gate; every field has its usual value, but the width is the customer's own."""

    v = HiddenField(default="1")
    type = RadioField(_l("Quel portail ?"), [InputRequired(NEEDED)], choices=choices(TYPES))
    width_bottom = MillimetreField(_l("Largeur en bas"), [InputRequired(NEEDED)])
    width_middle = MillimetreField(_l("Largeur au milieu"), [Optional()])
    width_top = MillimetreField(_l("Largeur en haut"), [Optional()])
    unsure = BooleanField(_l("Je ne suis pas sûr de mes mesures"))
    height = MillimetreField(_l("Hauteur"), [InputRequired(NEEDED)])
    slope = NumberField(_l("Pente du sol"), [Optional()], places=1)
    split = SelectField(_l("Partage des deux vantaux"), choices=choices(SPLITS))
    hand = RadioField(_l("Côté des gonds, ou côté où il coulisse"), choices=choices(HANDS))
    infill = RadioField(_l("Remplissage"), choices=choices(INFILLS))
    sheet_height = MillimetreField(_l("Hauteur de la tôle"), [Optional()])
    bar = SelectField(_l("Barreaux"), choices=choices(BARS), validate_choice=False)
    mid_rails = NumberField(_l("Traverses entre le haut et le bas"), [Optional()])
    finish = RadioField(_l("Finition"), choices=choices(FINISHES))
    colour = SelectField(_l("Couleur"), validate_choice=False)
    lock = BooleanField(_l("Serrure et poignée"))
    drop_bolt = BooleanField(_l("Verrou au sol"))
    letter_slot = BooleanField(_l("Fente à courrier"))
    posts = BooleanField(_l("Deux poteaux en acier à sceller"))
    motor = RadioField(_l("Moteur"), choices=choices(MOTORS))
    usage = SelectField(_l("Où va-t-il servir ?"), choices=choices(USAGES))
    handover = RadioField(_l("Comment l’avoir ?"), choices=choices(HANDOVERS))
    distance = NumberField(_l("Distance depuis Dole"), [Optional()])
    audience = RadioField(_l("Vous êtes"), choices=choices(AUDIENCES))

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        super().__init__(formdata=complete(given or {}))
        self.colour.choices = choices((one.code, one) for one in ral_colours())

    def to_wish(self) -> GateWish:
        """Return the wish; call it after `validate()`."""
        widths = (self.width_bottom.data, self.width_middle.data, self.width_top.data)
        spec = GateSpec(
            type=GateType(self.type.data),
            widths=tuple(float(width) for width in widths if width is not None),
            height=float(self.height.data or 0),
            is_sure=not self.unsure.data,
            split=Split(self.split.data),
            hand=Hand(self.hand.data),
            slope=_number(self.slope.data),
            infill=Infill(self.infill.data),
            sheet_height=_number(self.sheet_height.data, 500),
            bar=str(self.bar.data)[:40],
            mid_rails=int(self.mid_rails.data or 0),
            finish=Finish(self.finish.data),
            colour=str(self.colour.data)[:40] if self.finish.data in COLOURED else "",
            posts=bool(self.posts.data),
            lock=bool(self.lock.data),
            drop_bolt=bool(self.drop_bolt.data),
            letter_slot=bool(self.letter_slot.data),
            motor=Motor(self.motor.data),
            usage=Usage(self.usage.data),
            handover=Handover(self.handover.data),
            distance=_number(self.distance.data),
        )
        return GateWish(spec=spec, audience=Audience(self.audience.data))

    @property
    def idle(self) -> frozenset[str]:
        """Return the fields that change nothing for what is chosen."""
        names = ("type", "infill", "finish", "handover")
        return list_idle_fields({name: str(self[name].data) for name in names})

    def in_words(self) -> str:
        """Return what was typed, to start a request for a quote when nothing can be computed."""
        kind = dict(TYPES).get(self.type.data, "")
        sizes = [f.typed or "" for f in (self.width_bottom, self.width_middle, self.width_top)]
        widths = " / ".join(size for size in sizes if size.strip())
        return f"{kind} : {widths} × {self.height.typed or ''} mm"[:300]


def complete(given: Mapping[str, str]) -> "MultiDict[str, str]":
    """Return the fields with their usual values put in, unless the whole form was sent.

    A browser leaves unticked boxes out: only the marker `v` tells them from an address
    that gives two or three choices and means the usual ones for the rest.
    """
    if given.get("v"):
        return MultiDict(given)
    kind = given.get("type", USUAL["type"])
    usual_width = USUAL_WIDTHS.get(kind, "")  # type: ignore[call-overload] # a StrEnum is its text
    return MultiDict({**USUAL, "width_bottom": usual_width, **given, "v": "1"})


def _number(value: Decimal | None, usual: float = 0) -> float:
    return usual if value is None else float(value)


class CodeForm(ShopForm):
    """A short code as a customer says it on the phone."""

    code = TrimmedField(_l("Code de la configuration"))

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(formdata=MultiDict(given))
