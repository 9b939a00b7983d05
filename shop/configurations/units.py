"""How the units of the engine's values are said: the tables write them in English, as the code."""

from flask_babel import gettext

from shop.kernel.text import N_

UNITS = {
    "EUR": "€",
    "EUR/kg": "€/kg",
    "EUR/m²": "€/m²",
    "EUR/h": "€/h",
    "EUR/h per person": N_("€/h par personne"),
    "anchors": N_("ancrages"),
    "bays": N_("travées"),
    "bolts": N_("boulons"),
    "classes of ISO 13920": N_("classes de l’ISO 13920"),
    "coats": N_("couches"),
    "date": "date",
    "days": N_("jours"),
    "effective length / spacing": N_("longueur utile / entraxe"),
    "factor": N_("coefficient"),
    "factor, planning only": N_("coefficient, pour le planning seulement"),
    "height / depth": N_("hauteur / profondeur"),
    "height / this": N_("hauteur divisée par ce nombre"),
    "holes": N_("trous"),
    "leaf mass kg = section": N_("masse du vantail en kg = profilé"),
    "leaf width mm = section": N_("largeur du vantail en mm = profilé"),
    "levels": N_("niveaux"),
    "mm a throat is rounded down to": N_("mm, arrondi de la gorge vers le bas"),
    "mm above the nosings": N_("mm au-dessus des nez de marche"),
    "mm at each end": N_("mm à chaque bout"),
    "mm between cross members": N_("mm entre les traverses"),
    "mm between two risers": N_("mm entre deux contremarches"),
    "mm in all": N_("mm en tout"),
    "mm less than the going": N_("mm de moins que le giron"),
    "mm of fall on site": N_("mm de chute sur le chantier"),
    "mm of the thinner wall": N_("mm de la paroi la plus mince"),
    "mm on landings": N_("mm sur les paliers"),
    "mm on walls up to weld.throat_up_to": N_("mm sur les parois minces"),
    "mm over the throat": N_("mm de plus que la gorge"),
    "moment N·m = lever mm": N_("moment en N·m = bras de levier en mm"),
    "moment N·m = side mm": N_("moment en N·m = côté en mm"),
    "people": N_("personnes"),
    "rails": N_("traverses"),
    "ratio": N_("rapport"),
    "ratio (20 mm of weld per 100 mm)": N_("rapport (20 mm de soudure pour 100 mm)"),
    "ratio of the diameter": N_("part du diamètre"),
    "ratio of the opening": N_("part du passage"),
    "ratio of the perimeter that can be reached": N_("part du périmètre accessible"),
    "ratio of the thinner wall (the most)": N_("part de la paroi la plus mince, au plus"),
    "ratio width/height": N_("rapport largeur / hauteur"),
    "risers in one flight": N_("hauteurs de marche par volée"),
    "run / this": N_("longueur divisée par ce nombre"),
    "section": N_("profilé"),
    "sections": N_("profilés"),
    "segments": N_("segments"),
    "sheet": N_("tôle"),
    "side mm = diameter mm": N_("côté en mm = diamètre en mm"),
    "span / this": N_("portée divisée par ce nombre"),
    "standard": N_("norme"),
    "steps kept for adults above safety.adult_lift": N_("étapes d’adulte au-delà de cette masse"),
    "steps kept for adults from safety.adult_fall": N_("étapes d’adulte à partir de cette chute"),
    "thickness mm = mean µm": N_("épaisseur en mm = moyenne en µm"),
}


def say_unit(unit: str) -> str:
    """Return the unit in the language of the page; `mm` and its like are said alike in both."""
    known = UNITS.get(unit)
    return str(gettext(known)) if known else unit
