"""Trust: what the close leaves, how staff come in, a chain of audit entries"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import survey.models.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IN_KEY_ORDER = {"sqlite_with_rowid": False}


def upgrade() -> None:
    op.create_table(
        "final_response",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("age_band", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("assisted", sa.Boolean(), nullable=False),
        sa.Column("ratings", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "age_band IS NULL OR age_band IN ('14-34', '35-59', '60-74', '75+')",
            name=op.f("ck_final_response_age_band_known"),
        ),
        sa.CheckConstraint(
            "channel IN ('WEB', 'DOOR', 'PAPER', 'CALL', 'OPEN_LINK', 'IMPORT')",
            name=op.f("ck_final_response_channel_known"),
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_final_response_area_id_area")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_final_response_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["wish_list_id"], ["wish_list.id"], name=op.f("fk_final_response_wish_list_id_wish_list")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_response")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("final_response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_final_response_wish_list_id"), ["wish_list_id"], unique=False)

    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("step", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", survey.models.columns.UtcDateTime(), nullable=True),
        sa.Column("finished_at", survey.models.columns.UtcDateTime(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("answers_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("audit_fingerprint", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "step IN ('asked', 'closed', 'unlinked', 'wiped', 'finished')", name=op.f("ck_closing_step_known")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.id"], name=op.f("fk_closing_asked_by_id_staff")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_closing_community_id_community")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["staff.id"], name=op.f("fk_closing_confirmed_by_id_staff")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_closing_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("wish_list_id", name=op.f("uq_closing_wish_list_id")),
    )
    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_community_id"), ["community_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_invitation_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "slip_serial",
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("serial", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("slip_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_slip_serial_slip_id_slip")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_slip_serial_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("wish_list_id", "serial", name=op.f("pk_slip_serial")),
        sa.UniqueConstraint("slip_id", name=op.f("uq_slip_serial_slip_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "slip_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_slip_batch_count_positive")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_slip_batch_area_id_area")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_slip_batch_community_id_community")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_slip_batch_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_batch")),
    )
    with op.batch_alter_table("slip_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_batch_wish_list_id"), ["wish_list_id"], unique=False)
    op.execute(
        "INSERT INTO slip_batch (community_id, wish_list_id, area_id, count)"
        " SELECT community_id, wish_list_id, area_id, count(*) FROM slip GROUP BY community_id, wish_list_id, area_id"
    )

    op.create_table(
        "spare_code",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_spare_code_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spare_code")),
    )
    with op.batch_alter_table("spare_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spare_code_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("started_at", survey.models.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("previous", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )

    with op.batch_alter_table("response", table_kwargs=IN_KEY_ORDER) as batch_op:
        batch_op.add_column(sa.Column("helper_id", sa.Integer(), nullable=True))
        batch_op.alter_column("area_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_foreign_key(batch_op.f("fk_response_helper_id_staff"), "staff", ["helper_id"], ["id"])

    with op.batch_alter_table("slip", table_kwargs=IN_KEY_ORDER) as batch_op:
        batch_op.add_column(sa.Column("open_link", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("area_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_staff_role_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_staff_role_known"), "role IN ('organiser', 'enumerator')")
        batch_op.add_column(sa.Column("area_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("totp_secret", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index(batch_op.f("ix_staff_area_id"), ["area_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_staff_area_id_area"), "area", ["area_id"], ["id"])

    with op.batch_alter_table("wish_list", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("key_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("takes_open_link", sa.Boolean(), nullable=False, server_default=sa.false()))

    # Lists closed before there was a ceremony: it takes them up where the old close ended.
    op.execute(
        """
        INSERT INTO closing (community_id, wish_list_id, step, asked_at, closed_at, counts, answers, answers_sha256,
            audit_fingerprint)
        SELECT community_id, id, 'closed', closes_at, closes_at, '', 0, '', '' FROM wish_list
        WHERE status IN ('closed', 'published')
        """
    )
