"""What each user's stories took of each model on each day, caps on it, and passages that pause."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CAPS = ("tokens_a_day", "cost_a_month")
PAUSED = sa.text("state = 'paused'")


def upgrade() -> None:
    op.create_table(
        "usage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt_tokens", sa.BigInteger(), nullable=False),
        sa.Column("completion_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_usage_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_usage"),
        sa.UniqueConstraint("user_id", "day", "model", name="uq_usage_user_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_usage_day", "usage", ["day"])
    for name in CAPS:
        op.add_column("user", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_passage_paused",
        "passage",
        ["state", "story_id"],
        sqlite_where=PAUSED,
        postgresql_where=PAUSED,
    )


def downgrade() -> None:
    op.drop_index("ix_passage_paused", table_name="passage")
    # An earlier version knows no such state: it takes them up, as it takes up what waits.
    op.execute("UPDATE passage SET state = 'queued', error = NULL WHERE state = 'paused'")
    for name in CAPS:
        op.drop_column("user", name)
    op.drop_table("usage")
