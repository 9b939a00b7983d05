"""Lines of a quote: what is offered, how many, for how much, under which VAT."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from shop.catalogue.domain import Family
from shop.fabrication.domain.codec import encode
from shop.fabrication.domain.result import FabricationResult
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import NotFound, Refusal
from shop.kernel.text import N_, Bilingual
from shop.kernel.vat import TaxedAmount, TaxedTotals, share_of, taxed_totals
from shop.orders.domain import NewLine

MAX_LINES = 40
MAX_QUANTITY = 10_000
MAX_UNIT_NET = Money(1_000_000_00)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """One line. `is_fitted` says that the school makes and fits it in a dwelling's works.

    A line with a `parent` hangs on that line: it goes on the same job card.
    """

    key: str
    family: Family
    label: Bilingual
    detail: str = ""
    quantity: int = 1
    unit_net: Money = ZERO
    vat_rate: Decimal = Decimal("0.20")
    parent: str = ""
    is_made_to_measure: bool = True
    is_fitted: bool = False
    spec: Mapping[str, Any] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)

    @property
    def net(self) -> Money:
        return self.unit_net * self.quantity

    @property
    def is_computed(self) -> bool:
        """Tell whether the engine made this line."""
        return bool(self.result)

    def fabrication(self) -> FabricationResult:
        """Return the engine's whole answer, as it was when the line was priced."""
        return FabricationResult.from_data(self.result)

    def to_data(self) -> dict[str, Any]:
        data: dict[str, Any] = encode(self)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "QuoteLine":
        known = {
            **data,
            "family": Family(data["family"]),
            "label": Bilingual.from_data(data["label"]),
            "unit_net": Money(data["unit_net"]),
            "vat_rate": Decimal(data["vat_rate"]),
        }
        return cls(**known)


def totals_of_lines(lines: Iterable[QuoteLine]) -> TaxedTotals:
    """Add the lines up, VAT once per rate."""
    return taxed_totals(TaxedAmount(line.net, line.vat_rate) for line in lines)


def deposit_of(totals: TaxedTotals, share: Decimal) -> Money:
    """Return the deposit with its VAT: a share of each rate."""
    return share_of(totals, share).gross


def check_line(line: QuoteLine) -> QuoteLine:
    """Return the line, or refuse it in words."""
    if not line.label.fr.strip():
        raise Refusal(N_("Dites ce que contient cette ligne."), field="label")
    if not 1 <= line.quantity <= MAX_QUANTITY:
        raise Refusal(N_("La quantité est entre 1 et 10 000."), field="quantity")
    if not -MAX_UNIT_NET <= line.unit_net <= MAX_UNIT_NET:
        raise Refusal(N_("Le prix est au plus de 1 000 000 €."), field="unit_net")
    return line


def with_line(lines: Sequence[QuoteLine], line: QuoteLine) -> tuple[QuoteLine, ...]:
    """Add the line, or put it in the place of the one with the same key."""
    checked = check_line(line)
    if any(known.key == line.key for known in lines):
        return tuple(checked if known.key == line.key else known for known in lines)
    if len(lines) >= MAX_LINES:
        raise Refusal(N_("Un devis a 40 lignes au plus : réunissez-en quelques-unes."))
    return (*lines, checked)


def without_line(lines: Sequence[QuoteLine], key: str) -> tuple[QuoteLine, ...]:
    """Take a line out, with those that hang on it."""
    return tuple(line for line in lines if key not in (line.key, line.parent))


def line_by_key(lines: Iterable[QuoteLine], key: str) -> QuoteLine:
    """Return the line; NotFound when somebody removed it meanwhile."""
    for line in lines:
        if line.key == key:
            return line
    raise NotFound(N_("Cette ligne n’est plus dans le devis. Rechargez la page."))


def at_reduced_rate(
    lines: Iterable[QuoteLine], *, certified: bool, reduced: Decimal, standard: Decimal
) -> tuple[QuoteLine, ...]:
    """Set the rate of every line: reduced for certified works, standard for all the rest.

    Works are supply and fitting by the school in a dwelling finished more than two years
    ago; without the customer's certification the standard rate applies (CGI art. 279-0 bis).
    """
    return tuple(
        replace(line, vat_rate=reduced if certified and line.is_fitted else standard)
        for line in lines
    )


def as_order_lines(lines: Sequence[QuoteLine]) -> tuple[NewLine, ...]:
    """Return what to order: root lines with their add-ons."""
    return tuple(_order_line(line, lines) for line in lines if not line.parent)


def _order_line(line: QuoteLine, lines: Sequence[QuoteLine]) -> NewLine:
    return NewLine(
        family=line.family,
        label=line.label,
        quantity=line.quantity,
        unit_net=line.unit_net,
        vat_rate=line.vat_rate,
        spec=line.spec,
        result=line.result,
        children=tuple(_order_line(child, lines) for child in lines if child.parent == line.key),
        withdrawal_exempt=line.is_made_to_measure,
    )
