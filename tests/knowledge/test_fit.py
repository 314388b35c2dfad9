"""The kind of answer a question wants decides between passages, and what is quoted beside the first helps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from knowledge import fit
from knowledge.extract import Extract, Needs, extract
from knowledge.question import understand
from knowledge.records import Kind, Passage, Unit
from knowledge.words import STOP_WORDS, stems, words


def passage(*texts: str, locator: str = "Pasal 12", document: str = "uu-23-2014") -> Passage:
    """A Pasal of ayat; a text that begins with a lower-case letter and a point is an item of the ayat before it."""
    units = []
    for n, text in enumerate(texts, 1):
        item = text[1:2] == "."
        units.append(Unit(f"{locator} ayat ({n})", text, None, Kind.HURUF if item else Kind.AYAT, 2 if item else 1))
    return Passage(f"{document} {locator}", document, document, locator, None, Kind.PASAL, (), tuple(units))


def needs(text: str) -> Needs:
    """A question whose words all weigh the same, matched by nothing but its words."""

    def no_match(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.zeros(len(texts), dtype=np.float32)

    own = {s: 1.0 for word in words(text) if word not in STOP_WORDS for s in stems(word)}
    return Needs(understand(text), own, own, no_match)


@pytest.mark.parametrize(
    ("question", "fits", "does_not"),
    [
        (
            "urusan wajib pelayanan dasar apa saja",
            ["(1) Urusan Wajib yang berkaitan dengan Pelayanan Dasar meliputi:", "a. pendidikan;", "b. kesehatan."],
            ["(3) Urusan Wajib yang berkaitan dengan Pelayanan Dasar sebagian isinya Pelayanan Dasar."],
        ),
        (
            "kapan kepala daerah menyampaikan rancangan APBD",
            ["(1) Kepala daerah menyampaikan rancangan APBD paling lambat 60 (enam puluh) hari sebelumnya."],
            ["(1) Pembahasan dilaksanakan setelah kepala daerah menyampaikan rancangan APBD."],
        ),
        (
            "siapa yang menetapkan klasifikasi informasi",
            ["(1) PPID Utama menetapkan klasifikasi informasi."],
            ["(1) Klasifikasi informasi yang ditetapkan memuat nomor dan ringkasan."],
        ),
        (
            "apa hak pemohon informasi",
            ["(1) Pemohon informasi berhak mengajukan keberatan."],
            ["(1) Informasi bagi pemohon disertai alasan."],
        ),
    ],
)
def test_a_passage_with_the_kind_of_answer_asked_for_gains(
    question: str, fits: Sequence[str], does_not: Sequence[str]
) -> None:
    asked = needs(question)
    assert fit.gain(asked, passage(*fits)) > fit.gain(asked, passage(*does_not))


def test_a_list_opened_by_all_words_of_the_question_goes_before_one_opened_by_some() -> None:
    asked = needs("urusan wajib pelayanan dasar apa saja")
    whole = passage("(1) Urusan Wajib yang berkaitan dengan Pelayanan Dasar meliputi:", "a. pendidikan.")
    some = passage("(1) Urusan Wajib meliputi:", "a. pendidikan.")
    assert fit.gain(asked, whole) - fit.gain(asked, some) > 2


def test_a_list_that_refers_to_another_ayat_says_what_stands_there() -> None:
    asked = needs("domain arsitektur SPBE nasional apa saja")
    told = "(2) Domain sebagaimana dimaksud pada ayat (1) meliputi:"
    referring = passage("(1) Arsitektur SPBE Nasional memuat domain.", told, "a. layanan.")
    alone = passage(told, "a. layanan.")
    assert fit.gain(asked, referring) > fit.gain(asked, alone)


def test_a_section_on_what_the_question_leaves_out_loses() -> None:
    asked = needs("Apa yang dinilai dari kesiapan daerah selain infrastruktur?")
    other = passage("Infrastruktur mencakup tiga jenis.", locator="Infrastruktur: fisik dan digital")
    assert fit.gain(asked, other) < 0 <= fit.gain(asked, passage("Kesiapan daerah.", locator="Sisi kesiapan"))


def test_a_question_without_a_kind_of_answer_changes_no_order() -> None:
    assert fit.most(understand("bagaimana pengelolaan sampah di daerah")) == 0
    assert fit.most(understand("pasal berapa yang mengatur pengelolaan sampah")) == 0
    assert fit.most(understand("siapa Mendagri yang menyampaikan strategi")) == 0


def test_of_two_lists_the_one_that_denies_what_is_asked_is_not_quoted_first() -> None:
    both = passage(
        "(1) Urusan Wajib yang berkaitan dengan Pelayanan Dasar meliputi:",
        "a. pendidikan;",
        "(2) Urusan Wajib yang tidak berkaitan dengan Pelayanan Dasar meliputi:",
        "a. tenaga kerja;",
    )
    assert "pendidikan" in extract(needs("urusan wajib pelayanan dasar apa saja"), both)[0].quote


def test_beside_an_answer_no_delegation_is_quoted() -> None:
    asked = needs("siapa yang menetapkan klasifikasi informasi di badan publik berdasarkan pengujian")
    pasal = passage(
        "(1) PPID Utama menetapkan klasifikasi informasi di setiap badan publik berdasarkan pengujian konsekuensi.",
        "(2) Ketentuan lebih lanjut mengenai penetapan klasifikasi informasi diatur dengan Peraturan Menteri.",
    )
    assert [e.locator for e in extract(asked, pasal, most=3)] == ["Pasal 12 ayat (1)"]


@pytest.mark.parametrize(
    ("first", "further", "helps"),
    [
        (("panduan", 0.5), ("uu-23-2014", 0.9), False),
        (("uu-23-2014", 0.5), ("panduan", 0.5), True),
        (("uu-23-2014", 0.9), ("pp-18-2016", 0.8), True),
        (("uu-23-2014", 0.9), ("pp-18-2016", 0.5), False),
    ],
)
def test_a_further_provision_is_cited_where_it_says_as_much(
    first: tuple[str, float], further: tuple[str, float], helps: bool
) -> None:
    told, beside = (
        Extract((p := passage("(1) Isi.", document=name)), p.units, p.locator, None, said=said)
        for name, said in (first, further)
    )
    enacted = {"uu-23-2014", "pp-18-2016"}
    assert fit.adds(understand("isi rencana"), beside, told, enacted) is helps


@pytest.mark.parametrize(("of", "helps"), [("Dewan Kota", False), ("Tim Pelaksana", True)])
def test_what_is_told_of_another_body_is_not_cited_beside_the_one_asked_about(of: str, helps: bool) -> None:
    told, beside = (
        Extract(
            (p := passage("(1) Memberi arahan kepada Tim Pelaksana.", locator=f"Tugas {body}")),
            p.units,
            p.locator,
            None,
            said=0.9,
        )
        for body in ("Tim Pelaksana", of)
    )
    assert fit.adds(understand("apa tugas tim pelaksana"), beside, told, {"uu-23-2014"}) is helps
