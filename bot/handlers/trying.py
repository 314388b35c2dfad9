"""/uji: the index is tried with a question set, and what came of it is shown against the time before."""

import asyncio
from functools import partial

from telegram import Message, Update

from bot import texts, texts_insight
from bot.chart import Bar, Chart, draw
from bot.context import Context
from bot.keyboards import shortened
from bot.post import Letter, Post
from bot.texts import escaped
from bot.trials import Trial, Watcher
from knowledge import Result

MOST_NAMED = 6
LONGEST = 120
FIGURES = ("hit_1", "facts", "wrongly_refused", "rightly_refused")
"""What is told of `Figures`, beside the share that went right; lower is better for one of them."""
LOWER_IS_BETTER = "wrongly_refused"


async def start(update: Update, context: Context) -> None:
    """Begins a trial in the background and says so."""
    message = update.message
    if message is None:
        return
    language = context.language
    [number] = await context.reply(message, texts_insight.TRYING(language, done=0, total="…"))
    show = partial(context.post.edit, message.chat_id, number)
    watcher = Watcher(
        lambda done, total: show(texts_insight.TRYING(language, done=done, total=total)),
        partial(_finish, context.post, message, number, context.key, language),
        lambda reason: show(escaped(reason)),
    )
    if context.trials.begin(watcher):
        await context.record("uji")
    else:
        await show(texts_insight.TRYING_ALREADY(language))


async def _finish(post: Post, message: Message, number: int, key: str, language: str, trial: Trial) -> None:
    """Shows the figures where the progress stood, and the picture below."""
    await post.edit(message.chat_id, number, summary(trial, language))
    picture = await asyncio.to_thread(drawn, trial, language)
    caption = texts_insight.TRIAL_CAPTION(language) if trial.before else ""
    await post.send_picture(Letter(key, "trial.picture", message.chat_id, caption), picture)


def summary(trial: Trial, language: str) -> str:
    """Returns what came of a trial as text."""
    now, before = trial.now, trial.before
    count = now.figures.questions
    lines = [
        texts_insight.TRIAL_TITLE(
            language, right=count - len(now.wrong), count=count, share=percent(now.right), change=_change(trial, None)
        )
    ]
    for name in FIGURES:
        value = getattr(now.figures, name)
        if value is not None:
            said = texts.label(texts_insight.FIGURES[name], language)
            lines.append(f"• {said}: {percent(value)}{_change(trial, name)}")
    blocks = ["\n".join(lines)]
    if trial.worse:
        blocks.append(_named(texts_insight.WORSE(language), trial.worse))
    elif before:
        blocks.append(texts_insight.NOTHING_WORSE(language))
    else:
        blocks += [_named(texts_insight.WRONG(language), list(now.wrong.values()))] if now.wrong else []
    if trial.better:
        blocks.append(_named(texts_insight.BETTER(language), trial.better))
    return "\n\n".join(blocks)


def _named(title: str, questions: list[str]) -> str:
    shown = [f"• {escaped(shortened(one, LONGEST))}" for one in questions[:MOST_NAMED]]
    more = [f"• … +{len(questions) - MOST_NAMED}"] if len(questions) > MOST_NAMED else []
    return "\n".join([title, *shown, *more])


def _change(trial: Trial, name: str | None) -> str:
    """Returns by how many points a figure changed, " (+3)"."""
    now, before = (_value(one, name) for one in (trial.now, trial.before))
    return "" if now is None or before is None else f" ({round(100 * now) - round(100 * before):+d})"


def _value(found: Result | None, name: str | None) -> float | None:
    if found is None:
        return None
    value: float | None = getattr(found.figures, name) if name else found.right
    return value


def percent(share: float) -> str:
    """Returns "93%"."""
    return f"{round(100 * share)}%"


def drawn(trial: Trial, language: str) -> bytes:
    """Returns the figures as a picture; all of them so that longer is better."""
    bars = []
    for name in (None, *FIGURES):
        now, before = _value(trial.now, name), _value(trial.before, name)
        if now is None:
            continue
        if name == LOWER_IS_BETTER:
            now, before = 1 - now, None if before is None else 1 - before
        label = texts_insight.BARS[name or "right"]
        bars.append(Bar(texts.label(label, language), now, percent(now), before))
    return draw(Chart(texts.label(texts_insight.TRIAL, language), bars=bars))
