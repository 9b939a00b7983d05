"""Cards and exercises for tests."""

from collections.abc import Mapping

from shop.exercises.domain.cards import CardForExercises, CardOperation
from shop.exercises.models import PreparedSet, Worksheet
from tests.conftest import NOW

GATE_OPERATIONS = (
    CardOperation(code="ETU", label="Étude, plan, fiche de débit", minutes=60),
    CardOperation(
        code="DEB",
        label="Débit",
        minutes=86,
        protection=("M003", "M004", "M008", "M009", "M010"),
        hazards=("W022", "W024"),
    ),
    CardOperation(
        code="SOU135",
        label="Soudage MAG 135 (gorge 3 mm)",
        minutes=63,
        protection=("M008", "M009", "M010", "M019", "M026"),
        hazards=("W012", "W017", "W027"),
    ),
    CardOperation(
        code="MEU",
        label="Meulage des soudures apparentes",
        minutes=25,
        protection=("M003", "M004", "M008", "M009", "M013"),
        hazards=("W001", "W017", "W038"),
    ),
    CardOperation(code="CTL", label="Redressage et contrôle des dimensions", minutes=64),
    CardOperation(code="PEI", label="Peinture", minutes=105, protection=("M017",)),
)


def build_card(
    *,
    card_id: int = 1,
    reference: str = "FT-2026-0042",
    family: str = "gate",
    title: str = "Portail battant à 2 vantaux",
    numbers: Mapping[str, float] | None = None,
    words: Mapping[str, str] | None = None,
    operations: tuple[CardOperation, ...] = (),
) -> CardForExercises:
    """Build a card with nothing but what the test names."""
    return CardForExercises(
        card_id=card_id,
        reference=reference,
        family=family,
        title=title,
        numbers=numbers or {},
        words=words or {},
        operations=operations,
    )


GATE_CARD = build_card(
    numbers={
        "opening_mm": 3500,
        "height_mm": 1600,
        "leaf_width_mm": 1719,
        "leaf_height_mm": 1550,
        "inner_width_mm": 1619,
        "inner_height_mm": 700,
        "brace_length_mm": 1764,
        "bar_count_per_row": 12,
        "bar_face_mm": 16,
        "void_mm": 109.7692,
        "max_void_mm": 110,
        "diagonal_limit_mm": 6,
        "checked_mm": 1550,
        "checked_tolerance_mm": 4,
        "plan_scale": 20,
        "longest_piece_mm": 1719,
        "swept_area_m2": 2.32,
        "hinge_force_n": 464,
        "frame_face_mm": 50,
        "frame_square_mm": 50,
        "frame_thickness_mm": 3,
        "frame_kg_per_m": 4.25,
        "frame_length_m": 19.55,
        "leaf_mass_kg": 68.4,
        "hinge_distance_mm": 1270,
        "mass_kg": 152.4,
        "paint_area_m2": 5.25,
        "stock_length_mm": 6000,
        "kerf_mm": 3,
        "trim_mm": 20,
        "section_bars": 6,
        "section_stock_m": 6,
        "section_bought_m": 36,
        "section_length_m": 33.6,
        "slope_percent": 4,
        "net_price": 2031.83,
        "gross_price": 2438.2,
        "vat_percent": 20,
        "deposit_percent": 30,
        "planned_hours": 13,
    },
    words={
        "article": "un portail à deux vantaux",
        "due": "le mardi 15 décembre",
        "customer_kind": "un particulier",
        "checked": "hauteur vantail 1",
        "longest_piece": "T1 (traverse)",
        "section": "CARRE 16",
    },
    operations=GATE_OPERATIONS,
)

TYRE_CARD = build_card(
    card_id=2,
    reference="FT-2026-0043",
    family="tyre",
    title="Montage et équilibrage de 4 pneus",
    numbers={
        "tyre_width_mm": 205,
        "tyre_aspect": 55,
        "rim_inch": 16,
        "load_index": 91,
        "pressure_bar": 2.3,
        "torque_nm": 110,
        "tread_mm": 3.2,
        "tread_limit_mm": 1.6,
        "new_tread_mm": 8,
        "tyre_count": 4,
        "tyre_net_price": 72,
        "fitting_net_price": 14,
        "vat_percent": 20,
        "dot_week": 23,
        "dot_year": 24,
        "minutes_per_vehicle": 45,
        "tread_inner_mm": 4.2,
    },
    words={
        "article": "le montage de 4 pneus",
        "due": "le jeudi 3 décembre",
        "customer_kind": "un particulier",
        "speed_symbol": "V",
    },
)


def build_prepared_set(*, group_id: int | None = None, title: str = "Exercices") -> PreparedSet:
    """Build an empty set made from no card."""
    return PreparedSet(
        title=title,
        group_id=group_id,
        pictures=[],
        seed=1,
        content={"exercises": [], "closing": None},
        created_at=NOW,
        created_by=None,
        created_by_name="Mme Perrin",
    )


def build_worksheet(set_id: int, *, position: int = 1, level: int = 2) -> Worksheet:
    """Build the sheet of one student."""
    return Worksheet(set_id=set_id, position=position, pseudonym="Renard", level=level)
