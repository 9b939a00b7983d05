"""Create the known tablets of the workshop."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018_workshop_tablets"
down_revision: str | None = "0017_joint_cuts"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "workshop_tablets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_tablets")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_workshop_tablets_key_hash")),
    )
