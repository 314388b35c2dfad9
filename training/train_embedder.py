"""Makes `knowledge/model`: the static embedder that ships with the project.

python -m training.train_embedder [--steps 3000] [--out knowledge/model]

Needs the corpus (CORPUS_DIR or ../shared/corpus), two cores and about 6 GB of memory. The same seed gives the
same vocabulary and pairs; the weights agree but for the order in which threads add up floats.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from training import corpus
from training.articles import Article
from training.pairs import Task, passage, tasks
from training.rewrite import Rewriter
from training.vocabulary import neighbour_vectors, train_tokenizer

SEED = 20240817
VOCABULARY = 32_000
DIMENSIONS = 256
LONGEST = 192  # tokens of a text that training looks at
SCALE = 20.0  # of the cosine before the softmax
NARROW = (64, 128)  # the first so many dimensions are trained to work alone, too (Matryoshka)


@dataclass(frozen=True, slots=True)
class Texts:
    """Tokenised texts end to end, so that any of them is a slice."""

    ids: np.ndarray
    offsets: np.ndarray

    def batch(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Returns the tokens of the rows end to end, and where each row begins."""
        begins, ends = self.offsets[rows], self.offsets[rows + 1]
        lengths = ends - begins
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        where = np.repeat(begins - starts, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self.ids[where]), torch.from_numpy(starts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A task ready to draw batches from."""

    name: str
    share: float
    left: Texts
    right: Texts
    groups: np.ndarray
    block: int


def tokenise(tokenizer: Tokenizer, texts: list[str]) -> Texts:
    """Returns the tokens of all texts, each cut at LONGEST."""
    pieces, lengths = [], [0]
    for begin in range(0, len(texts), 20_000):
        for encoding in tokenizer.encode_batch_fast(texts[begin : begin + 20_000], add_special_tokens=False):
            tokens = np.asarray(encoding.ids[:LONGEST] or [0], dtype=np.int64)
            pieces.append(tokens)
            lengths.append(len(tokens))
    return Texts(np.concatenate(pieces), np.cumsum(lengths))


def prepare(tokenizer: Tokenizer, task: Task) -> Prepared:
    """Tokenises a task and numbers its groups."""
    numbers: dict[str, int] = {}
    groups = np.asarray([numbers.setdefault(pair.group, len(numbers)) for pair in task.pairs])
    left = tokenise(tokenizer, [pair.left for pair in task.pairs])
    right = tokenise(tokenizer, [pair.right for pair in task.pairs])
    return Prepared(task.name, task.share, left, right, groups, task.block)


class Batches:
    """Draws batches of a task without end: blocks of neighbours in a new order each round."""

    def __init__(self, task: Prepared, size: int, rng: np.random.Generator) -> None:
        self.task, self._size, self._rng = task, size, rng
        self._order = np.empty(0, dtype=np.int64)

    def next(self) -> np.ndarray:
        """Returns the rows of the next batch."""
        if len(self._order) < self._size:
            rows = np.arange(len(self.task.groups))
            shift = int(self._rng.integers(self.task.block))
            cuts = np.split(np.roll(rows, shift), np.arange(self.task.block, len(rows), self.task.block))
            self._rng.shuffle(cuts)
            self._order = np.concatenate(cuts)
        batch, self._order = self._order[: self._size], self._order[self._size :]
        return batch


def loss_of(left: torch.Tensor, right: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Returns the in-batch softmax loss, both ways; pairs of the same group do not compete."""
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    target = torch.arange(len(groups))
    total = torch.zeros(())
    for width in (*NARROW, DIMENSIONS):
        a = torch.nn.functional.normalize(left[:, :width], dim=1)
        b = torch.nn.functional.normalize(right[:, :width], dim=1)
        scores = (SCALE * a @ b.T).masked_fill(same, -1e4)
        forward = torch.nn.functional.cross_entropy(scores, target)
        total = total + forward + 0.5 * torch.nn.functional.cross_entropy(scores.T, target)
    return total / (len(NARROW) + 1)


def train(weights: np.ndarray, prepared: list[Prepared], steps: int, batch: int, rate: float) -> np.ndarray:
    """Returns the trained token vectors."""
    rng = np.random.default_rng(SEED)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(weights.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(bag.parameters(), lr=rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.05)
    draws = [Batches(task, batch, rng) for task in prepared]
    shares = np.asarray([task.share for task in prepared])
    shares = shares / shares.sum()
    losses: dict[str, float] = {}
    began = time.perf_counter()
    for step in range(steps):
        draw = draws[int(rng.choice(len(draws), p=shares))]
        rows = draw.next()
        task = draw.task
        loss = loss_of(bag(*task.left.batch(rows)), bag(*task.right.batch(rows)), torch.from_numpy(task.groups[rows]))
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        schedule.step()
        losses[task.name] = 0.9 * losses.get(task.name, loss.item()) + 0.1 * loss.item()
        if (step + 1) % 250 == 0:
            report = ", ".join(f"{name} {value:.2f}" for name, value in losses.items())
            print(f"step {step + 1}, {time.perf_counter() - began:.0f} s: {report}", flush=True)
    return bag.weight.detach().numpy()


def vocabulary_texts(folder: Path, articles: list[Article], all_tasks: list[Task]) -> list[str]:
    """Returns what the tokenizer learns from; short lists count several times, else their words fall to pieces."""
    texts = [passage(article) for article in articles]
    for task in all_tasks:
        if task.name in {"wikipedia", "questions"}:
            texts += [pair.right for pair in task.pairs[::2]]
        if task.name.startswith("bank"):
            texts += [pair.left for pair in task.pairs] * 4
        if task.name in {"bridge", "dictionaries and spellings"}:
            texts += [pair.left for pair in task.pairs] * 6
    return texts


def first_vectors(tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    """Returns neighbour vectors weighted down for frequent tokens (Arora, Liang and Ma 2017)."""
    run = tokenise(tokenizer, texts)
    ids = np.insert(run.ids, run.offsets[1:-1], 0)
    size = tokenizer.get_vocab_size()
    vectors = neighbour_vectors(ids, size, DIMENSIONS, SEED)
    share = np.bincount(ids, minlength=size) / len(ids)
    return (vectors * (1e-3 / (1e-3 + share))[:, None]).astype(np.float32)


def save(out: Path, tokenizer: Tokenizer, weights: np.ndarray) -> None:
    """Writes a sentence-transformers folder with weights in half precision."""
    out.mkdir(parents=True, exist_ok=True)
    weights[:2] = 0  # padding and unknown tokens say nothing
    save_file({"embedding.weight": weights.astype(np.float16)}, str(out / "model.safetensors"))
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    (out / "modules.json").write_text(json.dumps([module], indent=2) + "\n")
    config: dict[str, object] = {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (out / "config_sentence_transformers.json").write_text(json.dumps(config, indent=2) + "\n")


def main() -> None:
    """Reads the options and makes the model."""
    parser = argparse.ArgumentParser(description="Makes the bundled embedder.")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "knowledge" / "model")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    began = time.perf_counter()
    folder = corpus.corpus_folder()
    articles = corpus.articles(folder)
    all_tasks = tasks(folder, articles, Rewriter(folder, rng), rng)
    for task in all_tasks:
        print(f"{task.name}: {len(task.pairs)} pairs", flush=True)
    texts = vocabulary_texts(folder, articles, all_tasks)
    tokenizer = train_tokenizer(texts, VOCABULARY)
    print(f"vocabulary {tokenizer.get_vocab_size()}, {time.perf_counter() - began:.0f} s", flush=True)
    weights = first_vectors(tokenizer, texts)
    print(f"first vectors, {time.perf_counter() - began:.0f} s", flush=True)
    prepared = [prepare(tokenizer, task) for task in all_tasks]
    save(options.out, tokenizer, train(weights, prepared, options.steps, options.batch, options.rate))
    print(f"saved to {options.out}, {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
