"""Drop the term of stored files: whoever owns a file forgets it."""

from collections.abc import Sequence

from alembic import op

revision: str = "0021_files_without_term"
down_revision: str | None = "0020_sign_in_tablet"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.drop_column("keep_until")
