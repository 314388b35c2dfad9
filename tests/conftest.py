"""A corpus of a few short regulations with a known structure, and the real one where it lies beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import KnowledgeBase

PARKS = """\
PERATURAN BUPATI CONTOH
NOMOR 7 TAHUN 2020
TENTANG
TAMAN KOTA CERDAS

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI CONTOH,

Menimbang : bahwa warga membutuhkan taman yang dikelola dengan baik;

MEMUTUSKAN:

Menetapkan : PERATURAN BUPATI TENTANG TAMAN KOTA CERDAS.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Taman Kota Cerdas yang selanjutnya disingkat TKC adalah ruang terbuka hijau yang dilengkapi jaringan nirkabel.
2. Pengelola adalah dinas yang mengurus pertamanan.

BAB II
PENGELOLAAN

Pasal 2
(1) Pengelola wajib membuka TKC setiap hari.
(2) Pengelola menyampaikan laporan kunjungan kepada Bupati paling lambat 30 (tiga puluh) hari setelah akhir tahun.
(3) Laporan sebagaimana dimaksud pada ayat (2) memuat:
a. jumlah pengunjung;
b. kerusakan sarana; dan
c. usulan perbaikan.

Pasal 3
Pedagang dilarang menetap di dalam TKC tanpa izin tertulis dari Pengelola.

Pasal 4
Pada saat Peraturan Bupati ini mulai berlaku, Peraturan Bupati Contoh Nomor 3 Tahun 2011 tentang Taman, dicabut dan \
dinyatakan tidak berlaku.

Pasal 5
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.

Ditetapkan di Contoh
pada tanggal 2 Maret 2020
"""

GUIDE = """\
---
title: Panduan quick win
kind: panduan
year: 2019
language: id
topics: [quick win]
sources: []
---

## Pengertian quick win

Quick win adalah program percepatan yang hasilnya cepat dirasakan warga.

## Daerah percontohan

| No | Daerah | Provinsi | Tahun |
|---|---|---|---|
| 1 | Kabupaten Sleman | DI Yogyakarta | 2017 |
| 2 | Kota Bandung | Jawa Barat | 2017 |
| 3 | Kabupaten Bantul | DI Yogyakarta | 2018 |
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one regulation and one guide."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "perbup-contoh-7-2020.txt").write_text(PARKS, encoding="utf-8")
    (folder / "quick-win.md").write_text(GUIDE, encoding="utf-8")
    return folder


@pytest.fixture
def knowledge(documents: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A knowledge base over the small corpus."""
    opened = KnowledgeBase.open(tmp_path / "index")
    opened.ingest([documents])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real regulations; tests that need it are skipped where it is absent."""
    named = os.environ.get("CORPUS_DIR", "")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real regulations is not beside the checkout (CORPUS_DIR names another place)")
    return folder
