"""What answers are counted by, which open questions are settled, and how many people asked."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ANSWERS = sa.table("answers", sa.column("id"), sa.column("answer"), *map(sa.column, ("kind", "took_ms", "cited")))


def upgrade() -> None:
    """Makes the tables and fills the new columns from the answers that are kept."""
    op.add_column("answers", sa.Column("kind", sa.String(20), nullable=False, server_default=""))
    op.add_column("answers", sa.Column("took_ms", sa.Integer, nullable=False, server_default="0"))
    op.add_column("answers", sa.Column("cited", sa.Text, nullable=False, server_default=""))
    op.create_index("answers_by_time", "answers", ["at"])
    connection = op.get_bind()
    for row in connection.execute(sa.select(ANSWERS.c.id, ANSWERS.c.answer)).all():
        said = json.loads(row.answer)
        cited = dict.fromkeys(one["document"] for one in said.get("citations", ()))
        values = {
            "kind": said["kind"],
            "took_ms": round(1000 * said.get("seconds", 0.0)),
            "cited": " ".join(name.replace(" ", "\u00a0") for name in cited),
        }
        connection.execute(sa.update(ANSWERS).where(ANSWERS.c.id == row.id).values(values))
    op.create_table(
        "settled",
        sa.Column("digest", sa.String(16), primary_key=True),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "visits",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("mark", sa.String(24), primary_key=True),
    )


def downgrade() -> None:
    """Drops them."""
    for name in ("visits", "settled"):
        op.drop_table(name)
    op.drop_index("answers_by_time", "answers")
    for name in ("cited", "took_ms", "kind"):
        op.drop_column("answers", name)
