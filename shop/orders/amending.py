"""Put other dimensions and prices into an order that is being made."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from shop.db import Scope
from shop.kernel.money import ZERO
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.orders.domain import NewLine
from shop.orders.events import OrderAmended
from shop.orders.life import open_order
from shop.orders.models import OrderLine, ScheduledPayment
from shop.orders.pricing import ScheduleKind
from shop.orders.queries import get_order
from shop.orders.writing import write_line


def amend_order(
    scope: Scope, order_id: int, lines: Iterable[NewLine], *, due_on: date | None = None
) -> None:
    """Change the root lines of an accepted order in their order, and its balance.

    A root line keeps its id, hence its job card. The deposit stays as it was asked; the
    balance takes the difference. Refused when a line already ordered would disappear.
    """
    order = open_order(scope, order_id, None)
    wanted = tuple(lines)
    roots = _root_rows(scope, order_id)
    if len(wanted) < len(roots):
        raise Refusal(N_("Une ligne déjà commandée ne peut pas disparaître : annulez la commande."))
    for row, line in zip(roots, wanted, strict=False):
        _rewrite(scope, row, line)
    for line in wanted[len(roots) :]:
        write_line(scope, order_id, line, None)
    order.due_on = due_on or order.due_on
    order.version += 1
    scope.session.flush()
    _balance(scope, order_id)
    scope.announce(OrderAmended(order_id))


def _root_rows(scope: Scope, order_id: int) -> list[OrderLine]:
    statement = (
        select(OrderLine)
        .where(OrderLine.order_id == order_id, OrderLine.parent_id.is_(None))
        .order_by(OrderLine.id)
    )
    return list(scope.session.scalars(statement))


def _rewrite(scope: Scope, row: OrderLine, line: NewLine) -> None:
    row.label, row.quantity = line.label.to_data(), line.quantity
    row.unit_net, row.unit_gross = line.unit_net, line.unit_gross
    row.vat_rate, row.withdrawal_exempt = line.vat_rate, line.withdrawal_exempt
    row.spec, row.result = dict(line.spec), dict(line.result)
    scope.session.execute(delete(OrderLine).where(OrderLine.parent_id == row.id))
    for child in line.children:
        write_line(scope, row.order_id, child, row.id)


def _balance(scope: Scope, order_id: int) -> None:
    """Ask for what the deposit leaves of the new total; nothing when it covers everything."""
    rows = list(
        scope.session.scalars(
            select(ScheduledPayment)
            .where(ScheduledPayment.order_id == order_id)
            .order_by(ScheduledPayment.position)
        )
    )
    asked = sum((r.amount for r in rows if r.kind == ScheduleKind.DEPOSIT), start=ZERO)
    rest = get_order(scope.session, order_id).payable - asked
    for row in rows:
        if row.kind == ScheduleKind.DEPOSIT:
            continue
        if rest > ZERO:
            row.amount = rest
        else:
            scope.session.delete(row)
    scope.session.flush()
