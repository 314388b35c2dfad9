"""What in an amending act instructs, and which law it is about: Roman articles, or an omnibus act's Arabic ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.locator import parse_locator
from knowledge.records import Kind, Provision
from knowledge.references import Mention

_CHANGED_AS_FOLLOWS = re.compile(r"\b(?:ketentuan|isi|lampiran|pasal|[Mm]engubah)\b.{0,60}$", re.IGNORECASE | re.DOTALL)
# also "Nomor 4725lrdiubah", where a bracket was misread
_CHANGED = re.compile(
    r"(?:\b|(?<=\d[1lIrt])|(?<=\d[1lIrt]{2})|(?<=\d))(?:d[i!]\s?[ur]+\s?bah|dirobah|mengalami\s+perubahan)\b"
)
# "… sebagai berikut: 1. Penjelasan Pasal 2 diubah. 2. (3) Ketentuan ayat (1) Pasal 3 diubah"
_NUMBERED = re.compile(
    r"(?:^|\s)\d{1,3}\s?[.)]\s+(?:\(\w{1,3}\)\s*)?(?=(?:Ketentuan|Di\s?antara|Diantara|Penjelasan|Pasal|Lampiran|Setelah)\b)"
)
_QUOTED_IN = re.compile(r"Pasal [IVX]+ angka \d+|Pasal [IVX]+$")
_OMNIBUS_INSTRUCTION = re.compile(r"Pasal \d+ angka \d+")


def changed_as_a_whole(text: str, named: Sequence[Mention]) -> Mention | None:
    """Returns the law whose provisions an article changes: the first one named before "diubah"."""
    for mention in named[:1]:
        before, after = text[: mention.start], text[mention.end : mention.end + 1400]
        if not _CHANGED_AS_FOLLOWS.search(before) or len(before) > 300:
            continue
        after = re.sub(
            r"sebagaimana\s+(?:telah\s+)?(?:beberapa\s+kali\s+|\w+\s+kali\s+)?(?:telah\s+)?di\s?ubah", "", after
        )
        changed = _CHANGED.search(after)
        if changed and re.search(r"berikut|berbunyi|sehingga|^\w+:$", after[changed.start() : changed.start() + 120]):
            return mention
    return None


def is_instruction(provision: Provision) -> bool:
    """Tells whether a provision is one of an amending act's own, not part of the wording it quotes."""
    return _QUOTED_IN.fullmatch(provision.locator) is not None


def led(provision: Provision, leads: Mapping[str, Mention]) -> Mention | None:
    """Returns the law that an omnibus act's instruction is about: the one that its article's lead names."""
    place = parse_locator(provision.locator)
    article = place.at_pasal_level()
    numbered = len(place.steps) == len(article.steps) + 1 and provision.kind is Kind.ANGKA
    quotes = any(parse_locator(part.locator).quoted for part in provision.walk())
    return leads.get(str(article)) if numbered or (place == article and quotes) else None


def is_numbered(provision: Provision) -> bool:
    """Tells whether a provision is a numbered item of an Arabic article, as an omnibus act's instructions are."""
    return _OMNIBUS_INSTRUCTION.fullmatch(provision.locator) is not None


def instructions(provision: Provision) -> Iterator[tuple[str, list[str]]]:
    """Yields the text of each instruction and the articles quoted after it.

    The lead of an act of several instructions keeps those that the parser could not tell apart.
    """
    if provision.kind is not Kind.PASAL:
        yield provision.text, [_own_address(part) for part in provision.walk() if part.kind is Kind.PASAL]
        return
    text = provision.text.removeprefix(provision.locator)
    items = [child for child in provision.children if child.kind is Kind.ANGKA]
    own = [part for child in provision.children if child.kind is not Kind.ANGKA for part in child.walk()]
    quoted = [_own_address(part) for part in own if part.kind is Kind.PASAL]
    pieces = _NUMBERED.split(text)
    if not items and len(pieces) == 1:
        yield text, quoted
        return
    for piece in pieces[1:]:
        yield piece, []
    yield "", quoted


def _own_address(quoted: Provision) -> str:
    """Returns the address that a quoted article has in its own law."""
    return str(parse_locator(quoted.locator).quoted or quoted.locator)
