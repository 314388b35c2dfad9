"""One peer in a process of its own, so that its memory is its own: `python -m benchmarks.peers.worker NAME REQUEST`.

REQUEST is a JSON file with `files`, `questions` and `folder`; the reply is written beside it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

# How many pieces are looked at: more than 50, because several may lie in one Pasal.
DEPTH = 100
# What an application asks for, and what is timed.
TIMED_DEPTH = 10

for variable, value in (
    ("HF_HUB_OFFLINE", "1"),
    ("HAYSTACK_TELEMETRY_ENABLED", "False"),
    ("ANONYMIZED_TELEMETRY", "False"),
    ("TOKENIZERS_PARALLELISM", "false"),
):
    os.environ.setdefault(variable, value)

from benchmarks.documents import size  # noqa: E402 - the libraries read the variables when they are imported
from benchmarks.peers.langchain_peers import LangChainChroma  # noqa: E402
from benchmarks.peers.lexical_peers import Bm25s, Fts5, HaystackBM25, Tantivy, Txtai  # noqa: E402
from benchmarks.peers.llamaindex_peers import LlamaIndexBM25, LlamaIndexVectors  # noqa: E402
from benchmarks.peers.own import Own  # noqa: E402
from benchmarks.peers.system import System  # noqa: E402

OWN, OWN_WITHOUT_BANK = "this project", "this project, no question bank"
TUTORIAL = "LangChain + Chroma, MiniLM"
SYSTEMS: Mapping[str, Callable[[], System]] = {
    OWN: lambda: Own(banked=True),
    OWN_WITHOUT_BANK: lambda: Own(banked=False),
    TUTORIAL: LangChainChroma.with_minilm,
    "LangChain + Chroma, this project's embedder": LangChainChroma.with_bundled_embedder,
    "LlamaIndex default, MiniLM": LlamaIndexVectors,
    "LlamaIndex BM25": LlamaIndexBM25,
    "Haystack BM25": HaystackBM25,
    "txtai keyword": lambda: Txtai(hybrid=False),
    "txtai hybrid, MiniLM": lambda: Txtai(hybrid=True),
    "bm25s": Bm25s,
    "SQLite FTS5": Fts5,
    "tantivy alone": Tantivy,
}
# Those that embed with a transformer; they take minutes where the others take seconds.
SLOW = tuple(name for name in SYSTEMS if "MiniLM" in name)


def main() -> None:
    """Runs one peer over the request."""
    name, request_file = sys.argv[1], Path(sys.argv[2])
    request = json.loads(request_file.read_text(encoding="utf-8"))
    folder = Path(request["folder"])
    folder.mkdir(parents=True)
    started = time.perf_counter()
    system = SYSTEMS[name]()
    reply: dict[str, object] = {"setup_s": time.perf_counter() - started}
    started = time.perf_counter()
    reply["pieces"] = system.ingest([Path(f) for f in request["files"]], folder)
    reply["ingest_s"] = time.perf_counter() - started
    reply["index_bytes"] = size(folder)
    reply["found"] = [[asdict(piece) for piece in system.search(q, DEPTH)] for q in request["questions"]]
    reply["query_ms"] = [_timed(system, question) for question in request["questions"]]
    reply["peak_bytes"] = _peak()
    request_file.with_suffix(".reply.json").write_text(json.dumps(reply, ensure_ascii=False), encoding="utf-8")


def _timed(system: System, question: str) -> float:
    started = time.perf_counter()
    system.search(question, TIMED_DEPTH)
    return (time.perf_counter() - started) * 1e3


def _peak() -> int:
    """Returns the peak of this process, and for one that has had workers their largest once for each core."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (os.cpu_count() or 1)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + children) * 1024


if __name__ == "__main__":
    main()
