"""What a new coefficient would do to the price of a gate everybody knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from shop.catalogue.domain import CoefficientKind, check_value
from shop.catalogue.services import add_coefficient
from shop.configurations.domain.rules import refuse_weaker_of_same_text
from shop.configurations.queries import get_rule
from shop.configurations.services import price
from shop.db import Scope
from shop.fabrication.domain.dated import MissingValue
from shop.fabrication.domain.family import SpecRefused
from shop.fabrication.domain.family import Wish as Spec
from shop.fabrication.domain.tariff import Finish
from shop.fabrication.gate.spec import GateSpec, GateType
from shop.fabrication.guardrail.spec import GuardrailSpec
from shop.fabrication.shelving.spec import ShelvingSpec
from shop.fabrication.staircase.spec import StaircaseSpec
from shop.fabrication.tables import strict_rules
from shop.kernel.money import Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_

REFERENCE_GATE = GateSpec(type=GateType.SWING_2, widths=(3500.0,), height=1600.0)
# One galvanised wish of each family: together they read nearly every value.
USUAL_WISHES: Mapping[str, Spec] = {
    "gate": replace(REFERENCE_GATE, finish=Finish.GALVA),
    "guardrail": GuardrailSpec(lengths=(5000.0,), finish=Finish.GALVA, permit_on="2025-01-01"),
    "shelving": ShelvingSpec(
        bays=3, span=1800.0, depth=600.0, height=2200.0, levels=4, load=300.0, finish=Finish.GALVA
    ),
    "staircase": StaircaseSpec(finish=Finish.GALVA),
}
UNREADABLE = (MissingValue, ArithmeticError, LookupError, ValueError)


@dataclass(frozen=True, slots=True)
class Effect:
    """The net price of the reference gate before and after, before commercial rounding."""

    before: Money
    after: Money

    @property
    def change(self) -> Money:
        return self.after - self.before


def reference_price(session: Session, day: date) -> Money:
    """Return the net price of the reference gate, before commercial rounding."""
    reference = price(session, "gate", REFERENCE_GATE, day)
    return reference.price.net_before_rounding


def try_coefficient(
    scope: Scope,
    kind: CoefficientKind,
    key: str,
    value: str,
    *,
    valid_from: date,
    source: str,
    keep: bool,
) -> Effect:
    """Add a value and tell what it does; it is taken back unless it is to be kept.

    Refused when the reference gate could no longer be made with it, or no family could read it.
    """

    def add() -> None:
        if kind is CoefficientKind.RULE and key in strict_rules():
            refuse_looser(scope.session, key, value, valid_from=valid_from, source=source)
        add_coefficient(scope, kind, key, value, valid_from=valid_from, source=source)

    return try_edit(scope, add, valid_from, keep=keep)


def try_edit(scope: Scope, edit: Callable[[], None], day: date, *, keep: bool) -> Effect:
    """Do an edit and tell what it does to a price; it is taken back unless it is to be kept.

    Refused when the reference gate could no longer be made, or no family could be read.
    """
    before = reference_price(scope.session, day)
    with scope.session.begin_nested() as trial:
        edit()
        effect = Effect(before, _price_after(scope, day))
        _refuse_unreadable(scope, day)
        if not keep:
            trial.rollback()
    return effect


def refuse_looser(session: Session, key: str, value: str, *, valid_from: date, source: str) -> None:
    """Refuse a less strict rule that names no other text than the one in force."""
    view = get_rule(session, key)
    known = view.text_on(valid_from)
    refuse_weaker_of_same_text(view.rule, known, check_value(known.value, value), source)


def _price_after(scope: Scope, day: date) -> Money:
    try:
        return reference_price(scope.session, day)
    except (SpecRefused, *UNREADABLE):
        raise Refusal(
            N_("Avec cette valeur, un portail ordinaire ne se calcule plus. Vérifiez-la."),
            field="value",
        ) from None


def _refuse_unreadable(scope: Scope, day: date) -> None:
    """Refuse a value that some family cannot read; a stricter one may refuse a wish in words."""
    for family, spec in USUAL_WISHES.items():
        try:
            price(scope.session, family, spec, day)
        except SpecRefused:
            continue
        except UNREADABLE:
            raise Refusal(
                N_("Cette valeur ne se lit pas : écrivez-la comme celle d’aujourd’hui."),
                field="value",
            ) from None
