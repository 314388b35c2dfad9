"""Answers, sources and provisions as Telegram HTML; everything that is not ours is escaped here, at the leaf."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from bot import texts
from bot.saved import Place
from bot.texts import escaped
from bot.titles import between, place_in, short_title
from knowledge import Answer, Citation, DocumentEntry, Effect, Hit, PageImage, ProvisionView

MARK = re.compile(r"\[\d+\]")
LIST_MARK = re.compile(r"^\s*(?:\(\d+[a-z]?\)|\d+[.)]|[a-z][.)]|[-•*])\s+")
SENTENCE = re.compile(r"^.{40,}?[.;:](?=\s)")
GUIDE, GUIDES = "panduan", "panduan-regulasi"
CELL = " | "
"""What stands between the cells of a table's row."""
SNIPPET = 180
"""Letters of a passage shown in a list."""
MOST_GAPS = 3
LONGEST_HEADING = 200
"""Letters of a heading under a picture, whose caption has 1,024 at most."""
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
    return f"[{number}] {title}{between(citation.locator)}{escaped(citation.locator)}{page}"


def source_text(citation: Citation, language: str) -> str:
    """Returns "Perpres 95/2018 Pasal 5 ayat (2), hlm. 7" as plain text."""
    page = f", {texts.PAGE(language)} {citation.page}" if citation.page is not None else ""
    return f"{place_in(citation.title, citation.locator)}{page}"


def view_html(view: ProvisionView, page: str, language: str) -> str:
    """Returns a provision to read: where it stands, then its words; `page` is HTML already."""
    path = " › ".join(escaped(one) for one in view.path)
    where = f", {texts.PAGE(language)} {view.page}" if view.page is not None else ""
    head = f"<b>{escaped(view.locator)}</b>\n{escaped(short_title(view.title))}{where}"
    return "\n".join([head, *([f"<i>{path}</i>"] if path else []), "", page])


def picture_caption(image: PageImage, language: str) -> str:
    """Returns what stands under a picture: what it is of, and a word where it is not the page itself."""
    page = f", {texts.PAGE(language)} {image.page}" if image.page is not None else ""
    lines = [f"<b>{escaped(image.locator[:LONGEST_HEADING])}</b>", f"{escaped(short_title(image.title))}{page}"]
    note = texts.NO_PICTURE.get(image.kind)
    return "\n".join([*lines, *([f"<i>{note(language)}</i>"] if note else [])])


def places_html(places: Sequence[Place], titles: dict[str, str], language: str) -> str:
    """Returns a numbered list of provisions to open."""
    lines = [
        f"[{number}] {escaped(place_in(titles[place.document], place.locator))}"
        for number, place in enumerate(places, 1)
    ]
    return "\n".join([texts.SEE_ALSO_TITLE(language), *lines])


def reading_html(hits: Sequence[Hit], language: str) -> str:
    """Returns which passages are being read, while an answer is on its way."""
    lines = [f"• {escaped(place_in(hit.passage.title, hit.locator))}" for hit in hits]
    return "\n".join([texts.READING(language), *lines])


def provision_html(text: str, quotes: Sequence[str]) -> str:
    """Returns a provision's words, the cited lines in bold."""
    cited = {_words(line) for quote in quotes for line in quote.splitlines()}
    lines = [f"<b>{escaped(line)}</b>" if _words(line) in cited else escaped(line) for line in text.splitlines()]
    return "\n".join(lines)


def hits_html(hits: Sequence[Hit], query: str, language: str) -> str:
    """Returns numbered passages, each with the part that the query's words stand in."""
    blocks = [texts.FOUND(language, query=query)]
    for number, hit in enumerate(hits, 1):
        page = f", {texts.PAGE(language)} {hit.page}" if hit.page is not None else ""
        where = f"<b>[{number}] {escaped(place_in(hit.passage.title, hit.locator))}</b>{page}"
        blocks.append(f"{where}\n{escaped(snippet(without_heading(hit.passage.text, hit.locator), query))}")
    return "\n\n".join(blocks)


def hit_html(hit: Hit, language: str) -> str:
    """Returns a passage to post: where it stands, and its words to unfold."""
    page = f", {texts.PAGE(language)} {hit.page}" if hit.page is not None else ""
    where = f"<b>{escaped(place_in(hit.passage.title, hit.locator))}</b>{page}"
    return f"{where}\n<blockquote expandable>{escaped(without_heading(hit.passage.text, hit.locator))}</blockquote>"


