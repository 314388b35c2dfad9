"""What an admin reads of documents on their way in."""

from collections.abc import Sequence
from pathlib import Path

from telegram import InlineKeyboardMarkup

from bot import texts_uploads as texts
from bot.desk import spoken
from bot.jobs import Job
from bot.keyboards import UPLOAD, Row, said
from bot.texts import Sentence, escaped
from bot.titles import short_title
from knowledge import Earlier, Inspection

SAVE, REPLACE, CANCEL, ANYWAY, UNDO, OPEN, ALL = "s", "r", "c", "f", "u", "o", "a"
MOST_PLACES = 8
MOST_DETAILED = 3
"""Documents of one upload that are described in full; of more, a line each."""
MOST_LINES = 30
GOOD_SCAN, FAIR_SCAN = 0.85, 0.7


def name_of(job: Job) -> str:
    """Returns what a job is called: its document, or how many there are."""
    if job.task.title:
        return job.task.title
    new = [Path(one.file).name for one in job.task.found if one.is_new]
    names = new or [Path(one.file).name for one in job.task.found] or [one.name for one in job.task.sent]
    return names[0] if len(names) == 1 else texts.DOCUMENTS(job.language, count=len(names))


def offer(job: Job) -> tuple[str, InlineKeyboardMarkup | None]:
    """Returns the report on an upload with the buttons to decide."""
    found, language = job.task.found, job.language
    new = [one for one in found if one.is_new]
    shown = _detailed(found, language) if len(found) <= MOST_DETAILED else _listed(found, language)
    if not new:
        return shown, None
    several = len(new) > 1
    save = (
        said(texts.SAVE_NUMBER, language, UPLOAD, SAVE, job.id, count=len(new))
        if several
        else said(texts.SAVE, language, UPLOAD, SAVE, job.id)
    )
    rows = [[save, said(texts.CANCEL, language, UPLOAD, CANCEL, job.id)]]
    if any(one.earlier and one.earlier.replaceable for one in new):
        rows.insert(0, [said(texts.REPLACE, language, UPLOAD, REPLACE, job.id)])
    return f"{shown}\n\n{texts.NOT_YET(language)}", InlineKeyboardMarkup(rows)


def problem(one: Inspection, language: str) -> str:
    """Returns why a file does not come in, in one sentence."""
    name = Path(one.file).name
    if one.same_as:
        return texts.SAME(language, name=name, title=short_title(one.title))
    kinds = (f"{one.problem}{Path(name).suffix.lower()}", one.problem)
    if sentence := next((texts.PROBLEMS[kind] for kind in kinds if kind in texts.PROBLEMS), None):
        return sentence(language, name=name)
    detail = spoken(one.detail, language).removeprefix(f"{name}: ").splitlines()[0][:200] if one.detail else one.problem
    return texts.OTHER_PROBLEM(language, name=name, detail=detail)


def after_failure(job: Job) -> InlineKeyboardMarkup:
    """Returns what can be done about an upload whose new version was refused."""
    row: Row = [
        said(texts.SAVE_ANYWAY, job.language, UPLOAD, ANYWAY, job.id),
        said(texts.CANCEL, job.language, UPLOAD, CANCEL, job.id),
    ]
    return InlineKeyboardMarkup([row])


def undo(job: Job) -> InlineKeyboardMarkup:
    """Returns the button that takes a saved upload out again."""
    return InlineKeyboardMarkup([[said(texts.UNDO, job.language, UPLOAD, UNDO, job.id)]])


def _detailed(found: Sequence[Inspection], language: str) -> str:
    return "\n\n".join(_document(one, language) if one.is_new else problem(one, language) for one in found)


def _listed(found: Sequence[Inspection], language: str) -> str:
    lines = [texts.SEVERAL(language, count=len(found))]
    lines += [_line(one, language) for one in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(texts.AND_MORE(language, count=len(found) - MOST_LINES))
    return "\n".join(lines)


def _line(one: Inspection, language: str) -> str:
    if not one.is_new:
        return f"• {problem(one, language)}"
    parts = [f"{one.articles} Pasal" if one.articles else texts.PASSAGES(language, count=one.passages)]
    parts += [f"⚠️ {len(one.gaps)}"] if one.gaps else []
    parts += ["🔄"] if one.earlier else []
    return f"• {escaped(short_title(one.title))} ({', '.join(parts)})"


def _document(one: Inspection, language: str) -> str:
    sizes = [texts.PAGES(language, count=one.pages)] if one.pages else []
    sizes.append(texts.PASSAGES(language, count=one.passages))
    name = texts.FILE(language, name=Path(one.file).name)
    lines = [f"<b>{escaped(one.title)}</b>", " · ".join([name, *sizes]), _articles(one, language)]
    lines += [_scan(one, one.quality, language)] if one.quality is not None else []
    lines += _relations(one, language)
    if one.questions or one.unattached:
        rest = f", {texts.UNATTACHED(language, count=one.unattached)}" if one.unattached else ""
        lines.append(texts.QUESTIONS(language, count=one.questions) + rest)
    lines += [_earlier(one.earlier, language)] if one.earlier else []
    return "\n".join(lines)


def _articles(one: Inspection, language: str) -> str:
    if not one.articles:
        return texts.NO_ARTICLES(language)
    if not one.gaps:
        return texts.ARTICLES(language, count=one.articles)
    return texts.GAPS(language, count=one.articles, gaps=_places(one.gaps, language, separator="; "))


def _scan(one: Inspection, quality: float, language: str) -> str:
    mark = "🟢" if quality >= GOOD_SCAN else "🟡" if quality >= FAIR_SCAN else "🔴"
    line = texts.SCAN(language, mark=mark, count=one.scanned, percent=round(100 * quality))
    return line if quality >= GOOD_SCAN else f"{line}; {texts.BAD_SCAN(language)}"


def _relations(one: Inspection, language: str) -> list[str]:
    done = [
        texts.DOES(language, verb=_verb(texts.DONE_VERBS, verb, language), target=target, locator=locator)
        for verb, target, locator in one.does
    ]
    fate = [
        texts.FATE(language, verb=_verb(texts.SUFFERED_VERBS, verb, language), title=short_title(title))
        for verb, title in one.fate
    ]
    lines = [*done[:MOST_PLACES], *fate[:MOST_PLACES]]
    if not lines and one.articles:
        return [texts.NO_RELATION(language)]
    left_out = len(done) + len(fate) - len(lines)
    return [*lines, texts.AND_MORE(language, count=left_out)] if left_out else lines


def _verb(verbs: dict[str, Sentence], verb: str, language: str) -> str:
    return verbs[verb](language)


def _earlier(earlier: Earlier, language: str) -> str:
    parts = [
        sentence(language, places=_places(places, language))
        for sentence, places in (
            (texts.ADDED, earlier.added),
            (texts.TAKEN_AWAY, earlier.lost),
            (texts.CHANGED, earlier.changed),
        )
        if places
    ]
    said_ = "; ".join(parts) or texts.NO_CHANGE(language)
    return f"{texts.EARLIER(language, title=short_title(earlier.title))} ({escaped(earlier.document)})\n   {said_}"


def _places(places: Sequence[str], language: str, separator: str = ", ") -> str:
    shown = separator.join(places[:MOST_PLACES])
    more = len(places) - MOST_PLACES
    return f"{shown} {texts.AND_MORE(language, count=more)}" if more > 0 else shown
