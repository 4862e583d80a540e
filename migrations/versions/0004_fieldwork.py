"""Fieldwork."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_id", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    op.create_table(
        "job_order",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_job_order_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_job_order_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "complaint_id", name=op.f("pk_job_order")),
    )
    op.create_table(
        "material_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_material_use_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["complaint_event.id"],
            name=op.f("fk_material_use_event_id_complaint_event"),
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_use_material_id_material")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_use")),
        sa.UniqueConstraint(
            "event_id", "material_id", name=op.f("uq_material_use_event_id_material_id")
        ),
    )
    with op.batch_alter_table("material_use", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_use_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_material_use_material_id"), ["material_id"], unique=False
        )

    op.create_table(
        "spot_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_spot_check_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["complaint_event.id"],
            name=op.f("fk_spot_check_event_id_complaint_event"),
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["staff.id"], name=op.f("fk_spot_check_judged_by_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_check")),
        sa.UniqueConstraint("event_id", name=op.f("uq_spot_check_event_id")),
    )
    with op.batch_alter_table("spot_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_spot_check_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_spot_check_judged_at"), ["judged_at"], unique=False)

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("meter_reading", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_complaint_area_age", "complaint", ["area_id", "id"], unique=False)
    with_words = sa.text("rating_comment <> ''")
    op.create_index(
        "ix_complaint_commented",
        "complaint",
        ["ended_on", "id"],
        unique=False,
        sqlite_where=with_words,
        postgresql_where=with_words,
    )

    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("skew_s", sa.Integer(), nullable=True))

    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("client_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("through_page", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_column("through_page")
        batch_op.drop_column("client_at")

    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.drop_column("skew_s")

    op.drop_index("ix_complaint_commented", table_name="complaint")
    op.drop_index("ix_complaint_area_age", table_name="complaint")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_column("held_at")

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_column("meter_reading")

    with op.batch_alter_table("spot_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spot_check_judged_at"))
        batch_op.drop_index(batch_op.f("ix_spot_check_complaint_id"))

    op.drop_table("spot_check")
    with op.batch_alter_table("material_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_use_material_id"))
        batch_op.drop_index(batch_op.f("ix_material_use_complaint_id"))

    op.drop_table("material_use")
    op.drop_table("job_order")
    op.drop_table("material")
