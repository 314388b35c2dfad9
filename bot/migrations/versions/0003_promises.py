"""Checklists, promises to come back, and what the bot remembers of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "ticks",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("list", sa.String(40), primary_key=True),
        sa.Column("item", sa.String(60), primary_key=True),
        sa.Column("value", sa.String(10), nullable=False),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("known", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("reminders_by_chat", "reminders", ["chat_id"])
    op.create_table(
        "state",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    for name in ("state", "reminders", "ticks"):
        op.drop_table(name)
