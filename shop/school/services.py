"""What the school changes about itself, and the numbers it gives to its documents."""

from sqlalchemy.dialects import postgresql, sqlite

from shop.db import Scope
from shop.kernel.clock import in_paris
from shop.kernel.references import format_reference
from shop.school.models import ReferenceCounter


def next_reference(scope: Scope, prefix: str) -> str:
    """Give the next number of a series, such as `CO-2026-0042`, without ever leaving a gap.

    The counter moves in the caller's own transaction and stays locked until it ends: a
    document that is rolled back gives its number back. The year is that of the school's
    clock. Ask for the number last, just before the document is written.
    """
    year = in_paris(scope.now).year
    dialect = scope.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(ReferenceCounter)
        .values(prefix=prefix, year=year, last_number=1)
        .on_conflict_do_update(
            index_elements=["prefix", "year"],
            set_={"last_number": ReferenceCounter.last_number + 1},
        )
        .returning(ReferenceCounter.last_number)
    )
    return format_reference(prefix, year, scope.session.execute(statement).scalar_one())
