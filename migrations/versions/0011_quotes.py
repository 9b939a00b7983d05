"""Create the tables of quotes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011_quotes"
down_revision: str | None = "0010_orders"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "quote_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("one_time_key", sa.String(length=64), nullable=False),
        sa.Column("family", sa.String(length=20), nullable=False),
        sa.Column(
            "customer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("customer_name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("site", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("handover", sa.String(length=12), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("company_reference", sa.String(length=120), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("configuration_id", sa.Integer(), nullable=True),
        sa.Column("shown_low", sa.BigInteger(), nullable=True),
        sa.Column("shown_high", sa.BigInteger(), nullable=True),
        sa.Column("wish_due_on", sa.Date(), nullable=True),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["configuration_id"],
            ["configurations.id"],
            name=op.f("fk_quote_requests_configuration_id_configurations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_requests")),
        sa.UniqueConstraint("one_time_key", name=op.f("uq_quote_requests_one_time_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_quote_requests_reference")),
    )
    with op.batch_alter_table("quote_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_requests_email"), ["email"], unique=False)
        batch_op.create_index("ix_quote_requests_status_id", ["status", "id"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_quotes_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["quote_requests.id"], name=op.f("fk_quotes_request_id_quote_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("order_id", name=op.f("uq_quotes_order_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_quotes_reference")),
        sa.UniqueConstraint("request_id", name=op.f("uq_quotes_request_id")),
    )
    op.create_table(
        "request_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_request_photos_file_id_stored_files")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["quote_requests.id"],
            name=op.f("fk_request_photos_request_id_quote_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_photos")),
        sa.UniqueConstraint(
            "request_id", "position", name=op.f("uq_request_photos_request_id_position")
        ),
    )
    op.create_table(
        "measured_dimensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("staff_name", sa.String(length=120), nullable=False),
        sa.Column(
            "sizes", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_measured_dimensions_quote_id_quotes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measured_dimensions")),
    )
    with op.batch_alter_table("measured_dimensions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measured_dimensions_quote_id"), ["quote_id"], unique=False
        )

    op.create_table(
        "measuring_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_measuring_visits_appointment_id_appointments"),
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_measuring_visits_quote_id_quotes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measuring_visits")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_measuring_visits_appointment_id")),
    )
    with op.batch_alter_table("measuring_visits", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measuring_visits_quote_id"), ["quote_id"], unique=False
        )

    op.create_table(
        "quote_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_links_quote_id_quotes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_quote_links_token_hash")),
    )
    with op.batch_alter_table("quote_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_links_quote_id"), ["quote_id"], unique=False)

    op.create_table(
        "quote_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=12), nullable=False),
        sa.Column("author_name", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("one_time_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_messages_quote_id_quotes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_messages")),
        sa.UniqueConstraint(
            "quote_id", "one_time_key", name=op.f("uq_quote_messages_quote_id_one_time_key")
        ),
    )
    op.create_table(
        "quote_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column(
            "lines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "customer", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("site", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("handover", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("is_certified", sa.Boolean(), nullable=False),
        sa.Column("deposit_share", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("terms_version", sa.String(length=20), nullable=False),
        sa.Column("tariff_version", sa.String(length=20), nullable=False),
        sa.Column("rules_version", sa.String(length=20), nullable=False),
        sa.Column(
            "seller", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column("pdf_file_id", sa.Integer(), nullable=True),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_quote_versions_number_positive")),
        sa.ForeignKeyConstraint(
            ["pdf_file_id"],
            ["stored_files.id"],
            name=op.f("fk_quote_versions_pdf_file_id_stored_files"),
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quotes.id"], name=op.f("fk_quote_versions_quote_id_quotes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_versions")),
        sa.UniqueConstraint("quote_id", "number", name=op.f("uq_quote_versions_quote_id_number")),
    )
    with op.batch_alter_table("quote_versions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quote_versions_status_valid_until", ["status", "valid_until"], unique=False
        )

    op.create_table(
        "quote_acceptances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ip_address", sa.String(length=45), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "sentences", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("terms_version", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_quote_acceptances_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["quote_versions.id"],
            name=op.f("fk_quote_acceptances_version_id_quote_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_acceptances")),
        sa.UniqueConstraint("version_id", name=op.f("uq_quote_acceptances_version_id")),
    )
    op.create_table(
        "quote_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("staff_name", sa.String(length=120), nullable=False),
        sa.Column("student_hours", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["quote_versions.id"],
            name=op.f("fk_quote_agreements_version_id_quote_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_agreements")),
        sa.UniqueConstraint("version_id", name=op.f("uq_quote_agreements_version_id")),
    )
