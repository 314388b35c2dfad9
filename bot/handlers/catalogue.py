"""/sumber: the documents by kind, year or status, and down to a BAB and its Pasal."""

from collections import Counter
from collections.abc import Callable, Sequence

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts
from bot.context import Context
from bot.handlers.buttons import read, toast
from bot.keyboards import CATALOGUE, NO_ANSWER, VIEW, Row, button, said
from bot.render import document_html, kind_name, kind_of, status_name
from bot.saved import Place
from bot.titles import short_title
from knowledge import DocumentEntry

KIND, YEAR, STATUS, DOCUMENT, CHAPTER = "k", "y", "s", "d", "b"
PER_PAGE = 8
NOTHING = "-"
"""Stands for "no year" and "status unknown" in a button."""

Shown = tuple[str, InlineKeyboardMarkup]

FACETS: dict[str, Callable[[DocumentEntry], str]] = {
    KIND: lambda entry: kind_of(entry.kind),
    YEAR: lambda entry: str(entry.year or NOTHING),
    STATUS: lambda entry: entry.status or NOTHING,
}


async def browse(update: Update, context: Context) -> None:
    """Shows how many documents there are, by kind."""
    if update.message:
        entries = await _entries(context)
        if entries:
            await context.reply(update.message, *_values(entries, KIND, context.language))
        else:
            await context.reply(update.message, texts.NO_DOCUMENTS(context.language))


async def turn(update: Update, context: Context) -> None:
    """Follows a button of the catalogue, in place."""
    query, pieces = read(update)
    shown = await _shown(pieces[1:], context)
    if shown is None or not isinstance(query.message, Message):
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await context.post.edit(query.message.chat_id, query.message.message_id, *shown)
    await toast(query, None, context)


async def _shown(pieces: Sequence[str], context: Context) -> Shown | None:
    entries = await _entries(context)
    match list(pieces):
        case [facet] if facet in FACETS:
            return _values(entries, facet, context.language)
        case [facet, value, page] if facet in FACETS and page.isdigit():
            return await _documents(entries, facet, value, int(page), context)
        case [step, place_id, page] if step == DOCUMENT and page.isdigit():
            return await _document(entries, place_id, int(page), context)
        case [step, place_id, chapter, page] if step == CHAPTER and chapter.isdigit() and page.isdigit():
            return await _chapter(place_id, int(chapter), int(page), context)
    return None


async def _entries(context: Context) -> list[DocumentEntry]:
    return await context.consult(lambda knowledge: knowledge.documents())


def _values(entries: Sequence[DocumentEntry], facet: str, language: str) -> Shown:
    """Returns the values of a facet, each with its number of documents."""
    counted = Counter(FACETS[facet](entry) for entry in entries)
    ordered = sorted(counted, key=lambda value: (value == NOTHING, value), reverse=facet == YEAR)
    buttons = [
        button(f"{_value_name(facet, value, language)} ({counted[value]})", CATALOGUE, facet, value, 1)
        for value in ordered
    ]
    others = [(KIND, texts.BY_KIND), (YEAR, texts.BY_YEAR), (STATUS, texts.BY_STATUS)]
    switch = [said(sentence, language, CATALOGUE, other) for other, sentence in others if other != facet]
    columns = 3 if facet == YEAR else 2
    rows = [*_rows(buttons[: PER_PAGE * 3], columns), switch]
    return texts.DOCUMENTS(language, count=len(entries)), InlineKeyboardMarkup(rows)


async def _documents(
    entries: Sequence[DocumentEntry], facet: str, value: str, page: int, context: Context
) -> Shown | None:
    found = [entry for entry in entries if FACETS[facet](entry) == value]
    if not found:
        return None
    found.sort(key=lambda entry: (-(entry.year or 0), entry.title))
    await context.archive.note([Place(entry.name) for entry in found])
    buttons = [
        button(f"{status_name(entry, context.language, mark=True)}{short_title(entry.title)}",
               CATALOGUE, DOCUMENT, Place(entry.name).id, 1)
        for entry in found
    ]  # fmt: skip
    rows = _rows(_page(buttons, page), 1)
    rows.append(_turning(len(buttons), page, (CATALOGUE, facet, value)))
    rows.append([said(texts.ALL_DOCUMENTS, context.language, CATALOGUE, facet)])
    title = texts.DOCUMENTS_OF(context.language, value=_value_name(facet, value, context.language), count=len(found))
    return title, InlineKeyboardMarkup([row for row in rows if row])


