"""/tak_terjawab: what people asked in vain, grouped, and linked to the right provision with two taps."""

import contextlib
import csv
import io
from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType

from bot import texts, texts_insight
from bot.context import Context, Handler
from bot.handlers.buttons import read, toast
from bot.keyboards import OPEN, said, shortened
from bot.render import SNIPPET, snippet
from bot.review import Group
from bot.saved import Place
from bot.texts import escaped
from bot.titles import short_title
from bot.unanswered import LINKED, OUTSIDE
from knowledge import Hit, LinkError, QuestionError

LIST, GROUP, LINK, READ, ASIDE, SEARCH, UNDO, CSV = "l", "g", "k", "r", "o", "s", "u", "c"
PER_PAGE = 6
MOST_HITS = 5
MOST_WORDINGS = 6
LONGEST = 300
"""Letters of a question in a list, and of a provision that is shown before it is linked."""
SHOWN_PROVISION = 2500
FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula."""

Shown = tuple[str, InlineKeyboardMarkup | None]


async def show(update: Update, context: Context) -> None:
    """Lists the open questions."""
    if update.message:
        await context.reply(update.message, *await _list(1, context))


async def turn(update: Update, context: Context) -> None:
    """Does what a button says."""
    query, pieces = read(update)
    message = query.message if isinstance(query.message, Message) else None
    sentence = None
    match pieces[1:] if message else []:
        case [mark, page] if mark == LIST and page.isdigit():
            shown: Shown | None = await _list(int(page), context)
        case [mark, digest] if mark == GROUP:
            shown = await _group(digest, context)
        case [mark, digest, place_id] if mark == READ:
            shown = await _provision(digest, place_id, context)
        case [mark, digest, place_id] if mark == LINK:
            shown = await _link(digest, place_id, context)
        case [mark, digest] if mark == ASIDE:
            shown = await _put_aside(digest, context)
        case [mark, digest, *link] if mark == UNDO:
            shown, sentence = await _undo(digest, link, context), texts_insight.UNDONE
        case [mark, _] if mark == SEARCH:
            await toast(query, texts_insight.SEARCH_HOW, context, alert=True)
            return
        case [mark] if mark == CSV and message:
            await _send_csv(message, context)
            await toast(query, None, context)
            return
        case _:
            shown = None
    if message is None or shown is None:
        await toast(query, texts_insight.SETTLED, context, alert=True)
        return
    await context.post.edit(message.chat_id, message.message_id, *shown)
    await toast(query, sentence, context)


def search_on(otherwise: Handler) -> Handler:
    """Returns a handler that takes an admin's reply to an open question as words to search with."""

    async def take(update: Update, context: Context) -> None:
        message = update.message
        digest = _replied_to(message) if message and context.is_admin else ""
        if message is None or not digest:
            await otherwise(update, context)
            return
        shown = await _group(digest, context, " ".join((message.text or "").split()))
        await context.reply(message, *(shown or (texts_insight.SETTLED(context.language), None)))

    return take


def _replied_to(message: Message) -> str:
    """Returns the digest of the open question that a message replies to, "" where it replies to none."""
    replied = message.reply_to_message
    if replied is None or replied.reply_markup is None or message.chat.type != ChatType.PRIVATE:
        return ""
    tapped = [str(one.callback_data or "").split(":") for row in replied.reply_markup.inline_keyboard for one in row]
    return next((pieces[2] for pieces in tapped if pieces[:2] == [OPEN, SEARCH] and len(pieces) == 3), "")


