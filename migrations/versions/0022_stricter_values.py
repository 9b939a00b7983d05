"""Create what a workshop asks beyond a rule, and say who set a coefficient."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022_stricter_values"
down_revision: str | None = "0021_files_without_term"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "stricter_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stricter_values")),
    )
    with op.batch_alter_table("stricter_values", schema=None) as batch_op:
        batch_op.create_index("ix_stricter_values_key", ["key", "valid_from"], unique=False)
    with op.batch_alter_table("coefficients", schema=None) as batch_op:
        batch_op.add_column(sa.Column("set_by", sa.String(length=120), nullable=True))
