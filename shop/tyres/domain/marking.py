"""What the side of a tyre says, once read."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from shop.kernel.text import N_
from shop.tyres.domain.geometry import TyreGeometry, tyre_geometry
from shop.tyres.domain.ratings import SpeedSymbol, find_load_kg, find_speed

LONGEST_MARKING = 200


class TyreUse(StrEnum):
    """What the tyre is made for."""

    PASSENGER = "passenger"
    LIGHT_TRUCK = "light_truck"
    COMMERCIAL = "commercial"
    TEMPORARY_SPARE = "temporary_spare"


class Construction(StrEnum):
    """How the carcass is laid."""

    RADIAL = "radial"
    DIAGONAL = "diagonal"
    BIAS_BELTED = "bias_belted"


class LoadCapacity(StrEnum):
    """Pressure class: HL carries more than XL, XL more than standard."""

    STANDARD = "standard"
    EXTRA = "extra"
    HIGH = "high"


class TokenKind(StrEnum):
    """What one readable piece of a marking is about; also its order in the explanation."""

    USE = "use"
    WIDTH = "width"
    ASPECT = "aspect"
    CONSTRUCTION = "construction"
    RIM = "rim"
    COMMERCIAL = "commercial"
    LOAD = "load"
    SPEED = "speed"
    CAPACITY = "capacity"
    RUN_FLAT = "run_flat"
    MUD_AND_SNOW = "mud_and_snow"
    SNOW_FLAKE = "snow_flake"
    DATE = "date"
    ORIGIN = "origin"
    PLY = "ply"
    SECOND = "second"
    APPROVAL = "approval"
    GRADE = "grade"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MarkingToken:
    """One piece of the marking, as written."""

    kind: TokenKind
    text: str


class UnreadableReason(StrEnum):
    """Why a marking is not accepted."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_SIZE = "no_size"
    UNBALANCED = "unbalanced"
    WIDTH = "width"
    ASPECT = "aspect"
    RIM = "rim"
    LOAD_INDEX = "load_index"
    SPEED_SYMBOL = "speed_symbol"
    TRUCK = "truck"
    MOTORCYCLE = "motorcycle"
    FLOTATION = "flotation"
    TRAILER = "trailer"
    METRIC_RIM = "metric_rim"


REASON_SENTENCES: dict[UnreadableReason, str] = {
    UnreadableReason.EMPTY: N_(
        "Écrivez ce qui est marqué sur le flanc du pneu, par exemple 205/55 R16 91V."
    ),
    UnreadableReason.TOO_LONG: N_(
        "Le texte est trop long : écrivez seulement la dimension et les lettres qui la suivent."
    ),
    UnreadableReason.NO_SIZE: N_(
        "Nous ne trouvons pas la dimension. Elle s’écrit comme 205/55 R16 :"
        " largeur, hauteur, jante."
    ),
    UnreadableReason.UNBALANCED: N_(
        "Une parenthèse est seule dans « %(text)s » : écrivez par exemple (94Y)."
    ),
    UnreadableReason.WIDTH: N_(
        "La largeur %(text)s n’existe pas : elle va de 105 à 355 mm et finit par 5."
    ),
    UnreadableReason.ASPECT: N_(
        "La hauteur %(text)s n’existe pas : elle va de 25 à 85 %%, de 5 en 5, ou vaut 82 %%."
    ),
    UnreadableReason.RIM: N_(
        "La jante %(text)s n’existe pas pour une voiture : elle va de 10 à 24 pouces."
    ),
    UnreadableReason.LOAD_INDEX: N_(
        "L’indice de charge %(text)s est hors de notre tableau, qui va de 60 à 126."
    ),
    UnreadableReason.SPEED_SYMBOL: N_(
        "La lettre %(text)s n’est pas un indice de vitesse : vérifiez la lettre après la charge."
    ),
    UnreadableReason.TRUCK: N_(
        "« %(text)s » est un pneu de camion. Nous montons les pneus de voitures et d’utilitaires."
    ),
    UnreadableReason.MOTORCYCLE: N_(
        "« %(text)s » est un pneu de moto. Nous montons les pneus de voitures et d’utilitaires."
    ),
    UnreadableReason.FLOTATION: N_(
        "« %(text)s » est une dimension de tout-terrain en pouces. Appelez-nous pour ce pneu."
    ),
    UnreadableReason.TRAILER: N_("« %(text)s » est un pneu de remorque. Appelez-nous."),
    UnreadableReason.METRIC_RIM: N_(
        "« %(text)s » va sur une jante ancienne mesurée en millimètres. Appelez-nous."
    ),
}


@dataclass(frozen=True, slots=True)
class UnreadableMarking:
    """A marking that is refused, the reason, and the piece of text it is about."""

    reason: UnreadableReason
    text: str = ""

    @property
    def message(self) -> str:
        """The French sentence to translate and fill with `params`."""
        return REASON_SENTENCES[self.reason]

    @property
    def params(self) -> dict[str, str]:
        return {"text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class TyreMarking:
    """A marking read: the size is always known, the rest when it was written.

    `ambiguous_rf` is an RF after the indices: some sellers mean reinforced, others
    run-flat. `wrong_date` are four figures after DOT that are no week. `unread` are the words
    that mean nothing to us (makers, names).
    """

    width_mm: int
    aspect: int | None
    construction: Construction = Construction.RADIAL
    rated_above_240: bool = False
    rim_inches: Decimal
    use: TyreUse = TyreUse.PASSENGER
    load_index: int | None = None
    twin_load_index: int | None = None
    speed: str | None = None
    capacity: LoadCapacity = LoadCapacity.STANDARD
    run_flat: bool = False
    ambiguous_rf: bool = False
    mud_and_snow: bool = False
    snow_flake: bool = False
    made_in_week: int | None = None
    made_in_year: int | None = None
    made_before_2000: bool = False
    origin_marks: tuple[str, ...] = ()
    wrong_date: str = field(default="", compare=False)
    tokens: tuple[MarkingToken, ...] = field(default=(), compare=False)
    unread: tuple[str, ...] = field(default=(), compare=False)

    @property
    def geometry(self) -> TyreGeometry:
        return tyre_geometry(self.width_mm, self.aspect, self.rim_inches)

    @property
    def load_kg(self) -> int | None:
        return None if self.load_index is None else find_load_kg(self.load_index)

    @property
    def speed_symbol(self) -> SpeedSymbol | None:
        return None if self.speed is None else find_speed(self.speed)

    @property
    def size_text(self) -> str:
        """The size written the usual way: `205/55 R16`, `225/70 R15C`, `LT245/75 R16`."""
        before = {TyreUse.LIGHT_TRUCK: "LT", TyreUse.TEMPORARY_SPARE: "T"}.get(self.use, "")
        if self.capacity is LoadCapacity.HIGH:
            before = "HL "
        after = "C" if self.use is TyreUse.COMMERCIAL else ""
        letter = {
            Construction.RADIAL: "ZR" if self.rated_above_240 else "R",
            Construction.DIAGONAL: "D",
            Construction.BIAS_BELTED: "B",
        }[self.construction]
        height = "" if self.aspect is None else f"/{self.aspect}"
        return f"{before}{self.width_mm}{height} {letter}{self.rim_inches.normalize():f}{after}"

    @property
    def indices_text(self) -> str:
        """The load and speed indices written the usual way, `91V`, `112/110S`, `(94Y)`."""
        loads = [str(i) for i in (self.load_index, self.twin_load_index) if i is not None]
        if self.speed == "(Y)":
            return f"({'/'.join(loads)}Y)"
        return "/".join(loads) + (self.speed or "")
