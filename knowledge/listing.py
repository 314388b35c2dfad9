"""Who is in the lists of participants, and how many: by year, by province, by both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from knowledge.areas import PROVINSI, Area
from knowledge.grid import Line, Table
from knowledge.phrases import phrase
from knowledge.records import Answer, AnswerKind
from knowledge.reply import Reply, Row, all_of, kinds_of, named_lists, row_text, span, table_name, title_of
from knowledge.tabled import Request, Tables, Wants

# More names than this are shown by province, or as a number only.
_MOST_IN_LINE = 12
_MOST_NOTES = 4
# Longer answers are not made longer by notes.
_ROOM_FOR_NOTES = 700


def answer(wanted: Request, lists: Sequence[Table], tables: Tables, reply: Reply) -> Answer | None:
    """Lists or counts the rows asked for; None where sentences tell better."""
    rows = [(t, line) for t in lists for line in t.lines if wanted.in_years(line) and _in_provinces(wanted, line)]
    inside = [t for t in lists if not t.disputed and any(map(wanted.in_years, t.lines))]
    sure = [row for row in rows if not row[0].disputed]
    if not wanted.limited:
        return _which_year(wanted, lists, reply) if wanted.wants is Wants.LIST else None
    if not inside:
        told = any(line.year in wanted.years for table in tables.by_year for line in table.lines)
        # How many there were may be told where nobody is named.
        return None if wanted.wants is Wants.COUNT and told else _no_such_list(wanted, lists, tables, reply)
    if wanted.wants is Wants.COUNT and not wanted.provinces and any(t.partial for t in inside):
        # Sentences tell the number that incomplete lists cannot.
        return None
    if not sure:
        _none(wanted, inside, reply)
    elif wanted.wants is Wants.COUNT or wanted.provinces or len(inside) > 1:
        _count(wanted, sure, reply)
        _summary(wanted, tables, reply)
    else:
        _one_list(wanted, inside[0], [line for _, line in sure], reply)
    _tell_disputed([row for row in rows if row[0].disputed], reply)
    lacks = wanted.whole and wanted.wants is Wants.LIST and all(t.partial for t in inside)
    return reply.answer(wanted.question.text, AnswerKind.NOT_FOUND if lacks else AnswerKind.ANSWER)


def _in_provinces(wanted: Request, line: Line) -> bool:
    if not wanted.provinces:
        return True
    return line.province in wanted.provinces and line.area is not None and line.area.kind != PROVINSI


def _none(wanted: Request, inside: Sequence[Table], reply: Reply) -> None:
    complete, partial = [t for t in inside if not t.partial], [t for t in inside if t.partial]
    where = all_of(wanted.where, reply.language) or phrase("phase", reply.language, number=wanted.phase)
    if complete:
        reply.say("list_none", where=where, lists=named_lists(complete, reply))
    if partial and complete:
        names = all_of([table_name(t) for t in partial], reply.language)
        reply.say("region_partial", lists=names, mark=reply.mark(partial[0]))
    elif partial and not reply.lines:
        reply.say("count_examples", where=where)


def _count(wanted: Request, rows: Sequence[Row], reply: Reply) -> None:
    """Tells how many rows there are, and which, list by list."""
    complete = [row for row in rows if not row[0].partial]
    where = all_of(wanted.where, reply.language)
    years = sorted({line.year for _, line in complete if line.year})
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[0].locator].append(row)
    if complete:
        count = kinds_of(complete, reply.language)
        mark = reply.mark(complete[0][0], [line for _, line in complete]) if len(groups) == 1 else ""
        reply.say("count_in" if where else "count", count=count, where=where, years=span(years), mark=mark)
    elif where:
        reply.say("count_examples", where=where)
    if len(groups) > 1 or not complete:
        for group in groups.values():
            _tell_group(wanted, group, reply)
    elif len(rows) <= _MOST_IN_LINE or wanted.wants is Wants.LIST:
        reply.lines.append(_names(wanted, [line for _, line in rows]))
    if twice := _repeated(_areas([line for _, line in complete])):
        names = all_of([area.title for area in twice], reply.language)
        reply.say("count_twice", distinct=len(complete) - len(twice), names=names)


def _repeated(found: Sequence[Area]) -> list[Area]:
    """Returns the regions that come more than once."""
    return [area for n, area in enumerate(found) if area in found[:n]]


def _tell_group(wanted: Request, group: Sequence[Row], reply: Reply) -> None:
    """Tells the rows of one list: their number, and their names where there is room."""
    table, lines = group[0][0], [line for _, line in group]
    mark, name = reply.mark(table, lines), table_name(table)
    if len(lines) > _MOST_IN_LINE and (not wanted.provinces or wanted.wants is Wants.COUNT):
        reply.say("group_count", when=name, count=len(lines), mark=mark)
        return
    names = _names(wanted, lines)
    phrased = "group_examples" if table.partial else "group"
    reply.say(phrased, when=name, count=len(lines), names=names, mark=mark)


def _names(wanted: Request, lines: Sequence[Line]) -> str:
    several = len(wanted.provinces) > 1
    return ", ".join(f"{title_of(line)} ({line.province})" if several else title_of(line) for line in lines)


def _one_list(wanted: Request, table: Table, lines: Sequence[Line], reply: Reply) -> None:
    """Tells all rows of one list, by province where they are many."""
    mark, name = reply.mark(table, lines), table_name(table)
    names = ", ".join(map(title_of, lines))
    if table.partial:
        caption = " ".join(unit.text for unit in table.captions)
        reply.say("list_partial", caption=caption, names=names, mark=mark)
    elif wanted.kind and (asked := [line for line in lines if line.area and line.area.kind == wanted.kind]):
        others = [line for line in lines if line not in asked]
        reply.say("list_of_kind", count=_counted(asked, reply), when=name, names=_short(asked), mark=mark)
        if others:
            reply.say("list_of_others", count=_counted(others, reply), names=_short(others))
    elif len(lines) <= _MOST_IN_LINE or not any(line.province for line in lines):
        reply.say("list", count=len(lines), when=name, names=names, mark=mark)
    else:
        reply.say("list_head", count=len(lines), when=name, mark=mark)
        by_province: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_province[line.province].append(line)
        reply.lines.extend(f"- {province}: {_short(found)}" for province, found in by_province.items())
    noted = [line for line in lines if line.cell(table.note_column)]
    if len(noted) <= _MOST_NOTES and reply.length < _ROOM_FOR_NOTES:
        for line in noted:
            reply.say("row_note", when=title_of(line), note=line.cell(table.note_column))


def _counted(lines: Sequence[Line], reply: Reply) -> str:
    return all_of(
        [
            phrase(f"count_{kind}", reply.language, count=n)
            for kind, n in Counter(a.kind for a in _areas(lines)).items()
        ],
        reply.language,
    )


def _areas(lines: Sequence[Line]) -> list[Area]:
    return [line.area for line in lines if line.area]


def _short(lines: Sequence[Line]) -> str:
    """Returns the names of many rows, "Kab. Sleman" for "Kabupaten Sleman"."""
    return ", ".join(title_of(line).replace("Kabupaten ", "Kab. ") for line in lines)


def _summary(wanted: Request, tables: Tables, reply: Reply) -> None:
    """Adds the row of a summary table, so that the count can be checked ("Jawa Tengah | 1 | 13 | 7 | 21")."""
    if len(wanted.provinces) != 1 or (wanted.years and wanted.wants is not Wants.COUNT):
        return
    for table in tables.summaries:
        if not all(str(year) in " ".join(table.columns) for year in wanted.years):
            continue
        for line in table.lines:
            if line.area and line.area.name == wanted.provinces[0]:
                mark = reply.mark(table, [line])
                reply.say("summary_row", heading=table.locator, told=row_text(table, line), mark=mark)


def _tell_disputed(rows: Sequence[Row], reply: Reply) -> None:
    names = "; ".join(
        f"{title_of(line)} ({line.year}: {line.cell(table.note_column)}){reply.mark(table, [line])}"
        for table, line in rows
    )
    if names:
        reply.say("list_disputed", names=names)


def _which_year(wanted: Request, lists: Sequence[Table], reply: Reply) -> Answer | None:
    """Asks for the year where no filter is said and there are lists of several."""
    years = sorted({year for t in lists for year in t.years})
    if len(years) < 2 or wanted.rest:
        return None
    reply.say("which_year", years=all_of(list(map(str, years)), reply.language))
    text = wanted.question.formal.rstrip(" ?.!")
    asked = [phrase("asked_in_year", reply.language, question=text, year=year) for year in years[:4]]
    return reply.answer(wanted.question.text, AnswerKind.WHICH, asked)


def _no_such_list(wanted: Request, lists: Sequence[Table], tables: Tables, reply: Reply) -> Answer | None:
    """Says that there is no list of a year, with what is told of that year."""
    if not wanted.years:
        return None
    have = sorted({year for t in lists for year in t.years})
    reply.say("no_list", years=", ".join(map(str, wanted.years)), have=", ".join(map(str, have)))
    for table in tables.by_year:
        for line in table.lines:
            if line.year in wanted.years:
                mark = reply.mark(table, [line])
                reply.say("summary_row", heading=table.locator, told=row_text(table, line), mark=mark)
    return reply.answer(wanted.question.text, AnswerKind.NOT_FOUND)
