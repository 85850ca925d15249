"""Families with guardians and children, what a story is fit for, and what a gate held back.

No column that is added to a table that was there has a foreign key: SQLite would copy the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FAMILY = ("family_id", sa.Integer(), None)
ADDED = {
    "user": (
        FAMILY,
        ("guardian", sa.Boolean(), sa.false()),
        ("reader_id", sa.Integer(), None),
        ("may_write", sa.Boolean(), sa.true()),
    ),
    "invitation": (
        FAMILY,
        ("guardian", sa.Boolean(), sa.false()),
        ("reader_id", sa.Integer(), None),
    ),
    "reader": (FAMILY, ("band", sa.Text(), None), ("preview", sa.Boolean(), sa.false())),
    "story": (FAMILY, ("band", sa.Text(), sa.text("'adult'"))),
    "passage": (("held", sa.Boolean(), sa.false()),),
}
INDEXES = (
    ("ix_user_family_id", "user", ["family_id"]),
    ("ix_reader_family", "reader", ["family_id", "id"]),
    ("ix_story_family", "story", ["family_id", "id"]),
)


def upgrade() -> None:
    op.create_table(
        "family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_family"),
        sqlite_autoincrement=True,
    )
    for table, columns in ADDED.items():
        for name, kind, default in columns:
            op.add_column(
                table, sa.Column(name, kind, nullable=default is None, server_default=default)
            )
    for name, table, indexed in INDEXES:
        where = sa.text("family_id IS NOT NULL")
        op.create_index(name, table, indexed, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "gate_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gate_note"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_gate_note_user_id_user"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_gate_note_story_id_story"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gate_note_user_id", "gate_note", ["user_id", "id"])
    op.create_index("ix_gate_note_story_id", "gate_note", ["story_id"])


def downgrade() -> None:
    op.drop_table("gate_note")
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
    for table, columns in ADDED.items():
        for name, _, _ in columns:
            op.drop_column(table, name)
    op.drop_table("family")
