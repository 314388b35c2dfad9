"""Files that should not be read, and how reading them ends: no crash, no hang, one clear line each.

    python benchmarks/hostile.py [COUNT] [SEED]

Makes COUNT files (300) from the real ones of the corpus and from nothing: cut off, mutated, of the wrong ending, packed
bombs, null bytes, right-to-left marks, endless lines, deep nesting, encrypted. Each is read and parsed in a process of
its own that is ended when it has worked for 60 seconds without a word (a scan reports each page). Prints how they
ended, and every end that is neither pages nor a DocumentError.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.parse import parse
from knowledge.read import read

CORPUS = Path(os.environ.get("CORPUS_DIR") or Path(__file__).resolve().parents[2] / "shared" / "corpus")
# Seconds of work after which a silent reader hangs, and of waiting, for a reader that waits for something.
WORKING, WAITING = 60.0, 600.0
Make = Callable[[Path, random.Random], Path]


def main() -> None:
    """Makes the files, reads them and prints how that ended."""
    count, seed = (int(argument) for argument in [*sys.argv[1:], *["300", "7"][len(sys.argv) - 1 :]])
    ends: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    with tempfile.TemporaryDirectory() as folder, _Reading() as reading:
        for path in hostile_files(Path(folder), count, seed):
            started = time.monotonic()
            end, message = reading.end_of(path)
            slowest.append((round(time.monotonic() - started, 1), f"{path.name} ({path.stat().st_size} bytes)"))
            ends[end] += 1
            if end not in ("pages", "refused"):
                print(f"{end}: {path.name}: {message}")
            path.unlink()
    print(dict(ends))
    print("slowest:", sorted(slowest, reverse=True)[:5])


def hostile_files(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Yields `count` files; the same seed makes the same ones."""
    chance = random.Random(seed)
    makers = [*_CRAFTED, *[_mutated] * max(0, count - len(_CRAFTED))][:count]
    for number, make in enumerate(makers):
        path = make(folder, chance)
        named = folder / f"{number:04}-{path.name}"
        path.rename(named)
        yield named


class _Reading:
    """A process that reads one file after the other, replaced where it hangs or dies."""

    def __enter__(self) -> _Reading:
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()

    def end_of(self, path: Path) -> tuple[str, str]:
        self._connection.send(path)
        try:
            while self._speaks():
                end: tuple[str, str] | None = self._connection.recv()
                if end is not None:
                    return end
        except EOFError:
            pass
        end = ("hung" if self._process.is_alive() else "died", f"exit code {self._process.exitcode}")
        self._process.kill()
        self._start()
        return end

    def _speaks(self) -> bool:
        """Returns whether a word comes in time; the process's own time counts, for the machine may be busy."""
        worked, waited = self._worked(), time.monotonic()
        while not self._connection.poll(1.0):
            if self._worked() - worked > WORKING or time.monotonic() - waited > WAITING:
                return False
        return True

    def _worked(self) -> float:
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()


def _serve(connection: Connection) -> None:
    while True:
        path = connection.recv()
        try:
            pages = read(path, lambda _done, _total: connection.send(None))
            parse(pages, path.stem)
            end = ("pages", "")
        except DocumentError as error:
            clear = "\n" not in str(error) and len(str(error)) < 400
            end = ("refused", str(error)) if clear else ("unclear", str(error))
        except BaseException as error:  # noqa: BLE001 - everything else is what this looks for
            end = ("crashed", repr(error)[:300])
        connection.send(end)


def _real(chance: random.Random) -> Path:
    return chance.choice(sorted([*(CORPUS / "core").iterdir(), *(CORPUS / "pdf").iterdir()]))


def _mutated(folder: Path, chance: random.Random) -> Path:
    """Changes a real file: cut off, bytes flipped, pieces moved, foreign bytes let in, another ending."""
    source = _real(chance)
    content = bytearray(source.read_bytes()[: chance.choice([400_000, 4_000_000])])
    for _ in range(chance.randint(1, 4)):
        _mutate(content, chance)
    endings = [source.suffix] * 6 + [".pdf", ".docx", ".txt", ".html", ".xlsx", ".odt", ".png", ".zip", ".csv", ".pptx"]
    path = folder / f"{source.stem}{chance.choice(endings)}"
    path.write_bytes(bytes(content))
    return path


