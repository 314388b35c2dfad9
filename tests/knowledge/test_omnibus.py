"""One act that amends three laws: its own articles in order, each new wording with the law it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import versions
from knowledge.locator import parse_locator
from knowledge.parse import parse
from knowledge.records import Answer, Kind, Page, ParsedDocument
from knowledge.relations import mine
from knowledge.verbs import AMENDS, CHANGES, DELETES, INSERTS, REVOKES
from tests.knowledge.lawbook import Lawbook, catalogue


def law(number: int, year: int, subject: str, *articles: str) -> str:
    body = "\n\n".join(f"Pasal {place}\n{text}" for place, text in enumerate(articles, start=1))
    return f"""UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR {number} TAHUN {year}
TENTANG
{subject.upper()}

MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG {subject.upper()}.

{body}

Disahkan di Jakarta
pada tanggal 5 Mei {year}
"""


PARKS = law(
    4, 2004, "Taman",
    "Taman adalah lahan hijau yang terbuka bagi warga.",
    "Taman dibuka setiap hari.",
    "Pengunjung taman membayar karcis.",
    "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
)  # fmt: skip
MARKETS = law(
    8, 2008, "Pasar",
    "Pasar adalah tempat jual beli.",
    "Pedagang pasar mendaftar kepada camat.",
    "Sampah pasar diangkut setiap pekan.",
    "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
)  # fmt: skip
WELLS = law(
    9, 2009, "Sumur",
    "Sumur adalah lubang galian untuk air.",
    "Sumur diperiksa oleh bupati.",
    "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
)  # fmt: skip
OMNIBUS = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2021
TENTANG
KEMUDAHAN LAYANAN WARGA

MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG KEMUDAHAN LAYANAN WARGA.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan layanan warga adalah kegiatan pelayanan di daerah.

Pasal 2
Layanan warga diselenggarakan dengan mudah dan cepat.

BAB II
PENYEDERHANAAN PERIZINAN

Bagian Kesatu
Taman

Pasal 3
Beberapa ketentuan dalam Undang-Undang Nomor 4 Tahun 2004 tentang Taman (Lembaran Negara Republik Indonesia Tahun 2004 \
Nomor 40) diubah sebagai berikut:

1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:

Pasal 2
(1) Taman dibuka siang dan malam.
(2) Pembukaan sebagaimana dimaksud pada ayat (1) diumumkan di gerbang.

2. Pasal 3 dihapus.

Bagian Kedua
Pasar

Pasal 4
Beberapa ketentuan dalam Undang-Undang Nomor 8 Tahun 2008 tentang Pasar (Lembaran Negara Republik Indonesia Tahun 2008 \
Nomor 80) diubah sebagai berikut:

1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:

Pasal 2
Pedagang pasar mendaftar secara daring.

2. Di antara Pasal 3 dan Pasal 4 disisipkan 1 (satu) pasal, yakni Pasal 3A sehingga berbunyi sebagai berikut:

Pasal 3A
Pasar menyediakan tempat menyusui.

Bagian Ketiga
Sumur

Pasal 5
Untuk memudahkan warga, ketentuan tentang sumur disederhanakan.

Pasal 6
Ketentuan Pasal 2 dalam Undang-Undang Nomor 9 Tahun 2009 tentang Sumur (Lembaran Negara Republik Indonesia Tahun 2009 \
Nomor 90) diubah sehingga berbunyi sebagai berikut:

Pasal 2
Sumur diperiksa oleh petugas yang ditunjuk kepala desa.

BAB III
KETENTUAN PENUTUP

Pasal 7
Pada saat Undang-Undang ini mulai berlaku, Undang-Undang Nomor 1 Tahun 1990 tentang Gapura (Lembaran Negara Republik \
Indonesia Tahun 1990 Nomor 10) dicabut dan dinyatakan tidak berlaku.

Pasal 8
Undang-Undang ini mulai berlaku pada tanggal diundangkan.

Disahkan di Jakarta
pada tanggal 2 Maret 2021
"""
NOTES = """
PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 3 TAHUN 2021
TENTANG
KEMUDAHAN LAYANAN WARGA

I. UMUM
Layanan warga perlu dipermudah.

II. PASAL DEMI PASAL

Pasal 1
Cukup jelas.

Pasal 2
Cukup jelas.

Pasal 3
Angka 1
Pasal 2
Yang dimaksud dengan gerbang adalah pintu utama taman.
Angka 2
Pasal 3
Dihapus.

Pasal 4
Angka 1
Pasal 2
Yang dimaksud dengan daring adalah melalui aplikasi.
Angka 2
Pasal 3A
Cukup jelas.

Pasal 5
Cukup jelas.

Pasal 6
Cukup jelas.

Pasal 7
Cukup jelas.

Pasal 8
Cukup jelas.

TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 6000
"""
FAMILY = {"uu-4-2004": PARKS, "uu-8-2008": MARKETS, "uu-9-2009": WELLS, "uu-3-2021": OMNIBUS}


@pytest.fixture(scope="module")
def act() -> ParsedDocument:
    return parse([Page(None, OMNIBUS)], "uu-3-2021")


@pytest.fixture(scope="module")
def lawbook(tmp_path_factory: pytest.TempPathFactory) -> Lawbook:
    return Lawbook(catalogue(Path(tmp_path_factory.mktemp("law")) / "catalog.sqlite", FAMILY.items()))


def told(lawbook: Lawbook, question: str) -> Answer:
    answer = lawbook.ask(question)
    assert answer is not None, question
    return answer


