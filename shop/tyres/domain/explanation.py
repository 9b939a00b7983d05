"""Says in simple words what each piece of a marking means."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from shop.kernel.text import N_
from shop.tyres.domain.dates import AgeAdvice, advise_on_age, age_in_years
from shop.tyres.domain.decoder import SEALED_WORDS
from shop.tyres.domain.limits import TyreLimits
from shop.tyres.domain.marking import (
    Construction,
    LoadCapacity,
    MarkingToken,
    TokenKind,
    TyreMarking,
    TyreUse,
)
from shop.tyres.domain.ratings import find_load_kg


@dataclass(frozen=True, slots=True)
class Explained:
    """A piece of the marking, its name and what it means.

    `title` and `sentence` are French sources to translate; `sentence` is filled with `params`.
    """

    text: str
    title: str
    sentence: str
    params: dict[str, str] = field(default_factory=dict)


TITLES: dict[TokenKind, str] = {
    TokenKind.USE: N_("Usage"),
    TokenKind.WIDTH: N_("Largeur"),
    TokenKind.ASPECT: N_("Hauteur du flanc"),
    TokenKind.CONSTRUCTION: N_("Structure"),
    TokenKind.RIM: N_("Jante"),
    TokenKind.COMMERCIAL: N_("Utilitaire"),
    TokenKind.LOAD: N_("Indice de charge"),
    TokenKind.SPEED: N_("Indice de vitesse"),
    TokenKind.CAPACITY: N_("Renfort"),
    TokenKind.RUN_FLAT: N_("Roulage à plat"),
    TokenKind.MUD_AND_SNOW: N_("Boue et neige"),
    TokenKind.SNOW_FLAKE: N_("Hiver"),
    TokenKind.DATE: N_("Date de fabrication"),
    TokenKind.ORIGIN: N_("Marque d’origine"),
    TokenKind.PLY: N_("Plis"),
    TokenKind.SECOND: N_("Autre charge et vitesse"),
    TokenKind.APPROVAL: N_("Homologation"),
    TokenKind.GRADE: N_("Notes américaines"),
    TokenKind.OTHER: N_("Autre marque"),
}

OTHER_WORDS: dict[str, str] = {
    "TL": N_("Pneu sans chambre à air."),
    "TUBELESS": N_("Pneu sans chambre à air."),
    "TT": N_("Pneu avec chambre à air."),
    "TWI": N_("Ce sigle montre où regarder le témoin d’usure."),
    "OUTSIDE": N_("Ce côté du pneu se monte vers l’extérieur de la voiture."),
    "INSIDE": N_("Ce côté du pneu se monte vers l’intérieur de la voiture."),
    "ROTATION": N_("Le pneu tourne dans un seul sens, celui de la flèche."),
    "FR": N_("Un bourrelet protège le bord de la jante."),
    "FP": N_("Un bourrelet protège le bord de la jante."),
    "FSL": N_("Un bourrelet protège le bord de la jante."),
    "MFS": N_("Un bourrelet protège le bord de la jante."),
    **dict.fromkeys(
        SEALED_WORDS,
        N_("Le pneu bouche seul un petit trou. Ne le faites pas réparer sans demander."),
    ),
    "DOT": N_("Après DOT, les quatre derniers chiffres donnent la semaine et l’année."),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the marking: on which day, with which limits."""

    day: date
    limits: TyreLimits


def explain_marking(marking: TyreMarking, day: date, limits: TyreLimits) -> tuple[Explained, ...]:
    """Explain each piece of a marking, in the order it is usually read, as of a day."""
    reader = Reader(day, limits)
    return tuple(_explain(token, marking, reader) for token in marking.tokens)


def list_unwritten(marking: TyreMarking) -> tuple[str, ...]:
    """List, as French sentences to translate, what was not typed and where to find it."""
    missing = (
        (marking.load_index is None, LOAD_UNWRITTEN),
        (marking.speed is None, SPEED_UNWRITTEN),
        (marking.made_in_week is None and not marking.wrong_date, DATE_UNWRITTEN),
    )
    return tuple(sentence for applies, sentence in missing if applies)


LOAD_UNWRITTEN = N_("L’indice de charge manque : ce sont 2 ou 3 chiffres après la dimension.")
SPEED_UNWRITTEN = N_("L’indice de vitesse manque : c’est la lettre après l’indice de charge.")
DATE_UNWRITTEN = N_(
    "La date manque : cherchez DOT sur le flanc, et les 4 chiffres qui terminent la ligne."
)


