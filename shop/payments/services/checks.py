"""The list of the office: money a person must look at."""

from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope, lock
from shop.kernel.money import ZERO, Money
from shop.kernel.refusals import Refusal
from shop.kernel.text import N_
from shop.payments.domain.ledger import CheckKind
from shop.payments.models import MoneyCheck


def open_check(
    scope: Scope,
    kind: CheckKind,
    unique_key: str,
    *,
    amount: Money = ZERO,
    detail: str = "",
    order_id: int | None = None,
    refund_id: int | None = None,
) -> None:
    """Ask the office to look; the same key asks once."""
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    scope.session.execute(
        insert(MoneyCheck)
        .values(
            kind=kind,
            unique_key=f"{kind}:{unique_key}",
            amount=amount,
            detail=detail,
            order_id=order_id,
            refund_id=refund_id,
            opened_at=scope.now,
            closed_by="",
            outcome="",
        )
        .on_conflict_do_nothing(index_elements=["unique_key"])
    )


def close_check(scope: Scope, check_id: int, outcome: str) -> int | None:
    """Say what was done about it; twice counts once. Returns the refund it was about, if any."""
    told = outcome.strip()[:2000]
    if not told:
        raise Refusal(N_("Écrivez en quelques mots ce qui a été fait."), field="outcome")
    check = lock(scope.session, MoneyCheck, check_id)
    if check.closed_at is None:
        check.closed_at, check.closed_by, check.outcome = scope.now, scope.actor.name, told
        scope.session.flush()
    return check.refund_id if check.kind == CheckKind.REFUND_BY_HAND else None
