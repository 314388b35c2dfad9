"""Documents that come in through the chat: what each format takes, what people notice, what a kill leaves.

    python -m benchmarks.uploads formats   one upload of each format: the report, and the times to it and to the save
    python -m benchmarks.uploads load      re-ingests while people ask: errors, stale answers, p95 against quiet
    python -m benchmarks.uploads kills     kill -9 while uploads are read, saved or replaced: none half in, none lost

The bot runs as a process of its own against the tests' Bot API server with Telegram's flood limits; its jobs run in
processes of theirs. `formats` and `load` use an index of the shipped documents (`load` with the core regulations too).
Writes uploads-NAME.json to benchmarks/out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pypdfium2

from benchmarks.documents import OUT, corpus
from benchmarks.office import Office, built, regulation
from benchmarks.uploads_killed import kills
from knowledge.settings import SHIPPED_DOCUMENTS
from knowledge.upkeep import Upkeep
from tests.servers.people import Person

FORMATS = (
    ("born digital", "perda-singkawang-5-2013.pdf"),
    ("born digital, tables", "permenpanrb-5-2020.pdf"),
    ("scan with a text layer", "perpres-82-2023.pdf"),
    ("scan, poor text layer", "permenkominfo-26-2007.pdf"),
    ("image only", "permenko-ekon-4-2023.pdf"),
    ("mixed: text, then images", "permenpanrb-89-2021.pdf"),
    ("slides", "paparan-evaluasi-spbe-2022.pdf"),
    ("long, text and page images", "pp-18-2016.pdf"),
)
QUESTIONS = (
    "apa itu quick win?",
    "apa saja enam dimensi smart city?",
    "syarat ikut seleksi smart city apa aja?",
    "siapa saja anggota dewan smart city?",
    "pasal 5 perpres 95/2018",
    "apa itu satu data indonesia?",
    "berapa lama badan publik harus menjawab permintaan informasi?",
    "what is the smart city masterplan?",
)
FAULTS = ("terjadi gangguan", "sedang tidak dapat dibaca", "something went wrong", "cannot be read at the moment")
STALE_SECONDS = 5.0
PEOPLE = 8
PAUSE = 2.0


def main() -> int:
    """Runs one of the trials; the exit code is 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trial", choices=TRIALS)
    parser.add_argument("--times", type=int, default=0, help="re-ingests (20) or kills (30)")
    parser.add_argument("--quiet", type=float, default=60.0, help="seconds that people ask before the first re-ingest")
    parser.add_argument("--only", default="", help="formats whose name holds this")
    parser.add_argument("--pages", type=int, default=0, help="send only the first pages of each")
    parser.add_argument("--index", type=Path, help="a ready index to copy instead of building one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="uploads-") as folder:
        figures = asyncio.run(TRIALS[options.trial](Path(folder), options))
    figures["load"] = os.getloadavg()[0]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / f"uploads-{options.trial}.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(bool(figures.get("wrong")))


# one of each format


async def formats(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Sends one document of each format and saves it."""
    office = Office(folder, built(folder, [SHIPPED_DOCUMENTS], options.index))
    await office.open()
    rows = []
    for kind, name in FORMATS:
        if options.only not in kind:
            continue
        path = corpus() / "pdf" / name
        edits = sum(office.server.world.edits.values())
        started = time.perf_counter()
        office.admin.sends_document(name, _first_pages(path, options.pages))
        report = await office.sees(name, "Simpan?")
        looked = time.perf_counter()
        text = str(report["text"])
        office.admin.taps(report, "Simpan")
        await office.sees(name, "tersimpan")
        saved = time.perf_counter()
        rows.append(
            {
                "kind": kind,
                "file": name,
                "report_s": round(looked - started, 1),
                "save_s": round(saved - looked, 1),
                "edits": sum(office.server.world.edits.values()) - edits,
                "report": text,
            }
        )
        print(kind, rows[-1]["report_s"], rows[-1]["save_s"], text, sep=" | ", flush=True)
    await office.close()
    problems = Upkeep.open(office.index).verify()
    return {"formats": rows, "verify": problems, "wrong": bool(problems)}


def _first_pages(path: Path, most: int) -> bytes:
    """Returns a PDF, cut to its first pages where `most` is not 0."""
    if not most:
        return path.read_bytes()
    with pypdfium2.PdfDocument(path) as whole, pypdfium2.PdfDocument.new() as part:
        part.import_pages(whole, list(range(min(most, len(whole)))))
        written = BytesIO()
        part.save(written)
    return written.getvalue()


# re-ingests under load


async def load(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Replaces one regulation again and again while people ask."""
    office = Office(folder, built(folder, [SHIPPED_DOCUMENTS, corpus() / "core"], options.index))
    await office.open()
    waits: list[tuple[float, float]] = []
    faults: list[str] = []
    witness = office.server.person(20_000, name="Saksi")
    for question in QUESTIONS:  # what is loaded on first use is no part of either phase
        await office.asks(witness, question)
    people = [office.server.person(10_000 + n, name=f"P{n}") for n in range(PEOPLE)]
    asking = [asyncio.create_task(_keep_asking(office, one, n, waits, faults)) for n, one in enumerate(people)]
    await asyncio.sleep(options.quiet)
    begun = time.perf_counter()
    stale, saves = [], []
    for time_ in range(1, (options.times or 20) + 1):
        fact = f"Pengelola wajib membuka Taman Kota Cerdas setiap {time_ + 1} jam."
        office.admin.sends_document(f"taman-{time_}.txt", regulation(7, fact))
        report = await office.sees(f"taman-{time_}.txt", "Simpan?")
        tapped = time.perf_counter()
        office.admin.taps(report, "Ganti yang lama" if time_ > 1 else "Simpan")
        await office.sees(f"taman-{time_}.txt", "tersimpan")
        saves.append(time.perf_counter() - tapped)
        await asyncio.sleep(STALE_SECONDS)
        _, answer = await office.asks(witness, "pengelola wajib membuka taman kota cerdas setiap berapa jam?")
        if f"setiap {time_ + 1} jam" not in answer:
            stale.append(answer)
        print(time_, round(saves[-1], 1), answer.splitlines()[0], flush=True)
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    await office.close()
    quiet = [wait for moment, wait in waits if moment < begun]
    busy = [wait for moment, wait in waits if moment >= begun]
    problems = Upkeep.open(office.index).verify()
    return {
        "reingests": len(saves),
        "questions_quiet": len(quiet),
        "questions_busy": len(busy),
        "p50_quiet_s": _percentile(quiet, 50),
        "p95_quiet_s": _percentile(quiet, 95),
        "p50_busy_s": _percentile(busy, 50),
        "p95_busy_s": _percentile(busy, 95),
        "save_median_s": round(statistics.median(saves), 2),
        "errors": faults,
        "stale": stale,
        "verify": problems,
        "wrong": bool(faults or stale or problems),
    }


async def _keep_asking(
    office: Office, person: Person, number: int, waits: list[tuple[float, float]], faults: list[str]
) -> None:
    await asyncio.sleep(PAUSE * number / PEOPLE)
    while True:
        number += 1
        wait, answer = await office.asks(person, QUESTIONS[number % len(QUESTIONS)])
        waits.append((time.perf_counter(), wait))
        if any(words in answer for words in FAULTS):
            faults.append(answer)
        await asyncio.sleep(PAUSE)


def _percentile(values: list[float], share: int) -> float:
    return round(statistics.quantiles(values, n=100)[share - 1], 3) if len(values) > 1 else 0.0


TRIALS = {"formats": formats, "load": load, "kills": kills}


if __name__ == "__main__":
    sys.exit(main())
