"""Create the tables of school."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004_school"
down_revision: str | None = "0003_notifications"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "legal_params",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=160), nullable=False),
        sa.Column("comment", sa.String(length=240), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_params")),
        sa.UniqueConstraint("key", "valid_from", name=op.f("uq_legal_params_key_valid_from")),
    )
    op.create_table(
        "opening_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_opening_spans_order")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_spans_weekday")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_spans")),
    )
    op.create_table(
        "publication_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_key", sa.String(length=24), nullable=False),
        sa.Column("confirmed_by", sa.String(length=120), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_confirmations")),
        sa.UniqueConstraint("check_key", name=op.f("uq_publication_confirmations_check_key")),
    )
    op.create_table(
        "reference_counters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_number > 0", name=op.f("ck_reference_counters_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_counters")),
        sa.UniqueConstraint("prefix", "year", name=op.f("uq_reference_counters_prefix_year")),
    )
    op.create_table(
        "running_costs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_running_costs_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_costs")),
    )
    with op.batch_alter_table("running_costs", schema=None) as batch_op:
        batch_op.create_index("ix_running_costs_year_id", ["year", "id"], unique=False)

    op.create_table(
        "school_identity",
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("legal_name", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("legal_form", sa.String(length=80), nullable=False),
        sa.Column("street", sa.String(length=160), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("rna", sa.String(length=10), nullable=False),
        sa.Column("vat_number", sa.String(length=16), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("publication_director", sa.String(length=120), nullable=False),
        sa.Column("host_name", sa.String(length=120), nullable=False),
        sa.Column("host_address", sa.String(length=240), nullable=False),
        sa.Column("host_phone", sa.String(length=30), nullable=False),
        sa.Column("mediator_name", sa.String(length=120), nullable=False),
        sa.Column("mediator_address", sa.String(length=240), nullable=False),
        sa.Column("mediator_url", sa.String(length=240), nullable=False),
        sa.Column("sells_fitting", sa.Boolean(), nullable=False),
        sa.Column("insurer", sa.String(length=240), nullable=False),
        sa.Column("insurance_contract", sa.String(length=60), nullable=False),
        sa.Column("insurance_territory", sa.String(length=120), nullable=False),
        sa.Column("insurance_activities", sa.Text(), nullable=False),
        sa.Column("eco_register", sa.String(length=60), nullable=False),
        sa.Column("terms_version", sa.String(length=40), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_school_identity_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_identity")),
    )
    op.create_table(
        "vat_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=True),
        sa.Column("regime", sa.String(length=12), nullable=False),
        sa.Column("mention", sa.String(length=240), nullable=False),
        sa.Column("on_debits", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("chosen_by", sa.String(length=120), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_choices")),
    )
    with op.batch_alter_table("vat_choices", schema=None) as batch_op:
        batch_op.create_index("ix_vat_choices_valid_from", ["valid_from"], unique=False)
