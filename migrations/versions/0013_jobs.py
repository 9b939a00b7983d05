"""Create the tables of jobs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013_jobs"
down_revision: str | None = "0012_payments"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "job_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("order_reference", sa.String(length=20), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("family", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column(
            "draft", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_job_cards_version_positive")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["student_groups.id"], name=op.f("fk_job_cards_group_id_student_groups")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_job_cards_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_job_cards_order_line_id_order_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_cards")),
        sa.UniqueConstraint("order_line_id", name=op.f("uq_job_cards_order_line_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_job_cards_reference")),
    )
    with op.batch_alter_table("job_cards", schema=None) as batch_op:
        batch_op.create_index("ix_job_cards_group_id_week", ["group_id", "week"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_cards_order_id"), ["order_id"], unique=False)
        batch_op.create_index(
            "ix_job_cards_section_state_id", ["section", "state", "id"], unique=False
        )

    op.create_table(
        "card_stops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_by_name", sa.String(length=120), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["job_cards.id"], name=op.f("fk_card_stops_card_id_job_cards")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["staff.id"], name=op.f("fk_card_stops_signed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_stops")),
        sa.UniqueConstraint("card_id", "kind", name=op.f("uq_card_stops_card_id_kind")),
    )
    op.create_table(
        "check_measurements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("check_key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=24), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("staff_name", sa.String(length=120), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["job_cards.id"], name=op.f("fk_check_measurements_card_id_job_cards")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_check_measurements_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_check_measurements_student_id_students")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_measurements")),
        sa.UniqueConstraint("client_key", name=op.f("uq_check_measurements_client_key")),
    )
    with op.batch_alter_table("check_measurements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_check_measurements_card_id_key", ["card_id", "check_key", "id"], unique=False
        )

    op.create_table(
        "job_card_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("published_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["job_cards.id"], name=op.f("fk_job_card_revisions_card_id_job_cards")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["staff.id"], name=op.f("fk_job_card_revisions_published_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_card_revisions")),
        sa.UniqueConstraint("card_id", "number", name=op.f("uq_job_card_revisions_card_id_number")),
    )
    op.create_table(
        "job_operations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("workstation", sa.String(length=60), nullable=False),
        sa.Column("machine", sa.String(length=40), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"], ["job_cards.id"], name=op.f("fk_job_operations_card_id_job_cards")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_operations")),
        sa.UniqueConstraint("card_id", "key", name=op.f("uq_job_operations_card_id_key")),
    )
    op.create_table(
        "non_conformities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "measurement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_non_conformities_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["check_measurements.id"],
            name=op.f("fk_non_conformities_measurement_id_check_measurements"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_non_conformities")),
        sa.UniqueConstraint("measurement_id", name=op.f("uq_non_conformities_measurement_id")),
    )
    op.create_table(
        "operation_progress",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("client_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["job_operations.id"],
            name=op.f("fk_operation_progress_operation_id_job_operations"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_operation_progress_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_operation_progress_student_id_students")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation_progress")),
        sa.UniqueConstraint("client_key", name=op.f("uq_operation_progress_client_key")),
    )
    with op.batch_alter_table("operation_progress", schema=None) as batch_op:
        batch_op.create_index(
            "ix_operation_progress_operation_id_id", ["operation_id", "id"], unique=False
        )

    op.create_table(
        "time_logs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stopped_at IS NULL OR stopped_at >= started_at", name=op.f("ck_time_logs_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["job_operations.id"],
            name=op.f("fk_time_logs_operation_id_job_operations"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_time_logs_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name=op.f("fk_time_logs_student_id_students")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_logs")),
    )
    with op.batch_alter_table("time_logs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_time_logs_operation_id"), ["operation_id"], unique=False
        )
        batch_op.create_index(
            "uq_time_logs_open_student",
            ["student_id"],
            unique=True,
            sqlite_where=sa.text("stopped_at IS NULL"),
            postgresql_where=sa.text("stopped_at IS NULL"),
        )
