"""What was read on a wheel, in the words of the page of the teacher."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from shop.jobs.domain.wheels import WheelRow
from shop.web.filters import write_number

UNREAD = "–"


def wheel_facts(row: WheelRow) -> list[tuple[str, str]]:
    """Write what was read on a wheel, in the order of the sheet."""
    pressures = [
        "" if one is None else f"{write_number(one, 2)} bar"
        for one in (row.pressure_before, row.pressure)
    ]
    said = (
        (_("Marque et dimension"), row.marking),
        (_("Date (DOT)"), _date(row)),
        (_("Gomme, de l’extérieur à l’intérieur"), _tread(row)),
        (_("Pression à l’arrivée"), pressures[0]),
        (_("Pression réglée"), pressures[1]),
        (_("Couple"), "" if row.torque is None else f"{write_number(row.torque, 1)} N·m"),
        (_("Flanc"), _either(row.has_sound_flank, _("Sain"), _("Abîmé"))),
        (_("Freins"), _either(row.has_good_brakes, _("Rien vu"), _("Usure visible"))),
        (_("Usure"), _either(row.has_regular_wear, _("Régulière"), _("Irrégulière"))),
    )
    return [(label, value or UNREAD) for label, value in said]


def _either(answer: bool | None, good: str, bad: str) -> str:
    return "" if answer is None else good if answer else bad


def _tread(row: WheelRow) -> str:
    points = row.points or (() if row.tread is None else (row.tread,))
    return f"{' / '.join(write_number(one, 2) for one in points)} mm" if points else ""


def _date(row: WheelRow) -> str:
    if row.is_illegible:
        return str(_("illisible"))
    return "" if row.made is None else f"{row.made.text} ({' '.join(_age(row))})"


def _age(row: WheelRow) -> Iterator[str]:
    if row.made is not None and row.made.year is None:
        yield _("avant 2000")
    elif row.age is None:
        yield _("semaine à venir : à relire")
    else:
        yield ngettext("%(num)d an", "%(num)d ans", row.age)
