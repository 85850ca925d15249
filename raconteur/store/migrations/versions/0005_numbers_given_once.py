"""In SQLite too a passage's number is never given twice: an earlier 0002 had taken that away."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MADE_BY = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'passage'")
# A restore may have noted it, though nobody asked.
HIGHEST = sa.text(
    "SELECT coalesce(max(n), 0) FROM (SELECT seq AS n FROM sqlite_sequence WHERE name = 'passage'"
    " UNION ALL SELECT max(id) FROM passage)"
)
FORGET = sa.text("DELETE FROM sqlite_sequence WHERE name = 'passage'")
NOTE = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('passage', :highest)")


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite" or "AUTOINCREMENT" in connection.scalar(MADE_BY):
        return
    highest = connection.scalar(HIGHEST)
    connection.execute(FORGET)
    again = {"sqlite_autoincrement": True}
    with op.batch_alter_table("passage", recreate="always", table_kwargs=again):
        pass
    connection.execute(FORGET)
    connection.execute(NOTE, {"highest": highest})


def downgrade() -> None:
    """An earlier program does no harm by not giving a number twice."""
