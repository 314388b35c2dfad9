"""What converters and recognition do to a regulation, and what is read all the same; each case is a real file's."""

from __future__ import annotations

import pytest

from knowledge.cleaning import clean
from knowledge.records import Kind, Page, ParsedDocument
from knowledge.regulation import parse

HEAD = """PERATURAN MENTERI NOMOR 5 TAHUN 2020
TENTANG
TAMAN KOTA
MEMUTUSKAN:
Menetapkan : PERATURAN MENTERI TENTANG TAMAN KOTA.
"""
TAIL = """
Agar setiap orang mengetahuinya, memerintahkan pengundangan.
Ditetapkan di Jakarta
pada tanggal 2 Oktober 2020
"""


def read(body: str, rest: str = "") -> ParsedDocument:
    return parse([Page(None, f"{HEAD}{body}{TAIL}{rest}")], "permen-5-2020")


def texts(document: ParsedDocument) -> dict[str, str]:
    return {piece.locator: piece.text for piece in document.walk()}


def articles(document: ParsedDocument) -> list[str]:
    return [piece.locator for piece in document.walk() if piece.kind is Kind.PASAL]


def test_bullets_of_a_converter_do_not_stand_between_items() -> None:
    found = texts(read("# Pasal 1\n\n- (1) Taman dibuka.\n- (2) Taman meliputi:\n  - a. kolam; dan\n  - b. jalan.\n"))
    assert found["Pasal 1 ayat (1)"] == "(1) Taman dibuka."
    assert found["Pasal 1 ayat (2) huruf a"] == "a. kolam; dan"


def test_a_lost_heading_between_bulleted_ayat_is_found_where_they_begin_anew() -> None:
    body = """# Pasal 1

- (1) Taman dibuka setiap hari.
- (2) Taman ditutup pada malam hari.

- (1) Pedagang berjualan di dalam taman.
- (2) Pedagang sebagaimana dimaksud pada ayat (1) membayar retribusi.

# Pasal 3

Pengunjung tertib.
"""
    found = texts(read(body))
    assert found["Pasal 2 ayat (1)"] == "(1) Pedagang berjualan di dalam taman."
    assert found["Pasal 1 ayat (2)"] == "(2) Taman ditutup pada malam hari."


@pytest.mark.parametrize("heading", ["Pasal rl2 (1)", "Pasrl 2 (1)", "l 2 (1)", "Pasal t2 (1)"])
def test_a_ruined_number_is_read_from_its_place(heading: str) -> None:
    body = f"""Pasal 1 (1) Taman dibuka setiap hari. (2) Taman dijaga oleh penjaga. {heading} Pedagang membayar \
retribusi setiap bulan. (2) Besarnya retribusi ditetapkan. Pasal 3 (1) Pengunjung tertib. (2) Sampah dibuang."""
    document = read(body)
    assert articles(document) == ["Pasal 1", "Pasal 2", "Pasal 3"]
    assert "Pedagang" in texts(document)["Pasal 2 ayat (1)"]


@pytest.mark.parametrize("heading", ["Pasal b7", "Pasal'/7", "Pasa1 b7"])
def test_a_ruined_heading_without_ayat_is_found_behind_a_full_stop(heading: str) -> None:
    first = "\n".join(f"Pasal {n}\nTaman nomor {n} dibuka setiap hari." for n in range(60, 67))
    found = texts(read(f"{first} {heading} Ketentuan lebih lanjut diatur dengan keputusan.\nPasal 68\nTaman tertib.\n"))
    assert found["Pasal 67"] == "Pasal 67 Ketentuan lebih lanjut diatur dengan keputusan."
    assert found["Pasal 66"] == "Pasal 66 Taman nomor 66 dibuka setiap hari."


def test_a_number_printed_twice_counts_on_where_the_next_is_missing() -> None:
    long = "Taman kota dikelola oleh dinas yang membidangi pertamanan sesuai dengan ketentuan peraturan yang berlaku."
    body = f"Pasal 1 (1) {long} (2) {long} Pasal 1 (1) Pedagang berjualan. (2) {long} Pasal 3 (1) Pengunjung tertib."
    assert articles(read(body)) == ["Pasal 1", "Pasal 2", "Pasal 3"]


def test_an_abbreviation_behind_a_heading_is_no_part_of_its_number() -> None:
    body = "Pasal 1 IGD meliputi peta. Pasal 2 IGT meliputi tema. Pasal 3 Badan menyelenggarakan keduanya."
    assert articles(read(body)) == ["Pasal 1", "Pasal 2", "Pasal 3"]


