"""Makes the training pairs: two texts that belong together, from every source the corpus has."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training import corpus
from training.articles import Article
from training.rewrite import Rewriter


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that should lie close; pairs of one `group` are no negatives of each other."""

    left: str
    right: str
    group: str


@dataclass(frozen=True, slots=True)
class Task:
    """All pairs of one kind, in blocks that are drawn together, and the share of batches that go to it.

    A block of one regulation's pairs makes its other Pasal the negatives: the distinction that retrieval needs.
    """

    name: str
    share: float
    pairs: list[Pair]
    block: int = 1


def tasks(folder: Path, articles: list[Article], rewriter: Rewriter, rng: random.Random) -> list[Task]:
    """Returns every task, its pairs ordered by source so that neighbours are hard negatives."""
    held_out = {sentence for q in corpus.questions(folder) if is_kept_aside(q) for sentence in sentences(q.context)}
    return [
        Task("wikipedia", 0.16, list(_wikipedia(folder, held_out))),
        Task("questions", 0.16, list(_questions(folder, held_out))),
        Task("sentences of a Pasal", 0.10, list(_rest_of_article(articles, rng)), block=16),
        Task("headings and explanations", 0.06, list(_headings(articles)), block=16),
        Task("rewritten sentences", 0.20, list(_rewritten(articles, rewriter, rng)), block=16),
        Task("bank to passage", 0.12, list(_bank_to_passage(folder, articles)), block=32),
        Task("bank to bank", 0.08, list(_bank_to_bank(folder)), block=32),
        Task("bridge", 0.08, list(_bridge(folder))),
        Task("dictionaries and spellings", 0.04, list(_words(folder))),
    ]


def is_kept_aside(question: corpus.Question) -> bool:
    """Tells whether a question is one of those the model is measured on."""
    return question.native and corpus.is_held_out(question.context)


def sentences(text: str) -> list[str]:
    """Splits running text into sentences of at least 25 characters."""
    return [piece.strip() for piece in re.split(r"(?<=[.;:!?])\s+(?=[A-Z(\d])", text) if len(piece.strip()) >= 25]


def passage(article: Article) -> str:
    """Returns a Pasal as it is indexed: what it belongs to, then its text."""
    return f"{article.title}. {article.heading}. {article.text}"


def _wikipedia(folder: Path, held_out: set[str]) -> Iterator[Pair]:
    for title, paragraphs in corpus.wikipedia(folder):
        pieces = [sentences(paragraph) for paragraph in paragraphs]
        if any(sentence in held_out for piece in pieces for sentence in piece):
            continue
        yield Pair(title, paragraphs[0], title)
        if pieces and len(pieces[0]) > 2:
            yield Pair(pieces[0][-1], " ".join([title, *pieces[0][:-1]]), title)
        if len(paragraphs) > 1 and pieces[1]:
            yield Pair(f"{title} {pieces[1][0]}", paragraphs[0], title)


def _questions(folder: Path, held_out: set[str]) -> Iterator[Pair]:
    for question in corpus.questions(folder):
        if not any(sentence in held_out for sentence in sentences(question.context)) and not is_kept_aside(question):
            yield Pair(question.text, question.context, question.context)


def _rest_of_article(articles: list[Article], rng: random.Random) -> Iterator[Pair]:
    for article in articles:
        pieces = sentences(article.text)
        if len(pieces) > 1:
            chosen = rng.randrange(len(pieces))
            rest = " ".join(pieces[:chosen] + pieces[chosen + 1 :])
            yield Pair(pieces[chosen], f"{article.title}. {rest}", _key(article))


def _headings(articles: list[Article]) -> Iterator[Pair]:
    for article in articles:
        if article.heading:
            yield Pair(f"{article.title} {article.heading}", article.text, f"{article.regulation} {article.heading}")
        if article.explanation:
            yield Pair(article.explanation, passage(article), _key(article))


def _rewritten(articles: list[Article], rewriter: Rewriter, rng: random.Random) -> Iterator[Pair]:
    for article in articles:
        pieces = sentences(article.text) or [article.text]
        for piece in rng.sample(pieces, min(3, len(pieces))):
            context = f"{article.title}. {article.heading}" if rng.random() < 0.3 else ""
            yield Pair(rewriter.ask(piece, context), passage(article), _key(article))


def _bank_to_passage(folder: Path, articles: list[Article]) -> Iterator[Pair]:
    texts = {_key(article): passage(article) for article in articles if article.number}
    for entry in corpus.bank(folder):
        key = f"{entry.regulation} {entry.pasal}"
        if key in texts:
            yield Pair(entry.text, texts[key], key)


def _bank_to_bank(folder: Path) -> Iterator[Pair]:
    by_place: dict[str, list[str]] = defaultdict(list)
    for entry in corpus.bank(folder):
        by_place[f"{entry.regulation} {entry.pasal or entry.locator}"].append(entry.text)
    for place, texts in by_place.items():
        for index, text in enumerate(texts):
            for other in texts[index + 1 : index + 4]:
                yield Pair(text, other, place)


def _bridge(folder: Path) -> Iterator[Pair]:
    for term, indonesian, english in corpus.bridge(folder):
        for word in [*indonesian, *english]:
            yield Pair(word, term, term)


def _words(folder: Path) -> Iterator[Pair]:
    readers: list[Callable[[Path], Iterable[tuple[str, list[str]]]]] = [
        lambda f: corpus.dictionary(f, "en-id"),
        lambda f: corpus.dictionary(f, "id-en"),
        lambda f: [(typed, [formal]) for typed, formal in corpus.colloquial(f)],
    ]
    for read in readers:
        for word, others in read(folder):
            for other in others:
                yield Pair(word, other, other)


def _key(article: Article) -> str:
    return f"{article.regulation} {article.number}"
