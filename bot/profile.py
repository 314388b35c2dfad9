"""What Telegram shows of the bot: its commands by language and scope, and its descriptions."""

import logging
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import texts
from bot.texts import ENGLISH, INDONESIAN, Sentence

logger = logging.getLogger(__name__)

LANGUAGE_CODES = (("", INDONESIAN), ("id", INDONESIAN), ("en", ENGLISH))
"""Telegram looks for the person's language first and then for the list without one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A command in the menu."""

    name: str
    does: Sentence
    in_groups: bool = False


COMMANDS = (
    Listed("tanya", texts.MENU_ASK, in_groups=True),
    Listed("cari", texts.MENU_SEARCH, in_groups=True),
    Listed("istilah", texts.MENU_TERM, in_groups=True),
    Listed("panduan", texts.MENU_GUIDE, in_groups=True),
    Listed("daerah", texts.MENU_REGION, in_groups=True),
    Listed("siap", texts.MENU_READINESS),
    Listed("pantau", texts.MENU_WATCH, in_groups=True),
    Listed("kabar", texts.MENU_NEWS, in_groups=True),
    Listed("sumber", texts.MENU_SOURCES),
    Listed("baru", texts.MENU_AFRESH, in_groups=True),
    Listed("bahasa", texts.MENU_LANGUAGE),
    Listed("bantuan", texts.MENU_HELP, in_groups=True),
    Listed("privasi", texts.MENU_PRIVACY),
    Listed("hapus_data", texts.MENU_ERASE),
)


class Profile:
    """Sets commands and descriptions where they differ; a refusal is logged and never stops the bot."""

    def __init__(self, bot: ExtBot[str], admin_commands: Sequence[Listed]) -> None:
        self._bot = bot
        self._admin_commands = admin_commands

    async def set_up(self, admins: Iterable[int]) -> None:
        """Sets everything, once at start."""
        await _list(self._bot, BotCommandScopeDefault(), COMMANDS)
        await _list(self._bot, BotCommandScopeAllPrivateChats(), COMMANDS)
        await _list(self._bot, BotCommandScopeAllGroupChats(), [one for one in COMMANDS if one.in_groups])
        for admin in admins:
            await self.list_for_admin(admin)
        for code, language in LANGUAGE_CODES:
            await _quietly(_set_descriptions(self._bot, code, language))

    async def list_for_admin(self, user_id: int) -> None:
        """Lists an admin's commands beside everyone's in their private chat, which they must have opened once."""
        await _list(self._bot, BotCommandScopeChat(user_id), [*COMMANDS, *self._admin_commands])

    async def unlist_for_admin(self, user_id: int) -> None:
        """Takes the list of whoever is no admin any more away, so that everyone's shows again."""
        for code, _ in LANGUAGE_CODES:
            await _quietly(_unset_commands(self._bot, BotCommandScopeChat(user_id), code))


async def _list(bot: ExtBot[str], scope: BotCommandScope, commands: Sequence[Listed]) -> None:
    for code, language in LANGUAGE_CODES:
        await _quietly(_set_commands(bot, scope, code, [_shown(one, language) for one in commands]))


async def _set_commands(bot: ExtBot[str], scope: BotCommandScope, code: str, commands: list[BotCommand]) -> None:
    if list(await bot.get_my_commands(scope, code or None)) != commands:
        await bot.set_my_commands(commands, scope, code or None)


async def _unset_commands(bot: ExtBot[str], scope: BotCommandScope, code: str) -> None:
    await bot.delete_my_commands(scope, code or None)


async def _set_descriptions(bot: ExtBot[str], code: str, language: str) -> None:
    long, short = texts.label(texts.DESCRIPTION, language), texts.label(texts.SHORT_DESCRIPTION, language)
    if (await bot.get_my_description(code or None)).description != long:
        await bot.set_my_description(long, code or None)
    if (await bot.get_my_short_description(code or None)).short_description != short:
        await bot.set_my_short_description(short, code or None)


async def _quietly(setting: Awaitable[None]) -> None:
    try:
        await setting
    except TelegramError as error:
        logger.warning("A command list or description could not be set: %s", error)


def _shown(command: Listed, language: str) -> BotCommand:
    return BotCommand(command.name, texts.label(command.does, language))
