"""Telling all admins something that none of them asked for just then."""

import logging
from collections.abc import Callable

from telegram.error import BadRequest, Forbidden

from bot import texts
from bot.members import ADMIN, Members
from bot.memory import Memory
from bot.post import Letter, Post
from bot.settings import Settings

logger = logging.getLogger(__name__)

Said = Callable[[str], str]
"""Returns the message in a language."""


class Briefing:
    """Writes to every admin, each in their language and once."""

    def __init__(self, settings: Settings, members: Members, memory: Memory, post: Post) -> None:
        self._settings = settings
        self._members = members
        self._memory = memory
        self._post = post

    async def tell(self, key: str, said: Said, picture: Callable[[str], bytes] | None = None) -> None:
        """Sends a message to every admin, with a picture where there is one; `key` names it for good."""
        for admin in await self._admins():
            language = await self._memory.language(admin) or texts.INDONESIAN
            letter = Letter(key, str(admin), admin, said(language))
            try:
                if picture is None:
                    await self._post.send(letter)
                else:
                    await self._post.send_picture(letter, picture(language))
            except (Forbidden, BadRequest) as error:  # an admin who has never written to the bot cannot be written to
                logger.info("An admin could not be told: %s", error)

    async def _admins(self) -> list[int]:
        appointed = {member.id for member in await self._members.listed(ADMIN)}
        return sorted({*self._settings.admin_ids, *appointed})
