"""Kills an ingest again and again while somebody asks, and looks whether the index was ever wrong.

    python -m benchmarks.kill [--kills 30] [--seed 1]

Files of the corpus (core and four PDFs, one of them a scan, two of them regulations that core holds as text) are
ingested into an index that holds the shipped guidance. Each run ends by SIGKILL: at a moment drawn from the length of
a whole run, every third one while the new version is being switched in. The first half of the runs ingests for the
first time, the second half reads everything anew. After each kill `verify` must pass and no worker may be left. A
reader in a process of its own asks all the while: it must meet no error, and a version with the same documents must
always give the same answers. At the end a run completes, and the index must hold what one undisturbed run made of the
same files. Writes kill.json and kill.md to benchmarks/out (`--out`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.documents import OUT, corpus
from benchmarks.report import table
from knowledge.base import KnowledgeBase
from knowledge.index import Index
from knowledge.settings import ROOT, SHIPPED_DOCUMENTS

PDF = ("uu-14-2008.pdf", "permendagri-7-2019.pdf", "permenkominfo-26-2007.pdf", "permenpanrb-5-2020.pdf")
QUESTIONS = (
    "apa itu quick win?",
    "apa saja enam dimensi smart city?",
    "syarat ikut seleksi smart city apa aja?",
    "siapa saja pelaksana SPBE di pemerintah daerah?",
    "pasal 5 perpres 95/2018",
    "apa itu satu data indonesia?",
    "berapa lama badan publik harus menjawab permintaan informasi?",
    "uu 11/2008 diubah dengan apa?",
    "what is the smart city masterplan?",
)
# Switching and sweeping take a good part of this.
_SWITCHING_SECONDS = 0.4
_EVERY = 3
# Between questions: the reader is there to see, not to take a core from the ingest.
_PAUSE_SECONDS = 0.05
_LONGEST_SECONDS = 300.0
_COUNTED = ("kills", "while_switching", "new_served", "rounds", "verified", "orphans")


def main() -> int:
    """Runs the trial or one reader; the exit code is 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600.0, help="after so long no further run is begun")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the figures")
    parser.add_argument("--reader", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        _read(*options.reader)
        return 0
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        record = Trial(Path(folder), options.kills, options.seconds, options.seed).run()
    return write(record, options.out)


# the one who asks


def _read(index: Path, told: Path) -> None:
    """Asks until it is told to end, then writes down what it saw."""
    seen: dict[str, Any] = {"answers": 0, "errors": [], "versions": {}, "lag": 0.0, "differing": []}
    going = True

    def end(*_: object) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, end)
    knowledge, known = KnowledgeBase.open(index), _Known()
    while going:
        for question in QUESTIONS:
            try:
                _ask(knowledge, index, question, known, seen)
            except Exception as error:  # noqa: BLE001 - whatever it is, an official would have seen it
                seen["errors"].append(f"{type(error).__name__}: {error}"[:300])
            time.sleep(_PAUSE_SECONDS)
        told.write_text(json.dumps(seen), encoding="utf-8")
    knowledge.close()


class _Known:
    """What was answered: documents → question → answer."""

    def __init__(self) -> None:
        self.answers: dict[tuple[int, str], tuple[Any, ...]] = {}


def _ask(knowledge: KnowledgeBase, index: Path, question: str, known: _Known, seen: dict[str, Any]) -> None:
    before = knowledge.generation
    answer = knowledge.ask(question)
    seen["answers"] += 1
    if knowledge.generation != before:
        return  # switched in between: which of both answered cannot be told
    if before not in seen["versions"]:
        switched = (index / "current").stat().st_mtime
        seen["lag"] = max(seen["lag"], time.time() - switched)
        seen["versions"][before] = len(knowledge.documents())
    given = (answer.kind, answer.lead, tuple((c.document, c.locator) for c in answer.citations))
    expected = known.answers.setdefault((seen["versions"][before], question), given)
    if given != expected:
        seen["differing"].append(f"{before}: {question}")


# the one who kills


