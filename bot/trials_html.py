"""What came of a trial, as text and as a picture, against the time before."""

from bot import texts, texts_insight
from bot.chart import Bar, Chart, draw
from bot.keyboards import shortened
from bot.texts import escaped
from bot.trials import Trial
from knowledge import Result

MOST_NAMED = 6
LONGEST = 120
FIGURES = ("hit_1", "facts", "wrongly_refused", "rightly_refused")
"""What is told of `Figures`, beside the share that went right; lower is better for one of them."""
LOWER_IS_BETTER = "wrongly_refused"


def summary(trial: Trial, language: str) -> str:
    """Returns what came of a trial as text."""
    now, before = trial.now, trial.before
    count = now.figures.questions
    lines = [
        texts_insight.TRIAL_TITLE(
            language,
            right=count - len(now.wrong),
            count=count,
            share=percent(now.right),
            change=_change(trial, None, language),
        )
    ]
    for name in FIGURES:
        value = getattr(now.figures, name)
        if value is not None:
            said = texts.label(texts_insight.FIGURES[name], language)
            lines.append(f"• {said}: {percent(value)}{_change(trial, name, language)}")
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


def _change(trial: Trial, name: str | None, language: str) -> str:
    """Returns by how many points a figure changed, " (+3)"."""
    now, before = (_value(one, name) for one in (trial.now, trial.before))
    if now is None or before is None:
        return ""
    points = round(100 * now) - round(100 * before)
    return f" ({points:+d})" if points else f" ({texts_insight.UNCHANGED(language)})"


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
