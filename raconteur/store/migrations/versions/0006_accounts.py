"""More than one user: passwords, sign-ins, tokens, invitations, and who did what."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _secret(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("digest", name=f"uq_{name}_digest"),
        sqlite_autoincrement=True,
    )


def _time(name: str, nullable: bool = False) -> sa.Column[dt.datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _user(table: str, nullable: bool = False) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("user_id", sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id_user"),
    )


def upgrade() -> None:
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(
            sa.Column("role", sa.Text(), nullable=False, server_default="administrator")
        )
        batch_op.add_column(sa.Column("password", sa.Text(), nullable=True))
        batch_op.add_column(_time("disabled_at", nullable=True))
        batch_op.add_column(_time("leaves_at", nullable=True))
    _secret(
        "session",
        *_user("session"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        _time("created_at"),
        _time("seen_at"),
        _time("expires_at"),
    )
    op.create_index("ix_session_user_id", "session", ["user_id"])
    _secret(
        "api_token",
        *_user("api_token"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        _time("created_at"),
        _time("expires_at"),
        _time("used_at", nullable=True),
    )
    op.create_index("ix_api_token_user_id", "api_token", ["user_id"])
    _secret(
        "invitation",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        *_user("invitation", nullable=True),
        _time("created_at"),
        _time("expires_at"),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_digest", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _time("at"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
        sa.UniqueConstraint("name_digest", name="uq_sign_in_failure_name_digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        *_user("identity"),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        _time("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_identity_issuer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_identity_user_id", "identity", ["user_id"])
    _secret(
        "share",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_share_story_id_story"),
        sa.Column("digest", sa.Text(), nullable=False),
        _time("created_at"),
        _time("expires_at"),
    )
    op.create_index("ix_share_story_id", "share", ["story_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _time("at"),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    for table in ("audit", "sign_in_failure", "share", "identity", "invitation", "api_token", "session"):
        op.drop_table(table)
    with op.batch_alter_table("user") as batch_op:
        for column in ("leaves_at", "disabled_at", "password", "role"):
            batch_op.drop_column(column)
