"""Reading the documents: ranked passages for /cari, and a term's meaning for /istilah."""

import re

from telegram import Update

from bot import texts
from bot.context import Context
from bot.handlers.questions import COMMAND, answer
from bot.keyboards import NO_ANSWER, places_keyboard
from bot.render import hits_html
from bot.saved import Place

MOST_HITS = 8
WORD = re.compile(r"\w", re.UNICODE)


async def search(update: Update, context: Context) -> None:
    """Lists the best passages for `/cari kata`, each to be opened."""
    message = update.message
    if message is None:
        return
    query = COMMAND.sub("", message.text or "").strip()
    if not WORD.search(query):
        await context.reply(message, texts.SEARCH_WHAT(context.language))
        return
    hits = await context.consult(lambda knowledge: knowledge.search(query, MOST_HITS))
    if not hits:
        await context.reply(message, texts.NO_HITS(context.language, query=query))
        return
    places = [Place(hit.passage.document, hit.locator) for hit in hits]
    await context.archive.note(places)
    keyboard = places_keyboard(places, NO_ANSWER, context.language)
    await context.reply(message, hits_html(hits, query, context.language), keyboard)


async def define(update: Update, context: Context) -> None:
    """Explains a term for `/istilah SPBE`."""
    message = update.message
    if message is None:
        return
    term = COMMAND.sub("", message.text or "").strip()
    if WORD.search(term):
        await answer(message, term, context, work=lambda knowledge: knowledge.define(term))
    else:
        await context.reply(message, texts.TERM_WHAT(context.language))
