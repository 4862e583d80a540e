"""Supply: schedules, incidents, reservoirs, tankers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filling_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("fill_minutes", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filling_point")),
        sa.UniqueConstraint("name", name=op.f("uq_filling_point_name")),
    )
    op.create_table(
        "plant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("capacity_lps", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plant")),
        sa.UniqueConstraint("code", name=op.f("uq_plant_code")),
    )
    op.create_table(
        "reservoir",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("gauge", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("lowest", sa.Double(), nullable=False),
        sa.Column("highest", sa.Double(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservoir")),
        sa.UniqueConstraint("code", name=op.f("uq_reservoir_code")),
    )
    op.create_table(
        "tanker_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("customer_rupiah", sa.Integer(), nullable=False),
        sa.Column("stranger_rupiah", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_price")),
        sa.UniqueConstraint("litres", name=op.f("uq_tanker_price_litres")),
    )
    op.create_table(
        "reservoir_threshold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reservoir_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reservoir_id"],
            ["reservoir.id"],
            name=op.f("fk_reservoir_threshold_reservoir_id_reservoir"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservoir_threshold")),
    )
    with op.batch_alter_table("reservoir_threshold", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reservoir_threshold_reservoir_id"), ["reservoir_id"], unique=False
        )

    op.create_table(
        "tanker_truck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=16), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("narrow", sa.Boolean(), nullable=False),
        sa.Column("crew_id", sa.Integer(), nullable=True),
        sa.Column("filling_point_id", sa.Integer(), nullable=False),
        sa.Column("shift_starts", sa.Integer(), nullable=False),
        sa.Column("shift_ends", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name=op.f("fk_tanker_truck_crew_id_crew")
        ),
        sa.ForeignKeyConstraint(
            ["filling_point_id"],
            ["filling_point.id"],
            name=op.f("fk_tanker_truck_filling_point_id_filling_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_truck")),
        sa.UniqueConstraint("plate", name=op.f("uq_tanker_truck_plate")),
    )
    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("plant_id", sa.Integer(), nullable=True),
        sa.Column("highland", sa.Boolean(), nullable=False),
        sa.Column("recovery_minutes", sa.Integer(), nullable=False),
        sa.Column("connections", sa.Integer(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plant_id"], ["plant.id"], name=op.f("fk_zone_plant_id_plant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("code", name=op.f("uq_zone_code")),
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name=op.f("fk_api_key_created_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_key_token_hash")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("public_text", sa.String(length=2000), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("crew_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name=op.f("fk_incident_created_by_staff")
        ),
        sa.ForeignKeyConstraint(["crew_id"], ["crew.id"], name=op.f("fk_incident_crew_id_crew")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("key", name=op.f("uq_incident_key")),
        sa.UniqueConstraint("number", name=op.f("uq_incident_number")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_changed", ["changed_at"], unique=False)
        batch_op.create_index("ix_incident_closed", ["closed_at", "id"], unique=False)

    op.create_table(
        "rationing_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("advice", sa.String(length=2000), nullable=False),
        sa.Column("share_otherwise", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("publication", sa.String(length=64), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.Column("expanded_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["staff.id"], name=op.f("fk_rationing_schedule_created_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["staff.id"], name=op.f("fk_rationing_schedule_published_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zone.id"], name=op.f("fk_rationing_schedule_zone_id_zone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rationing_schedule")),
        sa.UniqueConstraint("zone_id", "number", name=op.f("uq_rationing_schedule_zone_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rationing_schedule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rationing_schedule_ended_by"), ["ended_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_rationing_schedule_publication"), ["publication"], unique=False
        )
        batch_op.create_index("ix_schedule_published", ["published_at", "ended_at"], unique=False)

    op.create_table(
        "tanker_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("distances", sa.String(length=32), nullable=False),
        sa.Column("error", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_tanker_plan_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_plan")),
        sa.UniqueConstraint("key", name=op.f("uq_tanker_plan_key")),
    )
    with op.batch_alter_table("tanker_plan", schema=None) as batch_op:
        batch_op.create_index("ix_plan_day", ["on", "id"], unique=False)

    op.create_table(
        "tanker_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("truck_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["truck_id"], ["tanker_truck.id"], name=op.f("fk_tanker_run_truck_id_tanker_truck")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_run")),
        sa.UniqueConstraint(
            "truck_id", "on", "number", name=op.f("uq_tanker_run_truck_id_on_number")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tanker_run", schema=None) as batch_op:
        batch_op.create_index("ix_run_day", ["on", "truck_id"], unique=False)

    op.create_table(
        "zone_area",
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_zone_area_area_id_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zone.id"], name=op.f("fk_zone_area_zone_id_zone"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("zone_id", "area_id", name=op.f("pk_zone_area")),
    )
    with op.batch_alter_table("zone_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zone_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_follow_area_id_area")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_follow_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("key", name=op.f("uq_follow_key")),
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_area",
            ["area_id", "ended_at"],
            unique=False,
            sqlite_where=sa.text("area_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_follow_incident",
            ["incident_id", "ended_at"],
            unique=False,
            sqlite_where=sa.text("incident_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_follow_key_hash"), ["key_hash"], unique=False)
        batch_op.create_index("ix_follow_phone", ["phone"], unique=False)

    op.create_table(
        "incident_area",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_incident_area_area_id_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name=op.f("fk_incident_area_incident_id_incident"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("incident_id", "area_id", name=op.f("pk_incident_area")),
    )
    with op.batch_alter_table("incident_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "incident_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("public_text", sa.String(length=2000), nullable=False),
        sa.Column("internal_note", sa.String(length=2000), nullable=False),
        sa.Column("expected_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_update_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_incident_update_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_update")),
        sa.UniqueConstraint("key", name=op.f("uq_incident_update_key")),
    )
    with op.batch_alter_table("incident_update", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_update_incident_id"), ["incident_id"], unique=False
        )

    op.create_table(
        "rationing_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("starts_local", sa.String(length=16), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("recurrence", sa.String(length=300), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["rationing_schedule.id"],
            name=op.f("fk_rationing_rule_schedule_id_rationing_schedule"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rationing_rule")),
    )
    with op.batch_alter_table("rationing_rule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rationing_rule_schedule_id"), ["schedule_id"], unique=False
        )

    op.create_table(
        "rationing_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["rationing_schedule.id"],
            name=op.f("fk_rationing_window_schedule_id_rationing_schedule"),
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zone.id"], name=op.f("fk_rationing_window_zone_id_zone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rationing_window")),
    )
    with op.batch_alter_table("rationing_window", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rationing_window_schedule_id"), ["schedule_id"], unique=False
        )
        batch_op.create_index("ix_window_end", ["ends_at", "starts_at"], unique=False)
        batch_op.create_index("ix_window_zone", ["zone_id", "ends_at"], unique=False)

    op.create_table(
        "reservoir_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reservoir_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("api_key_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_odd", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_reservoir_reading_api_key_id_api_key")
        ),
        sa.ForeignKeyConstraint(
            ["reservoir_id"],
            ["reservoir.id"],
            name=op.f("fk_reservoir_reading_reservoir_id_reservoir"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_reservoir_reading_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["staff.id"], name=op.f("fk_reservoir_reading_withdrawn_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservoir_reading")),
        sa.UniqueConstraint("key", name=op.f("uq_reservoir_reading_key")),
    )
    with op.batch_alter_table("reservoir_reading", schema=None) as batch_op:
        batch_op.create_index("ix_reading_measured", ["reservoir_id", "measured_at"], unique=False)

    op.create_table(
        "tanker_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("household", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("rupiah", sa.Integer(), nullable=True),
        sa.Column("storage_litres", sa.Integer(), nullable=True),
        sa.Column("access", sa.String(length=32), nullable=False),
        sa.Column("vulnerable", sa.JSON(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=24), nullable=False),
        sa.Column("dry_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("highland", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("score_override", sa.Double(), nullable=True),
        sa.Column("override_reason", sa.String(length=2000), nullable=False),
        sa.Column("override_by", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_tanker_request_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_tanker_request_complaint_id_complaint"),
        ),
        sa.ForeignKeyConstraint(
            ["override_by"], ["staff.id"], name=op.f("fk_tanker_request_override_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_request")),
        sa.UniqueConstraint("key", name=op.f("uq_tanker_request_key")),
    )
    with op.batch_alter_table("tanker_request", schema=None) as batch_op:
        batch_op.create_index("ix_request_status", ["status", "created_at", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tanker_request_complaint_id"), ["complaint_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tanker_request_household"), ["household"], unique=False
        )

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_notice_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["complaint_event.id"], name=op.f("fk_notice_event_id_complaint_event")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["staff.id"], name=op.f("fk_notice_reader_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("event_id", name=op.f("uq_notice_event_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_unread", ["role", "read_at", "id"], unique=False)

    op.create_table(
        "tanker_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("set_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_litres", sa.Integer(), nullable=True),
        sa.Column("fail_reason", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("signature", sa.String(length=4000), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["tanker_request.id"],
            name=op.f("fk_tanker_stop_request_id_tanker_request"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["tanker_run.id"],
            name=op.f("fk_tanker_stop_run_id_tanker_run"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tanker_stop")),
        sa.UniqueConstraint("key", name=op.f("uq_tanker_stop_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tanker_stop", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stop_request",
            ["request_id", "id"],
            unique=False,
            sqlite_where=sa.text("request_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_tanker_stop_run_id"), ["run_id"], unique=False)

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("incident_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cause_hint", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("zone_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("flow_asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_complaint_incident",
            ["incident_id", "id"],
            unique=False,
            sqlite_where=sa.text("incident_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_complaint_water_due",
            ["water_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("water_due_at IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_complaint_incident_id_incident"), "incident", ["incident_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_complaint_zone_id_zone"), "zone", ["zone_id"], ["id"]
        )

    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("previous_crew_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_event_previous_crew",
            ["previous_crew_id", "id"],
            unique=False,
            sqlite_where=sa.text("previous_crew_id IS NOT NULL"),
        )

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follow_id", sa.Integer(), nullable=True))
        batch_op.alter_column("complaint_id", nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_message_follow_id_follow"), "follow", ["follow_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_message_follow_id_follow"), type_="foreignkey")
        batch_op.alter_column("complaint_id", nullable=False)
        batch_op.drop_column("follow_id")

    with op.batch_alter_table("complaint_event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_event_previous_crew", sqlite_where=sa.text("previous_crew_id IS NOT NULL")
        )
        batch_op.drop_column("previous_crew_id")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_complaint_zone_id_zone"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_complaint_incident_id_incident"), type_="foreignkey"
        )
        batch_op.drop_index(
            "ix_complaint_water_due", sqlite_where=sa.text("water_due_at IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_complaint_incident", sqlite_where=sa.text("incident_id IS NOT NULL")
        )
        batch_op.drop_column("flow_asked_at")
        batch_op.drop_column("zone_id")
        batch_op.drop_column("cause_hint")
        batch_op.drop_column("incident_id")

    with op.batch_alter_table("tanker_stop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tanker_stop_run_id"))
        batch_op.drop_index("ix_stop_request", sqlite_where=sa.text("request_id IS NOT NULL"))

    op.drop_table("tanker_stop")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_unread")

    op.drop_table("notice")
    with op.batch_alter_table("tanker_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tanker_request_household"))
        batch_op.drop_index(batch_op.f("ix_tanker_request_complaint_id"))
        batch_op.drop_index("ix_request_status")

    op.drop_table("tanker_request")
    with op.batch_alter_table("reservoir_reading", schema=None) as batch_op:
        batch_op.drop_index("ix_reading_measured")

    op.drop_table("reservoir_reading")
    with op.batch_alter_table("rationing_window", schema=None) as batch_op:
        batch_op.drop_index("ix_window_zone")
        batch_op.drop_index("ix_window_end")
        batch_op.drop_index(batch_op.f("ix_rationing_window_schedule_id"))

    op.drop_table("rationing_window")
    with op.batch_alter_table("rationing_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rationing_rule_schedule_id"))

    op.drop_table("rationing_rule")
    with op.batch_alter_table("incident_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_update_incident_id"))

    op.drop_table("incident_update")
    with op.batch_alter_table("incident_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_area_area_id"))

    op.drop_table("incident_area")
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_phone")
        batch_op.drop_index(batch_op.f("ix_follow_key_hash"))
        batch_op.drop_index("ix_follow_incident", sqlite_where=sa.text("incident_id IS NOT NULL"))
        batch_op.drop_index("ix_follow_area", sqlite_where=sa.text("area_id IS NOT NULL"))

    op.drop_table("follow")
    with op.batch_alter_table("zone_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zone_area_area_id"))

    op.drop_table("zone_area")
    with op.batch_alter_table("tanker_run", schema=None) as batch_op:
        batch_op.drop_index("ix_run_day")

    op.drop_table("tanker_run")
    with op.batch_alter_table("tanker_plan", schema=None) as batch_op:
        batch_op.drop_index("ix_plan_day")

    op.drop_table("tanker_plan")
    with op.batch_alter_table("rationing_schedule", schema=None) as batch_op:
        batch_op.drop_index("ix_schedule_published")
        batch_op.drop_index(batch_op.f("ix_rationing_schedule_publication"))
        batch_op.drop_index(batch_op.f("ix_rationing_schedule_ended_by"))

    op.drop_table("rationing_schedule")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_closed")
        batch_op.drop_index("ix_incident_changed")

    op.drop_table("incident")
    op.drop_table("api_key")
    op.drop_table("zone")
    op.drop_table("tanker_truck")
    with op.batch_alter_table("reservoir_threshold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservoir_threshold_reservoir_id"))

    op.drop_table("reservoir_threshold")
    op.drop_table("tanker_price")
    op.drop_table("reservoir")
    op.drop_table("plant")
    op.drop_table("filling_point")
