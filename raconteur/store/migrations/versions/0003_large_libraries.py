"""What is looked for among a million stories has an index of its own, and a small one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNFINISHED = "state = 'queued' OR state = 'writing'"
BROKEN_OFF = "state = 'stopped' OR state = 'failed'"
PARTIAL = (
    ("ix_passage_unfinished", "passage", ["state", "story_id"], UNFINISHED),
    ("ix_passage_broken_off", "passage", ["state", "story_id"], BROKEN_OFF),
    ("ix_passage_done", "passage", ["craft", "id"], "state = 'done'"),
    ("ix_story_shelf", "story", ["user_id", "id"], "deleted_at IS NULL"),
    ("ix_story_trash", "story", ["user_id", "id"], "deleted_at IS NOT NULL"),
)


def upgrade() -> None:
    op.drop_index("ix_passage_state", table_name="passage")
    op.drop_index("ix_story_shelf", table_name="story")
    for name, table, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    for table in ("prompt", "reader"):
        op.drop_index(f"ix_{table}_user_id", table_name=table)
        op.create_index(f"ix_{table}_shelf", table, ["user_id", "id"])


def downgrade() -> None:
    for table in ("prompt", "reader"):
        op.drop_index(f"ix_{table}_shelf", table_name=table)
        op.create_index(f"ix_{table}_user_id", table, ["user_id"])
    for name, table, _, _ in PARTIAL:
        op.drop_index(name, table_name=table)
    op.create_index("ix_story_shelf", "story", ["user_id", "id"])
    op.create_index("ix_passage_state", "passage", ["state"])
