"""A basket as its customer sees it: products at the price of the day, and what was answered."""

from dataclasses import dataclass
from decimal import Decimal

from shop.catalogue.domain import ProductView
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerDetails, DeliveryKind, NewDelivery, PaymentMeans
from shop.orders.pricing import OrderTotals, PricedLine, closest_net, totals_of

MOST_OF_ONE = 99


@dataclass(frozen=True, slots=True)
class BasketItem:
    """So many of one product."""

    product: ProductView
    quantity: int

    @property
    def priced(self) -> PricedLine:
        product = self.product
        net = closest_net(product.gross, product.vat_rate)
        return PricedLine(self.quantity, net, product.vat_rate, product.gross)


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """What bringing an order to a place costs, tax included."""

    label: Bilingual
    gross: Money
    vat_rate: Decimal

    @property
    def priced(self) -> PricedLine:
        return PricedLine(1, closest_net(self.gross, self.vat_rate), self.vat_rate, self.gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketView:
    """A basket with the answers given so far; `offer` is what the chosen delivery costs."""

    id: int
    items: tuple[BasketItem, ...]
    customer: CustomerDetails | None
    delivery: NewDelivery | None
    means: PaymentMeans | None
    offer: DeliveryOffer | None
    is_ordered: bool

    @property
    def count(self) -> int:
        return sum(item.quantity for item in self.items)

    @property
    def totals(self) -> OrderTotals:
        lines = [item.priced for item in self.items]
        if self.offer is not None:
            lines.append(self.offer.priced)
        return totals_of(lines)

    @property
    def can_be_checked(self) -> bool:
        """Tell whether every step is answered, the price of the delivery included."""
        if not self.items or self.customer is None or self.delivery is None or self.means is None:
            return False
        return self.delivery.kind is DeliveryKind.PICK_UP or self.offer is not None
