"""Families, products and coefficients of the demonstration school."""

from dataclasses import dataclass
from decimal import Decimal

from shop.catalogue.domain import Family, OrderMode
from shop.catalogue.services import NewProduct, list_product, note_edit, set_category
from shop.configurations.starting import write_starting_values
from shop.db import Scope
from shop.fabrication.registry import FAMILIES as FAMILY_ENGINES
from shop.fabrication.shelving.sizes import fixed_sizes
from shop.fabrication.tables import starting_basis
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.kernel.vat import TaxedAmount

STANDARD_VAT = Decimal("0.20")


@dataclass(frozen=True, slots=True)
class Presented:
    """A family and how the shop speaks of it."""

    family: Family
    slug: str
    mode: OrderMode
    name: Bilingual
    teaser: Bilingual
    learned: Bilingual


FAMILIES = (
    Presented(
        Family.GATE,
        "portails",
        OrderMode.CONFIGURE,
        Bilingual("Portails", "Gates"),
        Bilingual(
            "Battants, coulissants, portillons : à vos mesures, en acier, peints ou galvanisés.",
            "Swing gates, sliding gates, garden gates: made to your sizes, in painted or "
            "galvanised steel.",
        ),
        Bilingual(
            "Lire un plan, calculer le nombre de barreaux, scier d’onglet, souder d’équerre, "
            "contrôler deux diagonales.",
            "Reading a drawing, working out the number of bars, mitre sawing, welding square, "
            "checking two diagonals.",
        ),
    ),
    Presented(
        Family.STAIRCASE,
        "escaliers",
        OrderMode.CONFIGURE,
        Bilingual("Escaliers", "Staircases"),
        Bilingual(
            "Droits ou avec palier, pour une maison ou un atelier, avec leur garde-corps.",
            "Straight or with a landing, for a house or a workshop, with their guardrail.",
        ),
        Bilingual(
            "Partager une hauteur en marches égales, tracer un limon, assembler au gabarit.",
            "Dividing a height into equal steps, marking out a stringer, assembling in a jig.",
        ),
    ),
    Presented(
        Family.SHELVING,
        "rayonnages",
        OrderMode.BUY,
        Bilingual("Rayonnages", "Shelving"),
        Bilingual(
            "Étagères et porte-pneus solides : trois tailles prêtes à commander, ou vos mesures.",
            "Sturdy shelves and tyre racks: three sizes ready to order, or your own sizes.",
        ),
        Bilingual(
            "Débiter une série, percer au gabarit, répartir une charge, lire une plaque de charge.",
            "Sawing a series, drilling with a jig, sharing a load, reading a load sign.",
        ),
    ),
    Presented(
        Family.GUARDRAIL,
        "garde-corps",
        OrderMode.CONFIGURE,
        Bilingual("Garde-corps", "Guardrails"),
        Bilingual(
            "Pour une terrasse, un palier ou un escalier : barreaux verticaux, avec ou sans pose.",
            "For a terrace, a landing or a staircase: vertical bars, with or without fitting.",
        ),
        Bilingual(
            "Répartir des poteaux, respecter un vide maximal, souder sans déformer.",
            "Spacing posts, keeping a largest gap, welding without distortion.",
        ),
    ),
    Presented(
        Family.WALKWAY,
        "passerelles",
        OrderMode.QUOTE,
        Bilingual("Passerelles", "Walkways"),
        Bilingual(
            "Passages en acier avec caillebotis et garde-corps, étudiés avec vous.",
            "Steel walkways with grating and guardrails, designed with you.",
        ),
        Bilingual(
            "Monter une structure, contrôler sa planéité, préparer un chantier.",
            "Building a structure, checking that it is flat, preparing a site.",
        ),
    ),
    Presented(
        Family.SERIES,
        "petites-series",
        OrderMode.QUOTE,
        Bilingual("Petites séries", "Small series"),
        Bilingual(
            "Équerres, supports, châssis : 10 à 500 pièces pour les entreprises et les mairies.",
            "Brackets, supports, frames: 10 to 500 parts for companies and town halls.",
        ),
        Bilingual(
            "Régler une butée, contrôler la première pièce, tenir une cote sur toute une série.",
            "Setting a stop, checking the first part, holding a size through a whole series.",
        ),
    ),
    Presented(
        Family.TYRES,
        "pneus-et-services",
        OrderMode.BOOK,
        Bilingual("Pneus et services", "Tyres and services"),
        Bilingual(
            "Montage, équilibrage, permutation, crevaison, gardiennage : sur rendez-vous.",
            "Fitting, balancing, rotation, puncture repair, storage: by appointment.",
        ),
        Bilingual(
            "Lire un flanc de pneu, lever une voiture en sécurité, serrer au couple.",
            "Reading a tyre sidewall, lifting a car safely, tightening to a torque.",
        ),
    ),
)

INCLUDED = Bilingual(
    "La structure soudée et peinte, les platines, les vis d’assemblage, la plaque de charge et la "
    "notice.",
    "The welded and painted frame, the feet, the assembly bolts, the load sign and the manual.",
)
EXCLUDED = Bilingual(
    "La pose chez vous et les chevilles dans le mur : dites-le-nous, nous faisons un devis.",
    "Installation at your place and wall anchors: tell us, we will quote for them.",
)
LEARNED = FAMILIES[2].learned


def seed_catalogue(scope: Scope) -> None:
    """Present the families, list the shelving and write the coefficients of the engine."""
    write_starting_values(scope)
    for position, shown in enumerate(FAMILIES, start=1):
        set_category(
            scope,
            family=shown.family,
            slug=shown.slug,
            name=shown.name,
            teaser=shown.teaser,
            learned=shown.learned,
            mode=shown.mode,
            position=position,
        )
    for product in shelving_products():
        list_product(scope, product)
    note_edit(scope)


def shelving_products() -> list[NewProduct]:
    """Return the fixed sizes of the engine at the price it computes, rounded to ten euros."""
    basis, engine = starting_basis(), FAMILY_ENGINES["shelving"]
    products = []
    for size in fixed_sizes():
        net = engine.fabricate(size.spec, basis).price.net
        gross = TaxedAmount(net, STANDARD_VAT).gross
        products.append(
            NewProduct(
                family=Family.SHELVING,
                slug=f"rayonnage-{size.key}",
                name=size.label,
                description=DESCRIPTIONS[size.key],
                gross=Money(-(-gross.cents // 1000) * 1000),
                vat_rate=STANDARD_VAT,
                included=INCLUDED,
                excluded=EXCLUDED,
                learned=LEARNED,
                spec=size.spec.to_data(),
            )
        )
    return products


DESCRIPTIONS = {
    "atelier": Bilingual(
        "2 travées de 1,2 m, 2 m de haut, 4 niveaux de 180 kg. Pour un garage ou une réserve.",
        "2 bays of 1.2 m, 2 m high, 4 levels of 180 kg. For a garage or a store room.",
    ),
    "reserve": Bilingual(
        "3 travées de 1,8 m, 2,2 m de haut, 4 niveaux de 360 kg. Pour un atelier ou une mairie.",
        "3 bays of 1.8 m, 2.2 m high, 4 levels of 360 kg. For a workshop or a town hall.",
    ),
    "pneus": Bilingual(
        "Le rayonnage à pneus de notre propre atelier : 3 niveaux, pneus debout.",
        "The tyre rack of our own workshop: 3 levels, upright tyres.",
    ),
}
