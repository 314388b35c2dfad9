"""Every format becomes pages of text; what cannot be read says why in one sentence."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches

from knowledge.cleaning import clean
from knowledge.errors import DocumentError, MissingToolError
from knowledge.read import SUFFIXES, ocr, read
from knowledge.read.archive import unpack
from knowledge.read.layout import Box, in_reading_order
from tests.knowledge.papers import page_image, pdf

needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason="Tesseract with Indonesian is not installed")


def odt(path: Path, body: str) -> Path:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-prefix="(" '
        'style:num-suffix=")" style:num-format="1"/><text:list-level-style-number text:level="2" '
        'style:num-suffix="." style:num-format="a"/></text:list-style>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path


def test_a_form_feed_ends_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("satu\fdua\f", encoding="utf-8")
    assert [(page.number, page.text) for page in read(path)] == [(1, "satu"), (2, "dua")]


def test_a_text_without_form_feeds_has_no_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("\ufeff# Judul", encoding="utf-8")
    assert [(page.number, page.text) for page in read(path)] == [(None, "# Judul")]


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    read(pdf(tmp_path / "a.pdf", "Pasal 1 mengatur hal yang panjang", "Pasal 2"), lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]


def test_pdf_pages_keep_their_numbers(tmp_path: Path) -> None:
    pages = read(pdf(tmp_path / "a.pdf", "Pasal 1\n(1) Isi.", "Pasal 2"))
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].text.split() == ["Pasal", "1", "(1)", "Isi."]


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path: Path) -> None:
    stored = pdf(tmp_path / "a.pdf", "Kepala daerah dilantik bersama-\nsama dan sesuai peraturan perundang-\nundangan.")
    assert clean(read(stored)).content == (
        "Kepala daerah dilantik bersama-sama dan sesuai peraturan perundang-undangan."
    )


def test_a_number_read_after_its_text_goes_back_beside_it() -> None:
    text = Box(120, 680, 300, 692, "Data adalah catatan ")
    more = Box(120, 660, 300, 672, "atas kumpulan fakta. ")
    number = Box(100, 680, 110, 692, "2. ")
    assert in_reading_order([text, more, number]) == "2. Data adalah catatan\natas kumpulan fakta."


def test_the_tails_of_a_close_line_above_do_not_come_into_the_next(tmp_path: Path) -> None:
    stored = pdf(tmp_path / "a.pdf", "akhir\njanji yang ganjil\nuntuk semua", moves=("0 60 Td", "0 -8 Td"))
    assert read(stored)[0].text.splitlines() == ["janji yang ganjil", "untuk semua", "akhir"]


def test_columns_are_left_as_they_are_stored() -> None:
    left = [Box(60, 700 - 20 * row, 200, 712 - 20 * row, f"kiri {row} panjang ") for row in range(6)]
    right = [Box(320, 700 - 20 * row, 500, 712 - 20 * row, f"kanan {row} panjang ") for row in range(6)]
    assert in_reading_order([*left, *right]) is None


def test_word_numbers_its_lists_itself(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{shape}"/></w:lvl>'
        for depth, (style, shape) in enumerate([("decimal", "Pasal %1"), ("decimal", "(%2)"), ("lowerLetter", "%3.")])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, words in (
        (0, ""),
        (1, "Ayat satu:"),
        (2, "huruf a;"),
        (2, "huruf b."),
        (1, "Ayat dua."),
        (0, ""),
        (1, "Lagi."),
    ):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
        )
    document.save(str(tmp_path / "a.docx"))
    assert [line for line in read(tmp_path / "a.docx")[0].text.split("\n") if line] == [
        "Pasal 1", "(1) Ayat satu:", "a. huruf a;", "b. huruf b.", "(2) Ayat dua.", "Pasal 2", "(1) Lagi.",
    ]  # fmt: skip


def test_word_headings_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Bobot penilaian", level=2)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Domain", "Bobot", "Kebijakan", "13 %"], strict=True
    ):
        cell.text = words
    document.save(str(tmp_path / "a.docx"))
    lines = [line for line in read(tmp_path / "a.docx")[0].text.split("\n") if line]
    assert lines == ["## Bobot penilaian", "| Domain | Bobot |", "| --- | --- |", "| Kebijakan | 13 % |"]


def test_opendocument_lists_continue_as_shown(tmp_path: Path) -> None:
    inner = "<text:list><text:list-item><text:p>huruf a</text:p></text:list-item></text:list>"
    body = (
        '<text:h text:outline-level="1">Judul</text:h><text:p>Pasal<text:s/>1</text:p><text:list text:style-name="L1">'
        f"<text:list-item><text:p>satu</text:p>{inner}</text:list-item>"
        "<text:list-item><text:p>dua</text:p></text:list-item></text:list>"
    )
    assert read(odt(tmp_path / "a.odt", body))[0].text.split("\n") == [
        "# Judul", "Pasal 1", "(1) satu", "a. huruf a", "(2) dua",
    ]  # fmt: skip


def test_a_web_page_without_its_site(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav><h1>Pedoman</h1>"
        "<p>Isi &amp; <b>tebal</b>.</p><ol type='a'><li>satu</li><li>dua</li></ol>"
        "<table><tr><th>Tahun</th></tr><tr><td>2017</td></tr></table><script>1</script></body></html>",
        encoding="utf-8",
    )
    lines = [line for line in read(path)[0].text.split("\n") if line]
    assert lines == ["# Pedoman", "Isi & tebal.", "a. satu", "b. dua", "| Tahun |", "| --- |", "| 2017 |"]


def test_sheets_are_tables_below_their_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Daerah"
    for row in (["Daftar daerah"], ["Tahun", "Jumlah"], [2017, 25.0], [2018, None]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [line for line in read(tmp_path / "a.xlsx")[0].text.split("\n") if line] == [
        "# Daerah", "Daftar daerah", "| Tahun | Jumlah |", "| --- | --- |", "| 2017 | 25 |", "| 2018 |  |",
    ]  # fmt: skip


def test_separated_values_find_their_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Kota", "Tahun"], ["Bogor; Jabar", "2017"]])
    assert "| Bogor; Jabar | 2017 |" in read(path)[0].text


def test_slides_are_pages_with_their_title(tmp_path: Path) -> None:
    show = pptx.Presentation()
    for title in ("Enam dimensi", "Jadwal"):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_textbox(Inches(1), Inches(3), Inches(4), Inches(1)).text_frame.text = f"Isi {title}"
    show.save(str(tmp_path / "a.pptx"))
    pages = read(tmp_path / "a.pptx")
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].text.split("\n")[0] == "# Jadwal"
    assert "Isi Jadwal" in pages[1].text


@needs_ocr
def test_an_image_of_a_page_is_recognised(tmp_path: Path) -> None:
    page_image("Pasal 12", "Pemerintah Daerah menyusun rencana induk.").save(tmp_path / "a.png")
    page = read(tmp_path / "a.png")[0]
    assert "Pemerintah Daerah menyusun rencana induk" in page.text
    assert page.quality is not None
    assert page.quality > 0.5


@needs_ocr
def test_only_the_scanned_pages_of_a_pdf_are_recognised(tmp_path: Path) -> None:
    page_image("Peraturan Menteri ini mulai berlaku.").save(tmp_path / "scan.pdf", resolution=200)
    pages = read(tmp_path / "scan.pdf")
    assert "mulai berlaku" in pages[0].text
    assert read(pdf(tmp_path / "born.pdf", "Pasal 1"))[0].quality is None


def test_without_tesseract_a_scan_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.is_available.cache_clear()
    try:
        page_image("Pasal 1").save(tmp_path / "scan.pdf", resolution=200)
        with pytest.raises(MissingToolError, match="tesseract-ocr-ind"):
            read(tmp_path / "scan.pdf")
    finally:
        ocr.is_available.cache_clear()


def test_an_archive_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for number in (10, 2, 1):
            packed.writestr(f"bagian {number}.txt", f"Bagian ke-{number}")
        packed.writestr("../../luar.txt", "Di luar")
        packed.writestr("gambar.xyz", "bukan dokumen")
    assert [page.text for page in read(tmp_path / "a.zip")] == ["Bagian ke-1", "Bagian ke-2", "Bagian ke-10", "Di luar"]


def test_nothing_leaves_the_folder_that_an_archive_is_unpacked_to(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("../../luar.txt", "x")
        packed.writestr("/etc/mutlak.txt", "x")
        packed.writestr("..\\..\\jendela.txt", "x")
    folder = tmp_path / "isi"
    folder.mkdir()
    assert {file.parent for file in unpack(tmp_path / "a.zip", folder)} == {folder}


def write(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 60_000_000)


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("a.txt", write(b""), "The file is empty"),
        ("a.txt", write(b"a\0b\0c"), "binary"),
        ("a.txt", write("Menimbang".encode("utf-16-le") + "\udce9".encode("utf-8", "surrogateescape")), "binary"),
        ("a.md", write(b"caf\xe9 tidak UTF-8"), "UTF-8"),
        ("a.txt", write(b" \n\t \n"), "There is no text"),
        ("a.pdf", write(b"%PDF-1.4\nrusak"), "Not a readable PDF"),
        ("a.pdf", write(b"halo"), "Not a readable PDF"),
        ("a.docx", write(b"halo"), "Damaged or not what its ending says"),
        ("a.docx", bomb, "Unpacks to far more"),
        ("a.docx", write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), "password"),
        ("a.xlsx", write(b"PK\x03\x04halo"), "Damaged"),
        ("a.txt", write(b"PK\x03\x04halo"), "packed file"),
        ("a.doc", write(b"halo"), "save it as .docx"),
        ("a.xyz", write(b"halo"), "cannot be read"),
        ("a.odt", write(b"halo"), "Damaged"),
        ("a.pptx", write(b"halo"), "Damaged"),
        ("a.zip", write(b"PK\x05\x06" + b"\0" * 18), "no readable document"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(
    name: str, make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    with pytest.raises(DocumentError, match=says) as raised:
        read(tmp_path / name)
    assert str(raised.value).startswith(f"{name}: ")
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path / "tidak-ada.pdf")


def test_the_content_decides_where_the_ending_is_wrong(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", "Pasal 1 tentang sesuatu").rename(tmp_path / "a.txt")
    assert "Pasal 1" in read(tmp_path / "a.txt")[0].text


def test_entities_in_packed_xml_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("RAHASIA", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as packed:
        packed.writestr(
            "content.xml",
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/rahasia">]><x>&e;<p>isi</p></x>',
        )
    try:
        text = read(tmp_path / "a.odt")[0].text
    except DocumentError as error:
        text = str(error)
    assert "RAHASIA" not in text


def test_every_ending_has_a_reader() -> None:
    assert {".pdf", ".docx", ".odt", ".html", ".md", ".txt", ".xlsx", ".csv", ".pptx", ".png", ".zip"} <= SUFFIXES
