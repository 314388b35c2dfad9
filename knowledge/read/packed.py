"""Zip files and the formats inside them: opened only where unpacking them is safe."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from knowledge.errors import ArchiveError, DocumentError, ProtectedError

# A packed file that unfolds to more, or holds more parts, is a trap or no document.
MOST_UNPACKED = 600_000_000
MOST_PARTS = 20_000
# Text packs to a tenth; a part that packs a thousandfold is a bomb.
_MOST_RATIO = 400
_RATIO_MATTERS = 20_000_000


def checked(path: Path, needed: str = "") -> zipfile.ZipFile:
    """Opens a packed file after checking what it would unfold to.

    `needed` is the part that makes it the format its ending promises ("word/document.xml").
    """
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(
            f"{path.name}: rusak atau tidak sesuai akhirannya; simpan atau unduh lagi. / Damaged or not what its "
            "ending says; save or download it again."
        ) from error
    parts = packed.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        packed.close()
        raise ProtectedError(
            f"{path.name}: berkata sandi; simpan salinan tanpa sandi. / Protected by a password; save a copy "
            "without it."
        )
    unfolded = sum(part.file_size for part in parts)
    bomb = any(part.file_size > _RATIO_MATTERS and part.file_size > _MOST_RATIO * part.compress_size for part in parts)
    if unfolded > MOST_UNPACKED or len(parts) > MOST_PARTS or bomb:
        packed.close()
        raise ArchiveError(
            f"{path.name}: isinya jauh lebih besar daripada dokumen biasa, sehingga tidak dibuka; bagi berkasnya. / "
            "Unpacks to far more than a document holds; it was not opened."
        )
    if needed and needed not in packed.namelist():
        packed.close()
        raise DocumentError(
            f"{path.name}: bukan berkas {path.suffix}; beri akhiran sesuai format aslinya. / Not a {path.suffix} "
            "file; give it the ending of its real format."
        )
    return packed


def parse_part(packed: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    """Parses an XML part without entities or anything fetched from outside."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(packed.read(part), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, EOFError, ValueError, OSError) as error:
        raise DocumentError(f"{name}: damaged inside; save it again with its program.") from error
    except Exception as error:  # zlib.error is no OSError and has no public base
        if type(error).__name__ == "error":
            raise DocumentError(f"{name}: damaged inside; save it again with its program.") from error
        raise
