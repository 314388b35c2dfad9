"""Two wordings side by side in plain text: what went is marked [-…-], what came [+…+]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from knowledge.records import Unit

_TOKEN = re.compile(r"\S+")
_LOOSE = re.compile(r"[^\w]+")
# Recognition reads "Sertilikasi" for "Sertifikasi": words of some length that are this alike are the same word.
_ALIKE = 0.8
_LONG = 5
_FIGURES = str.maketrans("IlO", "110")


def marked(old: str, new: str) -> tuple[str, str]:
    """Returns both texts with the words that differ marked; spacing, case, punctuation, misreadings do not count."""
    before, after = _TOKEN.findall(_joined(old)), _TOKEN.findall(_joined(new))
    left, right = [_folded(word) for word in before], [_folded(word) for word in after]
    right = _aligned(left, right)
    removed: list[str] = []
    added: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        same = tag == "equal" or "".join(left[a:b]) == "".join(right[c:d])
        removed.append(gone if same or not gone else f"[-{gone}-]")
        added.append(come if same or not come else f"[+{come}+]")
    return " ".join(filter(None, removed)), " ".join(filter(None, added))


def is_same(old: str, new: str) -> bool:
    """Tells whether two texts have the same words."""
    left, right = marked(old, new)
    return "[-" not in left and "[+" not in right


def paired(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[Unit | None, Unit | None]]:
    """Pairs the units of two wordings by their addresses, in the order of the new one, those that went behind it."""
    earlier = {unit.locator: unit for unit in reversed(old)}
    pairs: list[tuple[Unit | None, Unit | None]] = [(earlier.pop(unit.locator, None), unit) for unit in new]
    return [*pairs, *((unit, None) for unit in old if earlier.get(unit.locator) is unit)]


def _joined(text: str) -> str:
    """Closes the gaps that recognition leaves: "dan/ atau", "Undang- Undang"."""
    return re.sub(r"(?<=[/-])\s+(?=\w)", "", text)


def _folded(word: str) -> str:
    bare = _LOOSE.sub("", word)
    if len(bare) <= 3 and re.fullmatch(r"[\dIlO]+[a-z]?", bare):
        bare = bare.translate(_FIGURES)  # "(l)" is "(1)"
    return bare.lower() or word


def _aligned(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Returns the new words with misread ones put as the old text has them, so that they compare as equal."""
    result = list(right)
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "replace" or b - a != d - c:
            continue
        for old, place in zip(left[a:b], range(c, d), strict=True):
            if min(len(old), len(right[place])) >= _LONG and _alike(old, right[place]):
                result[place] = old
    return result


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE and not (old.isdigit() or new.isdigit())
