"""Figures, questions, push."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


_COUNTED_ANEW = (
    "INSERT INTO count_by_day (received_on, area_id, cause, status, total)"
    " SELECT received_on, COALESCE(area_id, 0), cause, status, COUNT(*) FROM complaint"
    " GROUP BY received_on, COALESCE(area_id, 0), cause, status",
    "INSERT INTO finished_by_day (resolved_on, area_id, total)"
    " SELECT resolved_on, COALESCE(area_id, 0), COUNT(*) FROM complaint"
    " WHERE resolved_on IS NOT NULL GROUP BY resolved_on, COALESCE(area_id, 0)",
)


def _fill_endings() -> None:
    # The city's clock is eight hours ahead of UTC all year. The roll-ups themselves are filled by
    # the program afterwards, since their cells need its rules.
    sqlite = op.get_bind().dialect.name == "sqlite"
    city = (
        "date(status_since, '+8 hours')"
        if sqlite
        else "date(status_since AT TIME ZONE 'Asia/Makassar')"
    )
    op.execute(
        "UPDATE complaint SET ended_on = CASE WHEN status IN ('resolved', 'closed')"  # noqa: S608  our own words
        f" THEN COALESCE(resolved_on, {city}) ELSE {city} END"
        " WHERE status IN ('resolved', 'closed', 'rejected', 'merged', 'withdrawn')"
    )
    # A clock that was set back must not let anything end before it came in.
    op.execute("UPDATE complaint SET ended_on = received_on WHERE ended_on < received_on")
    op.execute(
        "UPDATE complaint SET finished_crew_id = COALESCE(crew_id,"
        " (SELECT crew_id FROM staff WHERE staff.id = complaint.officer_id))"
        " WHERE status IN ('resolved', 'closed')"
    )


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("kind", "last_on", name=op.f("uq_report_kind_last_on")),
    )
    op.create_table(
        "self_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_check")),
    )
    with op.batch_alter_table("self_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_check_at"), ["at"], unique=False)

    op.create_table(
        "tally",
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("grain", sa.String(length=32), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("member", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "measure", "grain", "area_id", "start_on", "member", "outcome", name=op.f("pk_tally")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("endpoint_hash", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=200), nullable=False),
        sa.Column("auth_secret", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_push_subscription_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_subscription_endpoint_hash")),
    )
    with op.batch_alter_table("push_subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_push_subscription_staff_id"), ["staff_id"], unique=False
        )

    op.create_table(
        "report_mail",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_report_mail_report_id_report"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_report_mail_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "staff_id", name=op.f("pk_report_mail")),
    )
    op.create_table(
        "push_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=240), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscription.id"],
            name=op.f("fk_push_notice_subscription_id_push_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_notice")),
        sa.UniqueConstraint(
            "subscription_id",
            "topic",
            "subject",
            name=op.f("uq_push_notice_subscription_id_topic_subject"),
        ),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff.id"], name=op.f("fk_question_answered_by_id_staff")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_question_area_id_area")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff.id"], name=op.f("fk_question_asked_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_question_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("key", name=op.f("uq_question_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_answered_at"), ["answered_at"], unique=False)
        batch_op.create_index(
            "ix_question_area",
            ["area_id", "id"],
            unique=False,
            sqlite_where=sa.text("area_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_question_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(
            "ix_question_complaint",
            ["complaint_id", "id"],
            unique=False,
            sqlite_where=sa.text("complaint_id IS NOT NULL"),
        )

    op.drop_table("finished_by_day")
    op.drop_table("count_by_day")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("finished_crew_id", sa.Integer(), nullable=True))
    _fill_endings()
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_resolved"))
        batch_op.create_index(
            "ix_complaint_ended",
            ["ended_on", "id"],
            unique=False,
            sqlite_where=sa.text("ended_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_complaint_rated",
            ["rating", "ended_on", "id"],
            unique=False,
            sqlite_where=sa.text("rating IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_complaint_finished_crew_id_crew"), "crew", ["finished_crew_id"], ["id"]
        )
        batch_op.drop_column("resolved_on")

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("email")

    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(sa.Column("resolved_on", sa.DATE(), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("fk_complaint_finished_crew_id_crew"), type_="foreignkey"
        )
        batch_op.drop_index("ix_complaint_rated", sqlite_where=sa.text("rating IS NOT NULL"))
    op.execute("UPDATE complaint SET resolved_on = ended_on WHERE status IN ('resolved', 'closed')")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_ended", sqlite_where=sa.text("ended_on IS NOT NULL"))
        batch_op.create_index(batch_op.f("ix_complaint_resolved"), ["resolved_on"], unique=False)
        batch_op.drop_column("finished_crew_id")
        batch_op.drop_column("ended_on")

    op.create_table(
        "count_by_day",
        sa.Column("received_on", sa.DATE(), nullable=False),
        sa.Column("area_id", sa.INTEGER(), nullable=False),
        sa.Column("cause", sa.VARCHAR(length=32), nullable=False),
        sa.Column("status", sa.VARCHAR(length=32), nullable=False),
        sa.Column("total", sa.INTEGER(), nullable=False),
        sa.PrimaryKeyConstraint(
            "received_on", "area_id", "cause", "status", name=op.f("pk_count_by_day")
        ),
    )
    op.create_table(
        "finished_by_day",
        sa.Column("resolved_on", sa.DATE(), nullable=False),
        sa.Column("area_id", sa.INTEGER(), nullable=False),
        sa.Column("total", sa.INTEGER(), nullable=False),
        sa.PrimaryKeyConstraint("resolved_on", "area_id", name=op.f("pk_finished_by_day")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_question_complaint", sqlite_where=sa.text("complaint_id IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_question_asked_by_id"))
        batch_op.drop_index("ix_question_area", sqlite_where=sa.text("area_id IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_question_answered_at"))

    op.drop_table("question")
    op.drop_table("push_notice")
    op.drop_table("report_mail")
    with op.batch_alter_table("push_subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_push_subscription_staff_id"))

    op.drop_table("push_subscription")
    for statement in _COUNTED_ANEW:
        op.execute(statement)
    op.drop_table("tally")
    with op.batch_alter_table("self_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_check_at"))

    op.drop_table("self_check")
    op.drop_table("report")
