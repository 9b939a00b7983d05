"""Create the joint plans of the saw."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0017_joint_cuts"
down_revision: str | None = "0016_sawn_cards"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "joint_cuts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column(
            "content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_name", sa.String(length=120), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_cuts")),
        sa.UniqueConstraint("reference", name=op.f("uq_joint_cuts_reference")),
    )
    with op.batch_alter_table("joint_cuts", schema=None) as batch_op:
        batch_op.create_index("ix_joint_cuts_week", ["week"], unique=False)

    op.create_table(
        "joint_cut_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joint_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["job_cards.id"], name=op.f("fk_joint_cut_cards_card_id_job_cards")
        ),
        sa.ForeignKeyConstraint(
            ["joint_id"], ["joint_cuts.id"], name=op.f("fk_joint_cut_cards_joint_id_joint_cuts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_cut_cards")),
        sa.UniqueConstraint("card_id", name=op.f("uq_joint_cut_cards_card_id")),
    )
    with op.batch_alter_table("joint_cut_cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_cut_cards_joint_id"), ["joint_id"], unique=False)
