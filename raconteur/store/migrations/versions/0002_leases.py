"""A holder shows that it lives; somebody who waits goes before a run that nobody watches."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: made anew from what Alembic sees of it, a table of SQLite's loses AUTOINCREMENT.
    for column in (
        sa.Column("beat", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rung", sa.Integer(), nullable=True),
        sa.Column("unattended", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("passage", column)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("passage_piece", "id", type_=sa.BigInteger())
        op.execute("ALTER SEQUENCE passage_piece_id_seq AS bigint")
    op.drop_index("ix_story_user_id", table_name="story")
    op.create_index("ix_story_shelf", "story", ["user_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_story_shelf", table_name="story")
    op.create_index("ix_story_user_id", "story", ["user_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("passage_piece", "id", type_=sa.Integer())
        op.execute("ALTER SEQUENCE passage_piece_id_seq AS integer")
    for column in ("unattended", "rung", "beat"):
        op.drop_column("passage", column)
