"""Draws the two example pictures of the documentation: a page of a made-up regulation, and a card of shipped guidance.

python -m benchmarks.pictures [--folder docs/pictures]
"""

import argparse
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from knowledge import KnowledgeBase, PageImage
from knowledge.settings import ROOT, SHIPPED_DOCUMENTS
from tests.knowledge.papers import pdf

WIDTH = 720
"""Pixels of the example pictures: enough to see what is marked, small enough for a repository."""
REGULATION = (
    "PERATURAN WALI KOTA CONTOH\nNOMOR 4 TAHUN 2024\nTENTANG\nLAYANAN KOTA CERDAS\n\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\n\nWALI KOTA CONTOH,\n\n"
    "Menimbang : bahwa untuk melaksanakan ketentuan Pasal 13 Peraturan Presiden Nomor 95 Tahun 2018\n"
    "tentang Sistem Pemerintahan Berbasis Elektronik, perlu menetapkan Peraturan Wali Kota;\n\n"
    "MEMUTUSKAN:\n\nMenetapkan : PERATURAN WALI KOTA TENTANG LAYANAN KOTA CERDAS.",
    "BAB II\nPENYELENGGARAAN\n\nPasal 2\n\n(1) Layanan Kota Cerdas dibangun menurut rencana lima tahunan.\n"
    "(2) Dewan Kota Cerdas bertemu paling sedikit 4 (empat) kali dalam satu tahun\nuntuk meninjau hasil layanan.\n"
    "(3) Hasil tinjauan diumumkan kepada warga.\n\nPasal 3\n\n"
    "Perangkat daerah menyampaikan laporan layanan kepada Dewan Kota Cerdas\nsetiap akhir triwulan.\n\nPasal 4\n\n"
    "Peraturan Wali Kota ini mulai berlaku pada tanggal diundangkan.",
)


def main() -> None:
    """Draws both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        file = pdf(Path(temporary) / "perwali-contoh-4-2024.pdf", *REGULATION)
        knowledge = KnowledgeBase.open(Path(temporary) / "index")
        knowledge.ingest([file, SHIPPED_DOCUMENTS / "enam-dimensi.md"])
        _draw(knowledge, "berapa kali dewan kota cerdas bertemu dalam satu tahun?", folder / "page.png")
        _draw(knowledge, "apa saja enam dimensi smart city?", folder / "card.png")
        knowledge.close()


def _draw(knowledge: KnowledgeBase, question: str, target: Path) -> None:
    cited = knowledge.ask(question).citations[0]
    image = knowledge.page_image(cited.document, cited.locator, cited.quote)
    if image is None:
        raise SystemExit(f"{question}: no picture")
    _save_small(image, target)
    print(f"{target.name}: {image.kind.value} of {image.title}, {image.locator}, page {image.page}")


def _save_small(image: PageImage, target: Path) -> None:
    picture = Image.open(BytesIO(image.picture)).convert("RGB")
    picture.thumbnail((WIDTH, 2 * WIDTH), Image.Resampling.LANCZOS)
    picture.quantize(32).save(target, optimize=True)


if __name__ == "__main__":
    main()
