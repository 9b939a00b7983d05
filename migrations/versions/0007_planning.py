"""Create the tables of planning."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0007_planning"
down_revision: str | None = "0006_catalogue"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("holder_key", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_appointments_times_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("holder_key", name=op.f("uq_appointments_holder_key")),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index("ix_appointments_starts_at_kind", ["starts_at", "kind"], unique=False)

    op.create_table(
        "booking_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("lead_hours", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "lead_hours >= 0 AND horizon_days > 0", name=op.f("ck_booking_rules_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_rules")),
        sa.UniqueConstraint("kind", "valid_from", name=op.f("uq_booking_rules_kind_valid_from")),
    )
    op.create_table(
        "bottleneck_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("bottleneck", sa.String(length=12), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.CheckConstraint("posts >= 0", name=op.f("ck_bottleneck_posts_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bottleneck_posts")),
        sa.UniqueConstraint(
            "section", "bottleneck", name=op.f("uq_bottleneck_posts_section_bottleneck")
        ),
    )
    op.create_table(
        "capacity_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_kind", sa.String(length=30), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "used BETWEEN 0 AND capacity", name=op.f("ck_capacity_cells_used_within_capacity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_cells")),
        sa.UniqueConstraint(
            "starts_at", "resource_kind", name=op.f("uq_capacity_cells_starts_at_resource_kind")
        ),
    )
    op.create_table(
        "closed_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closed_periods_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_periods")),
        sa.UniqueConstraint("first_day", "label", name=op.f("uq_closed_periods_first_day_label")),
    )
    with op.batch_alter_table("closed_periods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_periods_last_day"), ["last_day"], unique=False)

    op.create_table(
        "group_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("teachers", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "students >= 0 AND teachers >= 0", name=op.f("ck_group_sessions_people")
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_group_sessions_weekday")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_sessions")),
        sa.UniqueConstraint(
            "group_name",
            "section",
            "weekday",
            "starts",
            name=op.f("uq_group_sessions_group_name_section_weekday_starts"),
        ),
    )
    with op.batch_alter_table("group_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_sessions_group_id"), ["group_id"], unique=False)

    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("holder_key", name=op.f("uq_holds_holder_key")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index("ix_holds_expires_at", ["expires_at"], unique=False)

    op.create_table(
        "hour_reservations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("holder_key", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("bottleneck", sa.String(length=12), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_hour_reservations_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_reservations")),
        sa.UniqueConstraint(
            "holder_key",
            "week",
            "bottleneck",
            name=op.f("uq_hour_reservations_holder_key_week_bottleneck"),
        ),
    )
    with op.batch_alter_table("hour_reservations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_hour_reservations_section_week", ["section", "week"], unique=False
        )

    op.create_table(
        "resource_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column(
            "label", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("works_each", sa.Integer(), nullable=False),
        sa.CheckConstraint("units >= 0 AND works_each > 0", name=op.f("ck_resource_kinds_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_resource_kinds_code")),
    )
    op.create_table(
        "held_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.CheckConstraint("units > 0", name=op.f("ck_held_cells_units")),
        sa.ForeignKeyConstraint(
            ["cell_id"], ["capacity_cells.id"], name=op.f("fk_held_cells_cell_id_capacity_cells")
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["holds.id"], name=op.f("fk_held_cells_hold_id_holds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_cells")),
        sa.UniqueConstraint("hold_id", "cell_id", name=op.f("uq_held_cells_hold_id_cell_id")),
    )
    with op.batch_alter_table("held_cells", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_cells_cell_id"), ["cell_id"], unique=False)
