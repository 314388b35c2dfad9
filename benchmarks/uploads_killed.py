"""SIGKILL to the bot while an upload is read, saved, or takes the place of an indexed regulation.

After each kill the index has to be whole and to serve exactly one version of the regulation: the old one or the new,
never both and never none. After the restart the job goes on by itself, in the message that it began in.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.office import ADMIN, Office, built, regulation
from knowledge import KnowledgeBase
from knowledge.index import Index
from knowledge.settings import ROOT
from knowledge.upkeep import Upkeep
from tests.servers.world import Json

LONGEST_JOB = 20.0
MOMENTS = 3.0
"""Seconds of a job over which kills are spread: from its beginning to about the switch to the new version."""
READ, SAVED, REPLACED = "read", "saved", "replaced"
TAPS = {SAVED: "Simpan", REPLACED: "Ganti yang lama"}
PHASE = {READ: "inspect", SAVED: "ingest", REPLACED: "ingest"}
"""The work of the bot's child that a kill is aimed at."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload and what is in the middle of being done with it when the bot is killed."""

    turn: int
    doing: str

    @property
    def number(self) -> int:
        """Returns the number of the regulation; a replacement has that of the upload before."""
        return 100 + self.turn - (self.doing == REPLACED)

    @property
    def name(self) -> str:
        """Returns the name of the file that is sent."""
        return f"perbup-{self.number}{'-baru' if self.doing == REPLACED else ''}.txt"

    @property
    def before(self) -> str:
        """Returns the name of the file that it replaces, which is the name that the new one takes."""
        return f"perbup-{self.number}.txt"

    def word(self, turn: int | None = None) -> str:
        """Returns a word that only this version has, or the version of another turn."""
        return f"kode{turn or self.turn}x"

    @property
    def content(self) -> bytes:
        """Returns the regulation."""
        fact = f"Pengelola menanam pohon {self.word()} di taman."
        return regulation(self.number, fact, articles=400, subject=f"POHON {self.number}")


