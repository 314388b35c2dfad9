"""Regulations are taken apart into their provisions, each with its address and page."""

from __future__ import annotations

from knowledge.records import Kind, Page, ParsedDocument, Provision
from knowledge.regulation import parse

FIRST_PAGE = """PERATURAN PRESIDEN REPUBLIK INDONESIA
NOMOR 95 TAHUN 2O18
TENTANG
SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK
DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang : a. bahwa perlu tata kelola;
b. bahwa perlu menetapkan Peraturan Presiden;
Mengingat : Pasal 4 ayat (1) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : PERATURAN PRESIDEN TENTANG SISTEM PEMERINTAHAN BERBASIS ELEKTRONIK.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Presiden ini yang dimaksud dengan:
1. Sistem adalah susunan.
2. Menteri adalah menteri yang
menyelenggarakan urusan.
Pasal 2 . . .
SK No 004185 A"""

SECOND_PAGE = """PRESIDEN
REPUBLIK INDONESIA
-2-
Pasal 2
(1) Sistem dilaksanakan dengan prinsip:
a. keterpaduan; dan
b. kesinambungan, meliputi:
1. waktu; dan
2. biaya.
(21 Ketentuan sebagaimana dimaksud pada ayat (1) diatur
dalam Pasal 3.
BAB II
PENUTUP
Pasal 3
Peraturan Presiden ini mulai berlaku.
Agar setiap orang mengetahuinya, memerintahkan pengundangan.
Ditetapkan di Jakarta
pada tanggal 2 Oktober 2018
Diundangkan di Jakarta
pada tanggal 5 Oktober 2018
LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2018 NOMOR 182"""

THIRD_PAGE = """PENJELASAN
ATAS
PERATURAN PRESIDEN REPUBLIK INDONESIA
I. UMUM
Tata kelola diperlukan.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Huruf a
Yang dimaksud dengan "keterpaduan" adalah utuh.
Huruf b
Cukup jelas.
Ayat (2)
Cukup jelas.
Pasal 3
Cukup jelas."""


def read(*texts: str, name: str = "document") -> ParsedDocument:
    return parse([Page(number, text) for number, text in enumerate(texts, start=1)], name)


def by_locator(document: ParsedDocument) -> dict[str, Provision]:
    return {provision.locator: provision for provision in document.walk()}


def test_every_level_has_its_address_and_page() -> None:
    places = by_locator(read(FIRST_PAGE, SECOND_PAGE, THIRD_PAGE))
    assert places["Pasal 1 angka 2"].text == "2. Menteri adalah menteri yang menyelenggarakan urusan."
    assert places["Pasal 2 ayat (1) huruf b angka 2"].text == "2. biaya."
    assert places["Pasal 2 ayat (1) huruf b angka 2"].page == 2
    assert places["BAB I"].heading == "BAB I KETENTUAN UMUM"
    assert places["Pasal 2 ayat (2)"].text.startswith(
        "(2) Ketentuan sebagaimana dimaksud pada ayat (1) diatur dalam Pasal 3"
    )


def test_a_mention_of_an_article_starts_none() -> None:
    document = read(FIRST_PAGE, SECOND_PAGE)
    assert [piece.locator for piece in document.walk() if piece.kind is Kind.PASAL] == ["Pasal 1", "Pasal 2", "Pasal 3"]
    assert document.gaps == ()


def test_notes_never_pass_for_the_article() -> None:
    places = by_locator(read(FIRST_PAGE, SECOND_PAGE, THIRD_PAGE))
    assert "keterpaduan" in places["Penjelasan Pasal 2 ayat (1) huruf a"].text
    assert places["Pasal 3"].text == "Pasal 3 Peraturan Presiden ini mulai berlaku."
    assert places["Penjelasan Umum"].page == 3


def test_headers_page_numbers_and_catchwords_are_no_text() -> None:
    words = " ".join(piece.text for piece in read(FIRST_PAGE, SECOND_PAGE).walk())
    assert "SK No" not in words
    assert "Pasal 2 . ." not in words
    assert "-2-" not in words


def test_the_title_block_names_the_regulation() -> None:
    document = read(FIRST_PAGE, SECOND_PAGE)
    assert document.title == "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik"
    assert document.identity is not None
    assert document.identity.key == "perpres-95-2018"
    assert document.meta["issued"] == "2018-10-02"
    assert document.meta["promulgated"] == "2018-10-05"


def test_a_lost_article_is_reported() -> None:
    document = read(FIRST_PAGE, SECOND_PAGE.replace("\nPasal 2\n", "\n").replace("(1) Sistem", "Sistem"))
    assert document.gaps == ("Pasal 2 tidak ditemukan di antara Pasal 1 dan Pasal 3",)
