"""The check sheet of the wheels as the customer reads it: texts, and no student's name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shop.jobs.domain.views import CardView, StopView
from shop.jobs.domain.wheels import WheelRow, WheelSheet
from shop.kernel.clock import paris_day
from shop.kernel.text import Bilingual
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.vehicles import Vehicle
from shop.tyres.domain.wheel_findings import DECISION_LABELS
from shop.tyres.domain.wheel_sheet import POSITION_LABELS, WheelDecision, WheelPosition

NOT_READ = Bilingual(fr="non relevé", en="not read")
ILLEGIBLE = Bilingual(fr="illisible", en="illegible")
BEFORE_2000 = Bilingual(fr="avant 2000", en="before 2000")
TO_COME = Bilingual(fr="date à vérifier", en="date to be checked")
AGE = Bilingual(fr="{age} ans", en="{age} years")
ONE_YEAR = Bilingual(fr="1 an", en="1 year")
UNDER_A_YEAR = Bilingual(fr="moins d’un an", en="less than a year")
RED_WARNING = Bilingual(
    fr="Un pneu marqué « À ne pas monter » est dangereux et interdit sur la route : "
    "faites-le remplacer avant de rouler.",
    en="A tyre marked “Not to be fitted” is dangerous and forbidden on the road: "
    "have it replaced before you drive.",
)
UNEQUAL = Bilingual(
    fr="{left} et {right} : la différence de gomme dépasse {limit} mm, la limite de la loi.",
    en="{left} and {right}: the tread differs by more than {limit} mm, the limit of the law.",
)
MIXED = Bilingual(
    fr="{left} et {right} : ces deux pneus ne sont pas du même type. La loi le demande.",
    en="{left} and {right}: these two tyres are not of the same type. The law asks for it.",
)
LABELS: dict[str, Bilingual] = {
    "marking": Bilingual(fr="Marque et dimension", en="Make and size"),
    "date": Bilingual(fr="Date de fabrication (DOT)", en="Date of manufacture (DOT)"),
    "tread": Bilingual(fr="Gomme : ext., milieu, int.", en="Tread: outer, middle, inner"),
    "pressure": Bilingual(fr="Pression : arrivée, puis réglée", en="Pressure: arrival, then set"),
    "torque": Bilingual(fr="Couple de serrage", en="Tightening torque"),
    "flank": Bilingual(fr="Flanc", en="Side wall"),
    "brakes": Bilingual(fr="Freins, à l’œil", en="Brakes, by eye"),
    "wear": Bilingual(fr="Usure", en="Wear"),
    "vehicle": Bilingual(fr="Véhicule", en="Vehicle"),
    "plate": Bilingual(fr="Immatriculation", en="Registration"),
    "order": Bilingual(fr="Commande", en="Order"),
    "day": Bilingual(fr="Contrôlé le", en="Checked on"),
}
ANSWERS: dict[str, tuple[Bilingual, Bilingual]] = {
    "flank": (Bilingual(fr="sain", en="sound"), Bilingual(fr="abîmé", en="damaged")),
    "brakes": (
        Bilingual(fr="pas d’usure visible", en="no visible wear"),
        Bilingual(fr="usure visible", en="visible wear"),
    ),
    "wear": (Bilingual(fr="régulière", en="regular"), Bilingual(fr="irrégulière", en="irregular")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedVisit:
    """What the report says besides the wheels, and the language of its customer."""

    order_reference: str
    language: str
    vehicle: Vehicle
    services: tuple[Bilingual, ...]
    signature: StopView


def wheel_report(
    card: CardView, sheet: WheelSheet, visit: ReportedVisit, limits: TyreLimits
) -> dict[str, Any]:
    """Return what `templates/documents/wheel_sheet.typ` writes, but for the school.

    A spare wheel of which nothing was read is left out.
    """
    writer = _Writer(visit.language)
    codes = {operation.code for operation in card.content.operations}
    again = (limits.retorque_from_km, limits.retorque_to_km)
    return {
        "language": visit.language,
        "reference": card.head.reference,
        "facts": writer.visit(visit),
        "services": [writer.text(label) for label in visit.services],
        "is_fitted": "TYRE_ON" in codes,
        "wheels": [writer.wheel(row) for row in sheet.rows if row.is_begun],
        "warnings": writer.warnings(sheet, limits),
        "retorque": [writer.number(km) for km in again] if "TORQUE" in codes else None,
        "tread_min": writer.number(limits.tread_min_mm),
        "checked_by": visit.signature.name,
        "checked_on": writer.day(paris_day(visit.signature.signed_at)),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes values in one language."""

    language: str

    def text(self, text: Bilingual, **said: str) -> str:
        written = text.in_language(self.language)
        return written.format(**said) if said else written

    def number(self, value: Decimal) -> str:
        written = f"{value.normalize():f}"
        return written if self.language == "en" else written.replace(".", ",")

    def day(self, day: date) -> str:
        return f"{day:%d/%m/%Y}"

    def visit(self, visit: ReportedVisit) -> list[list[str]]:
        known = (
            ("order", visit.order_reference),
            ("vehicle", visit.vehicle.title),
            ("plate", visit.vehicle.plate),
            ("day", self.day(paris_day(visit.signature.signed_at))),
        )
        return [[self.text(LABELS[key]), value] for key, value in known if value]

    def wheel(self, row: WheelRow) -> dict[str, Any]:
        decision = row.decision or WheelDecision.ORANGE
        return {
            "name": self.place(row.wheel),
            "tone": decision.value,
            "verdict": self.text(DECISION_LABELS[decision]),
            "facts": [[self.text(LABELS[key]), value] for key, value in self._facts(row) if value],
            "findings": [
                {"tone": one.decision.value, "sentence": self.text(one.sentence)}
                for one in row.findings
            ],
        }

    def place(self, wheel: WheelPosition) -> str:
        return self.text(POSITION_LABELS[wheel])

    def warnings(self, sheet: WheelSheet, limits: TyreLimits) -> list[str]:
        limit = self.number(limits.tread_max_diff_axle_mm)
        found = [self.text(RED_WARNING)] if sheet.has_red else []
        for sentence, axles in ((UNEQUAL, sheet.unequal), (MIXED, sheet.mixed)):
            found += [
                self.text(sentence, left=self.place(left), right=self.place(right), limit=limit)
                for left, right in axles
            ]
        return found

    def _facts(self, row: WheelRow) -> list[tuple[str, str]]:
        points = row.points or (() if row.tread is None else (row.tread,))
        pressures = [one for one in (row.pressure_before, row.pressure) if one is not None]
        return [
            ("marking", row.marking or self.text(NOT_READ)),
            ("date", self._date(row)),
            ("tread", f"{' / '.join(map(self.number, points))} mm" if points else ""),
            ("pressure", f"{' → '.join(map(self.number, pressures))} bar" if pressures else ""),
            ("torque", "" if row.torque is None else f"{self.number(row.torque)} N·m"),
            ("flank", self._answer("flank", row.has_sound_flank)),
            ("brakes", self._answer("brakes", row.has_good_brakes)),
            ("wear", self._answer("wear", row.has_regular_wear)),
        ]

    def _answer(self, what: str, is_good: bool | None) -> str:
        good, bad = ANSWERS[what]
        return "" if is_good is None else self.text(good if is_good else bad)

    def _date(self, row: WheelRow) -> str:
        if row.made is None:
            return self.text(ILLEGIBLE if row.is_illegible else NOT_READ)
        return f"{row.made.text} ({self._age(row)})"

    def _age(self, row: WheelRow) -> str:
        if row.made is not None and row.made.year is None:
            return self.text(BEFORE_2000)
        if row.age is None:
            return self.text(TO_COME)
        usual = {0: UNDER_A_YEAR, 1: ONE_YEAR}.get(row.age, AGE)
        return self.text(usual, age=str(row.age))
