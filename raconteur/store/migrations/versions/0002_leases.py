"""A holder shows that it lives; somebody who waits goes before a run that nobody watches."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("passage") as batch_op:
        batch_op.add_column(sa.Column("beat", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rung", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("unattended", sa.Boolean(), nullable=False, server_default=sa.false())
        )
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
    with op.batch_alter_table("passage") as batch_op:
        batch_op.drop_column("unattended")
        batch_op.drop_column("rung")
        batch_op.drop_column("beat")
