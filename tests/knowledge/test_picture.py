"""The picture of a cited page: which words are marked, and what is shown where there is no page."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from knowledge import KnowledgeBase, PageImage, PictureKind
from knowledge.picture.card import card
from knowledge.picture.marks import found
from knowledge.picture.page import LONGER_SIDE, YELLOW, draw
from knowledge.picture.png import MOST_SIDES, fitted, written
from knowledge.read import ocr
from tests.conftest import PARKS
from tests.knowledge.papers import page_image, pdf

needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason="Tesseract with Indonesian is not installed")
BAN = "Pedagang dilarang menetap di dalam TKC tanpa izin tertulis dari Pengelola."


def yellow_rows(picture: Image.Image) -> list[int]:
    """Returns the rows of a picture that hold the marker's colour."""
    pixels = picture.convert("RGB")
    return [y for y in range(pixels.height) if YELLOW in {pixels.getpixel((x, y)) for x in range(0, pixels.width, 3)}]


def opened(image: PageImage | None) -> Image.Image:
    assert image is not None
    return Image.open(BytesIO(image.picture))


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("Pasal 2\n(1) Dewan\nbertemu.", "(1) Dewan bertemu.", ["(1) Dewan\nbertemu."]),
        ("penyeleng-\ngaraan pemerintahan", "penyelenggaraan", ["penyeleng-\ngaraan"]),
        ("e\ufb01siensi anggaran", "efisiensi", ["e\ufb01siensi"]),
        (
            "Walidata tingkat daerah rnembantu Pembina Data dalam membina Produsen",
            "Walidata tingkat daerah membantu Pembina Data",
            ["Walidata tingkat daerah rnembantu Pembina Data"],
        ),
        (
            "a. satu;\nKaki halaman\nb. laporan disampaikan kepada Bupati dan",
            "b. laporan disampaikan kepada Bupati dan diumumkan kepada seluruh warga kota pada setiap akhir tahun",
            ["b. laporan disampaikan kepada Bupati dan"],
        ),
        ("Dewan bertemu setiap bulan.", "Walidata memeriksa data.", []),
        ("Dewan bertemu setiap bulan.", "", []),
        ("Cukup jelas. Pasal 2 Cukup jelas.", "Pasal 2\nCukup jelas.", ["Pasal 2", "Cukup jelas."]),
        ("Pasal 12 berlaku. Pasal 1 juga.", "Pasal 1", ["Pasal 1"]),
    ],
)
def test_a_quotation_is_found_in_a_text_that_is_not_quite_the_same(text: str, quote: str, words: list[str]) -> None:
    assert [text[start:end].strip() for start, end in found(text, quote)] == words


class TestPage:
    def test_only_the_quoted_lines_are_marked(self, tmp_path: Path) -> None:
        file = pdf(tmp_path / "a.pdf", "Pasal 3", f"Pasal 4\n{BAN}\nPasal 5\nMulai berlaku.")
        plain, marked = draw(file, 2, ""), draw(file, 2, BAN)
        assert not yellow_rows(plain)
        rows = yellow_rows(marked)
        assert len(rows) < 0.03 * marked.height
        assert max(rows) - min(rows) + 1 == len(rows)
        # the second of the lines that begin 82 points below the top and follow each other by 14
        assert sum(rows) / len(rows) / marked.height == pytest.approx((82 + 14) / 842, abs=0.015)

    def test_the_words_can_still_be_read_under_the_marker(self, tmp_path: Path) -> None:
        file = pdf(tmp_path / "a.pdf", BAN)
        dark = [sum(draw(file, 1, quote).convert("L").histogram()[:80]) for quote in ("", BAN)]
        assert dark[0] == pytest.approx(dark[1], rel=0.1)

    def test_a_page_is_as_large_as_a_messenger_takes(self, tmp_path: Path) -> None:
        assert max(draw(pdf(tmp_path / "a.pdf", BAN), 1, "").size) == LONGER_SIDE

    @needs_ocr
    def test_the_words_of_a_scan_are_recognised_to_be_marked(self, tmp_path: Path) -> None:
        page_image("Pasal 3", BAN, "Pasal 4").save(tmp_path / "scan.pdf", resolution=200)
        assert yellow_rows(draw(tmp_path / "scan.pdf", 1, BAN))
        assert not yellow_rows(draw(tmp_path / "scan.pdf", 1, "Kata yang tidak ada di halaman ini sama sekali"))


@pytest.mark.parametrize("size", [(20_000, 200), (10, 4000), (6000, 6000), (1, 1)])
def test_a_picture_of_any_shape_is_made_to_fit(size: tuple[int, int]) -> None:
    width, height = fitted(Image.new("RGB", size)).size
    assert width + height <= MOST_SIDES
    assert max(width, height) <= 20 * min(width, height)


def test_a_picture_that_is_too_large_becomes_a_jpeg() -> None:
    assert written(Image.new("RGB", (10, 10))).startswith(b"\x89PNG")
    noise = written(Image.effect_noise((2200, 2200), 90).convert("RGB"))
    assert noise.startswith(b"\xff\xd8")
    assert len(noise) < 9_000_000