def test_ayat_without_numbers_are_told_by_their_references() -> None:
    body = """Pasal 1
Taman terdiri atas:
a. kolam; dan
b. jalan. Kolam sebagaimana dimaksud pada ayat (1) huruf a dirawat. Jalan dirawat setiap bulan.
Pasal 2
Pengunjung tertib.
"""
    found = texts(read(body))
    assert found["Pasal 1 ayat (1) huruf b"] == "b. jalan."
    assert found["Pasal 1 ayat (2)"] == "(2) Kolam sebagaimana dimaksud pada ayat (1) huruf a dirawat."
    assert found["Pasal 1 ayat (3)"] == "(3) Jalan dirawat setiap bulan."


def test_the_elucidation_tells_how_many_ayat_an_article_has() -> None:
    body = "Pasal 1\nTaman dibuka setiap hari. Taman ditutup pada malam hari.\nPasal 2\nPengunjung tertib.\n"
    notes = """PENJELASAN ATAS PERATURAN MENTERI
I. UMUM
Taman diperlukan.
II. PASAL DEMI PASAL
Pasal 1
Ayat (1) Cukup jelas. Ayat (2) Cukup jelas.
Pasal 2
Cukup jelas.
"""
    assert texts(read(body, notes))["Pasal 1 ayat (2)"] == "(2) Taman ditutup pada malam hari."
    assert "Pasal 1 ayat (2)" not in texts(read(body))


def test_numbers_read_behind_their_texts_are_put_in_front() -> None:
    body = """Pasal 1
Taman dibuka setiap hari oleh penjaga.
Taman ditutup pada malam hari oleh penjaga.

(1)

(2)

Pasal 2
Pengunjung tertib.
"""
    assert texts(read(body))["Pasal 1 ayat (2)"] == "(2) Taman ditutup pada malam hari oleh penjaga."


def test_numbers_in_the_middle_of_a_sentence_belong_to_the_next_ones() -> None:
    body = """Pasal 1
(1) Taman dibuka setiap hari kerja oleh
(2)

(3)

penjaga taman.
Penjaga sebagaimana dimaksud pada ayat (1) bertugas siang.
Penjaga memakai seragam.
"""
    found = texts(read(body))
    assert found["Pasal 1 ayat (2)"].startswith("(2) Penjaga sebagaimana")
    assert found["Pasal 1 ayat (3)"] == "(3) Penjaga memakai seragam."


def test_an_ayat_number_inside_a_list_moves_to_the_sentence_behind_it() -> None:
    body = """Pasal 1
(1) Taman meliputi:
(2)
a. kolam; dan
b. jalan.
Kolam sebagaimana dimaksud pada ayat (1) dirawat.
"""
    found = texts(read(body))
    assert found["Pasal 1 ayat (1) huruf a"] == "a. kolam; dan"
    assert found["Pasal 1 ayat (2)"] == "(2) Kolam sebagaimana dimaksud pada ayat (1) dirawat."


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("setiap hari. (5) Ketentuan… (5) Ketentuan lebih", "setiap hari. (5) Ketentuan lebih"),
        ("setiap hari. Pasal 19…\nPasal 19\n(1) Pada", "setiap hari. Pasal 19\n(1) Pada"),
        ("b. kolam. (5) Konsiliasi (5) Konsiliasi adalah", "b. kolam. (5) Konsiliasi adalah"),
        ("taman; b.kolam… b. kolam kota", "taman; b. kolam kota"),
        ("taman; c. untuk\n 12 c. untuk kolam", "taman; c. untuk kolam"),
        ("setiap hari. (3) Setiap. (3) Setiap orang", "setiap hari. (3) Setiap orang"),
        ("dan sebagainya… Taman dibuka", "dan sebagainya… Taman dibuka"),
        ("ayat (1) dan ayat (2)", "ayat (1) dan ayat (2)"),
    ],
)
def test_announced_words_stand_once(printed: str, cleaned: str) -> None:
    assert clean([Page(None, printed)]).content == cleaned


def test_an_announced_mark_is_known_although_its_bracket_was_misread() -> None:
    pages = [Page(1, "Pasal 7\n(3) Taman dibuka setiap hari.\n(4) Ketentuan"), Page(2, "(41 Ketentuan lebih lanjut")]
    assert clean(pages).content.endswith("setiap hari.\n(41 Ketentuan lebih lanjut")


