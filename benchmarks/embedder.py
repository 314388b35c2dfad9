"""Measures an embedder beside BM25: factoid questions kept out of training, an official's own words, speed.

python -m benchmarks.embedder [MODEL] [--json FILE]     MODEL: a sentence-transformers folder; empty is the bundled one

Needs the corpus (CORPUS_DIR or ../shared/corpus) and, for the own words, `../eval` beside it. Pasal are cut by the
rough reader of `training.articles`, so the figures compare rankers with each other, not with the whole assistant.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import snowballstemmer
from scipy import sparse

from knowledge.embed import Embedder, StaticEmbedder, load_embedder
from training import corpus
from training.pairs import is_kept_aside, passage

CANDIDATES = 50  # of BM25 that the soft matching orders anew
CUTS = (1, 5, 50)


@dataclass(frozen=True, slots=True)
class Test:
    """Questions over passages; `gold` holds the right passages' numbers for each question."""

    name: str
    questions: list[str]
    passages: list[str]
    gold: list[set[int]]


class Bm25:
    """Plain BM25 over Indonesian stems (k1 1.2, b 0.75)."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._stem = snowballstemmer.stemmer("indonesian").stemWord
        self._known: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        rows = [[self._columns.setdefault(word, len(self._columns)) for word in self._words(text)] for text in passages]
        counts = sparse.csr_matrix(
            (np.ones(sum(map(len, rows))), np.concatenate(rows), np.cumsum([0, *map(len, rows)])),
            shape=(len(rows), len(self._columns)),
        )
        counts.sum_duplicates()
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = np.log(1 + (len(rows) - frequency + 0.5) / (frequency + 0.5))
        norm = np.repeat(1.2 * (0.25 + 0.75 * lengths / lengths.mean()), np.diff(counts.indptr))
        counts.data = counts.data * 2.2 / (counts.data + norm) * self.idf[counts.indices]
        self._table = counts.tocsc()

    def scores(self, question: str) -> np.ndarray:
        """Returns the score of every passage."""
        columns = [self._columns[word] for word in self._words(question) if word in self._columns]
        return np.asarray(self._table[:, columns].sum(axis=1)).ravel()

    def _words(self, text: str) -> list[str]:
        words = re.findall(r"\w+", text.lower())
        for word in words:
            if word not in self._known:
                self._known[word] = self._stem(word)
        return [self._known[word] for word in words]


class SoftMatching:
    """Sum over the question's tokens of their weight times the best cosine with a token of the passage."""

    def __init__(self, embedder: StaticEmbedder, passages: Sequence[str]) -> None:
        self._embedder = embedder
        self._tokens = [np.unique(ids) for ids in embedder.tokenize(passages)]
        frequency = np.bincount(np.concatenate(self._tokens), minlength=len(embedder.vectors))
        self._idf = np.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5))

    def scores(self, question: str, candidates: np.ndarray) -> np.ndarray:
        """Returns the scores of some passages, 0 to 1."""
        ids, vectors = self._embedder.token_vectors(question)
        weights = self._idf[ids] / max(self._idf[ids].sum(), 1e-9)
        table = np.clip(vectors @ self._embedder.vectors.T, 0, None)
        return np.asarray(
            [weights @ table[:, self._tokens[c]].max(axis=1) if len(self._tokens[c]) else 0 for c in candidates]
        )


def factoid(folder: Path) -> Test:
    """Returns the native questions kept out of training, over all passages of theirs."""
    kept = [question for question in corpus.questions(folder) if is_kept_aside(question)]
    places = {text: index for index, text in enumerate(dict.fromkeys(question.context for question in kept))}
    asked = [question for question in kept if question.answerable]
    return Test("factoid", [q.text for q in asked], list(places), [{places[q.context]} for q in asked])