def _explain(token: MarkingToken, marking: TyreMarking, reader: Reader) -> Explained:
    if token.kind is TokenKind.DATE:
        sentence, params = _explain_date(marking, reader)
    else:
        sentence, params = _EXPLAINERS[token.kind](token, marking)
    return Explained(token.text, TITLES[token.kind], sentence, params)


_Said = tuple[str, dict[str, str]]


def _decimal(value: float, digits: int = 0) -> str:
    """Write a number the French way, without trailing zeros."""
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _explain_use(token: MarkingToken, marking: TyreMarking) -> _Said:
    if marking.use is TyreUse.TEMPORARY_SPARE:
        return N_("Roue de secours provisoire : on roule peu, et lentement."), {}
    if token.text == "LT":
        return N_("Pneu de pick-up ou d’utilitaire, aux normes américaines."), {}
    return N_("Pneu de voiture, aux normes américaines."), {}


def _explain_width(token: MarkingToken, _: TyreMarking) -> _Said:
    return N_("Le pneu mesure %(mm)s mm de large."), {"mm": token.text}


def _explain_aspect(token: MarkingToken, marking: TyreMarking) -> _Said:
    height = _decimal(marking.geometry.side_wall)
    if not token.text:
        return (
            N_("La hauteur n’est pas écrite : elle vaut environ 82 %% de la largeur, %(mm)s mm."),
            {"mm": height},
        )
    return (
        N_("Le flanc est haut de %(percent)s %% de la largeur : %(mm)s mm."),
        {"percent": token.text, "mm": height},
    )


def _explain_construction(token: MarkingToken, marking: TyreMarking) -> _Said:
    if not token.text:
        return N_("La structure n’est pas écrite. Nous comptons un pneu radial (R)."), {}
    if marking.rated_above_240:
        return N_("Pneu radial, fait pour plus de 240 km/h."), {}
    return {
        Construction.RADIAL: N_("Pneu radial : c’est le cas de presque tous les pneus."),
        Construction.DIAGONAL: N_("Pneu diagonal : les fils se croisent."),
        Construction.BIAS_BELTED: N_("Pneu diagonal avec une ceinture."),
    }[marking.construction], {}


def _explain_rim(token: MarkingToken, marking: TyreMarking) -> _Said:
    return (
        N_("Le pneu va sur une jante de %(inches)s pouces, soit %(mm)s mm."),
        {"inches": token.text.replace(".", ","), "mm": _decimal(float(marking.rim_inches) * 25.4)},
    )


def _explain_commercial(token: MarkingToken, _: TyreMarking) -> _Said:
    if not token.text:
        return N_("Deux indices de charge : c’est un pneu d’utilitaire."), {}
    return N_("Pneu renforcé pour camionnette et utilitaire."), {}


def _explain_load(_: MarkingToken, marking: TyreMarking) -> _Said:
    kg = {"kg": str(marking.load_kg)}
    if marking.twin_load_index is None:
        return N_("Un pneu porte au plus %(kg)s kg."), kg
    twin = {"twin_kg": str(find_load_kg(marking.twin_load_index))}
    return N_("Un pneu porte %(kg)s kg seul, %(twin_kg)s kg en roues jumelées."), kg | twin


def _explain_speed(token: MarkingToken, marking: TyreMarking) -> _Said:
    symbol = marking.speed_symbol
    if symbol is None or symbol.max_kmh is None:
        return N_("Le pneu va au-delà de 300 km/h. Le fabricant donne la vitesse exacte."), {}
    return N_("Le pneu va jusqu’à %(kmh)s km/h."), {"kmh": str(symbol.max_kmh)}


def _explain_capacity(token: MarkingToken, marking: TyreMarking) -> _Said:
    if token.text == "SL":
        return N_("Pneu de force normale, sans renfort."), {}
    if marking.capacity is LoadCapacity.HIGH:
        return N_("Il porte plus qu’un pneu XL. Ne le remplacez pas par un pneu plus faible."), {}
    return N_("Pneu renforcé : il porte plus. Ne le remplacez pas par un pneu normal."), {}


def _explain_run_flat(token: MarkingToken, _: TyreMarking) -> _Said:
    if token.text == "RF":
        return (
            N_(
                "RF veut dire « renforcé » chez certains vendeurs, « roulage à plat »"
                " chez d’autres. Regardez le mot entier sur le pneu, ou demandez-nous."
            ),
            {},
        )
    return N_("Le flanc est rigide : on peut rouler un peu après une crevaison."), {}


