"""A family of short regulations that amend, revoke and carry out each other, and a catalogue of any texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np

from knowledge import cautions, crossrefs, glossary, parse, passages, relations, status
from knowledge.asked import Asked
from knowledge.catalog import Catalog, IndexedPassage
from knowledge.graph import Graph
from knowledge.index import Generation
from knowledge.question import understand
from knowledge.records import Answer, DocumentEntry, Page, Turn
from knowledge.references import Register
from knowledge.retrieve import Vocabulary

BASE = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 10 TAHUN 2010
TENTANG
TAMAN KOTA

Menimbang : bahwa untuk melaksanakan ketentuan Pasal 12 ayat (2) Undang-Undang Nomor 3 Tahun 2005 tentang Ruang Hijau, \
perlu menetapkan Peraturan Pemerintah tentang Taman Kota;
Mengingat : 1. Pasal 5 ayat (2) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
2. Undang-Undang Nomor 3 Tahun 2005 tentang Ruang Hijau (Lembaran Negara Republik Indonesia Tahun 2005 Nomor 7);
MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG TAMAN KOTA.

Pasal 1
Dalam Peraturan Pemerintah ini yang dimaksud dengan Taman Kota adalah ruang terbuka hijau milik daerah.

Pasal 2
Pengelola wajib membuka taman setiap hari.

Pasal 3
(1) Pengelola menyampaikan laporan setiap tahun kepada bupati.
(2) Laporan sebagaimana dimaksud pada ayat (1) memuat jumlah pengunjung sesuai dengan Pasal 2.

Pasal 4
Pedagang boleh berjualan di dalam taman pada hari libur.

Pasal 5
Biaya pemeliharaan taman dibebankan pada anggaran daerah.

Pasal 6
Pada saat Peraturan Pemerintah ini mulai berlaku, Peraturan Pemerintah Nomor 9 Tahun 1999 tentang Taman dan Lapangan \
(Lembaran Negara Republik Indonesia Tahun 1999 Nomor 12) sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 8 \
Tahun 2003 (Lembaran Negara Republik Indonesia Tahun 2003 Nomor 5), dicabut dan dinyatakan tidak berlaku.

Pasal 7
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.

Ditetapkan di Jakarta
pada tanggal 1 Februari 2010
PRESIDEN REPUBLIK INDONESIA,
Diundangkan di Jakarta
pada tanggal 3 Februari 2010
"""

FIRST_AMENDMENT = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 20 TAHUN 2015
TENTANG
PERUBAHAN ATAS PERATURAN PEMERINTAH NOMOR 10 TAHUN 2010 TENTANG TAMAN KOTA

Menimbang : bahwa pengaturan taman kota perlu disesuaikan;
Mengingat : Pasal 5 ayat (2) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG PERUBAHAN ATAS PERATURAN PEMERINTAH NOMOR 10 TAHUN 2010 TENTANG TAMAN KOTA.

Pasal I
Beberapa ketentuan dalam Peraturan Pemerintah Nomor 10 Tahun 2010 tentang Taman Kota (Lembaran Negara Republik \
Indonesia Tahun 2010 Nomor 20) diubah sebagai berikut:
1. Penjelasan Pasal 2 diubah sebagaimana tercantum dalam penjelasan.
2. Ketentuan ayat (1) Pasal 3 diubah sehingga Pasal 3 berbunyi sebagai berikut:
Pasal 3
(1) Pengelola menyampaikan laporan setiap semester kepada bupati.
(2) Laporan sebagaimana dimaksud pada ayat (1) memuat jumlah pengunjung sesuai dengan Pasal 2.
3. Di antara Pasal 3 dan Pasal 4 disisipkan 1 (satu) pasal, yakni Pasal 3A sehingga berbunyi sebagai berikut:
Pasal 3A
Laporan diumumkan pada laman pemerintah daerah.
4. Pasal 4 dihapus.

Pasal II
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.

Ditetapkan di Jakarta
pada tanggal 5 Mei 2015
PRESIDEN REPUBLIK INDONESIA,
Diundangkan di Jakarta
pada tanggal 6 Mei 2015
"""

SECOND_AMENDMENT = """\
PERATURAN PEMERINTAH REPUBLIK INDONESIA
NOMOR 30 TAHUN 2020
TENTANG
PERUBAHAN KEDUA ATAS PERATURAN PEMERINTAH NOMOR 10 TAHUN 2010 TENTANG TAMAN KOTA

Menimbang : bahwa laporan taman kota perlu dipercepat;
Mengingat : Pasal 5 ayat (2) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : PERATURAN PEMERINTAH TENTANG PERUBAHAN KEDUA ATAS PERATURAN PEMERINTAH NOMOR 10 TAHUN 2010.

Pasal I
Ketentuan Pasal 3 dalam Peraturan Pemerintah Nomor 10 Tahun 2010 tentang Taman Kota sebagaimana telah diubah dengan \
Peraturan Pemerintah Nomor 20 Tahun 2015 diubah sehingga berbunyi sebagai berikut:
Pasal 3
(1) Pengelola menyampaikan laporan setiap bulan kepada bupati.
(2) Laporan sebagaimana dimaksud pada ayat (1) memuat jumlah pengunjung sesuai dengan Pasal 2.

Pasal II
Peraturan Pemerintah ini mulai berlaku pada tanggal diundangkan.

Ditetapkan di Jakarta
pada tanggal 2 Juli 2020
PRESIDEN REPUBLIK INDONESIA,
Diundangkan di Jakarta
pada tanggal 3 Juli 2020
"""

CARRIED_OUT = """\
PERATURAN PRESIDEN REPUBLIK INDONESIA
NOMOR 5 TAHUN 2012
TENTANG
BIAYA PEMELIHARAAN TAMAN