def effects_html(regulation: str, effects: Sequence[Effect], language: str) -> str:
    """Returns what is done to a regulation, each with its place."""
    lines = [texts.EFFECTS(language, regulation=regulation)]
    for number, effect in enumerate(effects, 1):
        page = f", {texts.PAGE(language)} {effect.page}" if effect.page is not None else ""
        verb = texts.VERBS[effect.verb](language) if effect.verb in texts.VERBS else escaped(effect.verb)
        lines.append(f"[{number}] {verb}: {escaped(place_in(effect.title, effect.locator))}{page}")
    return "\n".join(lines)


def without_heading(text: str, locator: str) -> str:
    """Returns a section's words without the heading that stands above them already."""
    first, _, rest = text.partition("\n")
    return rest if rest and first.strip().casefold() == locator.casefold() else text


def snippet(text: str, query: str, length: int = SNIPPET) -> str:
    """Returns the stretch of the text where most of the query's words stand together."""
    words = {word.lower() for word in re.findall(r"\w{3,}", query)}
    flat = " ".join(text.split())
    places = [match.start() for match in re.finditer(r"\w{3,}", flat) if match[0].lower() in words]
    best = max(places, key=lambda start: sum(start <= place < start + length for place in places), default=0)
    start = flat.rfind(" ", 0, max(0, best - 20)) + 1 if best > 20 else 0
    cut = flat[start : start + length]
    if start + length < len(flat):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return ("… " if start else "") + cut


def document_html(entry: DocumentEntry, language: str) -> str:
    """Returns what is known of a document."""
    facts = [
        kind_name(entry.kind, language),
        str(entry.year) if entry.year else "",
        status_name(entry, language),
        texts.PAGES(language, count=entry.pages) if entry.pages else "",
        f"{entry.pasal} Pasal" if entry.pasal else "",
    ]
    lines = [f"<b>{escaped(entry.title)}</b>", escaped(" · ".join(fact for fact in facts if fact))]
    if entry.url and entry.url.startswith(("http://", "https://")):
        lines.append(f'<a href="{escape(entry.url)}">{texts.SOURCE_PAGE(language)}</a>')
    if entry.gaps:
        lines.append(texts.GAPS(language, gaps=", ".join(entry.gaps[:MOST_GAPS])))
    return "\n".join(lines)


def kind_of(kind: str) -> str:
    """Returns the kind that a document is listed under: all guides to regulations are one."""
    return GUIDES if kind.startswith((f"{GUIDE} ", f"{GUIDE}-")) else kind or GUIDE


def kind_name(kind: str, language: str) -> str:
    """Returns how a kind of document is called in a list."""
    if kind_of(kind) in (GUIDE, GUIDES):
        return texts.label(texts.GUIDANCE if kind_of(kind) == GUIDE else texts.GUIDES, language)
    return " ".join(word.upper() if word in ("uu", "pp") else word.capitalize() for word in kind.split("-"))


def status_name(entry: DocumentEntry, language: str, *, mark: bool = False) -> str:
    """Returns whether a document is in force, as a word or as a mark before its title."""
    if mark:
        return "⚠️ " if entry.status in ("diubah", "dicabut") else ""
    sentence = texts.STATUS.get(entry.status)
    return sentence(language) if sentence else ""


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
        if citation.quote.strip() and not _is_shown(citation.quote, shown):
            yield f"<blockquote expandable>{escaped(citation.quote.strip())}</blockquote>"


def _is_shown(quote: str, shown: str) -> bool:
    """Tells whether an answer shows a quotation's words already; a table's row counts when its cells are shown.

    The heading of a table says nothing that its rows do not.
    """
    lines = quote.strip().splitlines()
    is_table = len(lines) > 1 and all(CELL in line for line in lines)
    cells = [cell for line in lines[is_table:] for cell in line.split(CELL)]
    return all(_words(cell) in shown for cell in cells)


def _words(text: str) -> str:
    """Returns the text without list marks, source marks and line breaks, to compare wording."""
    lines = (LIST_MARK.sub("", MARK.sub("", line)) for line in text.splitlines())
    return " ".join(" ".join(lines).split())