class Trial:
    """One index, the runs that are killed on it, and what was found."""

    def __init__(self, folder: Path, kills: int, seconds: float, seed: int) -> None:
        self._files, self._index, self._told = folder / "files", folder / "index", folder / "reader.json"
        self._whole = folder / "undisturbed"
        self._kills = kills
        self._until = time.monotonic() + seconds
        self._seed = seed
        self._chance = random.Random(seed)
        self._environment = os.environ | {"DOCUMENTS_DIR": str(folder / "none")}
        self._found: Counter[str] = Counter()
        self._problems: list[str] = []

    def run(self) -> dict[str, Any]:
        """Returns the figures."""
        started = time.monotonic()
        shutil.copytree(corpus() / "core", self._files)
        for name in PDF:
            shutil.copy(corpus() / "pdf" / name, self._files / name)
        self._ingest(self._index, [SHIPPED_DOCUMENTS])
        shutil.copytree(self._index, self._whole)
        reader = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.kill", "--reader", self._index, self._told], cwd=ROOT
        )
        try:
            length = self._ingest(self._whole, [self._files])
            self._kill_often(length)
            last = self._ingest(self._index, [self._files])
        finally:
            time.sleep(3)  # the reader sees the last version too
            reader.send_signal(signal.SIGTERM)
            reader.wait(60)
        self._compare()
        return {
            "made": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
            "seed": self._seed,
            "files": len(list(self._files.iterdir())),
            "run_s": length,
            "last_run_s": last,
            "trial_s": time.monotonic() - started,
            "load": os.getloadavg()[0],
            **{name: self._found[name] for name in _COUNTED},
            "problems": self._problems,
            "reader": json.loads(self._told.read_text(encoding="utf-8")),
            "holds": self._held(self._index),
        }

    def _kill_often(self, length: float) -> None:
        while (number := self._found["kills"]) < self._kills and time.monotonic() < self._until:
            again = number >= self._kills // 2
            if again and not self._is_whole():
                self._ingest(self._index, [self._files])
            elif not again and self._is_whole():
                self._command("rollback")  # so that the next run has everything to do again
            served = Index(self._index).pointer()
            self._kill_once(length, ["--rebuild"] if again else [], switching=number % _EVERY == _EVERY - 1)
            self._found["new_served"] += Index(self._index).pointer() != served
            self._verify()
            print(dict(self._found), file=sys.stderr, flush=True)

    def _kill_once(self, length: float, more: Sequence[str], *, switching: bool) -> None:
        there = {path.name for path in (self._index / "generations").iterdir()}
        process = self._start(self._index, [self._files], more)
        moment = time.monotonic() + (_LONGEST_SECONDS if switching else self._chance.uniform(0.0, length))
        while time.monotonic() < moment and process.poll() is None:
            if switching and self._is_declared(there):
                time.sleep(self._chance.uniform(0.0, _SWITCHING_SECONDS))
                break
            time.sleep(0.002)
        if process.poll() is None:  # else it was done before its moment came
            self._found["kills"] += 1
            self._found["while_switching"] += switching
        process.kill()
        process.wait()
        self._found["orphans"] += _left(process.pid)

    def _is_declared(self, there: set[str]) -> bool:
        """Tells whether a new version is complete, so that it is switched in now."""
        folders = (self._index / "generations").glob("*/manifest.json")
        return any(path.parent.name not in there for path in folders)

    def _verify(self) -> None:
        done = self._command("verify", "--json")
        self._found["rounds"] += 1
        self._found["verified"] += done.returncode == 0
        if done.returncode:
            self._problems.append(
                f"after kill {self._found['kills']}: {done.stdout.strip()} {done.stderr.strip()}"[:500]
            )

    def _compare(self) -> None:
        """Looks whether the last run left what an undisturbed one makes, and nothing else."""
        held, whole = self._held(self._index), self._held(self._whole)
        if held != whole:
            self._problems.append(f"at the end {held} instead of {whole}")
        kept = set(Index(self._index).history())
        left = {path.name for path in (self._index / "generations").iterdir()} - kept
        if left:
            self._problems.append(f"left behind: {sorted(left)}")

    def _is_whole(self) -> bool:
        return self._held(self._index) == self._held(self._whole)

    def _held(self, index: Path) -> dict[str, int]:
        manifest = Index(index).manifest()
        return {"documents": manifest.documents, "passages": manifest.passages, "questions": manifest.questions}

    def _start(self, index: Path, paths: Sequence[Path], more: Sequence[str] = ()) -> subprocess.Popen[str]:
        # A session of its own, by which its workers are known when it is dead.
        return subprocess.Popen(
            [sys.executable, "ingest.py", *map(str, paths), *more, "--index", str(index)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )

    def _ingest(self, index: Path, paths: Sequence[Path]) -> float:
        started = time.monotonic()
        process = self._start(index, paths)
        if process.wait():
            raise SystemExit(f"ingest of {paths} into {index} ended with {process.returncode}")
        return time.monotonic() - started

    def _command(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "ingest.py", *words, "--index", str(self._index)]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
        )


def _left(session: int) -> int:
    """Returns how many processes of a session are still there some seconds after its first was killed."""
    for _ in range(50):
        left = sum(_session_of(path) == session for path in Path("/proc").iterdir() if path.name.isdigit())
        if not left:
            break
        time.sleep(0.1)
    return left


def _session_of(path: Path) -> int:
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[3]) if fields[0] != "Z" else 0


# what is written


def write(record: dict[str, Any], folder: Path) -> int:
    """Writes the figures, prints them, and returns 1 where something was wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kill.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    reader, holds = record["reader"], record["holds"]
    rows = [
        ["runs killed (while switching)", f"{record['kills']} ({record['while_switching']})"],
        ["… after which the new version served", f"{record['new_served']}"],
        ["`verify` passed", f"{record['verified']} of {record['rounds']}"],
        ["workers left running", f"{record['orphans']}"],
        ["answers to the reader", f"{reader['answers']:,}"],
        ["errors it met", f"{len(reader['errors'])}"],
        ["answers that differed for the same documents", f"{len(reader['differing'])}"],
        ["versions it saw, by documents", _versions(reader["versions"])],
        ["longest until it saw a new version", f"{reader['lag']:.1f} s"],
        ["an undisturbed run; the last run", f"{record['run_s']:.0f} s; {record['last_run_s']:.0f} s"],
        ["at the end", ", ".join(f"{count:,} {what}" for what, count in holds.items())],
        ["… other than an undisturbed run's, or left behind", "; ".join(record["problems"]) or "nothing"],
    ]
    opening = f"Made {record['made']}, {record['files']} files, seed {record['seed']}, load {record['load']:.1f}."
    text = f"{opening}\n\n{table(['kill test', 'found'], rows)}\n"
    (folder / "kill.md").write_text(text, encoding="utf-8")
    print(text)
    wrong = [*reader["errors"], *reader["differing"], *record["problems"]]
    print("\n".join(wrong[:20]))
    return 1 if wrong or record["orphans"] or record["verified"] < record["rounds"] else 0


def _versions(seen: dict[str, int]) -> str:
    return ", ".join(f"{times} × {documents}" for documents, times in sorted(Counter(seen.values()).items()))


if __name__ == "__main__":
    sys.exit(main())