Menimbang : bahwa untuk melaksanakan ketentuan Pasal 5 Peraturan Pemerintah Nomor 10 Tahun 2010 tentang Taman Kota, \
perlu menetapkan Peraturan Presiden tentang Biaya Pemeliharaan Taman;
Mengingat : 1. Pasal 4 ayat (1) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
2. Undang-Undang Nomor 3 Tahun 2005 tentang Ruang Hijau (Lembaran Negara Republik Indonesia Tahun 2005 Nomor 7) \
sebagaimana telah diubah terakhir dengan Undang-Undang Nomor 11 Tahun 2011 tentang Cipta Ruang (Lembaran Negara \
Republik Indonesia Tahun 2011 Nomor 99);
3. Peraturan Pemerintah Nomor 10 Tahun 2010 tentang Taman Kota (Lembaran Negara Republik Indonesia Tahun 2010 Nomor 20);
MEMUTUSKAN:
Menetapkan : PERATURAN PRESIDEN TENTANG BIAYA PEMELIHARAAN TAMAN.

Pasal 1
Biaya pemeliharaan taman dihitung menurut luas taman sebagaimana dimaksud dalam Pasal 5 Peraturan Pemerintah Nomor 10 \
Tahun 2010 tentang Taman Kota.

Pasal 2
Tarif biaya pemeliharaan ditinjau setiap tiga tahun.

Pasal 3
Peraturan Presiden ini mulai berlaku 6 (enam) bulan terhitung sejak tanggal diundangkan.

Ditetapkan di Jakarta
pada tanggal 1 Maret 2012
PRESIDEN REPUBLIK INDONESIA,
Diundangkan di Jakarta
pada tanggal 2 Maret 2012
"""

REVOKING = """\
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 6 TAHUN 2022
TENTANG
KEUANGAN RUANG HIJAU

Menimbang : bahwa keuangan ruang hijau perlu diatur;
Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG KEUANGAN RUANG HIJAU.

Pasal 1
Keuangan ruang hijau dikelola secara terbuka.

Pasal 2
Izin taman yang dicabut tidak dapat diperpanjang menurut Undang-Undang Nomor 77 Tahun 2001 tentang Perizinan.

Pasal 3
Pada saat Undang-Undang ini mulai berlaku:
a. Peraturan Presiden Nomor 5 Tahun 2012 tentang Biaya Pemeliharaan Taman (Lembaran Negara Republik Indonesia Tahun \
2012 Nomor 31); dan
b. Pasal 5 Peraturan Pemerintah Nomor 10 Tahun 2010 tentang Taman Kota (Lembaran Negara Republik Indonesia Tahun 2010 \
Nomor 20),
dicabut dan dinyatakan tidak berlaku.

Pasal 4
Peraturan pelaksanaan Undang-Undang Nomor 3 Tahun 2005 tentang Ruang Hijau dinyatakan masih tetap berlaku sepanjang \
tidak bertentangan dengan Undang-Undang ini.

Pasal 5
Undang-Undang ini mulai berlaku pada tanggal 1 Januari 2023.

Disahkan di Jakarta
pada tanggal 1 Desember 2022
PRESIDEN REPUBLIK INDONESIA,
Diundangkan di Jakarta
pada tanggal 2 Desember 2022
"""

FAMILY = {
    "pp-10-2010": BASE,
    "pp-20-2015": FIRST_AMENDMENT,
    "pp-30-2020": SECOND_AMENDMENT,
    "perpres-5-2012": CARRIED_OUT,
    "uu-6-2022": REVOKING,
}


def catalogue(file: Path, texts: Iterable[tuple[str, str]]) -> Catalog:
    """Builds a catalogue of texts as ingest does, without the indexes that only search needs."""
    catalog = Catalog(file, readonly=False)
    for name, text in texts:
        document = parse.parse([Page(None, text)], name)
        identity = document.identity
        issued = document.meta.get("promulgated") or document.meta.get("issued")
        entry = DocumentEntry(
            name=name,
            title=document.title,
            kind=identity.kind if identity else "",
            year=identity.year if identity else None,
            pages=0,
            passages=0,
            pasal=0,
            sha256=name,
            source=name,
            issued=date.fromisoformat(issued) if issued else None,
        )
        number, key = (identity.number, identity.key) if identity else ("", "")
        catalog.add_document(entry, number=number, key=key, meta=document.meta)
        built = passages.build(document, name)
        catalog.add_passages(IndexedPassage(passage, "", np.zeros(0, dtype=np.int32)) for passage in built)
        catalog.add_definitions(glossary.mine(document, name))
        catalog.add_relations(relations.mine(document, name))
    catalog.commit()
    return catalog


class Lawbook:
    """Asks a catalogue about changes, without search."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.graph = Graph(catalog)
        full: dict[str, str] = {}
        for short, term in catalog.abbreviations():
            full.setdefault(short, term)
        names = SimpleNamespace(register=Register(catalog.identities()), full=full)
        self._vocabulary = cast("Vocabulary", names)
        self._generation = cast("Generation", SimpleNamespace(catalog=catalog, graph=self.graph))

    def asked(self, question: str, turns: tuple[Turn, ...] = ()) -> Asked:
        """Returns a question before these documents."""
        return Asked(understand(question), self._generation, self._vocabulary, turns)

    def ask(self, question: str, turns: tuple[Turn, ...] = ()) -> Answer | None:
        """Returns the answer from the graph, None when the question is left to search."""
        return status.answer(self.asked(question, turns))

    def warnings(self, answer: Answer) -> tuple[str, ...]:
        """Returns the warnings about what an answer cites."""
        return cautions.warnings(answer, self.graph)

    def see_also(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Returns the provisions that the cited ones refer to."""
        return crossrefs.see_also(answer.citations, self.graph)
