"""Earlier turns of a conversation from JSON: what `ask --json` printed, or only the questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.errors import QuestionError
from knowledge.records import Citation, Turn


def load_history(path: Path) -> list[Turn]:
    """Reads a file of turns, oldest first: one JSON array, or one JSON object or question a line.

    Raises:
        QuestionError: the file cannot be read, or a turn has no question.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise QuestionError(f"{path}: tidak dapat dibaca sebagai teks UTF-8. / Cannot be read as UTF-8 text.") from None
    if text.lstrip().startswith("["):
        try:
            return read_turns(json.loads(text))
        except ValueError:
            raise QuestionError(f"{path}: bukan JSON yang sah. / Not valid JSON.") from None
    return read_turns([_line(line) for line in text.splitlines() if line.strip()])


def read_turns(rows: object) -> list[Turn]:
    """Returns the turns of a list: objects with `question` and, where known, `answer` and `citations`, or questions.

    Raises:
        QuestionError: naming the turn that has no question.
    """
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise QuestionError("`turns` harus berupa daftar. / `turns` must be a list.")
    return [_turn(number, row) for number, row in enumerate(rows, 1)]


def _line(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return line


def _turn(number: int, row: object) -> Turn:
    if isinstance(row, str) and row.strip():
        return Turn(row)
    try:
        assert isinstance(row, dict)
        cited = tuple(_citation(one) for one in row.get("citations") or ())
        return Turn(str(row["question"]), cited, str(row.get("answer") or row.get("lead") or ""))
    except (AssertionError, KeyError, TypeError, AttributeError):
        raise QuestionError(
            f"Giliran {number}: perlu `question`. / Turn {number} needs a `question`, and citations with `document` "
            f"and `locator`."
        ) from None


def _citation(one: dict[str, Any]) -> Citation:
    page = one.get("page")
    return Citation(
        str(one["document"]),
        str(one.get("title") or one["document"]),
        str(one["locator"]),
        int(page) if page is not None else None,
        str(one.get("quote") or ""),
        one.get("url"),
    )
