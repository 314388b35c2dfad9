"""Which regulation changes, revokes, carries out or cites which, read from the texts themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from knowledge import repeals
from knowledge.amending import changed_as_a_whole, instructions, is_instruction, is_numbered, led
from knowledge.catalog import Relation
from knowledge.commencement import begins
from knowledge.declared import from_front_matter
from knowledge.instructions import changes
from knowledge.locator import parse_locator
from knowledge.records import Kind, ParsedDocument, Provision
from knowledge.references import Mention, mentions
from knowledge.verbs import AMENDS, BEGINS, CITES, ENACTS, IMPLEMENTS, REVOKES

# matches "Perubahan Kedua Belas atas", "Perubahan dan Tambahan atas", "PERUBAHAN UNDANG-UNDANG No. 9"
_AMENDS = re.compile(
    r"(?:perubahan|mengubah|penyempurnaan)(?:/\w+)?\s+(?:(?:ke\w+|pertama|dan|tambahan|penambahan|puluh|belas)\s+){0,4}(?:atas\s+)?(?=(?:beberapa\s+)?(?:undang|peraturan|keputusan|instruksi|pasal))",
    re.IGNORECASE,
)
_ENACTS = re.compile(
    r"penetapan\s+[\"“]?(?=peraturan\s+pemerintah\s+peng|undang\W?\s?undang\s+darurat|perp+u)", re.IGNORECASE
)
_IMPLEMENTS_TITLE = re.compile(r"(?:peraturan\s+)?pelaksana(?:an)?\s+(?=undang|peraturan)", re.IGNORECASE)
_CARRIES_OUT = re.compile(
    r"\b(?:melaksanakan|menjalankan|menindaklanjuti|pelaksanaan(?:\s+dari)?|amanat|amanah|menyelenggarakan)\s*(?:ketentuan\s*)?(?:dari|dalam)?\s*$",
    re.IGNORECASE,
)
_ON_THE_GROUND_OF = re.compile(
    r"\b(?:berdasarkan|sesuai\s+dengan|(?:dimaksud|diatur|diamanatkan|ditentukan)\s+(?:dalam|oleh|pada))\s*(?:ketentuan\s*)?(?:dalam\s*)?$",
    re.IGNORECASE,
)
_SURELY_REVOKES = re.compile(r"\bdinyatakan\s+tidak\s+berlaku\b|\b[Mm]encabut\s*:")
_NEEDED = re.compile(r"[^;]{0,600}?\b(?:perlu|ditetapkan|menetapkan)\b")
# matches the end of Menimbang: "perlu menetapkan Peraturan Pemerintah tentang Perkotaan;"
_GROUNDS_END = re.compile(r"\b(?:perlu|dipandang\s+perlu)\s+(?:m[ec]netapkan|membentuk)\b[^;]*;")
_ENACTED = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S|[Mm]emutuskan|Dengan\s+[Pp]ersetujuan")
_AMENDED_TITLE = re.compile(r"^\s*tentang\s+(?:peraturan\s+)?pelaksana(?:an)?\s*$", re.IGNORECASE)
_AND_ALSO = re.compile(r"^[\s,;]*(?:dan|serta|juncto|jo\.?|,)?\s*$", re.IGNORECASE)
_GONE = re.compile(r"\btelah\s+(?:dicabut|diganti|tidak\s+berlaku)\b[^;]{0,60}\b(?:dengan|oleh)\s*$", re.IGNORECASE)
# "Undang-Undang Nomor 12 Tahun 2008 TENTANG PERUBAHAN KEDUA ATAS Undang-Undang Nomor 32 Tahun 2004"
_OWN_SUBJECT = re.compile(r"^\s*tentang\s+perubahan\s+(?:ke\w+\s+|\w+\s+){0,2}atas\s*$", re.IGNORECASE)
# The subject of a named regulation: up to the gazette's bracket, a comma before a verb, the end of the item.
_ABOUT = re.compile(
    r"""^[\s,]*(?:tahun\s+anggaran\s+\d+\s*)?tentang\s+(?P<subject>.{3,200}?)
        \s*(?=\(|;|\.|:|,\s+(?-i:[a-z])(?!an\b|tau\b|erta\b)|,?\s+(?:sebagaimana|dicabut|dinyatakan|yang\s+telah|masih\s+tetap|tetap\s+berlaku|diubah|perlu|maka|jo\b|dan\s+(?:Undang|Peraturan|semua|Keputusan|ketentuan|Pasal|sebelum|peraturan))|,\s+(?:dicabut|perlu|diubah)|$)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# The rank of a kind: an implementing rule stands below what it carries out (UU 12/2011, Pasal 7 and 8).
_RANKS = {"uud": 0, "uu": 1, "perppu": 1, "uudrt": 1, "pp": 2, "perpres": 3, "keppres": 3, "inpres": 3}
_ENACTED_WORDING = re.compile(r"Pasal (?:I|1)$")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A provision and what belongs to its sentence, joined: where each part starts, and what is named in it."""

    text: str
    offsets: tuple[int, ...]
    parts: tuple[Provision, ...]
    named: tuple[Mention, ...]

    def part(self, offset: int) -> Provision:
        """Returns the part that holds an offset."""
        return self.parts[bisect_right(self.offsets, offset) - 1]

    def sentence_start(self, offset: int) -> int:
        """Returns where the ayat that holds an offset starts: its sentence begins no earlier."""
        at = bisect_right(self.offsets, offset) - 1
        return max((self.offsets[n] for n in range(at + 1) if self.parts[n].kind is Kind.AYAT), default=0)


def mine(document: ParsedDocument, name: str) -> list[Relation]:
    """Returns the edges that leave a document, each once for one target, provision and place."""
    own = document.identity.key if document.identity else ""
    if document.meta.get("regulation"):
        own = ""  # a guide to a regulation does nothing to others itself
    found: dict[tuple[str, str, str, str, str], Relation] = {}
    for relation in (*from_front_matter(document, name), *(_Miner(document, name, own).edges() if own else ())):
        if relation.target and (relation.target != own or relation.relation == BEGINS):
            key = (relation.relation, relation.target, relation.provision, relation.locator, relation.by)
            found.setdefault(key, relation)
    return list(found.values())


def subject_of(text: str, mention: Mention) -> str:
    """Returns what a named regulation is about, as the text goes on to say, or ""."""
    match = _ABOUT.match(text[mention.end : mention.end + 400])
    return " ".join(match["subject"].split()).strip(' ,"”') if match else ""


class _Miner:
    """Reads one regulation."""

    def __init__(self, document: ParsedDocument, name: str, own: str) -> None:
        self._document = document
        self._name = name
        self._own = own
        self._year = document.identity.year if document.identity else None
        self._title_mentions = self._named(document.title)
        self._enacting = self._titled(_ENACTS) is not None
        self._amending = self._amends_another()
        self._stretches = [s for provision in document.provisions for s in self._stretch(provision)]
        self._years = self._certain_years()
        self._stretches = [replace(s, named=tuple(map(self._agreed, s.named))) for s in self._stretches]
        self._title_mentions = tuple(map(self._agreed, self._title_mentions))

    def edges(self) -> Iterator[Relation]:
        """Yields every edge, the surest first."""
        target = yield from self._from_title()
        if not self._enacting:  # what such a law quotes is the enacted rule's own wording
            yield from self._amendments(target)
        for stretch in self._stretches:
            kind = stretch.parts[0].kind
            if kind in (Kind.MENIMBANG, Kind.MENGINGAT, Kind.PEMBUKAAN):
                # Margin words read first leave all of it in one piece ("Menimbang Menimbang Mengingat PERATURAN …").
                if kind is not Kind.MENGINGAT:
                    yield from self._grounds(stretch)
                yield from self._bases(stretch)
            if kind not in (Kind.MENIMBANG, Kind.MENGINGAT):
                yield from self._repeals(stretch)
            if kind is Kind.PASAL:
                yield from self._references(stretch)
            yield from self._witnessed(stretch)
        yield from self._commencement()

    # the text

    def _named(self, text: str) -> tuple[Mention, ...]:
        return tuple(m for m in mentions(text, latest=self._year) if m.key)

    def _stretch(self, provision: Provision) -> Iterator[_Stretch]:
        """Yields a stretch for each article, or piece outside the articles, of the regulation's own text."""
        if provision.locator.startswith(("Penjelasan", "Lampiran")) or provision.kind in (Kind.PENUTUP, Kind.LAMPIRAN):
            return
        parts = list(_own_parts(provision))
        nested = [child for part in parts for child in part.children if _stands_alone(child)]
        offsets, pieces, length = [], [], 0
        for part in parts:
            offsets.append(length)
            pieces.append(part.text)
            length += len(part.text) + 1
        text = " ".join(pieces)
        yield _Stretch(text, tuple(offsets), tuple(parts), self._named(text))
        for child in nested:
            if parse_locator(child.locator).quoted:
                continue
            if not (self._amending and child.kind is Kind.PASAL and is_instruction(provision)):
                yield from self._stretch(child)

    def _amends_another(self) -> bool:
        """Tells whether what stands in Roman articles is another law's wording; a parser may take too much for it."""
        if self._titled(_AMENDS):
            return True
        leads = (p.text[:900] for p in self._document.walk() if p.kind is Kind.PASAL)
        return any(changed_as_a_whole(text, self._named(text)) for text in leads)

    def _titled(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Returns the match where the title's subject begins so."""
        about = re.search(r"\btentang\s+", self._document.title, re.IGNORECASE)
        return pattern.match(self._document.title, about.end() if about else 0)

    def _certain_years(self) -> dict[tuple[str, str], set[int]]:
        """Returns the years printed well for each kind and number, by which damaged ones are read."""
        years: dict[tuple[str, str], set[int]] = {}
        named = [*self._title_mentions, *(m for stretch in self._stretches for m in stretch.named)]
        for mention in named:
            if len(mention.years) == 1:
                years.setdefault((mention.full_kind, mention.number), set()).update(mention.years)
        return years

    def _agreed(self, mention: Mention) -> Mention:
        certain = self._years.get((mention.full_kind, mention.number), set())
        year = next((y for y in mention.years if y in certain), mention.year)
        return mention if year == mention.year else replace(mention, year=year)

    def _edge(
        self, relation: str, mention: Mention, text: str, place: Provision, provision: str = "", by: str = ""
    ) -> Relation:
        subject = subject_of(text, mention)
        return Relation(
            self._name, relation, mention.key, provision, place.locator, place.page, place.text, by, subject
        )

    # what it does to others

    def _from_title(self) -> Generator[Relation, None, Mention | None]:
        """Yields what the title says; returns the regulation that the whole act amends."""
        title, target = self._document.title, None
        for pattern, relation in ((_ENACTS, ENACTS), (_AMENDS, AMENDS), (_IMPLEMENTS_TITLE, IMPLEMENTS)):
            match = self._titled(pattern)
            mention = next((m for m in self._title_mentions if match and m.start >= match.end() - 1), None)
            if match is None or mention is None or mention.start > match.end() + 60:
                continue
            place = self._evidence(mention.key, Kind.MENIMBANG if relation == IMPLEMENTS else Kind.PASAL)
            fits = self._below(mention) if relation == IMPLEMENTS else not self._below(mention)
            if place and fits:
                yield self._edge(relation, mention, title, place)
            target = mention if relation == AMENDS else None
            break
        return target

    def _evidence(self, key: str, preferred: Kind) -> Provision | None:
        """Returns where the text itself names a regulation, looking in pieces of one kind first."""
        ordered = sorted(self._stretches, key=lambda s: s.parts[0].kind is not preferred)
        for stretch in ordered:
            for mention in stretch.named:
                if mention.key == key:
                    return stretch.part(mention.start)
        return self._document.provisions[0] if self._document.provisions else None

    def _amendments(self, titled: Mention | None) -> Iterator[Relation]:
        """Yields "Beberapa ketentuan dalam … diubah" and, for each instruction, the provisions it changes.

        Of an act that changes many laws in one Roman article only that is told: which law an instruction is about
        hangs on a lead that recognition may have lost. An omnibus act has an article of its own for each law.
        """
        own = [p for p in self._own_provisions() if p.kind in (Kind.PASAL, Kind.ANGKA, Kind.AYAT)]
        leads: dict[str, Mention] = {}
        for provision in own:
            if parse_locator(provision.locator).quoted:
                continue
            lead = changed_as_a_whole(provision.text, tuple(map(self._agreed, self._named(provision.text[:900]))))
            if lead and not self._below(lead):
                leads[provision.locator] = lead
                yield self._edge(AMENDS, lead, provision.text, provision)
        targets = {mention.key: mention for mention in (*([titled] if titled else []), *leads.values())}
        only = next(iter(targets.values())) if len(targets) == 1 else None
        for provision in own:
            target = only if is_instruction(provision) else led(provision, leads)
            if target is None:
                continue
            # Whatever the title names, a lead names its law and what that is about.
            titled_or_led = self._document.title if target is only else ""
            for text, inner in instructions(provision):
                for change in changes(text, inner):
                    yield self._edge(change.verb, target, titled_or_led, provision, change.provision)

    def _own_provisions(self) -> Iterator[Provision]:
        """Yields the provisions in front of the elucidation and the annexes."""
        for provision in self._document.walk():
            if provision.locator.startswith(("Penjelasan", "Lampiran")):
                return
            yield provision

    def _repeals(self, stretch: _Stretch) -> Iterator[Relation]:
        if stretch.parts[0].kind is not Kind.PASAL and not _SURELY_REVOKES.search(stretch.text):
            return
        if self._enacting and _ENACTED_WORDING.match(stretch.parts[0].locator):
            return
        if any(self._instructs(part, stretch.parts[0]) and changes(part.text) for part in stretch.parts[1:]):
            return  # what an instruction quotes is another law's wording
        for item in repeals.ended(stretch.text, stretch.named, stretch.sentence_start):
            place = stretch.part(item.mention.start)
            yield self._edge(REVOKES, item.mention, stretch.text, place, item.provision)

    def _instructs(self, provision: Provision, article: Provision) -> bool:
        if is_instruction(provision):
            return True
        numbered = is_numbered(provision)
        return numbered and changed_as_a_whole(article.text, self._named(article.text[:900])) is not None

    # what it rests on

    def _grounds(self, stretch: _Stretch) -> Iterator[Relation]:
        """Yields "untuk melaksanakan ketentuan Pasal 20 ayat (2) Undang-Undang …, perlu menetapkan"."""
        last, carried = 0, False
        end = _bases_between(stretch)[0] or len(stretch.text)
        for mention in stretch.named:
            if mention.start >= end:
                break
            before = stretch.text[last : mention.start]
            provisions = repeals.provisions_before(before)
            lead = before[: before.rfind(provisions.split(", ")[0].split(" sampai")[0])] if provisions else before
            if not (carried and _AND_ALSO.match(lead)):
                carried = bool(_CARRIES_OUT.search(lead)) or (
                    bool(provisions and _ON_THE_GROUND_OF.search(lead))
                    and _NEEDED.match(stretch.text[mention.end :]) is not None
                )
            if _AMENDED_TITLE.search(before):
                carried = False  # "perubahan atas Peraturan Pemerintah … tentang Pelaksanaan Undang-Undang …"
            if carried and self._below(mention) and not repeals.amended_by(before):
                yield self._edge(IMPLEMENTS, mention, stretch.text, stretch.part(mention.start), provisions)
            last = mention.end

    def _below(self, mention: Mention) -> bool:
        own = self._document.identity.kind if self._document.identity else ""
        return _rank(own) > _rank(mention.kind)

    def _bases(self, stretch: _Stretch) -> Iterator[Relation]:
        """Yields what Mengingat lists, also where it stands in one piece with Menimbang."""
        start, end = _bases_between(stretch)
        last = start
        for mention in stretch.named:
            if not start <= mention.start < end:
                continue
            before = stretch.text[last : mention.start]
            if not (repeals.amended_by(before) or _OWN_SUBJECT.match(before)):
                yield self._edge(CITES, mention, stretch.text, stretch.part(mention.start))
            last = mention.end

    def _references(self, stretch: _Stretch) -> Iterator[Relation]:
        last = repeals.heading_end(stretch.text)
        for mention in stretch.named:
            provision = repeals.provisions_before(stretch.text[last : mention.start])
            yield self._edge(CITES, mention, stretch.text, stretch.part(mention.start), provision)
            last = mention.end

    def _witnessed(self, stretch: _Stretch) -> Iterator[Relation]:
        """Yields what a text says of others: "UU 23/2014 … sebagaimana telah diubah … dengan UU 11/2020"."""
        base: Mention | None = None
        for place, mention in enumerate(stretch.named):
            previous = stretch.named[place - 1] if place else None
            before = stretch.text[previous.end : mention.start] if previous else ""
            here = stretch.part(mention.start)
            if base and stretch.part(base.start) is not here:
                base = None  # another item of a list is about another regulation
            if previous and _OWN_SUBJECT.match(before):
                if previous.key not in (self._own, mention.key) and _rank(previous.kind) <= _rank(mention.kind):
                    yield self._edge(AMENDS, mention, stretch.text, here, by=previous.key)
                continue
            if base and repeals.amended_by(before):
                if mention.key not in (self._own, base.key) and _rank(mention.kind) <= _rank(base.kind):
                    yield self._edge(AMENDS, base, stretch.text, here, by=mention.key)
                continue
            if base and _GONE.search(before) and mention.key not in (self._own, base.key):
                yield self._edge(REVOKES, base, stretch.text, here, by=mention.key)
            base = mention

    def _commencement(self) -> Iterator[Relation]:
        for stretch in reversed(self._stretches):
            for part in reversed(stretch.parts):
                if (since := begins(part.text, self._document.meta)) is not None:
                    yield Relation(self._name, BEGINS, self._own, "", part.locator, part.page, part.text, "", "", since)
                    return


def _bases_between(stretch: _Stretch) -> tuple[int, int]:
    """Returns where the legal bases begin and end in a stretch of the opening."""
    kind = stretch.parts[0].kind
    if kind is Kind.MENIMBANG:
        return 0, 0
    if kind is Kind.MENGINGAT:
        return 0, len(stretch.text)
    grounds = [match.end() for match in _GROUNDS_END.finditer(stretch.text)]
    enacted = _ENACTED.search(stretch.text, grounds[-1]) if grounds else None
    return (grounds[-1], enacted.start() if enacted else len(stretch.text)) if grounds else (0, 0)


def _rank(kind: str) -> int:
    return _RANKS.get(kind, 4)


def _own_parts(provision: Provision) -> Iterator[Provision]:
    """Yields a provision and what belongs to its sentence: its ayat and list items, not the articles inside it."""
    yield provision
    for child in provision.children:
        if not _stands_alone(child):
            yield from _own_parts(child)


def _stands_alone(provision: Provision) -> bool:
    return provision.kind in (Kind.PASAL, Kind.BUKU, Kind.BAB, Kind.BAGIAN, Kind.PARAGRAF, Kind.HEADING)