@pytest.mark.parametrize("number", ["-t2a. kolam", "-12a. kolam", "-t2\na. kolam"])
def test_a_page_number_with_a_misread_one_is_no_text(number: str) -> None:
    pages = [Page(place, f"Taman {'i' * place} dibuka setiap hari.") for place in range(1, 12)]
    assert clean([*pages, Page(12, number)]).content.endswith("setiap hari.\na. kolam")


def test_a_page_number_below_a_letterhead_goes_with_it() -> None:
    before, after = "\n".join("abcdef"), "\n".join("ghijkl")
    printed = f"{before}\nPRESIDEN REPUBLIK INDONESIA\n-10\n{after}"
    assert clean([Page(None, printed)]).content == f"{before}\n{after}"


def test_a_word_that_begins_a_page_with_a_dash_is_no_page_number() -> None:
    pages = [Page(1, "Taman meliputi:"), Page(2, "-tempat duduk; dan\n-lampu.")]
    assert clean(pages).content == "Taman meliputi:\n-tempat duduk; dan\n-lampu."


def test_doubled_words_get_their_hyphen_back() -> None:
    assert clean([Page(None, "berturutturut dan sewaktuwaktu atau masingmasing")]).content == (
        "berturut-turut dan sewaktu-waktu atau masing-masing"
    )


def test_a_letterhead_behind_and_is_no_title() -> None:
    printed = "a. kolam; dan\n\nFRESIDEN REPUBLIK  INDONESIA\n\n-4-\n\nb. jalan."
    assert "REPUBLIK" not in clean([Page(None, printed)]).content
    assert "PRESIDEN" in clean([Page(None, "RAKYAT REPUBLIK INDONESIA\ndan\nPRESIDEN REPUBLIK INDONESIA")]).content


def test_an_unnumbered_title_stands_with_the_article_below_it() -> None:
    body = "Pasal 1. (1) Taman dibuka. (2) Pengelola ialah: a. Gubernur; b. Walikota. Pasal 2. Taman ditutup. "
    found = texts(read(f"{body}Tahun Buku. Pasal 3. Tahun buku ialah tahun takwim. Dinas. Pasal 4. Dinas mengurus."))
    assert found["Pasal 1 ayat (2) huruf b"] == "b. Walikota."
    assert found["Pasal 2"] == "Pasal 2 Taman ditutup."
    assert found["Pasal 3"] == "Pasal 3 Tahun Buku. Tahun buku ialah tahun takwim."


def test_numbering_sentences_leaves_their_references_alone() -> None:
    body = """Pasal 1
Taman terdiri atas kolam. Kolam sebagaimana dimaksud pada ayat
(1)
dirawat oleh dinas. Dinas melapor.
"""
    assert "pada ayat (1) dirawat" in texts(read(body))["Pasal 1 ayat (2)"]


def test_a_number_without_its_brackets_marks_an_ayat_where_one_is_missing() -> None:
    body = "Pasal 1\n(1) Taman dibuka.\n(2) Taman dijaga.\n3 Taman dirawat oleh dinas.\n(4) Taman ditutup.\n"
    assert texts(read(body))["Pasal 1 ayat (3)"] == "(3) Taman dirawat oleh dinas."


def test_an_ayat_without_its_full_stop_ends_with_its_short_line() -> None:
    body = """Pasal 1
(1)
(2)
(3)
Taman dibuka setiap hari oleh penjaga yang ditetapkan
oleh kepala dinas kota
Taman ditutup pada malam hari oleh penjaga yang ditetapkan
oleh kepala dinas.
Penjaga memakai seragam.
"""
    assert texts(read(body))["Pasal 1 ayat (2)"].startswith("(2) Taman ditutup")


def test_letters_of_an_annex_go_on_behind_z_and_begin_anew_with_a_part() -> None:
    letters = [*map(chr, range(65, 91)), "AA", "BB"]
    annex = "".join(f"{letter}. URUSAN BIDANG {letter}\nIsi bagian {letter}.\n" for letter in letters)
    part = "II. INDIKATOR KABUPATEN\nA. FAKTOR UMUM\nIsi faktor umum.\nB. FAKTOR TEKNIS\nIsi faktor teknis.\n"
    rest = f"LAMPIRAN\nPERATURAN MENTERI NOMOR 5 TAHUN 2020\n{annex}{part}"
    document = read("Pasal 1\nTaman dibuka.\nPasal 2\nTaman ditutup.\n", rest)
    headings = [piece.locator for piece in document.walk() if piece.kind is Kind.HEADING]
    assert headings[25:] == [
        "Lampiran Z. URUSAN BIDANG Z", "Lampiran AA. URUSAN BIDANG AA", "Lampiran BB. URUSAN BIDANG BB",
        "Lampiran II. INDIKATOR KABUPATEN", "Lampiran II.A. FAKTOR UMUM", "Lampiran II.B. FAKTOR TEKNIS",
    ]  # fmt: skip