def _mutate(content: bytearray, chance: random.Random) -> None:
    if not content:
        return
    place = chance.randrange(len(content))
    kind = chance.randrange(7)
    if kind == 0:
        del content[place:]
    elif kind == 1:
        for _ in range(chance.randint(1, 2000)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    elif kind == 2:
        content[place:place] = bytes(chance.randrange(1, 5000))
    elif kind == 3:
        content[place:place] = content[: chance.randrange(1, 20_000)] * chance.randint(1, 5)
    elif kind == 4:
        content[place:place] = chance.choice(["\u202e", "\u200f", "\ufeff", "\u0000", "é"]).encode() * chance.randint(
            1, 400
        )
    elif kind == 5:
        content[place:place] = chance.choice([b"(", b"Pasal ", b"a. ", b"| ", b"#", b"- ", b"1. ", b"\n"]) * 5000
    else:
        del content[place : place + chance.randrange(1, 50_000)]


def _text(name: str, words: str) -> Make:
    def make(folder: Path, _chance: random.Random) -> Path:
        path = folder / name
        path.write_text(words, encoding="utf-8", errors="surrogatepass")
        return path

    return make


def _bytes(name: str, content: bytes) -> Make:
    def make(folder: Path, _chance: random.Random) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def _long(name: str, piece: str, size: int) -> Make:
    """Writes a piece over and over until the file has a size, without holding it in memory."""

    def make(folder: Path, _chance: random.Random) -> Path:
        path = folder / name
        block = (piece * (100_000 // len(piece) + 1)).encode()
        with path.open("wb") as file:
            while file.tell() < size:
                file.write(block)
        return path

    return make


def _packed(name: str, parts: dict[str, bytes], repeat: int = 1) -> Make:
    def make(folder: Path, _chance: random.Random) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for part, content in parts.items():
                with packed.open(part, "w", force_zip64=True) as file:
                    for _ in range(repeat):
                        file.write(content)
        return path

    return make


def _nested(folder: Path, _chance: random.Random) -> Path:
    inner = b"Pasal 1"
    for depth in range(12):
        path = folder / f"lapis{depth}.zip"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("isi.zip" if depth else "isi.txt", inner)
        inner = path.read_bytes()
        path.unlink()
    path = folder / "lapis.zip"
    path.write_bytes(inner)
    return path


def _many(folder: Path, _chance: random.Random) -> Path:
    path = folder / "banyak.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(30_000):
            packed.writestr(f"{number}.txt", "x")
    return path


def _encrypted(folder: Path, _chance: random.Random) -> Path:
    path = folder / "rahasia.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
        b"endobj\n3 0 obj\n<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"28" * 32 + b"> /U <" + b"29" * 32
        + b"> >>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
        b"0000000058 00000 n \n0000000110 00000 n \n"
        b"trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] >>\nstartxref\n270\n%%EOF"
    )  # fmt: skip
    return path


_XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><x>&j;</x>"
).encode()
_CRAFTED: list[Make] = [
    _bytes("kosong.pdf", b""),
    _bytes("nol.txt", bytes(100_000)),
    _bytes("nol.pdf", b"%PDF-1.7" + bytes(100_000)),
    _text("satu-huruf.txt", "x"),
    _text("hanya-tanda.md", "### --- *** !!!\n" * 50),
    _text("kanan-ke-kiri.txt", "\u202ePasal 1\u202c\n\u2067(1) isi\u2069\n" * 500),
    _text("emoji.md", "😀" * 50_000),
    _text("setengah-pasangan.txt", "Pasal 1 \ud800 isi"),
    _bytes("utf16.txt", "Pasal 1\nMenetapkan: isi".encode("utf-16")),
    _bytes("utf16-tanpa-tanda.txt", "Pasal 1\nisi".encode("utf-16-le")),
    _bytes("latin.txt", "Peraturan – “kutip” caf\xe9".encode("cp1252")),
    _long("besar.txt", "Pasal 1 Ketentuan sebagaimana dimaksud dalam Pasal 2 ayat (1) huruf a. ", 100_000_000),
    _long("cukup-besar.txt", "Pasal 1 Ketentuan sebagaimana dimaksud dalam Pasal 2 ayat (1) huruf a. ", 20_000_000),
    _long("satu-baris.md", "a", 25_000_000),
    _long("pasal-saja.txt", "Pasal ", 10_000_000),
    _long("pasal-satu.txt", "Pasal 1 ", 10_000_000),
    _long("kurung.txt", "(1) ", 10_000_000),
    _long("huruf.txt", "a. b. ", 10_000_000),
    _long("angka.txt", "1. ", 10_000_000),
    _long("titik.txt", ". . ", 10_000_000),
    _long("baris-kosong.txt", "\n \n", 10_000_000),
    _long("strip.md", "- ", 10_000_000),
    _long("tabel.md", "| a | b |\n", 10_000_000),
    _long("tabel-lebar.md", "|", 5_000_000),
    _long("judul.md", "# A. Judul\n", 10_000_000),
    _long("kapital.txt", "PRESIDEN REPUBLIK INDONESIA ", 10_000_000),
    _long("republik.txt", "R E P U B L I K I N D O N E S I A ", 10_000_000),
    _long("tagar.txt", "#", 10_000_000),
    _long("garis.txt", "_", 10_000_000),
    _long("sisip.txt", "^", 10_000_000),
    _long("gambar.md", "![", 5_000_000),
    _long("komentar.md", "<!-- ", 5_000_000),
    _long("spasi.txt", " ", 10_000_000),
    _long("angka-panjang.txt", "1", 10_000_000),
    _long("bab.txt", "BAB I ", 10_000_000),
    _long("nomor.txt", "NOMOR TAHUN ", 10_000_000),
    _long("lampiran.txt", "LAMPIRAN I PERATURAN ", 5_000_000),
    _long("agar.txt", "Agar setiap orang mengetahuinya ", 5_000_000),
    _long("ditetapkan.txt", "Ditetapkan di ", 5_000_000),
    _long("ganda.txt", "undang", 5_000_000),
    _long("tanda-hubung.txt", "kata-\n", 5_000_000),
    _long("halaman.txt", "\f", 1_000_000),
    _long("halaman-berisi.txt", "Pasal 1\n(1) Isi.\f", 3_000_000),
    _long("dalam.html", "<div>", 3_000_000),
    _long("sel.html", "<table><tr><td>", 2_000_000),
    _long("butir.html", "<ol><li>a", 1_000_000),
    _long("kutip.csv", '"', 3_000_000),
    _long("koma.csv", ",", 5_000_000),
    _text("muka-rusak.md", "---\ntitle: [\n---\nisi"),
    _text("muka-terbuka.md", "---\ntitle: x\nisi tanpa akhir"),
    _text("muka-bahaya.md", "---\na: !!python/object/apply:os.system ['true']\n---\nisi"),
    _text("muka-laba.md", "---\na: &a [x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n---\nisi"),
    _packed("bom.docx", {"word/document.xml": b"0" * 1_000_000}, 700),
    _packed("bom.xlsx", {"xl/workbook.xml": b" " * 1_000_000}, 700),
    _packed("bom.odt", {"content.xml": b" " * 1_000_000}, 700),
    _packed("bom.zip", {f"{n}.txt": b"x" * 1_000_000 for n in range(9)}, 90),
    _packed("entitas.docx", {"word/document.xml": _XML_BOMB, "[Content_Types].xml": _XML_BOMB}),
    _packed("entitas.odt", {"content.xml": _XML_BOMB}),
    _packed("entitas.xlsx", {"xl/workbook.xml": _XML_BOMB, "[Content_Types].xml": _XML_BOMB}),
    _packed("entitas.pptx", {"ppt/presentation.xml": _XML_BOMB, "[Content_Types].xml": _XML_BOMB}),
    _packed("keluar.zip", {"../../../../tmp/keluar.txt": b"Pasal 1"}),
    _packed("kosong.zip", {}),
    _nested,
    _many,
    _encrypted,
    _bytes("ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)),
    _bytes("palsu.png", b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    _bytes(
        "raksasa.bmp", b"BM" + b"\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\0\0\xff\xff\0\0\x01\0\x18\0" + bytes(40)
    ),
    _bytes("palsu.tiff", b"II*\0\x08\0\0\0\xff\xff" + bytes(200)),
]

if __name__ == "__main__":
    main()
