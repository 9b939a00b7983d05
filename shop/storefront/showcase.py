"""What the engine says of the families and products the shop shows."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup
from sqlalchemy.orm import Session

from shop.catalogue.domain import Family, FamilyView, OrderMode, ProductView
from shop.catalogue.queries import list_families
from shop.configurations.queries import basis_at, delay_of, first_room, vat_rate_at
from shop.fabrication.domain.result import FabricationResult
from shop.fabrication.drawing.elevation import draw_elevation, draw_picture
from shop.fabrication.drawing.views import draw_perspective
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.fabrication.registry import FAMILIES
from shop.kernel.refusals import Refusal
from shop.kernel.vat import TaxedAmount
from shop.planning.domain.load import Delay
from shop.storefront.prices import try_price, with_lowest_prices

USUAL_GATE = GateSpec(type=GateType.SWING_2, widths=(3500.0,))


@dataclass(frozen=True, slots=True)
class Shown:
    """A product with what the engine knows of it; nothing when it is sold without a spec."""

    product: ProductView
    result: FabricationResult | None
    drawing: Markup
    delay: Delay | None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: families with their lowest price, a gate, its price and its delay."""

    families: list[FamilyView]
    gate: Markup
    price: TaxedAmount | None
    delay: Delay | None


def show_front(session: Session, on: date, now: datetime, language: str) -> Front:
    """Gather the front page; the gate drawn is the usual one at its real proportions."""
    families = with_lowest_prices(session, list_families(session, on), on)
    gate = try_price(session, Family.GATE, USUAL_GATE, on)
    if gate is None:
        return Front(families, Markup(""), None, None)
    drawn = Markup(draw_picture(gate.elevation, key="front", language=language))  # noqa: S704 - the engine escapes its texts
    price = TaxedAmount(gate.price.net, vat_rate_at(session, on))
    return Front(families, drawn, price, delay_of(session, gate, now))


def delay_of_family(session: Session, family: FamilyView, now: datetime) -> Delay | None:
    """Return the first week with room in the workshop for what is made on demand.

    Products have their own delay, tyres are done on the day of the appointment.
    """
    if family.mode in (OrderMode.CONFIGURE, OrderMode.QUOTE):
        return first_room(session, now)
    return None


def perspective_of(session: Session, product: ProductView, on: date, language: str) -> str:
    """Return the isometric view of a product as SVG; empty when no engine makes it."""
    engine = FAMILIES.get(product.family.value)
    if engine is None or not product.spec:
        return ""
    try:
        drawings = engine.draw(engine.parse(product.spec), basis_at(session, on))
    except Refusal:
        return ""
    return draw_perspective(drawings, language)


def show_product(
    session: Session, product: ProductView, on: date, now: datetime, language: str
) -> Shown:
    """Let the engine draw a product from the spec that will be cut."""
    engine = FAMILIES.get(product.family.value)
    unknown = Shown(product, None, Markup(""), None)
    if engine is None or not product.spec:
        return unknown
    try:
        result = engine.fabricate(engine.parse(product.spec), basis_at(session, on))
    except Refusal:
        return unknown
    drawn = draw_elevation(
        result.elevation, key="product", language=language, details="product-dimensions"
    )
    return Shown(product, result, Markup(drawn), delay_of(session, result, now))  # noqa: S704 - the engine escapes its texts
