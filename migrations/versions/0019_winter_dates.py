"""Date the communes of the winter list."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

revision: str = "0019_winter_dates"
down_revision: str | None = "0018_workshop_tablets"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIRST_SEASON = date(2021, 11, 1)


def upgrade() -> None:
    with op.batch_alter_table("winter_communes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
    communes = sa.table("winter_communes", sa.column("valid_from", sa.Date()))
    op.execute(communes.update().values(valid_from=FIRST_SEASON))
    with op.batch_alter_table("winter_communes", schema=None) as batch_op:
        batch_op.alter_column("valid_from", existing_type=sa.Date(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_winter_communes_insee_code"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_winter_communes_insee_code_valid_from"), ["insee_code", "valid_from"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_winter_communes_in_order"),
            "valid_to IS NULL OR valid_to >= valid_from",
        )