def test_parts_of_an_annex_count_on_in_roman_numbers() -> None:
    annex = "".join(f"{mark}. DINAS TIPE {mark}\nA. IDENTITAS\nIsi.\nB. TUGAS\nIsi.\n" for mark in ("III", "IV", "V"))
    rest = f"LAMPIRAN\nPERATURAN MENTERI NOMOR 5 TAHUN 2020\n{annex}I. TUGAS MENURUT FUNGSI\nIsi.\n"
    document = read("Pasal 1\nTaman dibuka.\nPasal 2\nTaman ditutup.\n", rest)
    headings = [piece.locator for piece in document.walk() if piece.kind is Kind.HEADING]
    assert headings[6:9] == ["Lampiran V. DINAS TIPE V", "Lampiran V.A. IDENTITAS", "Lampiran V.B. TUGAS"]
    assert not any(locator.startswith("Lampiran I.") for locator in headings)


def test_a_letter_on_a_line_of_its_own_heads_the_item_below_and_who_signs_is_no_item() -> None:
    annex = "A. TUGAS\nTugas meliputi:\na.\nmerawat taman; dan\nb.\nmenjaga taman.\nMENTERI DALAM NEGERI,\nttd\nNAMA\n"
    rest = f"LAMPIRAN\nPERATURAN MENTERI NOMOR 5 TAHUN 2020\n{annex}"
    document = read("Pasal 1\nTaman dibuka.\nPasal 2\nTaman ditutup.\n", rest)
    said = [piece.text for piece in document.walk() if piece.locator == "Lampiran A. TUGAS"]
    assert said[1:] == [
        "Tugas meliputi:", "a. merawat taman; dan", "b. menjaga taman.", "MENTERI DALAM NEGERI, ttd NAMA",
    ]  # fmt: skip


def test_a_quoted_article_11_is_not_the_second_roman_one() -> None:
    body = """Pasal I
Beberapa ketentuan dalam Peraturan Menteri Nomor 2 Tahun 2010 tentang Taman diubah sebagai berikut:
1. Ketentuan Pasal 11 diubah sehingga berbunyi sebagai berikut:
Pasal 11
Ketentuan taman diubah oleh bupati.
2. Ketentuan Pasal 15 diubah sehingga berbunyi sebagai berikut:
Pasal 15
Taman ditutup pada malam hari.
Pasal II
Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.
"""
    found = articles(read(body))
    assert found == ["Pasal I", "Pasal 11", "Pasal 15", "Pasal II"]


def test_the_notes_on_an_amending_article_keep_its_roman_number() -> None:
    body = """Pasal I
Beberapa ketentuan dalam Peraturan Menteri Nomor 1 Tahun 2010 diubah sebagai berikut:
1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:
Pasal 5
Taman dibuka.
Pasal II
Peraturan Menteri ini mulai berlaku pada tanggal diundangkan.
"""
    notes = (
        "PENJELASAN ATAS PERATURAN\nI. UMUM\nPerlu.\nII. PASAL DEMI PASAL\nPasal 1\nAngka 1\nPasal 5\nCukup jelas.\n"
    )
    found = [locator for locator in texts(read(body, notes)) if locator.startswith("Penjelasan Pasal")]
    assert found == ["Penjelasan Pasal I", "Penjelasan Pasal I angka 1", "Penjelasan Pasal 5"]


def test_an_elucidation_without_title_and_blanks_is_one() -> None:
    notes = (
        "I UMUM\nTaman perlu.\nII. PASALDEMIPASAL\nPasal I\nCukupjelas.\nPasal 2\nHurufa\nTaman adalah taman kota.\n"
    )
    found = texts(read("Pasal 1\nTaman dibuka.\nPasal 2\nTaman ialah:\na. taman; dan\nb. kebun.\n", notes))
    assert found["Penjelasan Pasal 2 huruf a"] == "Huruf a Taman adalah taman kota."