def _explain_mud_and_snow(_: MarkingToken, marking: TyreMarking) -> _Said:
    if marking.snow_flake:
        return N_("Le fabricant le dit fait pour la boue et la neige."), {}
    return (
        N_(
            "Le fabricant le dit fait pour la boue et la neige. Depuis le 1er novembre 2024,"
            " ce marquage seul ne suffit plus en zone de montagne."
        ),
        {},
    )


def _explain_snow_flake(_: MarkingToken, __: TyreMarking) -> _Said:
    return (
        N_("Montagne et flocon : pneu testé sur la neige, accepté en zone de montagne l’hiver."),
        {},
    )


WRONG_DATE = N_(
    "Nous ne comprenons pas cette date : cette année n’a pas de semaine %(week)s."
    " Relisez les 4 chiffres : semaine, puis année."
)


def _explain_date(marking: TyreMarking, reader: Reader) -> _Said:
    if marking.wrong_date:
        return WRONG_DATE, {"week": marking.wrong_date[:2]}
    if marking.made_in_week is None or marking.made_in_year is None:
        return N_("Trois chiffres : fabriqué avant 2000. Ne roulez plus avec ce pneu."), {}
    week, year = marking.made_in_week, marking.made_in_year
    advice = advise_on_age(week, year, reader.day, reader.limits)
    params = {
        "week": str(week),
        "year": str(year),
        "age": str(age_in_years(week, year, reader.day)),
    }
    return AGE_SENTENCES[advice], params


AGE_SENTENCES: dict[AgeAdvice, str] = {
    AgeAdvice.FUTURE: N_(
        "Semaine %(week)s de l’année %(year)s : ce jour n’est pas encore venu."
        " Relisez les 4 chiffres."
    ),
    AgeAdvice.FINE: N_("Fabriqué la semaine %(week)s de l’année %(year)s. Il est encore jeune."),
    AgeAdvice.CHECK: N_(
        "Fabriqué la semaine %(week)s de l’année %(year)s. Il a %(age)s ans :"
        " faites-le vérifier une fois par an."
    ),
    AgeAdvice.REPLACE: N_(
        "Fabriqué la semaine %(week)s de l’année %(year)s. Il a %(age)s ans :"
        " changez-le, même si la gomme est haute."
    ),
}


def _explain_origin(_: MarkingToken, __: TyreMarking) -> _Said:
    return N_("Pneu mis au point pour un constructeur de voitures."), {}


def _explain_ply(token: MarkingToken, _: TyreMarking) -> _Said:
    if not token.text[0].isdecimal():
        return (
            N_(
                "Classe de charge %(letter)s, à la façon américaine."
                " L’indice de charge dit combien le pneu porte."
            ),
            {"letter": token.text[-1]},
        )
    return (
        N_("Ancienne façon d’écrire la force du pneu. L’indice de charge la remplace."),
        {},
    )


def _explain_second(_: MarkingToken, __: TyreMarking) -> _Said:
    return N_("Le fabricant permet aussi cette charge, à cette vitesse."), {}


def _explain_approval(token: MarkingToken, _: TyreMarking) -> _Said:
    if token.text.startswith("S"):
        return (
            N_("Le pneu suit les règles de l’ONU : bruit (S), sol mouillé (W), roulement (R)."),
            {},
        )
    return N_("Numéro d’homologation européenne."), {}


def _explain_grade(_: MarkingToken, __: TyreMarking) -> _Said:
    return N_("Note des États-Unis pour l’usure, le freinage ou la chaleur."), {}


def _explain_other(token: MarkingToken, _: TyreMarking) -> _Said:
    return OTHER_WORDS[token.text], {}


_EXPLAINERS: dict[TokenKind, Callable[[MarkingToken, TyreMarking], _Said]] = {
    TokenKind.USE: _explain_use,
    TokenKind.WIDTH: _explain_width,
    TokenKind.ASPECT: _explain_aspect,
    TokenKind.CONSTRUCTION: _explain_construction,
    TokenKind.RIM: _explain_rim,
    TokenKind.COMMERCIAL: _explain_commercial,
    TokenKind.LOAD: _explain_load,
    TokenKind.SPEED: _explain_speed,
    TokenKind.CAPACITY: _explain_capacity,
    TokenKind.RUN_FLAT: _explain_run_flat,
    TokenKind.MUD_AND_SNOW: _explain_mud_and_snow,
    TokenKind.SNOW_FLAKE: _explain_snow_flake,
    TokenKind.ORIGIN: _explain_origin,
    TokenKind.PLY: _explain_ply,
    TokenKind.SECOND: _explain_second,
    TokenKind.APPROVAL: _explain_approval,
    TokenKind.GRADE: _explain_grade,
    TokenKind.OTHER: _explain_other,
}