async def kills(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Kills the bot while it reads a new upload, saves one, and replaces one, in turn."""
    source = random.Random(options.seed)
    first = folder / "pertama.txt"
    first.write_bytes(regulation(1, "Pengelola merawat taman."))
    office = Office(folder, built(folder, [first]))
    await office.open()
    wrong: list[str] = []
    uploads = []
    during = {"inspect": 0, "ingest": 0, "idle": 0}
    served = {"old": 0, "new": 0}
    for turn in range(1, (options.times or 30) + 1):
        upload = Upload(turn, (REPLACED, READ, SAVED)[turn % 3])
        uploads.append(upload)
        await _killed(office, upload, source, during)
        wrong += await _checked(office, upload, served)
        await office.start()
        report = await _settled(office, upload.name)
        if "Simpan?" in report["text"]:
            office.admin.taps(report, TAPS.get(upload.doing, "Simpan"))
            await office.sees(upload.name, "tersimpan")
        print(turn, upload.doing, during, served, wrong, flush=True)
    told = office.server.attempts["editmessagetext"]
    await office.close()
    wrong += _in_the_end(office, uploads)
    return {"kills": len(uploads), "during": during, "replaced_then_served": served, "edits": told, "wrong": wrong}


async def _killed(office: Office, upload: Upload, source: random.Random, during: dict[str, int]) -> None:
    office.admin.sends_document(upload.name, upload.content)
    if upload.doing in TAPS:
        office.admin.taps(await office.sees(upload.name, "Simpan?"), TAPS[upload.doing])
    await _well_into(office, PHASE[upload.doing], source, aimed=upload.turn % 9 < 6)
    during[_in_hand(office)] += 1
    await office.kill()


async def _well_into(office: Office, work: str, source: random.Random, *, aimed: bool) -> None:
    """Waits for some moment of a job, or for any moment where it is not aimed at."""
    if aimed:
        until = time.monotonic() + LONGEST_JOB
        while _in_hand(office) != work and time.monotonic() < until:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)
        await asyncio.sleep(source.uniform(0.0, MOMENTS))
    else:
        await asyncio.sleep(source.uniform(0.0, 4.0))


async def _settled(office: Office, name: str) -> Json:
    """Waits until an upload waits for a decision or is saved."""
    await office.until(lambda: any(office.found(name, words) is not None for words in ("Simpan?", "tersimpan")))
    message = office.found(name, "Simpan?") or office.found(name, "tersimpan")
    assert message is not None
    return message


def _in_hand(office: Office) -> str:
    """Returns which job the bot's child is at."""
    assert office.process is not None
    children = Path(f"/proc/{office.process.pid}/task/{office.process.pid}/children").read_text(encoding="utf-8")
    for child in children.split():
        try:
            command = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8").split("\0")
        except OSError:
            continue
        return next((work for work in ("inspect", "ingest") if work in command), "idle")
    return "idle"


# after each kill


async def _checked(office: Office, upload: Upload, served: dict[str, int]) -> list[str]:
    """Returns what is wrong after a kill."""
    await asyncio.sleep(1.0)  # the child ends with its parent
    problems = _verified(office.index)
    if upload.doing == REPLACED:
        # The new file lies in its place before it is indexed; until then the shell is rightly told so.
        awaited = f"{Path(upload.before).stem}: berkas {office.documents / upload.before} "
        problems = [one for one in problems if not one.startswith(awaited)]
        problems += _one_version(office, upload, served)
    elif upload.doing == READ:
        indexed = any(Path(source).name == upload.name for source in _sources(office.index))
        problems += [f"{upload.name} is indexed and nobody saved it"] if indexed else []
        published = (office.documents / upload.name).exists()
        problems += [f"{upload.name} is in the folder and nobody saved it"] if published else []
    return [f"after kill {upload.turn}: {problem}" for problem in problems]


def _one_version(office: Office, upload: Upload, served: dict[str, int]) -> list[str]:
    """Returns what is wrong with the versions that are served and kept."""
    sources = [Path(source).name for source in _sources(office.index)]
    knowledge = KnowledgeBase.open(office.index)
    answer = knowledge.ask(f"apa isi pasal 2 perbup contoh {upload.number}/2023?")
    knowledge.close()
    said = "\n".join([answer.lead, *(citation.quote for citation in answer.citations)])
    old, new = upload.word(upload.turn - 1) in said, upload.word() in said
    served["new" if new else "old"] += 1
    problems = []
    if old == new:
        problems.append(f"of old and new {'both are' if old else 'none is'} served: {said}")
    if sources.count(upload.before) != 1 or upload.name in sources:
        problems.append(f"indexed: {sources}")
    for version in (upload.word(upload.turn - 1), upload.word()):
        if not _lies_somewhere(office.documents, version):
            problems.append(f"the file of {version} is lost")
    return problems


def _lies_somewhere(folder: Path, word: str) -> bool:
    """Tells whether a file with this word is in the folder, its waiting room or its bin."""
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*.txt") if path.is_file())


def _verified(index: Path) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "ingest.py", "verify", "--json", "--index", str(index)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    problems: list[str] = json.loads(ran.stdout)["problems"]
    return problems


def _sources(index: Path) -> list[str]:
    with Index(index).catalog() as catalog:
        return [source for _, source in catalog.fingerprints().values()]


# in the end


def _in_the_end(office: Office, uploads: list[Upload]) -> list[str]:
    """Returns what is wrong when every job was taken up again and done."""
    upkeep = Upkeep.open(office.index)
    wrong = upkeep.verify()
    sources = [Path(entry.source).name for entry in upkeep.documents()]
    names = {upload.before for upload in uploads}
    wrong += [f"{name} is indexed {sources.count(name)} times" for name in names if sources.count(name) != 1]
    latest = {upload.before: upload for upload in uploads}
    for name, upload in latest.items():
        if upload.word().encode() not in (office.documents / name).read_bytes():
            wrong.append(f"{name} is not the version that was saved last")
    wrong += [f"room left: {path.name}" for path in (office.documents / ".menunggu").iterdir()]
    texts = office.server.texts(ADMIN)
    if len(texts) != len(uploads):
        wrong.append(f"{len(texts)} messages for {len(uploads)} uploads")
    return wrong + [text for text in texts if "✅ perbup" not in text]
