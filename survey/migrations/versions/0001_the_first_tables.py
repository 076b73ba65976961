"""The first tables"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import survey.models.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "community",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("contact_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("contact_phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("name", name=op.f("uq_community_name")),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("level", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("residents_14_34", sa.Integer(), nullable=False),
        sa.Column("residents_35_59", sa.Integer(), nullable=False),
        sa.Column("residents_60_74", sa.Integer(), nullable=False),
        sa.Column("residents_75_up", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level IN ('grid', 'party_group', 'resident_group', 'building', 'stairwell')",
            name=op.f("ck_area_level_known"),
        ),
        sa.CheckConstraint("households >= 0", name=op.f("ck_area_households_not_negative")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_area_not_its_own_parent")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_area_community_id_community")),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name=op.f("fk_area_parent_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("community_id", "parent_id", "name", name=op.f("uq_area_community_id_parent_id_name")),
    )
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_area_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("login", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('organiser')", name=op.f("ck_staff_role_known")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_staff_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_community_id"), ["community_id"], unique=False)

    op.create_table(
        "wish_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("introduction", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("introduction_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("consent", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("consent_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("opens_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.Column("closes_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("code_salt", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'open', 'closed', 'published')", name=op.f("ck_wish_list_status_known")
        ),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_wish_list_budget_not_negative")),
        sa.CheckConstraint("closes_at > opens_at", name=op.f("ck_wish_list_closes_after_it_opens")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_wish_list_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_list")),
        sa.UniqueConstraint("community_id", "year", name=op.f("uq_wish_list_community_id_year")),
    )
    with op.batch_alter_table("wish_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_list_community_id"), ["community_id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("art_form", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("summary", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("summary_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("icon", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("most_occasions", sa.Integer(), nullable=False),
        sa.Column("season_from", sa.Integer(), nullable=False),
        sa.Column("season_to", sa.Integer(), nullable=False),
        sa.Column("setting", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("audience", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("withdrawn_because", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("withdrawn_because_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "art_form IN ('SKIT', 'CROSSTALK', 'CLAPPER_TALK', 'CHORUS', 'DANCE', 'OPERA', 'MUSIC', 'CALLIGRAPHY', 'BOARD_GAME', 'SPORTS', 'LECTURE', 'FESTIVAL', 'FILM', 'HANDICRAFT', 'CLASS', 'SERVICE', 'OUTING', 'READING')",
            name=op.f("ck_activity_art_form_known"),
        ),
        sa.CheckConstraint(
            "audience IN ('all', 'elders', 'families', 'children', 'young', 'women')",
            name=op.f("ck_activity_audience_known"),
        ),
        sa.CheckConstraint("setting IN ('indoor', 'outdoor', 'either')", name=op.f("ck_activity_setting_known")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_activity_cost_not_negative")),
        sa.CheckConstraint("most_occasions BETWEEN 1 AND 52", name=op.f("ck_activity_occasions_in_range")),
        sa.CheckConstraint(
            "season_from BETWEEN 1 AND 12 AND season_to BETWEEN 1 AND 12", name=op.f("ck_activity_season_in_range")
        ),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_activity_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_activity_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("wish_list_id", "position", name=op.f("uq_activity_wish_list_id_position")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_wish_list_id"), ["wish_list_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("object_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("object_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("detail", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_audit_entry_community_id_community")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_entry_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_community_id"), ["community_id"], unique=False)

    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("made_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("input_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("program_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_findings_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_findings_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("wish_list_id", name=op.f("uq_findings_wish_list_id")),
    )
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_community_id"), ["community_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("published_at", survey.models.columns.UtcDateTime(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'published')", name=op.f("ck_plan_status_known")),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_plan_budget_not_negative")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_plan_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_plan_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("wish_list_id", name=op.f("uq_plan_wish_list_id")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_community_id"), ["community_id"], unique=False)

    op.create_table(
        "slip",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("qr_tag", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("code_tag", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("state IN ('issued', 'void')", name=op.f("ck_slip_state_known")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_slip_area_id_area")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_slip_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_slip_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("wish_list_id", "code_tag", name=op.f("uq_slip_wish_list_id_code_tag")),
        sa.UniqueConstraint("wish_list_id", "qr_tag", name=op.f("uq_slip_wish_list_id_qr_tag")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_area_id"), ["area_id"], unique=False)

    op.create_table(
        "wish",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("slip_tag", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_wish_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_wish_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("wish_list_id", "slip_tag", name=op.f("uq_wish_wish_list_id_slip_tag")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_wish_list_id"), ["wish_list_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("occasions", sa.Integer(), nullable=False),
        sa.Column("lock", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("lock_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("lock IS NULL OR lock IN ('in', 'out')", name=op.f("ck_programme_lock_known")),
        sa.CheckConstraint("lock IS NULL OR lock_reason <> ''", name=op.f("ck_programme_lock_has_a_reason")),
        sa.CheckConstraint("occasions >= 0", name=op.f("ck_programme_occasions_not_negative")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_programme_activity_id_activity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_programme_community_id_community")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_programme_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("plan_id", "activity_id", name=op.f("uq_programme_plan_id_activity_id")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_community_id"), ["community_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("slip_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("age_band", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("assisted", sa.Boolean(), nullable=False),
        sa.Column("ratings", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("free_times", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("offers", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "age_band IS NULL OR age_band IN ('14-34', '35-59', '60-74', '75+')",
            name=op.f("ck_response_age_band_known"),
        ),
        sa.CheckConstraint(
            "channel IN ('WEB', 'DOOR', 'PAPER', 'CALL', 'OPEN_LINK', 'IMPORT')", name=op.f("ck_response_channel_known")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_response_area_id_area")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_response_community_id_community")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_response_slip_id_slip")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_response_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("slip_id", name=op.f("pk_response")),
        sa.UniqueConstraint("slip_id", name=op.f("uq_response_slip_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_wish_list_id"), ["wish_list_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_wish_list_id"))

    op.drop_table("response")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_community_id"))

    op.drop_table("programme")
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_wish_list_id"))

    op.drop_table("wish")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_area_id"))

    op.drop_table("slip")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_community_id"))

    op.drop_table("plan")
    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_community_id"))

    op.drop_table("findings")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_community_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_wish_list_id"))
        batch_op.drop_index(batch_op.f("ix_activity_community_id"))

    op.drop_table("activity")
    with op.batch_alter_table("wish_list", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_list_community_id"))

    op.drop_table("wish_list")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_community_id"))

    op.drop_table("staff")
    with op.batch_alter_table("area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_area_parent_id"))
        batch_op.drop_index(batch_op.f("ix_area_community_id"))

    op.drop_table("area")
    op.drop_table("community")
