"""/daerah Sleman: when and how a region took part, and which lists it is not in."""

from telegram import InlineKeyboardMarkup, Update

from bot import texts
from bot.context import Context
from bot.handlers.questions import COMMAND
from bot.keyboards import NO_ANSWER, VIEW, Row, button
from bot.saved import Place
from bot.texts import escaped
from knowledge import Programme

SELECTED = "terpilih"


async def show(update: Update, context: Context) -> None:
    """Answers `/daerah nama`."""
    message = update.message
    if message is None:
        return
    name = COMMAND.sub("", message.text or "").strip()
    programme = await context.programme()
    regions = programme.regions(name)
    if not name:
        await context.reply(message, texts.REGION_WHAT(context.language))
    elif not regions:
        years = ", ".join(map(str, programme.years))
        await context.reply(message, texts.NO_REGION(context.language, name=name, years=years))
    else:
        html = "\n\n".join(_region_html(programme, region, context.language) for region in regions)
        await context.reply(message, html, await _sources(programme, regions, context))


def _region_html(programme: Programme, region: str, language: str) -> str:
    entries = programme.of(region)
    lines = [f"<b>{escaped(region)}</b> ({escaped(entries[0].province)})"]
    for one in entries:
        how = texts.HOW.get(one.how)
        phase = texts.PHASE(language, phase=one.phase) if one.phase else ""
        note = f" <i>{escaped(one.note)}</i>" if one.note else ""
        lines.append(f"• {one.year}{phase}: {how(language) if how else escaped(one.how)}.{note}")
    told = {one.year for one in entries}
    for year_is_listed, sentence in ((True, texts.NOT_IN_LISTS), (False, texts.NO_FULL_LIST)):
        untold = [year for year in programme.years if year not in told and _has_list(programme, year) is year_is_listed]
        if untold:
            lines.append(sentence(language, years=", ".join(map(str, untold))))
    return "\n".join(lines)


def _has_list(programme: Programme, year: int) -> bool:
    return any(one.year == year and one.how == SELECTED for one in programme.participations)


async def _sources(programme: Programme, regions: list[str], context: Context) -> InlineKeyboardMarkup | None:
    """Returns a button to each guidance document the entries come from."""
    names = dict.fromkeys(one.document for region in regions for one in programme.of(region))
    titles = {entry.name: entry.title for entry in await context.consult(lambda knowledge: knowledge.documents())}
    rows: list[Row] = []
    for name in names:
        if name not in titles:
            continue
        outline = await context.consult(lambda knowledge, name=name: knowledge.outline(name))  # type: ignore[misc]
        if outline:
            place = Place(name, outline[0][0])
            await context.archive.note([place])
            rows.append([button(f"📄 {titles[name]}", VIEW, place.id, NO_ANSWER, 1)])
    return InlineKeyboardMarkup(rows) if rows else None
