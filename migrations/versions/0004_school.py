"""Create the tables of school."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004_school"
down_revision: str | None = "0003_notifications"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "reference_counters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_number > 0", name=op.f("ck_reference_counters_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_counters")),
        sa.UniqueConstraint("prefix", "year", name=op.f("uq_reference_counters_prefix_year")),
    )
