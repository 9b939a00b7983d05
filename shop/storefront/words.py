"""Finds by the words people use, not only by ours: without accents, with everyday names."""

from collections.abc import Iterable

from shop.catalogue.domain import Family
from shop.kernel.text import Bilingual, fold, stems

EVERYDAY_WORDS = {
    Family.GATE: "portail portillon barriere grille cloture coulissant battant fer forge "
    "gate fence entrance",
    Family.STAIRCASE: "escalier marche limon echelle palier stairs staircase steps ladder",
    Family.SHELVING: "rayonnage etagere rack rangement stockage garage porte-pneus "
    "shelf shelves storage",
    Family.GUARDRAIL: "garde-corps rambarde balustrade balcon terrasse main courante "
    "railing handrail balustrade balcony",
    Family.WALKWAY: "passerelle caillebotis pont plateforme acces walkway footbridge grating",
    Family.SERIES: "serie piece equerre support platine usinage soudure chassis entreprise "
    "batch parts brackets welding frames",
    Family.TYRES: "pneu pneus roue jante garage voiture auto crevaison equilibrage montage "
    "tyre tire wheel car puncture",
}


def speaks_of(text: str, wanted: str) -> bool:
    """Tell whether a text has every word wanted, in the singular or in the plural."""
    folded = fold(text)
    return all(word in folded for word in stems(wanted))


def words_of(family: Family, texts: Iterable[Bilingual]) -> str:
    """Return all the words a family is known by, in both languages."""
    said = " ".join(f"{text.fr} {text.en}" for text in texts)
    return f"{said} {EVERYDAY_WORDS[family]}"
