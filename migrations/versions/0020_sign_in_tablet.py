"""Know on which tablet a student signed in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020_sign_in_tablet"
down_revision: str | None = "0019_winter_dates"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tablet_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_sign_ins_tablet_id_workshop_tablets"),
            "workshop_tablets",
            ["tablet_id"],
            ["id"],
        )
