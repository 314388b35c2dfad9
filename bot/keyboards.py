"""The buttons under messages. A button carries a verb and short ids, all in 64 bytes, good for as long as the chat."""

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot import texts
from bot.render import LONGEST_LABEL, source_text
from bot.saved import Place, Saved
from bot.texts import Sentence
from bot.titles import is_regulation
from knowledge import Answer, AnswerKind, Citation

VIEW, BACK, ALSO, ASK, VOTE, EXAMPLE = "v", "a", "l", "q", "f", "e"
CATALOGUE, LANGUAGE, ERASE, GUIDE, READINESS = "c", "y", "x", "g", "r"
REMIND, WATCH, END, PICTURE = "n", "w", "u", "p"
TRAIL, ACCESS, INVITE, NEWS, ANNOUNCE = "j", "k", "i", "b", "m"
OPEN, STATISTICS = "ta", "st"
UPLOAD, DOCUMENTS = "up", "dk"
NO_ANSWER = "-"
RELATED, SUGGESTED, AGAIN = "r", "s", "q"
UP, DOWN = "u", "d"
MOST_RELATED = 3
SHARED = "jawaban"
"""What an inline query begins with to share an answer that was given."""

Row = list[InlineKeyboardButton]


def data(*pieces: str | int) -> str:
    """Returns a button's data."""
    return ":".join(str(piece) for piece in pieces)


def button(label: str, *pieces: str | int) -> InlineKeyboardButton:
    """Returns a button that sends these pieces."""
    return InlineKeyboardButton(shortened(label), callback_data=data(*pieces))


def said(sentence: Sentence, language: str, *pieces: str | int, **values: object) -> InlineKeyboardButton:
    """Returns a button with a label from the catalogue, the values put in."""
    return button(texts.label(sentence, language).format(**values), *pieces)


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    """Returns the label in one line that fits."""
    line = " ".join(label.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rsplit(' ', 1)[0]}…"


def answer_keyboard(saved: Saved, language: str) -> InlineKeyboardMarkup:
    """Returns the buttons under an answer: its sources, what to ask next, a vote, copying and sharing."""
    answer = saved.answer
    rows = _source_rows(saved)
    rows.append([picture_button(_cited(answer.citations[0]), saved.id, language)] if answer.citations else [])
    if answer.see_also:
        rows[-1].append(said(texts.SEE_ALSO, language, ALSO, saved.id))
    if answer.citations and is_regulation(answer.citations[0].title):
        rows[-1].append(said(texts.WATCH, language, WATCH, saved.id))
    if answer.kind in (AnswerKind.NOT_FOUND, AnswerKind.FALSE_PREMISE):
        rows[-1].append(said(texts.REMIND, language, REMIND, saved.id))
    rows += [[button(f"❓ {text}", ASK, saved.id, f"{SUGGESTED}{n}")] for n, text in _first(answer.suggestions)]
    rows += [[button(f"💬 {text}", ASK, saved.id, f"{RELATED}{n}")] for n, text in _first(answer.related)]
    if answer.kind is AnswerKind.UNAVAILABLE:
        rows.append([said(texts.AGAIN, language, ASK, saved.id, AGAIN)])
    if answer.kind in (AnswerKind.ANSWER, AnswerKind.NOT_FOUND, AnswerKind.FALSE_PREMISE):
        rows.append(_closing_row(saved, language))
    return InlineKeyboardMarkup([row for row in rows if row])


def retry_keyboard(saved: Saved, language: str) -> InlineKeyboardMarkup:
    """Returns the button that asks a question again."""
    return InlineKeyboardMarkup([[said(texts.AGAIN, language, ASK, saved.id, AGAIN)]])


def same_tap_keyboard(tapped: str, language: str) -> InlineKeyboardMarkup:
    """Returns the button that does what another button was to do."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(texts.label(texts.AGAIN, language), callback_data=tapped)]])


def reasons_keyboard(saved: Saved, language: str) -> InlineKeyboardMarkup:
    """Returns an answer's buttons with the reasons for a 👎 in place of the vote."""
    rows = list(answer_keyboard(saved, language).inline_keyboard)[:-1]
    reasons = [said(one, language, VOTE, saved.id, DOWN, place) for place, one in enumerate(texts.REASONS)]
    return InlineKeyboardMarkup([*rows, reasons[:2], reasons[2:]])


