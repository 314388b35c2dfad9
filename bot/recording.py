"""What admins do in the chat goes into the record that the shell writes, too."""

import logging

from bot.asking import Asking
from knowledge import KnowledgeError

logger = logging.getLogger(__name__)


async def record(asking: Asking, user_id: int, what: str, detail: str = "", result: str = "") -> None:
    """Adds what an admin did; a record that cannot be written undoes nothing."""
    who = f"telegram {user_id}"
    try:
        await asking.run(lambda knowledge: knowledge.journal.add(who, what, detail, result))
    except KnowledgeError as error:
        logger.error("An admin's action could not be recorded: %s", error)
