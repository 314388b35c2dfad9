"""Answers as Telegram HTML."""

import pytest

from bot.render import answer_html
from knowledge import Answer, AnswerKind, Citation

TABLE = "Dimensi | Unsur\nSmart Living | kesehatan (health)\nSmart Society | komunitas"


@pytest.mark.parametrize(
    ("lead", "quote", "is_quoted"),
    [
        ("Dewan bertemu tiap bulan. [1]", "Dewan bertemu tiap bulan.", False),
        ("Dewan bertemu. [1]", "Dewan bertemu tiap bulan.", True),
        ("Unsur:\n- Smart Living – kesehatan (health)\n- Smart Society – komunitas [1]", TABLE, False),
        ("Unsur:\n- Smart Living – kesehatan (health) [1]", TABLE, True),
    ],
)
def test_a_quotation_stands_below_its_source_unless_the_answer_shows_it(lead: str, quote: str, is_quoted: bool) -> None:
    cited = Citation("enam-dimensi", "Enam dimensi", "Unsur", None, quote)
    html = answer_html(Answer("apa?", AnswerKind.ANSWER, "id", lead, (cited,)))
    assert ("<blockquote" in html) is is_quoted
