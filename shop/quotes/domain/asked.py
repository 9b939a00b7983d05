"""What a customer saw in the configurator before asking for a quote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shop.configurations.domain.wishes import Audience, ShownPrice
from shop.fabrication.domain.family import Handover
from shop.kernel.money import Money
from shop.kernel.text import Bilingual
from shop.orders.domain import CustomerKind, DeliveryKind

KIND_OF: Mapping[str, CustomerKind] = {
    Audience.PRIVATE: CustomerKind.CONSUMER,
    Audience.COMPANY: CustomerKind.PRO,
}
HANDOVER_OF: Mapping[str, DeliveryKind] = {
    Handover.PICKUP: DeliveryKind.PICK_UP,
    Handover.DELIVERY: DeliveryKind.DELIVERY,
    Handover.FITTING: DeliveryKind.FITTING,
}
ORGANISATIONS = frozenset({CustomerKind.PRO, CustomerKind.PUBLIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as its confirmation speaks of it; `code` is empty without a configuration."""

    reference: str
    code: str
    kind: CustomerKind
    handover: DeliveryKind
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedProduct:
    """The product asked for and the price shown, as this customer counts: with VAT or without.

    `is_changed` says that the customer has chosen another handover since: the price leaves it out.
    """

    code: str
    title: Bilingual
    price: ShownPrice
    has_tax: bool
    is_changed: bool = False

    @property
    def low(self) -> Money:
        return self.price.low.gross if self.has_tax else self.price.low.net

    @property
    def high(self) -> Money:
        return self.price.high.gross if self.has_tax else self.price.high.net

    @property
    def is_firm(self) -> bool:
        return self.price.is_firm and not self.is_changed
