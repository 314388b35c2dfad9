"""Questions about what is in force, answered from the graph of a small family of regulations."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.records import Answer, AnswerKind, Citation, Turn
from tests.knowledge.lawbook import FAMILY, Lawbook, catalogue


@pytest.fixture(scope="module")
def lawbook(tmp_path_factory: pytest.TempPathFactory) -> Lawbook:
    return Lawbook(catalogue(Path(tmp_path_factory.mktemp("law")) / "catalog.sqlite", FAMILY.items()))


def told(lawbook: Lawbook, question: str) -> Answer:
    answer = lawbook.ask(question)
    assert answer is not None, question
    return answer


@pytest.mark.parametrize(
    ("question", "expected", "place"),
    [
        ("PP 9/1999 masih berlaku?", "dicabut oleh PP 10/2010", ("pp-10-2010", "Pasal 6")),
        ("PP 9 Tahun 1999 masih dipakai gak?", "dicabut oleh PP 10/2010", ("pp-10-2010", "Pasal 6")),
        ("aturan taman PP 9/1999 udah diganti apa", "PP 10/2010", ("pp-10-2010", "Pasal 6")),
        ("PP taman dan lapangan tahun 1999 sudah dicabut?", "PP 10/2010", ("pp-10-2010", "Pasal 6")),
        ("Is PP 9/1999 still in force?", "revoked by PP 10/2010", ("pp-10-2010", "Pasal 6")),
        ("Perpres 5/2012 dicabut oleh apa?", "sejak 1 Januari 2023", ("uu-6-2022", "Pasal 3 huruf a")),
        ("UU 6/2022 mencabut apa saja?", "Pasal 5 PP 10/2010", ("uu-6-2022", "Pasal 3 huruf b")),
        ("apakah UU 6/2022 mencabut Perpres 5/2012?", "Ya.", ("uu-6-2022", "Pasal 3 huruf a")),
        ("PP 10/2010 masih berlaku?", "sebagaimana telah diubah oleh PP 20/2015", ("pp-20-2015", "Pasal I")),
        ("PP Taman Kota diubah dengan apa?", "menyisipkan Pasal 3A; menghapus Pasal 4", ("pp-20-2015", "Pasal I")),
        ("which regulations amended PP 10/2010?", "changes Pasal 3", ("pp-20-2015", "Pasal I")),
        ("perubahan kedua PP 10/2010 itu apa?", "PP 30/2020", ("pp-30-2020", "Pasal I angka 1")),
        ("perubahan terakhir atas PP 10/2010", "PP 30/2020", ("pp-30-2020", "Pasal I angka 1")),
        ("PP 20/2015 mengubah pasal apa saja?", "mengubah Penjelasan Pasal 2, Pasal 3", ("pp-20-2015", "Pasal I")),
        ("PP 20/2015 masih berlaku?", "perubahan atas PP 10/2010", ("pp-20-2015", "Pasal I")),
        ("UU 3/2005 pernah diubah?", "UU 11/2011 [1] (tidak ada", ("perpres-5-2012", "Mengingat angka 2")),
        ("apa dasar hukum PP 10/2010?", "Pasal 12 ayat (2) UU 3/2005", ("pp-10-2010", "Menimbang")),
        ("apa dasar hukum PP 10/2010?", "UUD 1945; UU 3/2005", ("pp-10-2010", "Mengingat angka 2")),
        ("aturan pelaksana PP 10/2010 apa saja?", "Perpres 5/2012", ("perpres-5-2012", "Menimbang")),
        ("kapan Perpres 5/2012 mulai berlaku?", "2 September 2012", ("perpres-5-2012", "Pasal 3")),
        ("riwayat PP 10/2010", "6 Mei 2015: diubah oleh PP 20/2015", ("pp-20-2015", "Pasal I")),
        ("UU 6/2022 masih berlaku?", "Tidak ada dokumen yang mencabut atau mengubah UU 6", ("uu-6-2022", "Pasal 5")),
        ("Perpres 5/2012 berlaku pada 1 Juli 2015?", "masih berlaku; baru dicabut", ("uu-6-2022", "Pasal 3 huruf a")),
        ("PP 10/2010 yang berlaku per 1 Januari 2018", "PP 20/2015 [1].\nPerubahan", ("pp-30-2020", "Pasal I angka 1")),
    ],
)  # fmt: skip
def test_the_answer_names_the_rule_and_cites_where_it_says_so(
    lawbook: Lawbook, question: str, expected: str, place: tuple[str, str]
) -> None:
    answer = told(lawbook, question)

    assert answer.kind is AnswerKind.ANSWER
    assert expected in answer.lead
    assert place in {(citation.document, citation.locator) for citation in answer.citations}


@pytest.mark.parametrize(
    ("question", "expected", "first"),
    [
        ("riwayat Pasal 3 PP 10/2010", "3 Juli 2020: diubah oleh PP 30/2020", "pp-10-2010"),
        ("Pasal 3 PP 10/2010 sudah diubah?", "menurut PP 30/2020", "pp-30-2020"),
        ("apa bedanya Pasal 3 PP 10/2010 sebelum dan sesudah diubah?", "[-semester-]", "pp-20-2015"),
        ("apa beda Pasal 3 PP 10/2010 sebelum dan sesudah PP 20/2015", "[+semester+]", "pp-10-2010"),
        ("Pasal 3 PP 10/2010 per 1 Januari 2018", "setiap semester", "pp-20-2015"),
        ("Pasal 3 PP 10/2010 yang berlaku pada 1 Maret 2012", "setiap tahun", "pp-10-2010"),
        ("Pasal 4 PP 10/2010 masih berlaku?", "dihapus oleh PP 20/2015", "pp-20-2015"),
        ("Pasal 5 PP 10/2010 masih berlaku?", "dicabut oleh UU 6/2022", "uu-6-2022"),
        ("apakah Pasal 2 PP 10/2010 pernah diubah?", "tidak ada peraturan yang mengubah Pasal 2", "pp-10-2010"),
        ("Pasal 3A PP 10/2010 masih berlaku?", "Laporan diumumkan", "pp-20-2015"),
    ],
)
def test_a_provision_is_told_through_its_wordings(lawbook: Lawbook, question: str, expected: str, first: str) -> None:
    answer = told(lawbook, question)

    assert expected in answer.lead
    assert answer.citations[0].document == first


def test_every_quotation_is_a_unit_of_the_document(lawbook: Lawbook) -> None:
    for question in ("riwayat PP 10/2010", "UU 6/2022 mencabut apa saja?", "apa dasar hukum Perpres 5/2012?"):
        for citation in told(lawbook, question).citations:
            text = {u.text for part in lawbook.catalog.of(citation.document) for u in part.passage.units}
            assert all(line in text for line in citation.quote.split("\n"))


@pytest.mark.parametrize(
    "question",
    [
        "Sampai kapan izin pedagang lama masih berlaku menurut PP 10/2010?",
        "Siapa yang mengubah jam buka taman dalam PP 10/2010?",
        "berapa biaya pemeliharaan taman menurut Perpres 5/2012?",
        "apakah laporan pengunjung wajib disampaikan?",
        "dasar hukum penyelenggaraan taman di daerah apa saja?",
    ],
)
def test_questions_about_the_content_are_left_to_search(lawbook: Lawbook, question: str) -> None:
    assert lawbook.ask(question) is None


def test_nothing_known_is_said_plainly(lawbook: Lawbook) -> None:
    answer = told(lawbook, "Perpres 77/2019 masih berlaku?")

    assert answer.kind is AnswerKind.NOT_FOUND
    assert "Perpres 77/2019 tidak ada dalam dokumen" in answer.lead


def test_a_short_question_after_an_answer_means_the_rule_that_was_cited(lawbook: Lawbook) -> None:
    turn = Turn("apa biaya taman?", (Citation("perpres-5-2012", "Perpres", "Pasal 1", None, "…"),))

    answer = lawbook.ask("itu masih berlaku?", (turn,))

    assert answer is not None
    assert "Perpres 5/2012 tentang Biaya Pemeliharaan Taman sudah tidak berlaku" in answer.lead


def cited(*places: tuple[str, str, str]) -> Answer:
    citations = tuple(Citation(document, document, locator, None, quote) for document, locator, quote in places)
    return Answer("?", AnswerKind.ANSWER, "id", "…", citations)


def test_a_cited_provision_that_was_replaced_is_warned_about(lawbook: Lawbook) -> None:
    answer = cited(("pp-10-2010", "Pasal 3 ayat (1)", "(1) Pengelola menyampaikan laporan setiap tahun kepada bupati."))

    assert lawbook.warnings(answer)[0] == "Pasal 3 PP 10/2010 telah diubah: bunyi terbaru ada pada PP 30/2020."


def test_words_that_the_newest_wording_keeps_need_no_warning(lawbook: Lawbook) -> None:
    kept = "(2) Laporan sebagaimana dimaksud pada ayat (1) memuat jumlah pengunjung sesuai dengan Pasal 2."

    assert lawbook.warnings(cited(("pp-10-2010", "Pasal 3 ayat (2)", kept))) == ()


def test_a_provision_that_no_amendment_names_is_not_warned_about(lawbook: Lawbook) -> None:
    assert lawbook.warnings(cited(("pp-10-2010", "Pasal 1", "Pasal 1 Dalam Peraturan Pemerintah ini"))) == ()


def test_deleted_revoked_and_explained_provisions_are_warned_about(lawbook: Lawbook) -> None:
    deleted, ended, explained = (
        lawbook.warnings(cited(("pp-10-2010", f"Pasal {number}", "…"))) for number in (4, 5, 2)
    )

    assert "Pasal 4 PP 10/2010 telah dihapus oleh PP 20/2015" in deleted[0]
    assert "Pasal 5 PP 10/2010 telah dicabut oleh UU 6/2022 (Pasal 3 huruf b)" in ended[0]
    assert explained == ("Penjelasan Pasal 2 PP 10/2010 telah diubah oleh PP 20/2015.",)


def test_a_revoked_rule_is_warned_about(lawbook: Lawbook) -> None:
    (warning,) = lawbook.warnings(cited(("perpres-5-2012", "Pasal 2", "Pasal 2 Tarif biaya")))

    assert "sudah tidak berlaku: dicabut oleh UU 6/2022" in warning


def test_an_amendment_that_is_not_indexed_is_warned_about(tmp_path: Path) -> None:
    texts = [("pp-9-1999", "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 9 TAHUN 1999\nTENTANG\nLAPANGAN\n\n"
              "Mengingat : Undang-Undang Dasar 1945;\nMEMUTUSKAN:\n\nPasal 1\nLapangan terbuka bagi warga.\n\n"
              "Pasal 2\nPeraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.\n"),
             ("perpres-8-2004", "PERATURAN PRESIDEN REPUBLIK INDONESIA\nNOMOR 8 TAHUN 2004\nTENTANG\nRUMPUT\n\n"
              "Mengingat : 1. Peraturan Pemerintah Nomor 9 Tahun 1999 tentang Lapangan sebagaimana telah diubah dengan "
              "Peraturan Pemerintah Nomor 8 Tahun 2003;\nMEMUTUSKAN:\n\nPasal 1\nRumput dipotong.\n\n"
              "Pasal 2\nPeraturan Presiden ini mulai berlaku pada tanggal diundangkan.\n")]  # fmt: skip
    lawbook = Lawbook(catalogue(tmp_path / "catalog.sqlite", texts))

    (warning,) = lawbook.warnings(cited(("pp-9-1999", "Pasal 1", "Pasal 1 Lapangan")))

    assert warning.startswith("PP 9/1999 diketahui telah diubah oleh PP 8/2003, yang tidak ada dalam dokumen")


def test_provisions_that_the_cited_one_refers_to_are_offered_in_their_newest_wording(lawbook: Lawbook) -> None:
    quote = "sesuai dengan Pasal 2 dan Pasal 3 ayat (1), dan Pasal 5 Peraturan Pemerintah Nomor 10 Tahun 2010"

    assert lawbook.see_also(cited(("pp-10-2010", "Pasal 1", "sesuai dengan Pasal 2 dan Pasal 3 ayat (1)"))) == (
        ("pp-10-2010", "Pasal 2"),
        ("pp-30-2020", "Pasal 3 ayat (1)"),
    )
    assert ("pp-10-2010", "Pasal 5") in lawbook.see_also(cited(("perpres-5-2012", "Pasal 1", quote)))
