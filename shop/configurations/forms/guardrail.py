"""The guardrail as a customer describes it: strings in, a wish out."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from shop.configurations.domain.guardrail import CHOSEN, GUARDRAIL_QUESTIONS, LATER_RUNS
from shop.configurations.forms.shared import NEEDED, Sayings, WishForm, join, number
from shop.fabrication.domain.family import Handover
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.guardrail.spec import Context, Corner, Fixing, GuardrailSpec, Infill, Place
from shop.web.filters import write_short_day
from shop.web.forms import MillimetreField, NumberField, choices

CONTEXTS = (
    (Context.PRIVATE, _l("Une maison, un logement")),
    (Context.PUBLIC, _l("Un lieu public")),
    (Context.INDUSTRIAL, _l("Un atelier, une usine")),
)
INFILLS = (
    (Infill.BARS, _l("Barreaux verticaux")),
    (Infill.SHEET, _l("Tôle pleine")),
    (Infill.KNEE_RAILS, _l("Lisse et plinthe : lieux de travail")),
    (Infill.HORIZONTAL, _l("Barres horizontales : sur devis")),
    (Infill.CABLE, _l("Câbles : sur devis")),
    (Infill.GLASS, _l("Verre : sur devis")),
)
TURNS = (
    ("90", _l("À angle droit, vers la gauche")),
    ("-90", _l("À angle droit, vers la droite")),
    ("45", _l("En biais (45°), vers la gauche")),
    ("-45", _l("En biais (45°), vers la droite")),
    ("0", _l("Tout droit")),
)
FIXINGS = (
    (Fixing.FLOOR, _l("Sur le sol")),
    (Fixing.SIDE, _l("Contre le bord de la dalle")),
)
CORNERS = (
    (Corner.SHARED, _l("Un poteau dans l’angle")),
    (Corner.DOUBLE, _l("Deux poteaux, de chaque côté de l’angle")),
)
PLACES = (
    (Place.HOME, _l("Maison")),
    (Place.WORKPLACE, _l("Lieu de travail")),
    (Place.COLLECTIVE, _l("Balcon d’immeuble")),
    (Place.ERP, _l("Magasin, salle, lieu qui reçoit du public")),
    (Place.SCHOOL, _l("École ou crèche")),
    (Place.STANDS, _l("Tribune")),
)
BARS = (
    ("ROND 12", _l("Rond de 12 mm")),
    ("ROND 14", _l("Rond de 14 mm")),
    ("ROND 16", _l("Rond de 16 mm")),
    ("CARRE 12", _l("Carré de 12 mm")),
    ("CARRE 14", _l("Carré de 14 mm")),
    ("CARRE 16", _l("Carré de 16 mm")),
)
POSTS = (
    ("", _l("Le plus léger qui suffit")),
    ("TUBE CARRE 40x40x3", _l("Tube carré de 40 mm")),
    ("TUBE CARRE 50x50x3", _l("Tube carré de 50 mm")),
    ("TUBE RECT 60x40x3", _l("Tube de 60 × 40 mm")),
    ("TUBE ROND 48.3x3.2", _l("Tube rond de 48 mm")),
    ("PLAT 60x12", _l("Plat de 60 × 12 mm")),
)
HANDRAILS = (
    ("TUBE CARRE 40x40x3", _l("Tube carré de 40 mm")),
    ("TUBE ROND 42.4x2.6", _l("Tube rond de 42 mm")),
    ("TUBE ROND 48.3x3.2", _l("Tube rond de 48 mm")),
    ("PLAT 50x10", _l("Plat de 50 × 10 mm")),
)
USUAL_HEIGHTS = {Context.PRIVATE: "1020", Context.PUBLIC: "1020", Context.INDUSTRIAL: "1100"}
USUAL_RAKES = {Context.PRIVATE: "900", Context.PUBLIC: "900", Context.INDUSTRIAL: "1100"}
USUAL = {
    "type": Context.PRIVATE.value,
    "length_1": "3000",
    "slope_1": "0",
    **{f"turn_{run}": "90" for run in LATER_RUNS},
    "rake_height": USUAL_RAKES[Context.PRIVATE],
    "infill": Infill.BARS.value,
    "bar": "ROND 12",
    "max_void": "",
    "low_gap": "80",
    "post": "",
    "handrail": "TUBE CARRE 40x40x3",
    "fixing": Fixing.FLOOR.value,
    "corner": Corner.SHARED.value,
    "usage": Place.HOME.value,
    "fall_height": "2500",
}


class GuardrailForm(WishForm):
    """A whole guardrail: one length for each straight run, the first one needed."""

    family = "guardrail"
    questions = GUARDRAIL_QUESTIONS
    usual = USUAL
    chosen = CHOSEN

    type = RadioField(_l("Pour quel lieu ?"), [InputRequired(NEEDED)], choices=choices(CONTEXTS))
    length_1 = MillimetreField(_l("Longueur"), [InputRequired(NEEDED)])
    slope_1 = NumberField(_l("Pente"), [Optional()], places=1)
    turn_2 = SelectField(_l("Angle avant le côté 2"), choices=choices(TURNS), validate_choice=False)
    length_2 = MillimetreField(_l("Longueur du côté 2"), [Optional()])
    slope_2 = NumberField(_l("Pente du côté 2"), [Optional()], places=1)
    turn_3 = SelectField(_l("Angle avant le côté 3"), choices=choices(TURNS), validate_choice=False)
    length_3 = MillimetreField(_l("Longueur du côté 3"), [Optional()])
    slope_3 = NumberField(_l("Pente du côté 3"), [Optional()], places=1)
    turn_4 = SelectField(_l("Angle avant le côté 4"), choices=choices(TURNS), validate_choice=False)
    length_4 = MillimetreField(_l("Longueur du côté 4"), [Optional()])
    slope_4 = NumberField(_l("Pente du côté 4"), [Optional()], places=1)
    height = MillimetreField(_l("Hauteur"), [InputRequired(NEEDED)])
    rake_height = MillimetreField(_l("Hauteur sur les marches"), [Optional()])
    fall_height = MillimetreField(_l("Hauteur de chute"), [Optional()])
    permit_on = DateField(
        _l("Permis de construire déposé le"),
        [Optional()],
        description=_l("Ou la déclaration préalable. Je ne sais pas : laissez vide."),
    )
    infill = RadioField(_l("Remplissage"), choices=choices(INFILLS))
    bar = SelectField(_l("Barreaux"), choices=choices(BARS), validate_choice=False)
    max_void = MillimetreField(_l("Vide maximal entre barreaux"), [Optional()])
    low_gap = MillimetreField(_l("Vide sous la lisse basse"), [Optional()])
    fixing = RadioField(_l("Fixation"), choices=choices(FIXINGS))
    post = SelectField(_l("Poteaux"), choices=choices(POSTS), validate_choice=False)
    handrail = SelectField(_l("Main courante"), choices=choices(HANDRAILS), validate_choice=False)
    corner = RadioField(_l("Angles"), choices=choices(CORNERS))
    usage = SelectField(_l("Où va-t-il servir ?"), choices=choices(PLACES))

    @classmethod
    def usual_for(cls, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return the usual values; height and place follow whom it is for."""
        usual = {**USUAL, "height": USUAL_HEIGHTS[Context.PRIVATE]}
        if given.get("type") == Context.INDUSTRIAL:
            usual |= {
                "height": USUAL_HEIGHTS[Context.INDUSTRIAL],
                "rake_height": USUAL_RAKES[Context.INDUSTRIAL],
                "usage": Place.WORKPLACE.value,
                "infill": Infill.KNEE_RAILS.value,
            }
        return usual

    def script_data(self) -> Mapping[str, Mapping[str, str]]:
        usual = {"height": USUAL_HEIGHTS, "rake_height": USUAL_RAKES}
        return {
            name: {context.value: size for context, size in sizes.items()}
            for name, sizes in usual.items()
        }

    def _runs(self) -> list[int]:
        """Return the numbers of the runs that have a length."""
        return [1, *(run for run in LATER_RUNS if self[f"length_{run}"].data is not None)]

    def to_spec(self) -> GuardrailSpec:
        runs, context = self._runs(), Context(self.type.data)
        return GuardrailSpec(
            lengths=tuple(number(self[f"length_{run}"].data) for run in runs),
            turns=tuple(_degrees(self[f"turn_{run}"].data) for run in runs[1:]),
            slopes=tuple(number(self[f"slope_{run}"].data) for run in runs),
            context=context,
            height=number(self.height.data),
            rake_height=number(self.rake_height.data, float(USUAL_RAKES[context])),
            post=str(self.post.data or "")[:40],
            fixing=Fixing(self.fixing.data),
            corner=Corner(self.corner.data),
            handrail=str(self.handrail.data)[:40],
            infill=Infill(self.infill.data),
            bar=str(self.bar.data)[:40],
            max_void=number(self.max_void.data),
            low_gap=number(self.low_gap.data, 80),
            finish=Finish(self.finish.data),
            colour=self.chosen_colour,
            usage=Place(self.usage.data),
            fall_height=number(self.fall_height.data, 2500),
            is_sure=not self.unsure.data,
            permit_on=self.permit_on.data.isoformat() if self.permit_on.data else "",
            handover=Handover(self.handover.data),
            distance=number(self.distance.data),
        )

    def sizes(self) -> Sayings:
        runs = [run for run in (1, *LATER_RUNS) if self.written(f"length_{run}")]
        turns = [self[f"turn_{run}"] for run in runs[1:]]
        slopes = [self.written(f"slope_{run}", "").strip() or "0" for run in runs]
        pitch = " / ".join(f"{slope}°" for slope in slopes)
        return [
            (_("Longueur"), " + ".join(self.written(f"length_{run}") for run in runs)),
            *((str(turn.label.text), self.say(turn.name)) for turn in turns),
            (_("Pente"), "" if set(slopes) == {"0"} else pitch),
            (_("Hauteur"), self.written("height")),
            *self.written_when_asked("rake_height"),
            *self.written_when_asked("fall_height"),
            (str(self.permit_on.label.text), self._say_permit()),
            *self.written_when_asked("max_void"),
            *self.written_when_asked("low_gap"),
        ]

    def _say_permit(self) -> str:
        filed = self.permit_on.data
        return write_short_day(filed) if filed else " ".join(self.permit_on.raw_data or ())

    def summaries(self) -> dict[str, str]:
        typed = [self[f"length_{run}"].typed for run in LATER_RUNS]
        return {
            **self.shared_summaries(),
            "runs": " + ".join(f"{length} mm" for length in typed if length),
            "bars": join(self.say_shown("bar")),
            "posts": join([*self.say_shown("fixing", "post"), self.say("handrail")]),
            "you": join([self.say("usage"), self.say("audience")]),
        }


def _degrees(typed: object) -> float:
    """Read the corner of an address; a corner nobody offers is told by the engine."""
    try:
        return float(str(typed).replace(",", "."))
    except ValueError:
        return float("nan")
