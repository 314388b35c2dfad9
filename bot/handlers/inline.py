"""Inline mode: `@bot kata` in any chat finds passages to post there; an answer can be shared by its id."""

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot import texts
from bot.access import OPEN
from bot.context import Context
from bot.keyboards import SHARED, shortened
from bot.render import answer_html, hit_html, snippet, source_line, without_heading
from bot.saved import Place, Saved
from bot.split import plain, split
from bot.titles import place_in
from knowledge import Hit

MOST_RESULTS = 10
LEAST_LETTERS = 3
"""A query is sent for every keystroke; one or two letters find nothing worth showing."""
CACHED_SECONDS = 300
POSTED_UNITS = 3500
"""UTF-16 units of a passage that is posted into someone else's chat."""


async def find(update: Update, context: Context) -> None:
    """Answers an inline query from the index alone, without a model, and in time for the next keystroke."""
    query = update.inline_query
    if query is None:
        return
    text = query.query.strip()
    if text.startswith(f"{SHARED} "):
        saved = await context.archive.by_id(text.removeprefix(SHARED).strip())
        await _reply(query, [_answer_result(saved)] if saved else [], context)
    elif len(text) < LEAST_LETTERS:
        await _reply(query, [], context)
    else:
        hits = await context.consult(lambda knowledge: knowledge.search(text, MOST_RESULTS))
        await _reply(query, [_hit_result(number, hit, text, context) for number, hit in enumerate(hits)], context)


async def _reply(query: InlineQuery, results: list[InlineQueryResultArticle], context: Context) -> None:
    button = InlineQueryResultsButton(texts.label(texts.ASK_IN_PRIVATE, context.language), start_parameter="tanya")
    restricted = context.settings.access_mode != OPEN
    try:
        await query.answer(results, cache_time=CACHED_SECONDS, is_personal=restricted, button=button)
    except BadRequest as error:
        if "query is too old" not in str(error).lower():  # the person has typed on
            raise


def _hit_result(number: int, hit: Hit, query: str, context: Context) -> InlineQueryResultArticle:
    title = place_in(hit.passage.title, hit.locator)
    return InlineQueryResultArticle(
        f"{number}-{Place(hit.passage.document, hit.locator).id}",
        shortened(title, 100),
        InputTextMessageContent(split(hit_html(hit, context.language), POSTED_UNITS)[0]),
        description=snippet(without_heading(hit.passage.text, hit.locator), query, 120),
    )


def _answer_result(saved: Saved) -> InlineQueryResultArticle:
    answer = saved.answer
    html = f"<i>{texts.escaped(answer.question)}</i>\n\n{answer_html(answer)}"
    sources = [plain(source_line(number, one, answer.language)) for number, one in enumerate(answer.citations, 1)]
    return InlineQueryResultArticle(
        f"answer-{saved.id}",
        shortened(answer.question, 100) or "…",
        InputTextMessageContent(split(html, POSTED_UNITS)[0]),
        description=shortened(" · ".join(sources) or answer.lead, 120),
    )
