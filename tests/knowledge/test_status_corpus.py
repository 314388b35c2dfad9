"""Questions about what is in force, answered over the real regulations; skipped where they are absent.

The answers were read in the texts: each row names what the answer must say and a place that it must cite.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.records import AnswerKind
from tests.knowledge.lawbook import Lawbook, catalogue

pytestmark = pytest.mark.corpus

REVOKED = [
    ("Permendagri 35/2010 masih berlaku?", "Permendagri 3/2017", "permendagri-3-2017", "Pasal 35"),
    ("PP 41 tahun 2007 dicabut oleh apa", "PP 18/2016", "pp-18-2016", "Pasal 125"),
    ("peraturan mana yang mencabut PP 15/2010?", "PP 21/2021", "pp-21-2021", "Pasal 252 huruf a"),
    ("PP 8/2013 ketelitian peta masih berlaku gak", "PP 21/2021", "pp-21-2021", "Pasal 252 huruf c"),
    ("PP 34/2009 udah dicabut blm?", "PP 59/2022", "pp-59-2022", "Pasal 66"),
    ("Is Government Regulation PP 34/2009 still in force?", "PP 59/2022", "pp-59-2022", "Pasal 66"),
    ("permenpanrb 5 tahun 2018 sudah diganti dengan apa?", "59/2020", "permenpanrb-59-2020", "Pasal 11"),
    ("apakah PP 82/2012 masih berlaku?", "PP 71/2019", "pp-71-2019", "Pasal 103 ayat (2)"),
    ("PP 58/2005 pengelolaan keuangan daerah masih dipakai?", "PP 12/2019", "pp-12-2019", "Pasal 223"),
    ("UU penataan ruang tahun 1992 sudah dicabut?", "UU 26/2007", "uu-26-2007", "Pasal 79"),
    ("PP 9/2014 masih berlaku?", "PP 45/2021", "pp-45-2021", "Pasal 140"),
    ("permenkominfo 8/2019 masih berlaku?", "Permenkominfo 4/2024", "permenkominfo-4-2024", "Pasal 90"),
    ("Permenkominfo 36/2014 statusnya gimana?", "Permenkominfo 5/2020", "permenkominfo-5-2020", "Pasal 48 huruf b"),
    ("Permenkominfo 19/2014 sudah tidak berlaku?", "Permenkominfo 5/2020", "permenkominfo-5-2020", "Pasal 48 huruf a"),
    ("PP 47/1997 RTRWN masih berlaku?", "PP 26/2008", "pp-26-2008", "Pasal 126"),
    ("PP 6/2006 tentang BMN diganti apa?", "PP 27/2014", "pp-27-2014", "Pasal 109"),
    ("PP 79/2005 masih berlaku?", "PP 12/2017", "pp-12-2017", "Pasal 51 angka 4"),
    ("PP 20/2004 rencana kerja pemerintah masih berlaku?", "PP 17/2017", "pp-17-2017", "Pasal 36 angka 1"),
    ("UU 32/2004 masih berlaku?", "UU 23/2014", "uu-23-2014", "Pasal 409 huruf b"),
    ("UU 5/1962 perusahaan daerah dicabut dengan apa?", "UU 23/2014", "uu-23-2014", "Pasal 409 huruf a"),
    ("UU 33/2004 perimbangan keuangan masih berlaku?", "UU 1/2022", "uu-1-2022", "Pasal 189 ayat (1) huruf a"),
    ("has UU 28/2009 been repealed?", "UU 1/2022", "uu-1-2022", "Pasal 189 ayat (1) huruf b"),
    ("UU 4/1961 masih berlaku?", "UU 23/2006", "uu-23-2006", "Pasal 106 huruf f"),
]
PARTLY = [
    ("UU 17/2014 masih berlaku?", "Pasal 314 sampai dengan Pasal 412", "uu-23-2014", "Pasal 409 huruf d"),
    ("PP 40/2006 dicabut?", "Pasal 21 ayat (2)", "pp-17-2017", "Pasal 36 angka 2"),
    ("PP 62/2010 pulau kecil terluar masih berlaku?", "Pasal 4", "pp-21-2021", "Pasal 252 huruf b"),
    ("UU 23/2014 masih berlaku?", "Pasal 279", "uu-1-2022", "Pasal 189 ayat (1) huruf c"),
    ("pasal 279 UU 23/2014 masih berlaku?", "dicabut oleh UU 1/2022", "uu-1-2022", "Pasal 189 ayat (1) huruf c"),
    ("UU 1/2022 mencabut apa saja?", "UU 28/2009", "uu-1-2022", "Pasal 189 ayat (1) huruf d"),
    ("peraturan apa saja yang dicabut UU 23/2014?", "UU 5/1962", "uu-23-2014", "Pasal 409 huruf b"),
    ("PP 21/2021 mencabut apa?", "PP 8/2013", "pp-21-2021", "Pasal 252 huruf a"),
    ("what does PP 59/2022 repeal?", "PP 34/2009", "pp-59-2022", "Pasal 66"),
]
AMENDED = [
    ("undang-undang apa yang menjadi perubahan kedua atas UU ITE?", "UU 1/2024", "uu-1-2024", "Pasal I"),
    ("perubahan pertama UU ITE", "UU 19/2016", "uu-19-2016", "Pasal I"),
    ("UU ITE sudah diubah berapa kali? dengan apa?", "UU 19/2016", "uu-1-2024", "Pasal I"),
    ("Permenkominfo 5/2020 pernah diubah? pasal berapa?", "Pasal 47", "permenkominfo-10-2021", "Pasal 47"),
    ("PP 18/2016 perangkat daerah diubah dengan apa?", "PP 72/2019", "pp-72-2019", "Pasal I"),
    ("PP 26/2008 diubah oleh peraturan apa", "PP 13/2017", "pp-13-2017", "Pasal I"),
    ("which law amended UU 12/2011?", "UU 15/2019", "uu-15-2019", "Pasal I"),
    ("UU 15/2019 mengubah pasal apa saja dari UU 12/2011?", "Pasal 71A", "uu-15-2019", "Pasal I"),
    ("pasal apa yang dihapus PP 13/2017?", "menghapus Pasal 58, Pasal 61, Pasal 102", "pp-13-2017", "Pasal I"),
    ("UU 23/2014 telah diubah dengan apa?", "UU 11/2020", "uu-1-2022", "Pasal 189 ayat (1) huruf c"),
    ("UU 1/2024 masih berlaku?", "perubahan atas UU 11/2008", "uu-1-2024", "Pasal I"),
    ("UU 14/2008 pernah diubah?", "tidak ada peraturan yang mengubah", "uu-14-2008", "Pasal 64 ayat (1)"),
    ("Perpres 95/2018 masih berlaku?", "masih berlaku", "perpres-95-2018", "Pasal 77"),
]
WORDINGS = [
    ("riwayat Pasal 27 UU ITE", "penjelasannya diubah oleh UU 19/2016", "uu-11-2008", "Pasal 27"),
    ("riwayat Pasal 40 UU ITE", "2016: diubah oleh UU 19/2016", "uu-1-2024", "Pasal 40"),
    ("apa bedanya Pasal 5 UU ITE sebelum dan sesudah diubah", "[-untuk:-]", "uu-1-2024", "Pasal 5"),
    ("Pasal 47 Permenkominfo 5/2020 setelah diubah bunyinya apa", "OSS", "permenkominfo-10-2021", "Pasal 47"),
    ("Pasal 27 UU ITE per 1 Januari 2020", "menurut UU 11/2008", "uu-11-2008", "Pasal 27"),
    ("Pasal 26 UU ITE per 1 Januari 2020", "menurut UU 19/2016", "uu-19-2016", "Pasal 26"),
    ("Pasal 61 PP 26/2008 masih berlaku?", "dihapus oleh PP 13/2017", "pp-13-2017", "Pasal I angka 31"),
    ("apakah Pasal 4 UU ITE pernah diubah?", "tidak ada peraturan yang mengubah", "uu-11-2008", "Pasal 4"),
    ("UU ITE yang berlaku per 1 Januari 2020", "Perubahan setelah tanggal itu: UU 1/2024", "uu-19-2016", "Pasal I"),
    ("apakah PP 34/2009 berlaku pada tahun 2015?", "masih berlaku; baru dicabut", "pp-59-2022", "Pasal 66"),
]
GROUNDS = [
    ("apa dasar hukum PP 59/2022?", "Pasal 357 ayat (5), Pasal 359 UU 23/2014", "pp-59-2022", "Pembukaan"),
    ("dasar hukum PP 38/2017", "Pasal 390 UU 23/2014", "pp-38-2017", "Menimbang"),
    ("legal basis of Perpres 82/2023?", "UUD 1945", "perpres-82-2023", "Mengingat"),
    ("aturan pelaksana UU 14/2008", "PP 61/2010", "pp-61-2010", "Menimbang"),
    ("peraturan turunan UU 23/2014 apa saja?", "Pasal 232 ayat (1)", "pp-18-2016", "Menimbang"),
    ("peraturan pelaksanaan Perpres 95/2018", "Permen PANRB 59/2020", "permenpanrb-59-2020", "Menimbang"),
    ("kapan UU 27/2022 mulai berlaku?", "17 Oktober 2022", "uu-27-2022", "Pasal 76"),
    ("Permen PANRB 59/2020 mulai berlaku kapan?", "1 Januari 2021", "permenpanrb-59-2020", "Pasal 12"),
]


@pytest.fixture(scope="module")
def lawbook(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Lawbook:
    files = sorted(p for p in (corpus / "core").iterdir() if p.suffix in (".md", ".txt"))
    texts = ((path.stem.lower(), path.read_text(encoding="utf-8")) for path in files if path.stem != "README")
    return Lawbook(catalogue(Path(tmp_path_factory.mktemp("core")) / "catalog.sqlite", texts))


@pytest.mark.parametrize(
    ("question", "expected", "document", "locator"), [*REVOKED, *PARTLY, *AMENDED, *WORDINGS, *GROUNDS]
)
def test_the_answer_is_read_from_the_real_texts(
    lawbook: Lawbook, question: str, expected: str, document: str, locator: str
) -> None:
    answer = lawbook.ask(question)

    assert answer is not None
    assert answer.kind is AnswerKind.ANSWER
    assert expected in answer.lead
    assert (document, locator) in {(citation.document, citation.locator) for citation in answer.citations}


@pytest.mark.parametrize("question", [row[0] for row in REVOKED])
def test_a_revoked_rule_is_said_to_be_out_of_force(lawbook: Lawbook, question: str) -> None:
    answer = lawbook.ask(question)

    assert answer is not None
    assert "sudah tidak berlaku" in answer.lead or "no longer in force" in answer.lead


@pytest.mark.parametrize("question", [row[0] for row in (*REVOKED, *AMENDED, *GROUNDS)])
def test_quotations_are_verbatim(lawbook: Lawbook, question: str) -> None:
    answer = lawbook.ask(question)

    assert answer is not None
    for citation in answer.citations:
        text = "\n".join(u.text for part in lawbook.catalog.of(citation.document) for u in part.passage.units)
        assert all(line in text for line in citation.quote.split("\n"))


@pytest.mark.parametrize("question", ["Perpres 132/2022 masih berlaku?", "Permendagri 86/2017 sudah dicabut?"])
def test_what_no_document_tells_of_is_not_guessed(lawbook: Lawbook, question: str) -> None:
    answer = lawbook.ask(question)

    assert answer is not None
    assert answer.kind is AnswerKind.NOT_FOUND
