"""One message, several questions: "Apa itu SPBE? Siapa koordinatornya?" is asked as two."""

import re

MOST = 5
"""Questions of one message that are answered one by one; what is beyond stays with the last."""
FEWEST_QUESTIONS = 2
FEWEST_WORDS = 2
"""A "question" of one word ("Kenapa?") belongs to the one before it."""
LONGEST_AFTERWORD = 4
"""A closing of up to this many words ("Terima kasih banyak, Pak.") is no part of the question."""

END = re.compile(r"\?+(?=\s|$)")


def separate(text: str) -> list[str]:
    """Returns the questions of a message, in order; a message without two question marks is one question."""
    pieces: list[str] = []
    start = 0
    for match in END.finditer(text):
        piece = text[start : match.end()].strip()
        start = match.end()
        joins = pieces and (len(piece.split()) < FEWEST_WORDS or len(pieces) == MOST)
        if joins:
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    afterword = text[start:].strip()
    if len(pieces) < FEWEST_QUESTIONS:
        return [text.strip()]
    if len(afterword.split()) > LONGEST_AFTERWORD:
        pieces[-1] += f" {afterword}"
    return pieces
