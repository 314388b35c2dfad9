"""What is said of scanned pages that could not be read well."""

from __future__ import annotations

from knowledge.records import Kind, Page, ParsedDocument, Provision
from knowledge.scans import is_waiting, scan_gaps

ANNEX = (Provision(Kind.PASAL, "Pasal 1", "isi", 1), Provision(Kind.LAMPIRAN, "Lampiran II", "", 4))
REGULATION = ParsedDocument("Peraturan Contoh", None, ANNEX)


def scanned(*qualities: float | None, text: str = "isi") -> list[Page]:
    return [Page(number, text, quality) for number, quality in enumerate(qualities, 1)]


def gaps(pages: list[Page], *, recognised: bool = True) -> tuple[str, ...]:
    return scan_gaps(pages, REGULATION, recognised=recognised)


def test_pages_that_were_read_well_are_no_gap() -> None:
    assert gaps(scanned(None, 0.94, 0.91, None)) == ()


def test_a_run_of_bad_pages_is_one_sentence_with_its_confidence() -> None:
    assert gaps(scanned(0.95, 0.6, 0.8, 0.95)) == ("halaman 2–3: hasil pindai bermutu rendah (keyakinan 70%)",)


def test_bad_pages_of_an_annex_are_told_apart() -> None:
    found = gaps(scanned(0.95, 0.95, 0.5, 0.5, 0.5))
    assert [text.partition(":")[0] for text in found] == ["halaman 3", "Lampiran II, halaman 4–5"]


def test_a_scan_without_a_word_is_named() -> None:
    assert gaps(scanned(0.0, text=" ")) == (
        "halaman 1: hasil pindai tanpa teks yang dikenali (kosong, gambar, atau tidak terbaca)",
    )


def test_pages_without_recognition_wait_for_it() -> None:
    found = gaps(scanned(None, 0.0, 0.0), recognised=False)
    assert found == ("halaman 2–3: hasil pindai, belum dibaca karena Tesseract belum terpasang",)
    assert is_waiting(found)
    assert not is_waiting(gaps(scanned(0.5)))
