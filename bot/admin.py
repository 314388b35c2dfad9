"""What only admins may do: their commands and buttons, which to everyone else do not exist.

A further command is one line in `COMMANDS`: it is handled, guarded, and listed to admins only.
"""

from dataclasses import dataclass

from telegram import Update

from bot import keyboards, texts_admin, texts_insight, texts_uploads, uploads_html
from bot.context import Context, Handler
from bot.handlers import admitting, announcing, documents, inviting, statistics, trail, trying, unanswered, uploads
from bot.texts import Sentence


@dataclass(frozen=True, slots=True)
class AdminCommand:
    """A command of admins, in their private chats."""

    name: str
    does: Sentence
    handler: Handler


COMMANDS = (
    AdminCommand("akses", texts_admin.MENU_ACCESS, admitting.show),
    AdminCommand("undang", texts_admin.MENU_INVITE, inviting.offer),
    AdminCommand("tak_terjawab", texts_insight.MENU_UNANSWERED, unanswered.show),
    AdminCommand("statistik", texts_insight.MENU_STATISTICS, statistics.show),
    AdminCommand("uji", texts_insight.MENU_TRIAL, trying.start),
    AdminCommand("dokumen", texts_uploads.MENU_DOCUMENTS, documents.browse),
    AdminCommand("ingest", texts_uploads.MENU_INGEST, documents.ingest),
    AdminCommand("pulihkan", texts_uploads.MENU_ROLLBACK, documents.ask_rollback),
    AdminCommand("umumkan", texts_admin.MENU_ANNOUNCE, announcing.draft),
    AdminCommand("jejak", texts_admin.MENU_TRAIL, trail.show),
)

TAPS: tuple[tuple[str, Handler], ...] = (
    (keyboards.TRAIL, trail.turn),
    (keyboards.OPEN, unanswered.turn),
    (keyboards.STATISTICS, statistics.turn),
    (keyboards.ACCESS, admitting.turn),
    (keyboards.INVITE, inviting.turn),
    (f"{keyboards.UPLOAD}:{uploads_html.ALL}", uploads.save_all),
    (keyboards.UPLOAD, uploads.decide),
    (keyboards.DOCUMENTS, documents.turn),
    (keyboards.ANNOUNCE, announcing.decide),
)


def admins_only(handler: Handler, otherwise: Handler) -> Handler:
    """Returns a handler for admins; everybody else meets `otherwise`, as if there were nothing else."""

    async def guarded(update: Update, context: Context) -> None:
        await (handler if context.is_admin else otherwise)(update, context)

    return guarded
