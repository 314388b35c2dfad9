"""Answers from the lists of participants: whether a region is in one, and what each list says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge import listing
from knowledge.areas import PROVINSI, Area, Named
from knowledge.asked import Asked
from knowledge.grid import Table
from knowledge.phrases import phrase
from knowledge.question import Asks
from knowledge.records import Answer, AnswerKind
from knowledge.reply import Reply, Row, all_of, any_of, named_lists, region, row_text, table_name, when
from knowledge.tabled import Request, Tables, Wants, request

_MOST_NOTES = 4


def answer(asked: Asked, tables: Tables) -> Answer | None:
    """Answers from the lists of participants, None when the question is about something else."""
    question = asked.question
    if question.locator is not None or asked.documents or any(m.key for m in question.mentions):
        return None
    wanted = request(asked)
    lists = tables.about(wanted) if wanted.wants is not Wants.VALUE else ()
    if not lists:
        return None
    reply = Reply(question.language)
    if wanted.wants is Wants.MEMBER and wanted.named:
        return _member(wanted, lists, tables, reply)
    if wanted.wants is Wants.MEMBER:
        _tell_provinces(wanted, lists, tables, reply)
    if wanted.named or not (wanted.limited or wanted.membership):
        return None
    return listing.answer(wanted, lists, tables, reply)


def surely_about(asked: Asked, tables: Tables) -> bool:
    """Tells whether headings and captions of the lists account for all that is asked, and not only the text around."""
    return bool(tables.about(replace(request(asked), wants=Wants.LIST)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lists say of one region, as far as the years asked for go.

    `sure` and `disputed` are its rows, `elsewhere` those of other years; `absent` are the complete lists without it,
    `partial` those that tell only some names; `versions` are rows that set sources about it side by side.
    """

    area: Area
    sure: tuple[Row, ...]
    disputed: tuple[Row, ...]
    elsewhere: tuple[Row, ...]
    absent: tuple[Table, ...]
    partial: tuple[Table, ...]
    versions: tuple[Row, ...]

    @property
    def named(self) -> bool:
        """Tells whether any list names the region in the years asked for."""
        return bool(self.sure or self.disputed)


def standing(area: Area, lists: Sequence[Table], tables: Tables, wanted: Request | None = None) -> Standing:
    """Reads what the lists say of a region; in the years and phase that `wanted` names, in all of them without it."""
    rows = [(table, line) for table in lists for line in table.lines if line.area == area]
    inside = [row for row in rows if wanted is None or wanted.in_years(row[1])]
    scope = [t for t in lists if not t.disputed and (wanted is None or any(map(wanted.in_years, t.lines)))]
    lacking = [t for t in scope if all(line.area != area for line in t.lines) and _could_hold(t, area)]
    return Standing(
        area,
        tuple(row for row in inside if not row[0].disputed),
        tuple(row for row in inside if row[0].disputed),
        tuple(row for row in rows if row not in inside),
        tuple(t for t in lacking if not t.partial),
        tuple(t for t in lacking if t.partial),
        tables.versions_of(area, wanted.years if wanted else ()),
    )


def _could_hold(table: Table, area: Area) -> bool:
    """Tells whether a list holds regions of this kind at all: a province is missed only among provinces."""
    return (area.kind == PROVINSI) in {line.area.kind == PROVINSI for line in table.lines if line.area}


def _member(wanted: Request, lists: Sequence[Table], tables: Tables, reply: Reply) -> Answer | None:
    if any(named.everyday and not wanted.membership for named in wanted.named):
        return None
    found = [(named, [standing(area, lists, tables, wanted) for area in named.areas]) for named in wanted.named]
    alone = len(found) == 1
    if alone and sum(s.named for s in found[0][1]) > 1:
        return _which(wanted, *found[0], reply)
    whether = alone and (wanted.question.asks is Asks.YES_NO or (wanted.membership and not wanted.year_asked))
    for _, standings in found:
        told = [s for s in standings if s.named] or [s for s in standings if s.elsewhere]
        if not told:
            _tell_absent(standings, wanted, tables, reply)
            continue
        for s in told:
            _tell(s, wanted, reply, yes=whether and len(standings) == 1)
        if namesakes := [s.area.title for s in standings if s not in told and s.area.kind != PROVINSI]:
            reply.say("region_namesake", regions=all_of(namesakes, reply.language))
    return reply.answer(wanted.question.text)


