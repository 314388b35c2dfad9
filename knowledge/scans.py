"""How well scanned pages could be read, in sentences that an admin can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from knowledge.records import Kind, Page, ParsedDocument

# A page blurred and specked until a quarter of its words were wrong still had a confidence of 0.84; good scans have
# 0.92 and more, pages with diagrams 0.86.
LOW = 0.85
# How the sentence of pages ends that wait for character recognition; they are read again once it is there.
WAITING = "belum dibaca karena Tesseract belum terpasang"


def scan_gaps(pages: Sequence[Page], document: ParsedDocument, *, recognised: bool) -> tuple[str, ...]:
    """Returns a sentence for each run of pages that were not, or badly, recognised.

    `recognised` says whether character recognition was at hand: else a page without quality waits for it.
    """
    annexes = [(p.page, p.locator) for p in document.provisions if p.kind is Kind.LAMPIRAN and p.page is not None]
    judged = [(page.number or 0, _annex(page.number or 0, annexes), _state(page, recognised)) for page in pages]
    return tuple(_sentences(judged, pages))


def is_waiting(gaps: Iterable[str]) -> bool:
    """Tells whether pages of a document wait for character recognition."""
    return any(gap.endswith(WAITING) for gap in gaps)


def _sentences(judged: Sequence[tuple[int, str, str]], pages: Sequence[Page]) -> Iterator[str]:
    quality = {page.number: page.quality for page in pages}
    for (annex, state), run in groupby(judged, key=lambda entry: entry[1:]):
        numbers = [number for number, _, _ in run]
        if not state:
            continue
        where = f"halaman {numbers[0]}" + (f"–{numbers[-1]}" if len(numbers) > 1 else "")
        sure = sum(quality[number] or 0.0 for number in numbers) / len(numbers)
        yield f"{annex + ', ' if annex else ''}{where}: {state.format(sure=sure)}"


def _annex(number: int, annexes: Sequence[tuple[int, str]]) -> str:
    return next((locator for page, locator in reversed(annexes) if page <= number), "")


def _state(page: Page, recognised: bool) -> str:
    """Returns what is wrong with a page, "" for one that is well."""
    if page.number is None or page.quality is None:
        return ""
    if not recognised:
        return f"hasil pindai, {WAITING}"
    if not page.text.strip():
        return "hasil pindai tanpa teks yang dikenali (kosong, gambar, atau tidak terbaca)"
    return "hasil pindai bermutu rendah (keyakinan {sure:.0%})" if page.quality < LOW else ""
