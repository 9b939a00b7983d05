"""Create the tables of tyres."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0008_tyres"
down_revision: str | None = "0007_planning"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "tyre_bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("one_time_key", sa.String(length=64), nullable=False),
        sa.Column("holder_key", sa.String(length=64), nullable=False),
        sa.Column(
            "quantities", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "vehicle", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column(
            "customer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tyre_bookings")),
        sa.UniqueConstraint("holder_key", name=op.f("uq_tyre_bookings_holder_key")),
        sa.UniqueConstraint("one_time_key", name=op.f("uq_tyre_bookings_one_time_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tyre_bookings_token_hash")),
    )
    with op.batch_alter_table("tyre_bookings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tyre_bookings_made_at"), ["made_at"], unique=False)

    op.create_table(
        "tyre_limits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("comment", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tyre_limits")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_tyre_limits_key_valid_from")),
    )
    op.create_table(
        "tyre_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column(
            "label", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "summary", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("family", sa.String(length=12), nullable=False),
        sa.Column("sold_as", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("largest_quantity", sa.Integer(), nullable=False),
        sa.Column("minutes_school", sa.Integer(), nullable=False),
        sa.Column(
            "resources", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "goes_with", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "largest_quantity > 0 AND minutes_school >= 0", name=op.f("ck_tyre_services_counts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tyre_services")),
        sa.UniqueConstraint("code", name=op.f("uq_tyre_services_code")),
    )
    op.create_table(
        "vehicle_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=16), nullable=False),
        sa.Column(
            "vehicle", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("odometer_km", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle_records")),
        sa.UniqueConstraint("plate", name=op.f("uq_vehicle_records_plate")),
    )
    op.create_table(
        "winter_communes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insee_code", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_winter_communes")),
        sa.UniqueConstraint("insee_code", name=op.f("uq_winter_communes_insee_code")),
    )
    op.create_table(
        "tyre_service_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("vat_rate", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint("gross >= 0", name=op.f("ck_tyre_service_prices_gross")),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["tyre_services.id"],
            name=op.f("fk_tyre_service_prices_service_id_tyre_services"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tyre_service_prices")),
        sa.UniqueConstraint(
            "service_id", "valid_from", name=op.f("uq_tyre_service_prices_service_id_valid_from")
        ),
    )
