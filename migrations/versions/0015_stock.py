"""Create the rack of offcuts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015_stock"
down_revision: str | None = "0014_exercises"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ON_THE_RACK = sa.text("used_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "offcuts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("designation", sa.String(length=60), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=160), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_name", sa.String(length=120), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("held_for", sa.String(length=160), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_for", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length_mm > 0", name=op.f("ck_offcuts_length")),
        sa.CheckConstraint("version > 0", name=op.f("ck_offcuts_version_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offcuts")),
        sa.UniqueConstraint("reference", name=op.f("uq_offcuts_reference")),
    )
    with op.batch_alter_table("offcuts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_offcuts_on_rack",
            ["designation", "length_mm"],
            unique=False,
            sqlite_where=ON_THE_RACK,
            postgresql_where=ON_THE_RACK,
        )
        batch_op.create_index("ix_offcuts_holder", ["holder"], unique=False)
