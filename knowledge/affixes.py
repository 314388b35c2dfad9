"""How Indonesian words are built: every way to read a word as a root with affixes around it.

The rules are those of the schoolbook morphology: particles and possessives at the end, one of -kan, -an, -i, up to two
prefixes, and the nasal of me- and pe- that swallows the first sound of a root (kelola → mengelola, tulis → penulis).
Which of the readings is the right one is for `knowledge.roots` to say, who knows the roots.
"""

from __future__ import annotations

from collections.abc import Iterator

_SHORTEST = 3
_VOWELS = "aeiou"
_PARTICLES = ("lah", "kah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
SUFFIXES = ("kan", "an", "i")

# Which prefix may stand inside another: "pem-ber-daya-an", "ke-ter-buka-an", "di-per-banyak".
_INSIDE = {
    "di": {"per", "ber", "ke"},
    "me": {"per", "ber", "ke", "se"},
    "pe": {"per", "ber", "ke", "se", "ter"},
    "ke": {"ter", "ber", "per", "se", "pe"},
    "se": {"ke", "pe", "per"},
    "ter": {"per"},
    "ber": {"ke", "pe", "se", "per"},
    "per": {"se", "ber"},
}
# Suffixes that never close a word opened by the prefix ("di-…-an" would be two words).
_NEVER = {
    "di": {"an"},
    "me": {"an"},
    "ber": {"i"},
    "ter": {"an"},
    "ke": {"i", "kan"},
    "se": {"i", "kan"},
    "pe": {"i", "kan"},
}
_AFTER_M, _AFTER_N, _AFTER_NG, _AFTER_ME = "bfvp", "dcjtsz", "gqhk", "lrwy"


def readings(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields (root, affixes) for every way to take a word apart; the word itself comes first.

    A root may come several times, and most of them are no words at all: "berita" also reads as ber-ita.
    """
    for bare, ends in _without_clitics(word):
        for suffix in ("", *SUFFIXES):
            stem = bare.removesuffix(suffix) if suffix else bare
            if suffix and (stem == bare or len(stem) < _SHORTEST or (suffix == "i" and stem.endswith("i"))):
                continue
            for root, prefixes in _without_prefixes(stem):
                if prefixes and suffix in _NEVER.get(prefixes[0], ()):
                    continue
                if any(c in _VOWELS for c in root):
                    yield root, (*prefixes, *((f"-{suffix}",) if suffix else ()), *ends)


def _without_clitics(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the word without -lah, -kah, -pun and without -nya, -ku, -mu, and which of them it had."""
    yield word, ()
    yield from _without(word, _POSSESSIVES)
    for bare, particle in _without(word, _PARTICLES):
        yield bare, particle
        yield from ((inner, (*possessive, *particle)) for inner, possessive in _without(bare, _POSSESSIVES))


def _without(word: str, endings: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)], (f"+{ending}",)


def _without_prefixes(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the word without no, one and two prefixes, and which these were."""
    yield word, ()
    for prefix, rest in _prefix(word):
        yield rest, (prefix,)
        for second, root in _prefix(rest):
            if second in _INSIDE[prefix]:
                yield root, (prefix, second)


def _prefix(word: str) -> Iterator[tuple[str, str]]:
    """Yields (prefix, rest) for every prefix that the word may begin with."""
    for prefix in ("di", "ke", "se"):
        if word.startswith(prefix):
            yield from _long_enough(prefix, word[2:])
    for prefix in ("ber", "per", "ter"):
        if word.startswith(prefix):
            yield from _long_enough(prefix, word[3:])
            # The r of prefix and root have become one: be-rencana; or it is lost: be-kerja.
            yield from _long_enough(prefix, word[2:])
        elif word.startswith(prefix[:2]) and word[3:5] == "er" and prefix != "ter":
            yield from _long_enough(prefix, word[2:])
        elif word == f"{prefix[:2]}lajar":
            yield prefix, "ajar"
    for prefix in ("me", "pe"):
        if word.startswith(prefix):
            for rest in _after_nasal(word[2:]):
                yield from _long_enough(prefix, rest)
    if word.startswith("pe") and word[2:3] not in f"{_VOWELS}mnrlwy":
        yield from _long_enough("pe", word[2:])  # petugas, petani


def _long_enough(prefix: str, rest: str) -> Iterator[tuple[str, str]]:
    if len(rest) >= _SHORTEST:
        yield prefix, rest


def _after_nasal(rest: str) -> Iterator[str]:
    """Yields the roots that what follows me- or pe- may come from, with the sound that the nasal swallowed."""
    if rest.startswith("ny") and rest[2:3] in _VOWELS:
        yield "s" + rest[2:]
        yield rest
    elif rest.startswith("ng"):
        yield from _after(rest[2:], "k", _AFTER_NG)
        if rest.startswith("nge"):
            yield rest[3:]  # menge-sah-kan, penge-cat-an
    elif rest.startswith("m"):
        yield from _after(rest[1:], "p", _AFTER_M)
        yield rest
    elif rest.startswith("n"):
        yield from _after(rest[1:], "t", _AFTER_N)
        yield rest
    elif rest[:1] and rest[0] in _AFTER_ME:
        yield rest


def _after(rest: str, swallowed: str, kept: str) -> Iterator[str]:
    if rest[:1] and rest[0] in _VOWELS:
        yield swallowed + rest
        if swallowed == "k":
            yield rest
    elif rest[:1] and rest[0] in kept:
        yield rest