def _tell_provinces(wanted: Request, lists: Sequence[Table], tables: Tables, reply: Reply) -> None:
    """Tells of provinces that take part themselves; their regions follow as a list."""
    for province in wanted.provinces:
        s = standing(Area(PROVINSI, province, province), lists, tables, wanted)
        if s.sure:
            _tell(s, wanted, reply, yes=False)


def _which(wanted: Request, named: Named, standings: Sequence[Standing], reply: Reply) -> Answer:
    """Shows what each region of a name is, and asks which one is meant."""
    text, shown = wanted.question.formal, [s for s in standings if s.named]
    name = text[named.start : named.end]
    reply.say("region_which", said=name, regions=any_of([s.area.title for s in shown], reply.language))
    for s in shown:
        _tell(s, wanted, reply, yes=False)
    asked = [f"{text[: named.start]}{s.area.title}{text[named.end :]}" for s in shown]
    return reply.answer(wanted.question.text, AnswerKind.WHICH, asked)


def _tell(s: Standing, wanted: Request, reply: Reply, *, yes: bool) -> None:
    """Tells how a region stands: in lists, disputed, or in those of other years only."""
    if s.sure:
        name = "region_yes" if yes else "region_listed"
        reply.say(name, region=region(s.area), entries=_entries(s.sure, reply))
        for table, line in s.sure[:_MOST_NOTES]:
            if note := line.cell(table.note_column):
                reply.say("row_note", when=line.year or table.locator, note=note)
    elif s.disputed:
        _tell_disputed(s, reply)
    else:
        _tell_elsewhere(s, wanted, reply)
    for table, line in s.versions:
        reply.say("sources_differ", told=row_text(table, line), mark=reply.mark(table, [line]))


def _entries(rows: Sequence[Row], reply: Reply) -> str:
    return "; ".join(f"{when(table, line)}{reply.mark(table, [line])}" for table, line in rows)


def _tell_disputed(s: Standing, reply: Reply) -> None:
    reply.say("region_disputed", region=region(s.area))
    for table, line in s.disputed:
        note = line.cell(table.note_column) or table.locator
        reply.say("region_claim", when=when(table, line), note=note, mark=reply.mark(table, [line]))
    years = {line.year for _, line in s.disputed}
    if lacking := [t for t in s.absent if years & set(t.years)]:
        reply.say("region_not_in", region=s.area.title, lists=named_lists(lacking, reply))


def _tell_elsewhere(s: Standing, wanted: Request, reply: Reply) -> None:
    searched = named_lists(s.absent or s.partial, reply)
    entries = _entries(s.elsewhere, reply)
    if searched:
        name = "region_other_year" if s.absent else "region_unsure_year"
        reply.say(name, region=region(s.area), lists=searched, entries=entries)
    else:
        asked = ", ".join(map(str, wanted.years)) or phrase("phase", reply.language, number=wanted.phase)
        reply.say("region_no_list", region=region(s.area), asked=asked, entries=entries)


def _tell_absent(standings: Sequence[Standing], wanted: Request, tables: Tables, reply: Reply) -> None:
    """Says that a region, or none of those called so, is in any list, and which lists were searched."""
    first = next((s for s in standings if s.absent or s.partial), standings[0])
    regions = all_of([s.area.title for s in standings], reply.language)
    if first.absent:
        reply.say("region_no", region=regions, lists=named_lists(first.absent, reply))
        if first.partial:
            years = all_of([table_name(t) for t in first.partial], reply.language)
            reply.say("region_partial", lists=years, mark=reply.mark(first.partial[0]))
    elif first.partial:
        reply.say("region_unsure", region=regions, lists=named_lists(first.partial, reply))
    else:
        asked = ", ".join(map(str, wanted.years)) or all_of(wanted.provinces, reply.language)
        reply.say("region_nowhere", region=regions, asked=asked)
    for s in standings:
        for passage, unit in tables.told_of(s.area):
            reply.say("region_told", told=unit.text, mark=reply.mark_unit(passage, unit))
