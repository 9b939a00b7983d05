"""From an accepted order line to the draft of its card."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shop.fabrication.domain.result import FabricationResult, PriceKind
from shop.jobs.domain.composed import blank
from shop.jobs.domain.content import CardContent, Demander
from shop.jobs.domain.metalwork import from_fabrication
from shop.jobs.domain.tyre_work import from_tyre_plan
from shop.kernel.actor import Section
from shop.orders.domain import CustomerKind, OrderLineView
from shop.tyres.domain.work_plan import TyreWorkPlan

LONGEST_TITLE = 160


def draft_of(
    line: OrderLineView,
    customer: CustomerKind,
    add_ons: Sequence[OrderLineView] = (),
    *,
    is_drawn: bool = True,
) -> CardContent:
    """Return the draft a line deserves: complete when an engine made its result.

    Add-ons have no card of their own: they are among the demands of this one. Who only weighs
    the work asks for no drawings, which cost more than all the rest.
    """
    content = _draft(line, Demander(customer.value), is_drawn=is_drawn)
    if content.section == Section.TYRES:
        return content  # the plan of the visit already holds them
    wanted = tuple(f"Avec : {written_quantity(add_on)}" for add_on in add_ons)
    return replace(content, quality=(*content.quality, *wanted))


def _draft(line: OrderLineView, demander: Demander, *, is_drawn: bool) -> CardContent:
    if "cut_plan" in line.result:
        result = FabricationResult.from_data(line.result)
        return from_fabrication(
            result, demander=demander, quantity=line.quantity, is_drawn=is_drawn
        )
    if "vehicle" in line.result and "operations" in line.result:
        plan = TyreWorkPlan.from_data(line.result)
        return from_tyre_plan(plan, title=written_quantity(line), demander=demander)
    title = line.label.fr[:LONGEST_TITLE]
    return blank(line.family, title=title, demander=demander, quantity=line.quantity)


def written_quantity(line: OrderLineView) -> str:
    """Return the label of a line, with its quantity when there are several."""
    label = line.label.fr[: LONGEST_TITLE - 10]
    return f"{label} × {line.quantity}" if line.quantity > 1 else label


def is_measured(result: Mapping[str, Any]) -> bool:
    """Tell of a priced line whether it can be cut: an estimate waits for the measuring visit."""
    is_estimate = result.get("price_kind") == PriceKind.ESTIMATE
    spec = result.get("spec", {})
    return not is_estimate or bool(spec.get("is_measured_by_school"))