async def _list(page: int, context: Context) -> Shown:
    groups = await context.review.groups()
    if not groups:
        return texts_insight.OPEN_NONE(context.language), None
    pages = -(-len(groups) // PER_PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    here = groups[first : first + PER_PAGE]
    count = sum(len(group.questions) for group in groups)
    lines = [texts_insight.OPEN_TITLE(context.language, count=count, groups=len(groups))]
    lines += [_line(number, group, context.language) for number, group in enumerate(here, first + 1)]
    numbers = [said(NUMBER, context.language, OPEN, GROUP, g.head.digest, n=n) for n, g in enumerate(here, first + 1)]
    turning = [said(BEFORE, context.language, OPEN, LIST, page - 1, page=page - 1, pages=pages)] if page > 1 else []
    if page < pages:
        turning.append(said(AFTER, context.language, OPEN, LIST, page + 1, page=page + 1, pages=pages))
    turning.append(said(texts_insight.AS_CSV, context.language, OPEN, CSV))
    return "\n\n".join(lines), InlineKeyboardMarkup([row for row in (numbers[:3], numbers[3:], turning) if row])


NUMBER, BEFORE, AFTER = (texts.Sentence(one, one) for one in ("{n}", "‹ {page}/{pages}", "{page}/{pages} ›"))


def _line(number: int, group: Group, language: str) -> str:
    counts = [f"{group.times}×", *([f"{group.disliked} 👎"] if group.disliked else [])]
    if len(group.questions) > 1:
        counts.append(texts_insight.ALIKE(language, count=len(group.questions) - 1))
    return f"<b>{number}.</b> {escaped(shortened(group.head.question, LONGEST))}\n<i>{', '.join(counts)}</i>"


async def _found(digest: str, context: Context) -> Group | None:
    """Returns the group that holds a question, headed by it, None when it is open no longer."""
    for group in await context.review.groups():
        own = [one for one in group.questions if one.digest == digest]
        if own:
            return Group((*own, *(one for one in group.questions if one.digest != digest)))
    return None


async def _group(digest: str, context: Context, words: str = "") -> Shown | None:
    """Shows an open question and the provisions nearest to it, or to other words."""
    group = await _found(digest, context)
    if group is None:
        return None
    language, asked = context.language, words or group.head.question
    try:
        hits = await context.consult(lambda knowledge: knowledge.search(asked, MOST_HITS))
    except QuestionError:
        hits = []
    places = [Place(hit.passage.document, hit.locator) for hit in hits]
    await context.archive.note(places)
    facts = texts_insight.ASKED_SO(language, times=group.times, last=_day(group.last))
    votes = f" · {group.disliked} 👎" if group.disliked else ""
    blocks = [f"<b>{escaped(shortened(group.head.question, LONGEST))}</b>\n{facts}{votes}"]
    if others := group.questions[1 : MOST_WORDINGS + 1]:
        alike = [f"• {escaped(shortened(one.question, LONGEST))}" for one in others]
        blocks.append("\n".join([texts_insight.ALSO_ASKED(language), *alike]))
    title = texts_insight.NEAREST_TO(language, words=words) if words else texts_insight.NEAREST(language)
    blocks += [title, *_nearest(hits, asked)] if hits else [texts_insight.NOTHING_NEAR(language)]
    return "\n\n".join(blocks), _group_keyboard(digest, places, language)


def _nearest(hits: Sequence[Hit], asked: str) -> list[str]:
    return [
        f"<b>[{number}] {escaped(short_title(hit.passage.title))} {escaped(hit.locator)}</b>\n"
        f"{escaped(snippet(hit.passage.text, asked, SNIPPET))}"
        for number, hit in enumerate(hits, 1)
    ]


def _group_keyboard(digest: str, places: Sequence[Place], language: str) -> InlineKeyboardMarkup:
    rows = [
        [
            said(
                texts_insight.LINK, language, OPEN, LINK, digest, one.id, number=n, locator=shortened(one.locator, 24)
            ),
            said(READ_IT, language, OPEN, READ, digest, one.id, n=n),
        ]
        for n, one in enumerate(places, 1)
    ]
    rows.append(
        [
            said(texts_insight.SEARCH_ON, language, OPEN, SEARCH, digest),
            said(texts_insight.OUTSIDE, language, OPEN, ASIDE, digest),
        ]
    )
    return InlineKeyboardMarkup([*rows, [said(texts_insight.LIST, language, OPEN, LIST, 1)]])


def _short(place: Place) -> str:
    return shortened(place.locator, 24)


READ_IT = texts.Sentence("📄 {n}", "📄 {n}")


async def _provision(digest: str, place_id: str, context: Context) -> Shown | None:
    """Shows a provision whole, to be linked or not."""
    place = await context.archive.place(place_id)
    if place is None:
        return None
    view = await context.consult(lambda knowledge: knowledge.provision(place.document, place.locator))
    if view is None:
        return None
    text = view.text if len(view.text) <= SHOWN_PROVISION else f"{view.text[:SHOWN_PROVISION].rsplit(' ', 1)[0]} …"
    language = context.language
    rows = [
        [said(texts_insight.LINK_THIS, language, OPEN, LINK, digest, place_id)],
        [said(texts_insight.TO_QUESTION, language, OPEN, GROUP, digest)],
    ]
    title = f"<b>{escaped(short_title(view.title))} {escaped(view.locator)}</b>"
    return f"{title}\n\n{escaped(text)}", InlineKeyboardMarkup(rows)


async def _link(digest: str, place_id: str, context: Context) -> Shown | None:
    one, place = await context.unanswered.one(digest), await context.archive.place(place_id)
    if one is None or place is None:
        return None
    by = f"telegram {context.user_id}"
    try:
        async with context.review.settling:
            link = await context.consult(
                lambda knowledge: knowledge.link(one.question, place.document, place.locator, by=by)
            )
            await context.unanswered.settle([digest], LINKED)
    except LinkError:
        return texts_insight.LINK_REFUSED(context.language), _to_list(context)
    await context.record("link", f"{one.question} → {link.key} {link.locator}")
    context.promises.wake()
    titles = await context.consult(lambda knowledge: {entry.name: entry.title for entry in knowledge.documents()})
    where = f"{short_title(titles.get(place.document, place.document))} {link.locator}"
    html = texts_insight.LINKED(context.language, question=one.question, place=where)
    return html, _to_list(context, UNDO, digest, link.id[:12])


async def _put_aside(digest: str, context: Context) -> Shown | None:
    one = await context.unanswered.one(digest)
    if one is None:
        return None
    await context.unanswered.settle([digest], OUTSIDE)
    await context.record("outside", one.question)
    return texts_insight.PUT_OUTSIDE(context.language, question=one.question), _to_list(context, UNDO, digest)


async def _undo(digest: str, link: Sequence[str], context: Context) -> Shown | None:
    """Takes a link or a mark back, and shows the question as before."""
    with contextlib.suppress(LinkError):  # another admin may have been faster
        if link:
            gone = await context.consult(lambda knowledge: knowledge.unlink(link[0]))
            await context.record("unlink", gone.question)
    await context.unanswered.reopen(digest)
    return await _group(digest, context)


def _to_list(context: Context, *undo: str) -> InlineKeyboardMarkup:
    back = [said(texts_insight.UNDO, context.language, OPEN, *undo)] if undo else []
    return InlineKeyboardMarkup([[*back, said(texts_insight.LIST, context.language, OPEN, LIST, 1)]])


async def _send_csv(message: Message, context: Context) -> None:
    groups = await context.review.groups()
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([texts.label(column, context.language) for column in texts_insight.CSV_COLUMNS])
    for number, group in enumerate(groups, 1):
        for one in group.questions:
            row = (number, _guarded(one.question), one.times, one.disliked, _day(one.first), _day(one.last))
            writer.writerow(row)
    content = written.getvalue().encode("utf-8-sig")
    name = f"tak-terjawab-{datetime.now().astimezone():%Y-%m-%d}.csv"
    await context.send_file(message, content, name, texts_insight.CSV_CAPTION(context.language))


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%d-%m-%Y}"
