"""Which handler takes which update; the first that fits takes it, so the order is the logic."""

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import admin, keyboards
from bot.access import recognise
from bot.admin import admins_only
from bot.context import App, Handler
from bot.handlers import (
    buttons,
    catalogue,
    commands,
    entering,
    errors,
    guide,
    inline,
    membership,
    news,
    personal,
    pictures,
    questions,
    readiness,
    reading,
    regions,
    reminding,
    unanswered,
    uploads,
)

NEW = filters.UpdateType.MESSAGE
"""A text or command filter alone would also take edited messages and channel posts."""
EDITED = filters.UpdateType.EDITED_MESSAGE


def add_handlers(application: App) -> None:
    """Adds the handlers; the first that fits takes the update, so the order is the logic."""
    # Before all others: who may not ask gets no further.
    application.add_handler(TypeHandler(Update, recognise), group=-1)
    for names, handler in COMMANDS:
        application.add_handler(CommandHandler(names, handler, filters=NEW))
    for command in admin.COMMANDS:
        handler = admins_only(command.handler, otherwise=commands.unknown)
        application.add_handler(CommandHandler(command.name, handler, filters=NEW & filters.ChatType.PRIVATE))
    # A command that is left over is unknown; in groups it belongs to another bot.
    application.add_handler(MessageHandler(NEW & filters.COMMAND & filters.ChatType.PRIVATE, commands.unknown))
    replied = unanswered.search_on(otherwise=questions.answer_text)
    application.add_handler(MessageHandler(NEW & filters.TEXT & ~filters.COMMAND & filters.REPLY, replied))
    link = filters.Regex(rf"(?s)^\s*{uploads.LINK.pattern}\s*$")
    for kind, taken, otherwise in (
        (link, uploads.receive_link, questions.answer_text),
        (filters.Document.ALL, uploads.receive, questions.refuse_other),
        (filters.PHOTO, uploads.refuse_photo, questions.refuse_other),
    ):
        handler = uploads.for_admins_in_private(taken, otherwise)
        application.add_handler(MessageHandler(NEW & kind, handler))
    application.add_handler(MessageHandler(NEW & filters.TEXT & ~filters.COMMAND, questions.answer_text))
    application.add_handler(MessageHandler(EDITED & filters.TEXT, questions.answer_edited))
    for verb, tapped in TAPS:
        application.add_handler(CallbackQueryHandler(tapped, pattern=rf"^{verb}:"))
    for verb, tapped in admin.TAPS:
        handler = admins_only(tapped, otherwise=buttons.expired)
        application.add_handler(CallbackQueryHandler(handler, pattern=rf"^{verb}:"))
    application.add_handler(CallbackQueryHandler(buttons.expired))
    application.add_handler(InlineQueryHandler(inline.find))
    application.add_handler(MessageHandler(NEW & filters.StatusUpdate.MIGRATE, membership.moved))
    application.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    # What is neither text nor a service message.
    application.add_handler(MessageHandler(NEW & ~filters.COMMAND & ~filters.StatusUpdate.ALL, questions.refuse_other))
    application.add_error_handler(errors.handle_error)


COMMANDS: tuple[tuple[tuple[str, ...], Handler], ...] = (
    (("start",), commands.start),
    (("masuk",), entering.enter),
    (("help", "bantuan"), commands.show_help),
    (("sumber",), catalogue.browse),
    (("tanya",), questions.answer_command),
    (("cari",), reading.search),
    (("istilah",), reading.define),
    (("panduan",), guide.start),
    (("daerah",), regions.show),
    (("siap",), readiness.start),
    (("pantau",), reminding.watch),
    (("kabar",), news.show),
    (("baru",), commands.afresh),
    (("bahasa",), personal.offer_languages),
    (("privasi",), personal.privacy),
    (("hapus_data",), personal.offer_erasure),
)

TAPS: tuple[tuple[str, Handler], ...] = (
    (keyboards.VIEW, buttons.open_source),
    (keyboards.BACK, buttons.back_to_answer),
    (keyboards.PICTURE, pictures.show_page),
    (keyboards.ALSO, buttons.see_also),
    (keyboards.ASK, buttons.ask_related),
    (keyboards.VOTE, buttons.vote),
    (keyboards.EXAMPLE, buttons.ask_example),
    (keyboards.CATALOGUE, catalogue.turn),
    (keyboards.NEWS, news.choose),
    (keyboards.LANGUAGE, personal.choose_language),
    (keyboards.ERASE, personal.erase),
    (keyboards.GUIDE, guide.turn),
    (keyboards.READINESS, readiness.turn),
    (keyboards.REMIND, reminding.promise_answer),
    (keyboards.WATCH, reminding.watch_source),
    (keyboards.END, reminding.end),
)