def test_its_own_articles_count_through_and_quoted_ones_stand_below_their_instruction(act: ParsedDocument) -> None:
    articles = [piece.locator for piece in act.walk() if piece.kind is Kind.PASAL]
    assert articles == [
        "Pasal 1", "Pasal 2", "Pasal 3", "Pasal 3 angka 1 Pasal 2", "Pasal 4", "Pasal 4 angka 1 Pasal 2",
        "Pasal 4 angka 2 Pasal 3A", "Pasal 5", "Pasal 6", "Pasal 6 Pasal 2", "Pasal 7", "Pasal 8",
    ]  # fmt: skip
    assert act.gaps == ()


def test_an_own_article_in_the_middle_of_a_line_is_found_where_its_number_is_missing() -> None:
    buried = OMNIBUS.replace("pelayanan di daerah.\n\nPasal 2\n", "pelayanan di daerah; atau Pasal 2 (1) ")
    found = parse([Page(None, buried)], "uu-3-2021")
    assert found.gaps == ()
    assert "Pasal 2 ayat (1)" in {piece.locator for piece in found.walk()}


def test_its_chapters_go_on_behind_what_it_quotes(act: ParsedDocument) -> None:
    sections = {piece.locator: [child.locator for child in piece.children] for piece in act.walk()}
    assert sections["BAB II Bagian Kedua"] == ["Pasal 4"]
    assert sections["BAB III"] == ["Pasal 7", "Pasal 8"]
    texts = {piece.locator: piece.text for piece in act.walk()}
    assert texts["Pasal 3 angka 2"] == "2. Pasal 3 dihapus."
    assert texts["Pasal 4 angka 2 Pasal 3A"] == "Pasal 3A Pasar menyediakan tempat menyusui."
    assert texts["Pasal 3 angka 1 Pasal 2 ayat (1)"] == "(1) Taman dibuka siang dan malam."


def test_notes_keep_the_article_whose_quotation_they_explain() -> None:
    document = parse([Page(None, OMNIBUS + NOTES)], "uu-3-2021")
    notes = {piece.locator: piece.text for piece in document.walk() if piece.kind is Kind.PENJELASAN}
    assert notes["Penjelasan Pasal 3 angka 1 Pasal 2"].endswith("gerbang adalah pintu utama taman.")
    assert notes["Penjelasan Pasal 4 angka 1 Pasal 2"].endswith("daring adalah melalui aplikasi.")
    assert notes["Penjelasan Pasal 2"] == "Pasal 2 Cukup jelas."
    assert "Penjelasan Pasal 3A" not in notes
    assert [note for note in notes if note.startswith("Penjelasan Pasal") and "angka" not in note] == [
        f"Penjelasan Pasal {n}" for n in range(1, 9)
    ]


def test_each_change_is_one_of_the_law_that_its_article_names(act: ParsedDocument) -> None:
    edges = [edge for edge in mine(act, "uu-3-2021") if edge.provision and edge.relation in CHANGES]
    assert {(edge.relation, edge.target, edge.provision) for edge in edges} == {
        (AMENDS, "uu-4-2004", "Pasal 2"), (DELETES, "uu-4-2004", "Pasal 3"),
        (AMENDS, "uu-8-2008", "Pasal 2"), (INSERTS, "uu-8-2008", "Pasal 3A"), (AMENDS, "uu-9-2009", "Pasal 2"),
    }  # fmt: skip
    assert [edge.target for edge in mine(act, "uu-3-2021") if edge.relation == REVOKES] == ["uu-1-1990"]


@pytest.mark.parametrize(
    ("document", "key", "words", "place"),
    [
        ("uu-4-2004", "uu-4-2004", "siang dan malam", "Pasal 3 angka 1 Pasal 2"),
        ("uu-8-2008", "uu-8-2008", "mendaftar secara daring", "Pasal 4 angka 1 Pasal 2"),
        ("uu-9-2009", "uu-9-2009", "ditunjuk kepala desa", "Pasal 6 Pasal 2"),
    ],
)
def test_the_newest_wording_of_a_law_is_the_one_quoted_for_it(
    lawbook: Lawbook, document: str, key: str, words: str, place: str
) -> None:
    graph = lawbook.graph
    first, newest = versions.wordings(graph, key, parse_locator("Pasal 2"))
    assert (first.document, newest.document) == (document, "uu-3-2021")
    assert words in newest.parts[0].passage.text
    found = versions.newest_of(graph, document, "Pasal 2")
    assert found is not None
    assert found.above == newest.above
    assert versions.at(newest, parse_locator("Pasal 2"))[0].locator == place
    assert versions.later(graph, "uu-3-2021", place) == []
    assert versions.later(graph, "uu-3-2021", "Pasal 2") == []


@pytest.mark.parametrize(
    ("question", "expected", "place"),
    [
        ("UU 4/2004 masih berlaku?", "diubah oleh UU 3/2021", "Pasal 3"),
        ("UU 8/2008 diubah dengan apa?", "UU 3/2021", "Pasal 4"),
        ("UU 1/1990 masih berlaku?", "dicabut oleh UU 3/2021", "Pasal 7"),
        ("UU 3/2021 mengubah apa saja?", "UU 9/2009", "Pasal 6"),
        ("Pasal 2 UU 8/2008 sudah diubah?", "daring", "Pasal 4 angka 1 Pasal 2"),
        ("Pasal 3 UU 4/2004 masih berlaku?", "dihapus", "Pasal 3 angka 2"),
        ("riwayat Pasal 2 UU 9/2009", "kepala desa", "Pasal 6 Pasal 2"),
    ],
)
def test_status_and_history_name_the_article_of_the_act(
    lawbook: Lawbook, question: str, expected: str, place: str
) -> None:
    answer = told(lawbook, question)
    assert expected in f"{answer.lead} {' '.join(c.quote for c in answer.citations)}"
    assert ("uu-3-2021", place) in {(citation.document, citation.locator) for citation in answer.citations}
