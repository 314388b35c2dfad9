"""Every update written down before it is handled, and what was sent for it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the inbox and the record of sends."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("lane", sa.String(80), nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("box", sa.BigInteger, nullable=False),
        sa.Column("number", sa.BigInteger),
        sa.Column("received_at", sa.BigInteger, nullable=False),
    )
    op.create_index("inbox_by_number", "inbox", ["box", "number"])
    op.create_table(
        "sends",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("step", sa.String(40), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("box", sa.BigInteger, nullable=False),
        sa.Column("floor", sa.BigInteger, nullable=False),
        sa.Column("ceiling", sa.BigInteger),
        sa.Column("marked", sa.Boolean, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("sends_by_number", "sends", ["box", "message_id"])


def downgrade() -> None:
    """Drops them."""
    op.drop_table("sends")
    op.drop_table("inbox")