async def _document(entries: Sequence[DocumentEntry], place_id: str, page: int, context: Context) -> Shown | None:
    place = await context.archive.place(place_id)
    entry = next((entry for entry in entries if place and entry.name == place.document), None)
    if entry is None:
        return None
    chapters = await _chapters(entry.name, context)
    if len(chapters) > 1:
        buttons = [
            button(chapter or texts.label(texts.OPENING_PART, context.language), CATALOGUE, CHAPTER, place_id, n, 1)
            for n, chapter in enumerate(chapters)
        ]
    else:
        buttons = await _pasal_buttons(entry.name, next(iter(chapters.values()), []), context)
    rows = _rows(_page(buttons, page), 1)
    rows.append(_turning(len(buttons), page, (CATALOGUE, DOCUMENT, place_id)))
    back = said(texts.ALL_DOCUMENTS, context.language, CATALOGUE, KIND, FACETS[KIND](entry), 1)
    return document_html(entry, context.language), InlineKeyboardMarkup([row for row in [*rows, [back]] if row])


async def _chapter(place_id: str, number: int, page: int, context: Context) -> Shown | None:
    place = await context.archive.place(place_id)
    chapters = list((await _chapters(place.document, context)).items()) if place else []
    if place is None or number >= len(chapters):
        return None
    chapter, locators = chapters[number]
    buttons = await _pasal_buttons(place.document, locators, context)
    rows = _rows(_page(buttons, page, PER_PAGE * 3), 3 if all(len(one) < 12 for one in locators) else 1)
    rows.append(_turning(len(buttons), page, (CATALOGUE, CHAPTER, place_id, number), PER_PAGE * 3))
    rows.append([said(texts.TO_DOCUMENT, context.language, CATALOGUE, DOCUMENT, place_id, 1)])
    title = f"<b>{texts.escaped(chapter or texts.label(texts.OPENING_PART, context.language))}</b>"
    return title, InlineKeyboardMarkup([row for row in rows if row])


async def _chapters(document: str, context: Context) -> dict[str, list[str]]:
    """Returns the provisions of a document under its topmost headings, in reading order."""
    chapters: dict[str, list[str]] = {}
    for locator, headings in await context.consult(lambda knowledge: knowledge.outline(document)):
        chapters.setdefault(headings.split(" › ")[0], []).append(locator)
    return chapters


async def _pasal_buttons(document: str, locators: Sequence[str], context: Context) -> Row:
    places = [Place(document, locator) for locator in locators]
    await context.archive.note(places)
    return [button(place.locator, VIEW, place.id, NO_ANSWER, 1) for place in places]


def _value_name(facet: str, value: str, language: str) -> str:
    if facet == KIND:
        return kind_name(value, language)
    if value == NOTHING:
        return texts.label(texts.NOT_KNOWN, language)
    return texts.label(texts.STATUS[value], language) if facet == STATUS and value in texts.STATUS else value


def _rows(buttons: Row, columns: int) -> list[Row]:
    return [buttons[start : start + columns] for start in range(0, len(buttons), columns)]


def _page(buttons: Row, page: int, per_page: int = PER_PAGE) -> Row:
    return buttons[(page - 1) * per_page : page * per_page]


def _turning(count: int, page: int, pieces: tuple[str | int, ...], per_page: int = PER_PAGE) -> Row:
    """Returns the buttons to the pages before and after."""
    pages = -(-count // per_page)
    row: Row = []
    if page > 1:
        row.append(button(f"‹ {page - 1}/{pages}", *pieces, page - 1))
    if page < pages:
        row.append(button(f"{page + 1}/{pages} ›", *pieces, page + 1))
    return row
