"""What a question wants, and whether a text has it, over questions as officials type them."""

from __future__ import annotations

import pytest

from knowledge import wanted


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("berapa honor narasumber bimtek", "Narasumber ditunjuk oleh menteri selama 4 (empat) hari.", "money"),
        ("pukul berapa mal pelayanan publik buka", "Mal pelayanan publik memberikan layanan setiap hari.", "clock"),
        ("nomor telepon disdukcapil berapa", "Dinas memberikan pelayanan administrasi kependudukan.", "contact"),
        ("berapa lama izin berlaku", "Izin berlaku selama usaha berjalan.", "duration"),
        ("kapan laporan disampaikan", "Laporan disampaikan kepada bupati.", "date"),
        ("siapa yang menilai", "Lomba menilai lima unsur: kebersihan dan keamanan.", "who"),
        ("harga tiketnya", "Pameran dibuka pada 4 November 2019.", "money"),
        ("berapa anggota dewan", "Dewan beranggotakan pejabat dan akademisi.", "number"),
    ],
)
def test_a_text_without_the_kind_of_fact_that_is_asked_for_lacks_it(question: str, text: str, kind: str) -> None:
    assert wanted.lacking(question, text)[kind] == 1.0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("berapa denda pelanggaran", "dipidana dengan denda paling banyak Rp500.000.000,00 (lima ratus juta rupiah)"),
        ("berapa lama izin berlaku", "Izin berlaku 5 (lima) tahun."),
        ("kapan laporan disampaikan", "paling lambat 30 (tiga puluh) hari setelah akhir tahun"),
        ("siapa yang menetapkan", "Bupati menetapkan rencana."),
        ("berapa dendanya", "pidana denda dengan pemberatan 3 (tiga) kali dari pidana denda"),
        ("biayanya ditanggung siapa", "Biaya dibebankan kepada pemerintah daerah."),
    ],
)
def test_a_text_that_has_it_lacks_nothing(question: str, text: str) -> None:
    assert not any(wanted.lacking(question, text).values())


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("berapa anggota dewan", "Dewan terdiri atas 7 (tujuh) anggota.", 1.0),
        ("berapa halaman masterplan", "Masterplan berlaku 5 (lima) tahun.", -1.0),
        ("berapa lama masterplan berlaku", "Masterplan berlaku 5 (lima) tahun.", 0.0),
        ("how many members", "The council has nine members.", 1.0),
    ],
)
def test_what_is_counted_is_looked_for_beside_a_number(question: str, text: str, found: float) -> None:
    assert wanted.counted(question, text) == found


@pytest.mark.parametrize(
    ("question", "word"),
    [("Font apa yang dipakai?", "font"), ("siapa fotografer acara", "fotograf"), ("merek server apa", "merek")],
)
def test_the_word_that_is_asked_for_is_read(question: str, word: str) -> None:
    assert wanted.focus(question).startswith(word[:4])


@pytest.mark.parametrize(
    ("question", "cue"),
    [
        ("siapa sekda sekarang", "now"),
        ("buatkan sambutan bupati", "service"),
        ("berapa anggaran smart nation Singapura", "abroad"),
        ("cara reset akun SIPD", "how_to"),
        ("kenapa perpres mengatur pilkada", "why"),
    ],
)
def test_ways_of_asking_are_told(question: str, cue: str) -> None:
    assert wanted.CUES[cue].search(question)
    assert not wanted.CUES[cue].search("apa tugas dewan menurut peraturan ini")


def test_a_price_is_missing_where_neither_amount_nor_what_is_paid_is_named() -> None:
    assert wanted.unpriced("harga tiketnya", "Penghargaan diserahkan pada 4 November 2019.")
    assert not wanted.unpriced("berapa tarif retribusi", "Tarif retribusi ditetapkan dengan Perda.")


def test_a_kind_of_fact_that_is_asked_for_and_there_speaks_for_a_text() -> None:
    question = "berapa lama masterplan berlaku"
    assert wanted.holding(question, wanted.lacking(question, "Masterplan dibuat untuk 5 tahun.")) == 1.0
    assert wanted.holding(question, wanted.lacking(question, "Masterplan dibuat oleh bupati.")) == 0.0
    assert wanted.holding("jelaskan masterplan", wanted.lacking("jelaskan masterplan", "Rencana induk.")) == 0.0


@pytest.mark.parametrize(
    ("question", "text", "absent"),
    [
        ("gaji kepala dinas", "Gaji pokok kepala daerah dan wakil kepala daerah", 1.0),
        ("gaji bupati", "Gaji pokok kepala daerah dan wakil kepala daerah", 0.0),
        ("tugas sekda", "Sekretaris Daerah membantu kepala daerah", 0.0),
        ("tugas walidata", "Walidata memeriksa data", 0.0),
    ],
)
def test_what_is_ruled_for_one_office_is_not_ruled_for_another(question: str, text: str, absent: float) -> None:
    assert wanted.office_absent(question, text) == absent
