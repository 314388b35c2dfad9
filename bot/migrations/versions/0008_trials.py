"""What came of trying the index with a question set."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "trials",
        sa.Column("at", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("generation", sa.String(80), nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("wrong", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drops it."""
    op.drop_table("trials")
