"""The mountain rule: where and when winter equipment is compulsory (décret 2020-1264)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.tyres.domain.fitment import FitmentFinding, Severity
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import TyreMarking

LONGEST_LIST = 6000
LONGEST_NAME = 80
_ARTICLES = frozenset({"le", "la", "les", "l"})
_SHORT_WORDS = {"st": "saint", "ste": "sainte"}
_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
_POSTCODE = re.compile(r"[0-9]{5}")
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCommune:
    """A commune of a prefect's list and the days it is on it; `valid_to` is included."""

    insee_code: str
    name: str
    source: str
    valid_from: date
    valid_to: date | None = None

    @property
    def full_name(self) -> str:
        """Return the name with its department, which tells namesakes apart."""
        length = 3 if self.insee_code.startswith("97") else 2
        return f"{self.name} ({self.insee_code[:length]})"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def fold_name(name: str) -> str:
    """Return a name without accents, case, signs or first article, St written Saint."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe"))
    words = [_SHORT_WORDS.get(word, word) for word in _WORDS.findall(_bare(plain))]
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    return " ".join(words)


def _bare(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


class WinterList:
    """All communes that are, were or will be on the list, found at once by code or name."""

    def __init__(self, communes: Iterable[ListedCommune]) -> None:
        self._communes = tuple(communes)
        self._found: dict[str, list[ListedCommune]] = {}
        for commune in self._communes:
            for word in (commune.insee_code, fold_name(commune.name)):
                self._found.setdefault(word, []).append(commune)

    def holds_any_on(self, day: date) -> bool:
        return any(commune.holds_on(day) for commune in self._communes)

    def find(self, typed: str, day: date) -> tuple[ListedCommune, ...]:
        """Return the communes of that name or INSEE code that are on the list on a day; several
        when communes of two departments share their name."""
        found = self._found.get(typed.strip().upper()) or self._found.get(fold_name(typed), [])
        return tuple(commune for commune in found if commune.holds_on(day))


def counts_in_winter(tyre: TyreMarking, day: date, limits: TyreLimits) -> bool:
    """Tell whether a tyre counts as a winter tyre on a day: 3PMSF, and M+S until it ended."""
    is_m_and_s_enough = day < limits.winter_snow_flake_only_from
    return tyre.snow_flake or (tyre.mud_and_snow and is_m_and_s_enough)


def advise_winter(
    tyre: TyreMarking, typed: str, listed: WinterList, day: date, limits: TyreLimits
) -> FitmentFinding:
    """Say what the mountain rule asks of this tyre in the commune typed, on a day.

    Without four winter tyres, removable devices on two driving wheels are allowed too. A tyre
    that is not enough warns within the season, and only advises outside.
    """
    if not listed.holds_any_on(day):
        return _advice("winter_no_list", NO_LIST, ASK_PREFECT)
    found = listed.find(typed, day)
    if not found and _POSTCODE.fullmatch(squeezed := "".join(typed.split())):
        return _advice("winter_postcode", NO_POSTCODE, NO_INSEE_CODE, {"commune": squeezed})
    if not found:
        return _advice("winter_unlisted", UNLISTED, ASK_PREFECT, {"commune": typed})
    names = ", ".join(commune.full_name for commune in found)
    params = {"commune": names, **_season(limits)}
    if counts_in_winter(tyre, day, limits):
        return _advice("winter_fits", FITS, FOUR_OF_THEM, params, found[0].source)
    advice = _advice("winter_equipment", NEEDED, EQUIP, params, found[0].source)
    return replace(advice, severity=Severity.WARNS) if is_season(day, limits) else advice


def is_season(day: date, limits: TyreLimits) -> bool:
    """Tell whether winter equipment is compulsory on a day; the first and last days count."""
    first, last = limits.winter_first_day, limits.winter_last_day
    today = f"{day:%m-%d}"
    return first <= today <= last if first <= last else today >= first or today <= last


NO_LIST = N_("Nous n’avons pas encore la liste des communes de montagne.")
UNLISTED = N_("« %(commune)s » n’est pas dans la liste des communes de montagne que nous avons.")
NO_POSTCODE = N_("Écrivez le nom de la commune ou son code INSEE, pas le code postal.")
NO_INSEE_CODE = N_("« %(commune)s » n’est pas un code INSEE de la liste des communes de montagne.")
ASK_PREFECT = N_("Regardez aussi le site de la préfecture, pour votre commune et votre route.")
FITS = N_(
    "%(commune)s : zone de montagne. Du %(first)s au %(last)s, ce pneu y compte comme pneu hiver."
)
FOUR_OF_THEM = N_("Il en faut 4.")
NEEDED = N_("%(commune)s : zone de montagne. Du %(first)s au %(last)s, ce pneu n’y suffit pas.")
EQUIP = N_(
    "Prenez 4 pneus hiver (montagne et flocon, 3PMSF), ou gardez dans la voiture des chaînes"
    " ou chaussettes pour 2 roues motrices."
)


def _season(limits: TyreLimits) -> dict[str, str]:
    days = (("first", limits.winter_first_day), ("last", limits.winter_last_day))
    return {name: "/".join(reversed(day.split("-"))) for name, day in days}


def _advice(
    code: str,
    message: str,
    remedy: str,
    params: dict[str, str] | None = None,
    source: str = "",
) -> FitmentFinding:
    return FitmentFinding(
        severity=Severity.ADVISES,
        code=code,
        message=message,
        remedy=remedy,
        params=params or {},
        source=source,
    )


def read_communes(text: str) -> tuple[tuple[str, str], ...]:
    """Read (INSEE code, name) pairs, one a line, the code first or last, any separator.

    Refused with the number of the first line without a code or a name; a code written
    twice counts once.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines()[: LONGEST_LIST + 1], start=1):
        if not line.strip():
            continue
        if number > LONGEST_LIST:
            raise Refusal(N_("La liste est trop longue : 6 000 lignes au plus."), field="communes")
        code, name = _read_line(line)
        if not code or not name:
            raise Refusal(
                N_(
                    "Ligne %(number)s, « %(line)s » : écrivez le code INSEE et le nom,"
                    " par exemple « 39470 Les Rousses »."
                ),
                field="communes",
                number=number,
                line=line.strip()[:40],
            )
        found.setdefault(code, name)
    if not found:
        raise Refusal(N_("Collez au moins une commune."), field="communes")
    return tuple(found.items())


def _read_line(line: str) -> tuple[str, str]:
    cells = [cell for cell in re.split(r"[;,\t\" ]+", line) if cell]
    codes = [cell for cell in cells if _CODE.fullmatch(cell.upper())]
    words = [cell for cell in cells if cell not in codes]
    return (codes[0].upper() if codes else ""), " ".join(words)[:LONGEST_NAME]
