"""Answers that buttons lead back to, conversations, languages and feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("key", sa.String(100), nullable=False, unique=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("generation", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("answer_id", sa.String(12), primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "shown",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("answer_id", sa.String(12), nullable=False),
        sa.Column("message_ids", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2), nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("answer_id", sa.String(12), primary_key=True),
        sa.Column("voter", sa.String(24), primary_key=True),
        sa.Column("vote", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    for name in ("feedback", "preferences", "shown", "turns", "places", "answers"):
        op.drop_table(name)
