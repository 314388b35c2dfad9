"""/statistik: what was asked in a day, a week or a month, as a picture with the figures below it."""

import asyncio
from collections.abc import Mapping

from telegram import InlineKeyboardMarkup, Message, Update

from bot import texts, texts_insight
from bot.chart import Bar, Chart, Stack, draw
from bot.context import Context
from bot.counting import DAY, SPANS, WEEK, Counts, Span
from bot.handlers.buttons import read, toast
from bot.keyboards import STATISTICS, said
from bot.titles import short_title


async def show(update: Update, context: Context) -> None:
    """Shows the last seven days."""
    if update.message:
        await _send(update.message, WEEK, context)


async def turn(update: Update, context: Context) -> None:
    """Shows another span in place of the picture."""
    query, pieces = read(update)
    span = next((one for one in SPANS if [one.name] == pieces[1:]), None)
    if span is None or not isinstance(query.message, Message):
        await toast(query, texts.OUTDATED, context, alert=True)
        return
    await toast(query, None, context)
    await _send(query.message, span, context)
    await context.post.remove(query.message.chat_id, query.message.message_id)


async def _send(message: Message, span: Span, context: Context) -> None:
    counts = await context.counting.over(span)
    titles = await context.consult(lambda knowledge: {entry.name: entry.title for entry in knowledge.documents()})
    picture = await asyncio.to_thread(drawn, counts, span, titles, context.language)
    await context.send_picture(
        message, picture, summary(counts, span, context.language), _keyboard(span, context.language)
    )


def _keyboard(shown: Span, language: str) -> InlineKeyboardMarkup:
    row = [
        said(texts_insight.SPANS[one.name], language, STATISTICS, one.name, mark="• " if one is shown else "")
        for one in SPANS
    ]
    return InlineKeyboardMarkup([row])


def summary(counts: Counts, span: Span, language: str) -> str:
    """Returns the figures as text."""
    return texts_insight.SUMMARY(
        language,
        span=texts.label(texts_insight.TITLES[span.name], language),
        people=counts.people,
        questions=counts.questions,
        rate=round(100 * counts.rate),
        usual=seconds(counts.usual_ms, language),
        slow=seconds(counts.slow_ms, language),
        helped=counts.helped,
        did_not_help=counts.did_not_help,
    )


def drawn(counts: Counts, span: Span, titles: Mapping[str, str], language: str) -> bytes:
    """Returns the figures as a picture."""

    def label(sentence: texts.Sentence) -> str:
        return texts.label(sentence, language)

    form = "%H" if span is DAY else "%d/%m"
    most = max((count for _, count in counts.cited), default=1)
    return draw(
        Chart(
            title=label(texts_insight.TITLES[span.name]),
            tiles=(
                (str(counts.people), label(texts_insight.PEOPLE)),
                (str(counts.questions), label(texts_insight.QUESTIONS)),
                (f"{round(100 * counts.rate)}%", label(texts_insight.RATE)),
                (seconds(counts.usual_ms, language), label(texts_insight.USUAL)),
            ),
            legend=(label(texts_insight.ANSWERED), label(texts_insight.FAILED)),
            stacks=[Stack(one.begin.strftime(form), one.answered, one.failed) for one in counts.columns],
            bars_title=label(texts_insight.CITED),
            bars=[Bar(short_title(titles.get(name, name)), n / most, str(n)) for name, n in counts.cited],
        )
    )


def seconds(milliseconds: int, language: str) -> str:
    """Returns a time as people read it: "0,04 dtk", "1,2 dtk"."""
    shown = f"{milliseconds / 1000:.{1 if milliseconds >= 1000 else 2}f}"
    shown = shown if language == texts.ENGLISH else shown.replace(".", ",")
    return f"{shown} {texts.label(texts_insight.SECONDS, language)}"
