"""Wish themes: which theme each wish belongs to, and a community's own themes"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sorted_wish",
        sa.Column("wish_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("theme", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_sorted_wish_community_id_community")),
        sa.ForeignKeyConstraint(["wish_id"], ["wish.id"], name=op.f("fk_sorted_wish_wish_id_wish")),
        sa.ForeignKeyConstraint(["wish_list_id"], ["wish_list.id"], name=op.f("fk_sorted_wish_wish_list_id_wish_list")),
        sa.PrimaryKeyConstraint("wish_id", name=op.f("pk_sorted_wish")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sorted_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sorted_wish_wish_list_id"), ["wish_list_id"], unique=False)

    op.create_table(
        "wish_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("label_en", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("keywords", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("activities", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_wish_theme_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_theme")),
        sa.UniqueConstraint("community_id", "code", name=op.f("uq_wish_theme_community_id_code")),
    )
