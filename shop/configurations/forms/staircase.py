"""The staircase as a customer describes it: strings in, a wish out."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from shop.configurations.domain.staircase import CHOSEN, STAIRCASE_QUESTIONS
from shop.configurations.forms.shared import NEEDED, Sayings, WishForm, join, number
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.staircase.spec import (
    Arrival,
    Context,
    Flights,
    Purpose,
    Rails,
    StaircaseSpec,
    Tread,
)
from shop.web.forms import MillimetreField, NumberField, choices

CONTEXTS = (
    (Context.HOME, _l("Une maison, un logement")),
    (Context.RENOVATION, _l("Ma maison, en rénovation")),
    (Context.INDUSTRIAL, _l("Un atelier, une usine")),
    (Context.COLLECTIVE, _l("Les parties communes d’un immeuble")),
    (Context.PUBLIC_NEW, _l("Un lieu public neuf")),
    (Context.PUBLIC_EXISTING, _l("Un lieu public qui existe déjà")),
)
SHAPES = (
    (Flights.STRAIGHT, _l("Droit")),
    (Flights.LANDING, _l("Droit, avec un palier")),
    (Flights.QUARTER_LEFT, _l("En angle, vers la gauche")),
    (Flights.QUARTER_RIGHT, _l("En angle, vers la droite")),
    (Flights.WINDERS, _l("Marches tournantes : sur devis")),
    (Flights.HELIX, _l("Colimaçon : sur devis")),
)
RAILS = (
    (Rails.BOTH, _l("Des deux côtés")),
    (Rails.LEFT, _l("À gauche en montant")),
    (Rails.RIGHT, _l("À droite en montant")),
    (Rails.NONE, _l("Sans garde-corps")),
)
TREADS = (
    (Tread.FOLDED_SHEET, _l("Tôle pliée")),
    (Tread.TREAD_PLATE, _l("Tôle larmée : elle ne glisse pas")),
    (Tread.GRATING, _l("Caillebotis : l’eau passe à travers")),
    (Tread.WOOD, _l("Vos marches en bois, sur nos supports")),
)
ARRIVALS = (
    (Arrival.FLUSH, _l("Le plancher du haut sert de dernière marche")),
    (Arrival.STEP, _l("Une dernière marche au niveau du plancher")),
)
STRINGERS = (
    ("", _l("Le plus léger qui suffit")),
    ("LARGE PLAT 200x8", _l("Plat de 200 × 8 mm")),
    ("LARGE PLAT 200x10", _l("Plat de 200 × 10 mm")),
    ("LARGE PLAT 250x10", _l("Plat de 250 × 10 mm")),
    ("UPN 160", "UPN 160"),
    ("UPN 180", "UPN 180"),
    ("UPN 200", "UPN 200"),
    ("TUBE RECT 100x50x3", _l("Tube de 100 × 50 mm")),
)
PURPOSES = (
    (Purpose.ACCESS, _l("Monter d’un niveau à l’autre")),
    (Purpose.ESCAPE, _l("Sortir en cas d’incendie")),
    (Purpose.STRUCTURAL, _l("Porter une partie du bâtiment")),
)
USUAL_WIDTHS: Mapping[str, str] = {
    Context.HOME: "900",
    Context.RENOVATION: "800",
    Context.INDUSTRIAL: "850",
    Context.COLLECTIVE: "1060",
    Context.PUBLIC_NEW: "1260",
    Context.PUBLIC_EXISTING: "1060",
}
USUAL = {
    "type": Context.HOME.value,
    "flights": Flights.STRAIGHT.value,
    "height": "2800",
    "rails": Rails.BOTH.value,
    "tread": Tread.FOLDED_SHEET.value,
    "arrival": Arrival.FLUSH.value,
    "stringer": "",
    "floor_thickness": "200",
    "purpose": Purpose.ACCESS.value,
}


class StaircaseForm(WishForm):
    """A whole staircase: a height to climb, a width, and the room there is, when it is known."""

    family = "staircase"
    questions = STAIRCASE_QUESTIONS
    usual = USUAL
    chosen = CHOSEN

    type = RadioField(_l("Pour quel lieu ?"), [InputRequired(NEEDED)], choices=choices(CONTEXTS))
    flights = RadioField(_l("Forme de l’escalier"), choices=choices(SHAPES))
    height = MillimetreField(_l("Hauteur à monter"), [InputRequired(NEEDED)])
    width = MillimetreField(_l("Largeur"), [InputRequired(NEEDED)])
    run = MillimetreField(_l("Longueur au sol"), [Optional()])
    landing = MillimetreField(_l("Longueur du palier"), [Optional()])
    opening = MillimetreField(_l("Longueur de la trémie"), [Optional()])
    floor_thickness = MillimetreField(_l("Épaisseur du plancher"), [Optional()])
    risers = NumberField(_l("Marches"), [Optional()])
    rails = RadioField(_l("Garde-corps"), choices=choices(RAILS))
    tread = RadioField(_l("Marches"), choices=choices(TREADS))
    arrival = RadioField(_l("En haut"), choices=choices(ARRIVALS))
    stringer = SelectField(_l("Limons"), choices=choices(STRINGERS), validate_choice=False)
    is_outdoors = BooleanField(_l("L’escalier est dehors"))
    purpose = SelectField(_l("À quoi sert-il ?"), choices=choices(PURPOSES))

    @classmethod
    def usual_for(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the usual values; the width follows the place, and gentle steps over a usual
        height are too long for one flight.
        """
        place = given.get("type", USUAL["type"])
        flights = Flights.LANDING if place == Context.PUBLIC_NEW else Flights.STRAIGHT
        width = USUAL_WIDTHS.get(place, USUAL_WIDTHS[Context.HOME])
        return {**USUAL, "width": width, "flights": flights.value}

    def script_data(self) -> Mapping[str, Mapping[str, str]]:
        return {"width": USUAL_WIDTHS}

    def to_spec(self) -> StaircaseSpec:
        return StaircaseSpec(
            context=Context(self.type.data),
            flights=Flights(self.flights.data),
            height=number(self.height.data),
            width=number(self.width.data),
            run=number(self.run.data),
            landing=0.0 if "landing" in self.idle else number(self.landing.data),
            opening=number(self.opening.data),
            floor_thickness=number(self.floor_thickness.data, 200),
            risers=int(number(self.risers.data)),
            rails=Rails(self.rails.data),
            tread=Tread(self.tread.data),
            arrival=Arrival(self.arrival.data),
            stringer=str(self.stringer.data or "")[:40],
            is_outdoors=bool(self.is_outdoors.data),
            purpose=Purpose(self.purpose.data),
            finish=Finish(self.finish.data),
            colour=self.chosen_colour,
            is_sure=not self.unsure.data,
            handover=Handover(self.handover.data),
            distance=number(self.distance.data),
        )

    def sizes(self) -> Sayings:
        measured = ("height", "width", "run", "landing", "opening", "floor_thickness")
        said = [size for name in measured for size in self.written_when_asked(name)]
        risers = "" if self.risers.data == 0 else self.written("risers", "")
        return [*said, (_("Hauteurs de marche"), risers)]

    def found(self, facts: Mapping[str, float]) -> Sayings:
        """Return the number of steps the workshop advises, when it was left to it."""
        return [] if self.risers.data else [(_("Hauteurs de marche"), f"{facts['riser_count']:g}")]

    def summaries(self) -> dict[str, str]:
        opening = f"{self.opening.typed} mm" if self.opening.typed else _("pas donnée")
        return {
            **self.shared_summaries(),
            "opening": opening,
            "build": join(
                [self.say("tread"), self.say("stringer"), *self.say_ticked("is_outdoors")]
            ),
            "you": join([self.say("purpose"), self.say("audience")]),
        }
