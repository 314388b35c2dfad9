"""`python -m bot`: the Telegram bot when a token is set, else the same assistant as a console chat."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.database import Database
    from knowledge import KnowledgeBase

from bot.checks import read_settings
from bot.errors import BotError, BotSettingError
from bot.settings import ROOT, Settings

WRONG_SETTING, FAILED, STOPPED = 2, 1, 0
DOCTOR = "doctor"


def main(arguments: list[str] | None = None) -> int:
    """Runs the bot and returns the exit code: 2 for a wrong setting, 1 for what cannot be opened."""
    options = _options(arguments)
    try:
        if options.command == DOCTOR:
            return _doctor(options.index, options.english)
        settings = read_settings()
        if options.console or settings.telegram_bot_token is None:
            return _console(settings, options.index)
        return _telegram(settings, options.index)
    except BotSettingError as error:
        print("Setelan tidak dapat dipakai (lihat .env.example) / settings cannot be used:", file=sys.stderr)
        print(*(f"  {line}" for line in str(error).splitlines()), sep="\n", file=sys.stderr)
        return WRONG_SETTING
    except BotError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return STOPPED


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Answers questions about the smart city programme and its regulations: on Telegram when "
        "TELEGRAM_BOT_TOKEN is set, else in this terminal.",
    )
    parser.add_argument("command", nargs="?", choices=[DOCTOR], help="say what is missing, and what to do about it")
    parser.add_argument("--english", action="store_true", help="let the doctor speak English")
    parser.add_argument("--console", action="store_true", help="chat in this terminal even when a token is set")
    parser.add_argument("--index", type=Path, metavar="DIR", help="the index folder, instead of INDEX_DIR")
    return parser.parse_args(arguments)


def _doctor(index: Path | None, english: bool) -> int:
    from bot import logs
    from bot.doctor import TROUBLE, examine, report
    from bot.texts import ENGLISH, INDONESIAN

    logs.set_up("ERROR")
    findings = asyncio.run(examine(index))
    print(report(findings, ENGLISH if english else INDONESIAN))
    return FAILED if any(one.mark == TROUBLE for one in findings) else STOPPED


def _console(settings: Settings, index: Path | None) -> int:
    from bot import logs
    from bot.console import run_console
    from knowledge import KnowledgeError, SettingError

    logs.set_up("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
    try:
        return run_console(lambda: _opened(index), ROOT / "data" / "console-history")
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return WRONG_SETTING if isinstance(error, SettingError) else FAILED


def _telegram(settings: Settings, index: Path | None) -> int:
    from bot import logs
    from bot.database import Database
    from knowledge import KnowledgeError, SettingError

    logs.set_up(settings.log_level, settings.log_format, (settings.token, settings.webhook_token))
    database = Database.open(settings.database_url)
    try:
        asyncio.run(_serve(settings, database, index))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return WRONG_SETTING if isinstance(error, SettingError) else FAILED
    finally:
        database.close()
    return STOPPED


async def _serve(settings: Settings, database: "Database", index: Path | None) -> None:
    from bot.app import TelegramBot
    from bot.asking import Asking
    from bot.workshop import Processes

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    asking = Asking(lambda: _opened(index), settings.answer_threads)
    await TelegramBot(settings, asking, database, Processes(index)).run(stop)


def _opened(index: Path | None) -> "KnowledgeBase":
    """Opens the knowledge base and reads its list, so that an index that cannot be read is said at the start."""
    from knowledge import KnowledgeBase

    knowledge = KnowledgeBase.open(index)
    knowledge.serve_aside()
    knowledge.documents()
    return knowledge


if __name__ == "__main__":
    sys.exit(main())
