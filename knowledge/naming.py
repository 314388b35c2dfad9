"""Which regulation a question about changes means, also one that is not indexed, and whether it is about that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.asked import Asked
from knowledge.commencement import MONTHS
from knowledge.graph import Event, Graph
from knowledge.inquiry import Inquiry, Wants
from knowledge.references import Mention
from knowledge.verbs import AMENDS, ENACTS, REVOKES
from knowledge.words import STOP_WORDS, stem, stems, words

_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_A_DAY = frozenset(
    {"per", "pada", "tanggal", "tgl", "sampai", "hingga", "as", "on", "in", "sebelum", "before", *MONTHS}
)
_TITLE_ORDINAL = re.compile(
    r"\bperubahan\s+(?P<word>ke\w+(?:\s+(?:belas|puluh\s*\w*))?|pertama)\s+atas\b", re.IGNORECASE
)
NUMBERS = (
    "pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
)
# Two words that are neither in the title nor about changes may be chat; more ask something else.
_STRAY = 2


def target(asked: Asked, asks: Inquiry, graph: Graph) -> str:
    """Returns the key of the regulation asked about; without a name, the one that the last answer cited."""
    if asks.about is not None:
        return key_of(asked, asks.about, graph)
    if asks.rest or not asked.turns:
        return ""
    cited = asked.turns[-1].citations
    return next((graph.keys[c.document] for c in cited if c.document in graph.keys), "")


def key_of(asked: Asked, mention: Mention | None, graph: Graph) -> str:
    """Returns the key that a mention means, "" when nothing fits."""
    if mention is None:
        return ""
    documents = asked.resolve(mention)
    year = _year_of_name(mention)
    if year is not None:
        documents = [d for d in documents if graph.keys.get(d, "").endswith(f"-{year}")]
    if found := next((graph.keys[d] for d in documents if d in graph.keys), ""):
        return found
    return mention.key or (_unindexed(asked, mention, graph, year) if not mention.number or not mention.year else "")


def _year_of_name(mention: Mention) -> int | None:
    """Returns the year that belongs to a name ("UU Penataan Ruang tahun 1992"), not to a day ("per 1 Januari 2020")."""
    for place, word in enumerate(mention.following):
        if _YEAR.fullmatch(word):
            return None if _OF_A_DAY & set(mention.following[:place]) else int(word)
    return None


def _unindexed(asked: Asked, mention: Mention, graph: Graph, year: int | None) -> str:
    """Returns the regulation of which texts tell, by the words of its subject or its number ("PP 34 perkotaan")."""
    said = {
        stem(word)
        for short in mention.following
        for word in words(asked.vocabulary.full.get(short, short))
        if word not in STOP_WORDS and not _YEAR.fullmatch(word)
    }
    best, nearest = "", (0.0, 0)
    for key, about in graph.catalog.subjects(mention.full_kind, REVOKES, AMENDS, ENACTS):
        number, _, issued = key.removeprefix(f"{mention.full_kind}-").rpartition("-")
        if key in graph.documents or "-" in number or (mention.number and number != mention.number):
            continue
        if year is not None and issued != str(year):
            continue
        likeness = _likeness(said, set(stems(about))) + bool(mention.number)
        best, nearest = max((best, nearest), (key, (likeness, int(issued))), key=lambda found: found[1])
    return best if nearest[0] >= (0.35 if year else 0.6) else ""


def _likeness(said: set[str], subject: set[str]) -> float:
    """Returns the share of words that two names have in common."""
    return 2 * len(said & subject) / max(len(said) + len(subject), 1)


def is_about(asked: Asked, asks: Inquiry, graph: Graph, key: str) -> bool:
    """Tells whether a question is about the regulation's fate, not what it says ("KTP lama berlaku menurut …")."""
    title = f"{graph.name(key)} {graph.subject(key)} {graph.catalog.title(graph.documents.get(key, ''))}"
    known = {stem(word) for word in words(title)}
    initials = "".join(word[0] for word in words(graph.subject(key)) if word not in STOP_WORDS)
    stray = [word for word in asks.rest if word not in known | {initials} and not _spells(asked, word, known)]
    if asks.wants is Wants.BEGINS or asks.as_source:
        return not stray
    return len(stray) <= _STRAY


def _spells(asked: Asked, word: str, known: set[str]) -> bool:
    """Tells whether a word is short for words of the title: "SPBE", "PSE"."""
    spelled = set(stems(asked.vocabulary.full.get(word, "")))
    return bool(spelled) and spelled <= known


def nth_amendment(graph: Graph, amendments: Sequence[Event], ordinal: int) -> Event | None:
    """Returns the amendment that calls itself the second, third, …, else the one at that place; the last for -1."""
    if not amendments:
        return None
    if ordinal < 0:
        return amendments[-1]
    for event in amendments:
        title = graph.catalog.title(event.document) if event.document else ""
        match = _TITLE_ORDINAL.search(title)
        if match and ordinal <= len(NUMBERS) and match["word"].lower() == NUMBERS[ordinal - 1]:
            return event
    titled = any(_TITLE_ORDINAL.search(graph.catalog.title(e.document)) for e in amendments if e.document)
    if ordinal <= len(amendments) and (not titled or ordinal == 1):
        return amendments[ordinal - 1]
    return None
