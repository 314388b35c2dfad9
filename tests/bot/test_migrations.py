"""A database of an earlier version is brought along with what is in it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.database import MIGRATIONS, Database
from bot.saved import write_answer
from bot.tables import answers
from knowledge import Answer, AnswerKind, Citation

CITED = Citation("salinan kantor", "Peraturan", "Pasal 1", None, "…")
ANSWER = Answer("apa?", AnswerKind.ANSWER, "id", "Itu [1].", (CITED, CITED), seconds=0.25)


def test_answers_that_are_kept_can_be_counted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    engine = sa.create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.execute(
            sa.text("INSERT INTO answers VALUES ('a', 'k', 'apa?', :answer, '1', 7)"), {"answer": write_answer(ANSWER)}
        )
    engine.dispose()
    database = Database.open(url)
    [row] = database.run_now(lambda connection: connection.execute(sa.select(answers)).all())
    assert (row.kind, row.took_ms, row.cited) == ("answer", 250, "salinan\u00a0kantor")
    database.close()
