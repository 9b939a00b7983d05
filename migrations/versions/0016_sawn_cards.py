"""Remember when the bars of a card were sawn."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016_sawn_cards"
down_revision: str | None = "0015_stock"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("job_cards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sawn_at", sa.DateTime(timezone=True), nullable=True))