class TestCard:
    def test_a_long_provision_is_shown_around_its_quotation(self) -> None:
        text = "\n".join(f"{n}. Butir nomor {n} dari daftar yang panjang ini." for n in range(300))
        picture = Image.open(BytesIO(card("Lampiran", ("BAB I",), text, "250. Butir nomor 250 dari daftar", "Perbup")))
        assert picture.height < 5000
        assert len(yellow_rows(picture)) < 100

    def test_a_word_longer_than_a_line_is_cut(self) -> None:
        assert Image.open(BytesIO(card("Pasal 1", (), "x" * 500, "", "Perbup"))).height > 400


@pytest.fixture(scope="module")
def knowledge_of_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[KnowledgeBase, Path]]:
    """One regulation as a PDF, one in an archive, one as text."""
    folder = tmp_path_factory.mktemp("files")
    head, body = PARKS.split("Pasal 2\n", 1)
    pdf(folder / "perbup-contoh-7-2020.pdf", head, "Pasal 2\n" + body)
    inside = pdf(folder / "perbup-contoh-9-2021.pdf", head.replace("NOMOR 7 TAHUN 2020", "NOMOR 9 TAHUN 2021"), BAN)
    with zipfile.ZipFile(folder / "arsip.zip", "w") as packed:
        packed.write(inside, inside.name)
    inside.unlink()
    (folder / "perbup-contoh-8-2020.txt").write_text(PARKS.replace("NOMOR 7", "NOMOR 8"), encoding="utf-8")
    base = KnowledgeBase.open(folder.parent / "index")
    assert not base.ingest([folder]).failed
    yield base, folder
    base.close()


class TestPageImage:
    def test_a_citation_of_a_pdf_gives_its_page(self, knowledge_of_files: tuple[KnowledgeBase, Path]) -> None:
        knowledge, _ = knowledge_of_files
        image = knowledge.page_image("perbup-contoh-7-2020", "Pasal 3", BAN)
        assert image is not None
        assert (image.kind, image.page, image.locator) == (PictureKind.PAGE, 2, "Pasal 3")
        assert yellow_rows(opened(image))

    def test_without_a_quotation_the_provision_is_marked(self, knowledge_of_files: tuple[KnowledgeBase, Path]) -> None:
        image = knowledge_of_files[0].page_image("perbup-contoh-7-2020", "Pasal 2 ayat (1)")
        assert image is not None
        assert image.locator == "Pasal 2 ayat (1)"
        assert yellow_rows(opened(image))

    def test_a_file_in_an_archive_is_drawn(self, knowledge_of_files: tuple[KnowledgeBase, Path]) -> None:
        knowledge, _ = knowledge_of_files
        name = next(e.name for e in knowledge.documents() if "arsip.zip" in e.source)
        image = knowledge.page_image(name, "Pasal 1 angka 2")
        assert image is not None
        assert image.kind is PictureKind.PAGE

    def test_a_text_without_pages_gives_a_card(self, knowledge_of_files: tuple[KnowledgeBase, Path]) -> None:
        image = knowledge_of_files[0].page_image("perbup-contoh-8-2020", "Pasal 3", BAN)
        assert image is not None
        assert (image.kind, image.page) == (PictureKind.CARD, None)
        assert yellow_rows(opened(image))

    def test_what_is_not_indexed_has_no_picture(self, knowledge_of_files: tuple[KnowledgeBase, Path]) -> None:
        knowledge, _ = knowledge_of_files
        assert knowledge.page_image("tidak-ada", "Pasal 1") is None
        assert knowledge.page_image("perbup-contoh-7-2020", "Pasal 77") is None

    @pytest.mark.parametrize(
        ("content", "kind"), [(None, PictureKind.FILE_GONE), (b"%PDF-1.4 lain", PictureKind.FILE_CHANGED)]
    )
    def test_a_file_that_is_gone_or_changed_gives_a_card_and_says_so(
        self, knowledge_of_files: tuple[KnowledgeBase, Path], content: bytes | None, kind: PictureKind
    ) -> None:
        knowledge, folder = knowledge_of_files
        file = folder / "perbup-contoh-7-2020.pdf"
        kept = file.read_bytes()
        file.unlink()
        if content:
            file.write_bytes(content)
        image = knowledge.page_image("perbup-contoh-7-2020", "Pasal 3", BAN)
        file.write_bytes(kept)
        assert image is not None
        assert image.kind is kind
        assert yellow_rows(opened(image))

    def test_a_page_that_cannot_be_drawn_gives_a_card(
        self, knowledge_of_files: tuple[KnowledgeBase, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.executable", "/tidak/ada/python")
        image = knowledge_of_files[0].page_image("perbup-contoh-7-2020", "Pasal 3", BAN)
        assert image is not None
        assert image.kind is PictureKind.NOT_DRAWN
