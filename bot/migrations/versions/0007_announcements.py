"""Who hears announcements, the announcements, and whom each still has to reach."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "listeners",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("wish", sa.String(6), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("announcement_id", sa.String(12), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("outcome", sa.String(6), nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    for name in ("deliveries", "announcements", "listeners"):
        op.drop_table(name)