def view_keyboard(
    place: Place, before: Place | None, after: Place | None, answer_id: str, page: int, pages: int, language: str
) -> InlineKeyboardMarkup:
    """Returns the buttons under a provision: further pages, its neighbours, and back to the answer."""
    turning: Row = []
    if page > 1:
        turning.append(button(f"▲ {page - 1}/{pages}", VIEW, place.id, answer_id, page - 1))
    if page < pages:
        turning.append(button(f"▼ {page + 1}/{pages}", VIEW, place.id, answer_id, page + 1))
    neighbours: Row = []
    if before:
        neighbours.append(button(f"‹ {shortened(before.locator, 20)}", VIEW, before.id, answer_id, 1))
    if after:
        neighbours.append(button(f"{shortened(after.locator, 20)} ›", VIEW, after.id, answer_id, 1))
    closing = [picture_button(place, answer_id, language)]
    if answer_id != NO_ANSWER:
        closing.append(said(texts.BACK, language, BACK, answer_id))
    return InlineKeyboardMarkup([row for row in (turning, neighbours, closing) if row])


def picture_button(place: Place, answer_id: str, language: str) -> InlineKeyboardButton:
    """Returns the button that sends a picture of a place."""
    return said(texts.PICTURE, language, PICTURE, place.id, answer_id)


def places_keyboard(places: Sequence[Place], answer_id: str, language: str) -> InlineKeyboardMarkup:
    """Returns a numbered button for each place, two in a row."""
    buttons = [button(f"[{n}] {place.locator}", VIEW, place.id, answer_id, 1) for n, place in enumerate(places, 1)]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    if answer_id != NO_ANSWER:
        rows.append([said(texts.BACK, language, BACK, answer_id)])
    return InlineKeyboardMarkup(rows)


def examples_keyboard(language: str) -> InlineKeyboardMarkup:
    """Returns the example questions of /start."""
    return InlineKeyboardMarkup(
        [[said(sentence, language, EXAMPLE, place)] for place, sentence in enumerate(texts.EXAMPLES)]
    )


def start_keyboard(language: str, *, asking: bool) -> InlineKeyboardMarkup:
    """Returns the example questions and, the first time, an offer to hear announcements."""
    rows = list(examples_keyboard(language).inline_keyboard)
    return InlineKeyboardMarkup([*rows, [said(texts.HEAR_NEWS, language, NEWS, "yes", "start")]] if asking else rows)


def effects_keyboard(places: Sequence[Place]) -> InlineKeyboardMarkup:
    """Returns a numbered button to where each effect is written."""
    buttons = [button(f"[{n}] {place.locator}", VIEW, place.id, NO_ANSWER, 1) for n, place in enumerate(places, 1)]
    return InlineKeyboardMarkup([buttons[start : start + 2] for start in range(0, len(buttons), 2)])


def _cited(citation: Citation) -> Place:
    return Place(citation.document, citation.locator)


def _source_rows(saved: Saved) -> list[Row]:
    buttons = [
        button(f"[{number}] {shortened(one.locator, 24)}", VIEW, _cited(one).id, saved.id, 1)
        for number, one in enumerate(saved.answer.citations, 1)
    ]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]


def _closing_row(saved: Saved, language: str) -> Row:
    row = [button("👍", VOTE, saved.id, UP), button("👎", VOTE, saved.id, DOWN)]
    if saved.answer.kind is AnswerKind.ANSWER:
        quotation = _quotation(saved.answer.citations, language)
        if quotation:
            row.append(InlineKeyboardButton(texts.label(texts.COPY, language), copy_text=CopyTextButton(quotation)))
        share = f"{SHARED} {saved.id}"
        row.append(InlineKeyboardButton(texts.label(texts.SHARE, language), switch_inline_query=share))
    return row


def _quotation(citations: Sequence[Citation], language: str) -> str:
    """Returns the first source as it goes into a memo, with its words where both fit a copy button."""
    if not citations:
        return ""
    source = source_text(citations[0], language)
    full = f"“{' '.join(citations[0].quote.split())}” ({source})"
    fits = [text for text in (full, source) if len(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT]
    return fits[0] if fits else ""


def _first(questions: Sequence[str]) -> list[tuple[int, str]]:
    return list(enumerate(questions))[:MOST_RELATED]


def asked_by(answer: Answer, mark: str) -> str | None:
    """Returns the question behind a button of an answer."""
    if mark == AGAIN:
        return answer.question
    questions = answer.related if mark.startswith(RELATED) else answer.suggestions
    number = mark[1:]
    return questions[int(number)] if number.isdigit() and int(number) < len(questions) else None
