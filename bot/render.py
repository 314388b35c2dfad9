"""Answers, sources and provisions as Telegram HTML; everything that is not ours is escaped here, at the leaf."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from bot import texts
from bot.saved import Place
from bot.texts import escaped
from bot.titles import short_title
from knowledge import Answer, Citation, DocumentEntry, Hit, ProvisionView

MARK = re.compile(r"\[\d+\]")
LIST_MARK = re.compile(r"^\s*(?:\(\d+[a-z]?\)|\d+[.)]|[a-z][.)]|[-•*])\s+")
SENTENCE = re.compile(r"^.{40,}?[.;:](?=\s)")
LONGEST_LABEL = 48
"""Letters of a question that a phone shows on a button of full width."""
LONGEST_BOLD = 220
"""A bold line longer than a few lines of a phone is harder to read, not easier."""


def answer_html(answer: Answer) -> str:
    """Returns the answer: direct answer first and bold, quotations to unfold, numbered sources, warnings."""
    blocks = [_lead(answer.lead)]
    if answer.citations:
        blocks.append("\n".join(_sources(answer)))
    if answer.warnings:
        blocks.append("\n".join(f"⚠️ {escaped(warning)}" for warning in answer.warnings))
    if answer.suggestions:
        title = texts.WHICH_ONE if answer.kind == "which" else texts.TRY_ASKING
        long = [f"• {escaped(one)}" for one in answer.suggestions if len(one) > LONGEST_LABEL]
        blocks.append("\n".join([title(answer.language), *long]))  # the short ones stand on the buttons
    return "\n\n".join(blocks)


def source_line(number: int, citation: Citation, language: str) -> str:
    """Returns "[1] Perpres 95/2018 Pasal 5 ayat (2), hlm. 7"."""
    title = escaped(short_title(citation.title))
    if citation.url and citation.url.startswith(("http://", "https://")):
        title = f'<a href="{escape(citation.url)}">{title}</a>'
    page = f", {texts.PAGE(language)} {citation.page}" if citation.page is not None else ""
    return f"[{number}] {title} {escaped(citation.locator)}{page}"


def source_text(citation: Citation, language: str) -> str:
    """Returns "Perpres 95/2018 Pasal 5 ayat (2), hlm. 7" as plain text."""
    page = f", {texts.PAGE(language)} {citation.page}" if citation.page is not None else ""
    return f"{short_title(citation.title)} {citation.locator}{page}"


def view_html(view: ProvisionView, page: str, language: str) -> str:
    """Returns a provision to read: where it stands, then its words; `page` is HTML already."""
    path = " › ".join(escaped(one) for one in view.path)
    where = f", {texts.PAGE(language)} {view.page}" if view.page is not None else ""
    head = f"<b>{escaped(view.locator)}</b>\n{escaped(short_title(view.title))}{where}"
    return "\n".join([head, *([f"<i>{path}</i>"] if path else []), "", page])


def places_html(places: Sequence[Place], titles: dict[str, str], language: str) -> str:
    """Returns a numbered list of provisions to open."""
    lines = [
        f"[{number}] {escaped(short_title(titles[place.document]))} {escaped(place.locator)}"
        for number, place in enumerate(places, 1)
    ]
    return "\n".join([texts.SEE_ALSO_TITLE(language), *lines])


def reading_html(hits: Sequence[Hit], language: str) -> str:
    """Returns which passages are being read, while an answer is on its way."""
    lines = [f"• {escaped(short_title(hit.passage.title))} {escaped(hit.locator)}" for hit in hits]
    return "\n".join([texts.READING(language), *lines])


def documents_html(entries: Sequence[DocumentEntry], language: str) -> str:
    """Returns the list of what is indexed, by kind and newest first."""
    if not entries:
        return texts.NO_DOCUMENTS(language)
    ordered = sorted(entries, key=lambda entry: (entry.kind, -(entry.year or 0), entry.title))
    blocks = [texts.DOCUMENTS(language, count=len(entries))]
    kind = None
    for entry in ordered:
        if entry.kind != kind:
            kind = entry.kind
            blocks.append(f"\n<b>{escaped(kind_name(kind, language))}</b>")
        blocks.append(f"• {escaped(entry.title)}{_status(entry, language)}")
    return "\n".join(blocks)


def kind_name(kind: str, language: str) -> str:
    """Returns how a kind of document is called in a list."""
    return kind.upper() if kind in ("uu", "pp") else kind.replace("-", " ").capitalize() or texts.GUIDANCE(language)


def _status(entry: DocumentEntry, language: str) -> str:
    sentence = texts.STATUS.get(entry.status)
    return f" ({sentence(language)})" if sentence else ""


def _lead(lead: str) -> str:
    """Makes the direct answer bold: the first block that cites something, an introduction before it stays plain."""
    blocks = lead.split("\n\n")
    direct = next((place for place, block in enumerate(blocks) if MARK.search(block)), 0)
    written = [escaped(block) for block in blocks]
    first, *rest = blocks[direct].split("\n", 1)
    written[direct] = "\n".join([_bold(first), *(escaped(line) for line in rest)])
    return "\n\n".join(written)


def _bold(line: str) -> str:
    if len(line) <= LONGEST_BOLD:
        return f"<b>{escaped(line)}</b>"
    sentence = SENTENCE.match(line)
    if sentence is None or sentence.end() > LONGEST_BOLD:
        return escaped(line)
    return f"<b>{escaped(sentence[0])}</b>{escaped(line[sentence.end() :])}"


def _sources(answer: Answer) -> Iterable[str]:
    """Yields each source, with its quotation where the answer does not show those words already."""
    shown = _words(answer.lead)
    for number, citation in enumerate(answer.citations, 1):
        yield source_line(number, citation, answer.language)
        if citation.quote.strip() and not all(_words(line) in shown for line in citation.quote.splitlines()):
            yield f"<blockquote expandable>{escaped(citation.quote.strip())}</blockquote>"


def _words(text: str) -> str:
    """Returns the text without list marks, source marks and line breaks, to compare wording."""
    lines = (LIST_MARK.sub("", MARK.sub("", line)) for line in text.splitlines())
    return " ".join(" ".join(lines).split())
