"""What a customer prepares before asking for a quote, and what a person must study."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shop.catalogue.domain import Family
from shop.kernel.text import Bilingual


@dataclass(frozen=True, slots=True)
class Guide:
    """Plain advice for one family: what to bring, and what is never sold without a person."""

    prepare: tuple[Bilingual, ...]
    by_person: tuple[Bilingual, ...]


PHOTOS = Bilingual(
    "Deux ou trois photos : de loin, de près, et de l’endroit où cela se fixe.",
    "Two or three photos: from afar, close up, and of the place where it is fixed.",
)
ACCESS = Bilingual(
    "Comment on y arrive : rue, portail, étage, place pour un camion.",
    "How to get there: street, gate, floor, room for a lorry.",
)
NOT_SURE = Bilingual(
    "Il vous manque une mesure ? Laissez-la : nous venons mesurer.",
    "A size is missing? Leave it out: we come and measure.",
)
GUIDES: Mapping[Family, Guide] = MappingProxyType(
    {
        Family.GATE: Guide(
            (
                Bilingual(
                    "La largeur entre les piliers, en bas, au milieu et en haut si vous pouvez.",
                    "The width between the pillars: at the bottom, middle and top if you can.",
                ),
                Bilingual(
                    "La hauteur voulue, et si le sol monte sous le portail.",
                    "The height you want, and whether the ground rises under the gate.",
                ),
                Bilingual(
                    "Le côté où il s’ouvre, vu de la rue.",
                    "The side it opens to, seen from the street.",
                ),
            ),
            (
                Bilingual(
                    "Un portail avec moteur ou contrôle d’accès : c’est une machine, il faut des "
                    "essais sur place.",
                    "A gate with a motor or access control: it is a machine, to be tested on site.",
                ),
                Bilingual(
                    "Un portail de piscine, d’école ou sur la rue publique : d’autres règles de "
                    "sécurité.",
                    "A gate for a pool, a school or a public road: other safety rules apply.",
                ),
                Bilingual(
                    "Un très grand vantail ou une pièce de plus de 250 kg.",
                    "A very large leaf or a part over 250 kg.",
                ),
            ),
        ),
        Family.STAIRCASE: Guide(
            (
                Bilingual(
                    "La hauteur à monter, de sol fini à sol fini.",
                    "The height to climb, from finished floor to finished floor.",
                ),
                Bilingual(
                    "La longueur et la largeur libres au sol, et le trou dans le plancher du haut.",
                    "The free length and width on the floor, and the opening in the floor above.",
                ),
                Bilingual(
                    "Où il sert : maison, atelier, lieu ouvert au public.",
                    "Where it is used: house, workshop, place open to the public.",
                ),
                PHOTOS,
                ACCESS,
                NOT_SURE,
            ),
            (
                Bilingual(
                    "Les marches tournantes et les colimaçons : une personne les dessine.",
                    "Winders and spiral stairs: a person draws them.",
                ),
                Bilingual(
                    "Un escalier de secours, ou qui porte une partie du bâtiment.",
                    "An escape staircase, or one that holds part of the building.",
                ),
                Bilingual(
                    "Une volée très lourde, ou un limon trop long pour le four.",
                    "A very heavy flight, or a stringer too long for the oven.",
                ),
            ),
        ),
        Family.SHELVING: Guide(
            (
                Bilingual(
                    "La place libre : longueur, profondeur, hauteur sous plafond.",
                    "The free space: length, depth, height under the ceiling.",
                ),
                Bilingual(
                    "Ce que chaque niveau portera, en kilos.",
                    "What each level will carry, in kilos.",
                ),
            ),
            (
                Bilingual(
                    "Plus de 500 kg par niveau, un rayonnage à palettes, une mezzanine.",
                    "More than 500 kg a level, pallet racking, a mezzanine.",
                ),
            ),
        ),
        Family.GUARDRAIL: Guide(
            (
                Bilingual(
                    "La longueur de chaque côté, et les angles.",
                    "The length of each side, and the corners.",
                ),
                Bilingual(
                    "La hauteur de chute derrière, et le matériau du sol ou du mur.",
                    "The height of the fall behind it, and what the floor or wall is made of.",
                ),
                Bilingual(
                    "Fixé sur le sol ou sur le côté de la dalle.",
                    "Fixed on the floor or on the side of the slab.",
                ),
                PHOTOS,
                ACCESS,
                NOT_SURE,
            ),
            (
                Bilingual(
                    "Une fixation ailleurs que dans du béton plein : elle retient une personne.",
                    "A fixing anywhere but in solid concrete: it holds a person.",
                ),
                Bilingual(
                    "Le verre, les câbles et les barreaux horizontaux : un enfant peut y grimper.",
                    "Glass, cables and horizontal bars: a child may climb them.",
                ),
                Bilingual(
                    "Un balcon d’immeuble, un lieu public, ou une chute de plus de 6 m.",
                    "A balcony of a block of flats, a public place, or a fall of more than 6 m.",
                ),
            ),
        ),
        Family.WALKWAY: Guide(
            (
                Bilingual(
                    "La distance à franchir et la largeur de passage.",
                    "The distance to cross and the width to walk.",
                ),
                Bilingual(
                    "Qui y passe : des piétons, des chariots, du public.",
                    "Who crosses it: people on foot, trolleys, the public.",
                ),
                Bilingual(
                    "Sur quoi elle s’appuie de chaque côté.", "What it rests on at each end."
                ),
                PHOTOS,
                ACCESS,
                NOT_SURE,
            ),
            (
                Bilingual(
                    "Toutes les passerelles : chacune se calcule pour son appui et sa charge.",
                    "All walkways: each is worked out for its supports and its load.",
                ),
            ),
        ),
        Family.SERIES: Guide(
            (
                Bilingual(
                    "Un plan coté, ou une pièce que nous mesurons. PDF ou photo.",
                    "A drawing with sizes, or a part that we measure. PDF or photo.",
                ),
                Bilingual(
                    "Le nombre de pièces, la matière, la finition, et ce qui doit être précis.",
                    "How many parts, the material, the finish, and which sizes must be exact.",
                ),
                Bilingual(
                    "Votre référence de commande et la date voulue.",
                    "Your order reference and the date you need.",
                ),
            ),
            (
                Bilingual(
                    "Toutes les séries : le maître professionnel fait une première pièce avec "
                    "vous avant les autres.",
                    "All series: the workshop teacher makes a first part with you before the rest.",
                ),
            ),
        ),
    }
)
