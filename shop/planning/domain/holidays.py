"""French public holidays, computed from Easter."""

from datetime import date, timedelta

from shop.kernel.text import N_

_FIXED = {
    (1, 1): N_("Jour de l’An"),
    (5, 1): N_("Fête du Travail"),
    (5, 8): N_("Victoire 1945"),
    (7, 14): N_("Fête nationale"),
    (8, 15): N_("Assomption"),
    (11, 1): N_("Toussaint"),
    (11, 11): N_("Armistice 1918"),
    (12, 25): N_("Noël"),
}
_AFTER_EASTER = {
    1: N_("Lundi de Pâques"),
    39: N_("Ascension"),
    50: N_("Lundi de Pentecôte"),
}


def easter(year: int) -> date:
    """Return Easter Sunday of a year (Gregorian calendar, method of Oudin)."""
    century = year // 100
    golden = year % 19
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (
        1 - (correction // 28) * (29 // (correction + 1)) * ((21 - golden) // 11)
    )
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def public_holidays(year: int) -> dict[date, str]:
    """Return the eleven public holidays of metropolitan France (art. L3133-1 C. trav.)."""
    sunday = easter(year)
    found = {date(year, month, day): name for (month, day), name in _FIXED.items()}
    for days, name in _AFTER_EASTER.items():
        # Ascension falls on the 1st or 8th of May in some years: the fixed name stays.
        found.setdefault(sunday + timedelta(days=days), name)
    return dict(sorted(found.items()))
