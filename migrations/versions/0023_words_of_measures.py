"""Keep the words of a measure: the points of a tread, the marking of a tyre."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023_words_of_measures"
down_revision: str | None = "0022_stricter_values"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("check_measurements", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("words", sa.String(length=120), nullable=False, server_default="")
        )
    with op.batch_alter_table("check_measurements", schema=None) as batch_op:
        batch_op.alter_column("words", existing_type=sa.String(length=120), server_default=None)