def own_words(folder: Path) -> list[Test]:
    """Returns the questions in everyday words: regulations with a question bank, without, and the English ones."""
    rows = [json.loads(line) for line in (folder.parent / "eval" / "own_words.jsonl").read_text().splitlines()]
    asked_for = {gold["document"] for row in rows for gold in row["gold"]}
    core = {path.stem for path in (folder / "core").iterdir()}
    articles = [a for a in corpus.articles(folder) if a.regulation in asked_for | core]
    places = {(a.regulation, a.number): index for index, a in enumerate(articles)}
    texts = [passage(article) for article in articles]

    def gold_of(row: dict[str, list[dict[str, str]]]) -> set[int]:
        found = ((gold["document"], re.match(r"Pasal (\d+[A-Z]?)", gold["locator"])) for gold in row["gold"])
        keys = [(document, match.group(1)) for document, match in found if match]
        return {places[key] for key in keys if key in places}

    def test(name: str, wanted: Callable[[dict[str, str]], bool]) -> Test:
        chosen = [(row["question"], gold_of(row)) for row in rows if wanted(row)]
        chosen = [(question, gold) for question, gold in chosen if gold]
        return Test(name, [question for question, _ in chosen], texts, [gold for _, gold in chosen])

    return [
        test("own words, with bank", lambda row: row["part"] == "core"),
        test("own words, without bank", lambda row: row["part"] == "bulk"),
        test("own words, English", lambda row: row["lang"] == "en"),
    ]


def rank_of(scores: np.ndarray, gold: set[int]) -> int:
    """Returns how many passages score above the best right one."""
    return int((scores > max(scores[index] for index in gold)).sum())


def measure(test: Test, embedder: Embedder) -> dict[str, list[float]]:
    """Returns hit@1, recall@5 and recall@50 of each ranker."""
    bm25, matrix = Bm25(test.passages), embedder.embed(test.passages)
    soft = SoftMatching(embedder, test.passages) if isinstance(embedder, StaticEmbedder) else None
    ranks: dict[str, list[int]] = {}
    for question, gold in zip(test.questions, test.gold, strict=True):
        words, vector = bm25.scores(question), matrix @ embedder.embed_query(question)
        scored = {"BM25": words, "embedder": vector, "BM25 + embedder": words / max(words.max(), 1e-9) + 0.5 * vector}
        if soft:
            candidates = np.argpartition(-words, CANDIDATES)[:CANDIDATES]
            reranked = np.full(len(words), -1.0)
            reranked[candidates] = soft.scores(question, candidates)
            scored["BM25, reranked softly"] = reranked
        for name, scores in scored.items():
            ranks.setdefault(name, []).append(rank_of(scores, gold))
    return {name: [float(np.mean(np.asarray(found) < cut)) for cut in CUTS] for name, found in ranks.items()}


def speed(embedder: Embedder, texts: Sequence[str]) -> dict[str, float]:
    """Returns passages a second, and the milliseconds of one question."""
    began = time.perf_counter()
    embedder.embed(texts)
    passages = len(texts) / (time.perf_counter() - began)
    began = time.perf_counter()
    for _ in range(100):
        embedder.embed_query("Siapa yang menetapkan rencana induk kota cerdas?")
    return {"passages a second": passages, "ms a question": (time.perf_counter() - began) * 10}


def main() -> None:
    """Reads the options, measures and prints."""
    parser = argparse.ArgumentParser(description="Measures an embedder beside BM25.")
    parser.add_argument("model", nargs="?", default="")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    folder, embedder = corpus.corpus_folder(), load_embedder(options.model)
    tests = [factoid(folder), *own_words(folder)]
    figures: dict[str, object] = {}
    for test in tests:
        figures[test.name] = found = measure(test, embedder)
        print(
            f"{test.name}: {len(test.questions)} questions, {len(test.passages)} passages (hit@1, recall@5, recall@50)"
        )
        for ranker, values in found.items():
            print(f"  {ranker:24}" + "  ".join(f"{value:.3f}" for value in values))
    figures["speed"] = pace = speed(embedder, tests[0].passages)
    print("; ".join(f"{value:.2f} {unit}" for unit, value in pace.items()))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
