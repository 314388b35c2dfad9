"""`python -m bot doctor`: what is missing, and what to do about it."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from dotenv import dotenv_values
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot import texts
from bot import texts_doctor as say
from bot.checks import read_settings
from bot.errors import BotSettingError
from bot.network import connections
from bot.settings import Settings
from bot.texts import Sentence
from knowledge import Checkup, look_over, setting_names

FINE, NOTE, TROUBLE = "✓", "!", "✗"
LEAST_FREE = 200
"""Megabytes; an ingest copies the index and adds to it."""
FORBIDDEN = 403
NOT_RUNNING = (502, 503, 504)
SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    mark: str
    what: Sentence | str
    said: Sentence
    values: dict[str, object]

    def line(self, language: str) -> str:
        """Returns it as a line for a terminal."""
        what = self.what if isinstance(self.what, str) else texts.label(self.what, language)
        values = {name: str(value).replace("\n", " ") for name, value in self.values.items()}
        return f"{self.mark} {what}: {texts.label(self.said, language).format(**values)}"


def _found(mark: str, what: Sentence | str, said: Sentence, **values: object) -> Finding:
    return Finding(mark, what, said, values)


async def examine(index: Path | None) -> list[Finding]:
    """Looks at everything; what can be looked at without usable settings ends there."""
    findings = list(_mistyped())
    try:
        settings = read_settings()
    except BotSettingError as error:
        lines = str(error).splitlines()
        return [*findings, *(_found(TROUBLE, say.SETTINGS, say.PROBLEM, reason=line) for line in lines)]
    findings.append(_found(FINE, say.SETTINGS, say.SETTINGS_OK))
    findings += await _telegram(settings)
    findings.append(_database(settings.database_url))
    findings += _knowledge(look_over(index))
    return findings


def report(findings: list[Finding], language: str) -> str:
    """Returns all findings as text, with a sum."""
    troubles = sum(one.mark == TROUBLE for one in findings)
    end = (
        texts.label(say.TROUBLES, language).format(count=troubles) if troubles else texts.label(say.ALL_WELL, language)
    )
    return "\n".join([*(one.line(language) for one in findings), "", end])


def _mistyped() -> Iterator[Finding]:
    """Yields names in `.env` that are nearly a setting's."""
    known = [name.upper() for name in (*Settings.model_fields, *setting_names())]
    for name in dotenv_values(".env"):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
        if near and name.upper() not in known:
            yield _found(NOTE, say.SETTINGS, say.MISTYPED, name=name, near=near[0])


async def _telegram(settings: Settings) -> list[Finding]:
    admins = _found(FINE, say.ADMINS, say.ADMINS_OK, count=len(settings.admin_ids))
    if not settings.admin_ids:
        admins = _found(NOTE, say.ADMINS, say.ADMINS_MISSING)
    if not settings.token:
        return [_found(NOTE, say.TOKEN, say.TOKEN_MISSING), admins]
    bot = Bot(settings.token, settings.telegram_api_base_url, request=connections(2), get_updates_request=connections())
    try:
        async with bot:
            token = _found(FINE, say.TOKEN, say.TOKEN_OK, name=bot.username)
            return [token, admins, await _delivery(settings, await bot.get_webhook_info())]
    except InvalidToken:
        return [_found(TROUBLE, say.TOKEN, say.TOKEN_REFUSED), admins]
    except TelegramError as error:
        return [_found(TROUBLE, say.TOKEN, say.TELEGRAM_UNREACHABLE, reason=error), admins]


async def _delivery(settings: Settings, told: WebhookInfo) -> Finding:
    if not settings.webhook_url:
        if told.url:
            return _found(NOTE, say.UPDATES, say.WEBHOOK_OTHER, url=told.url)
        return _found(FINE, say.UPDATES, say.POLLING)
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            status = (await client.post(settings.webhook_url, content=b"{}")).status_code
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        return _found(TROUBLE, say.UPDATES, say.WEBHOOK_UNREACHABLE, reason=reason)
    if status in NOT_RUNNING:
        return _found(NOTE, say.UPDATES, say.WEBHOOK_NOT_RUNNING, status=status)
    if status != FORBIDDEN:  # whoever cannot show the secret is refused
        return _found(TROUBLE, say.UPDATES, say.WEBHOOK_ELSEWHERE, status=status, port=settings.webhook_port)
    if told.url == settings.webhook_url and told.last_error_message and told.pending_update_count:
        return _found(TROUBLE, say.UPDATES, say.WEBHOOK_FAILED, reason=told.last_error_message)
    return _found(FINE, say.UPDATES, say.WEBHOOK_OK)


def _database(url: str) -> Finding:
    """Opens the database without changing its shape."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and not Path(parsed.database).exists():
        return _found(FINE, say.DATABASE, say.DATABASE_NEW)
    try:
        engine = create_engine(url)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        reason = getattr(error, "orig", None) or error
        return _found(TROUBLE, say.DATABASE, say.DATABASE_PROBLEM, reason=reason)
    return _found(FINE, say.DATABASE, say.DATABASE_OK)


def _knowledge(found: Checkup) -> Iterator[Finding]:
    if found.recognition:
        yield _found(FINE, say.OCR, say.OCR_OK)
    else:
        yield _found(TROUBLE, say.OCR, say.OCR_NO_INDONESIAN if found.tesseract else say.OCR_MISSING)
    for folder in found.folders:
        if folder.problem:
            yield _found(TROUBLE, folder.setting, say.PROBLEM, reason=folder.problem)
        else:
            yield _found(FINE, folder.setting, say.FOLDER_OK, path=folder.path)
    need = max(LEAST_FREE, round(2 * found.index_megabytes))
    short = found.free_megabytes < need
    disk = say.DISK_SHORT if short else say.DISK_OK
    yield _found(TROUBLE if short else FINE, say.DISK, disk, free=found.free_megabytes, need=need)
    yield _problem_or(found.index_problem, say.INDEX, say.INDEX_OK, count=found.documents)
    yield _problem_or(found.model_problem, say.MODEL, say.MODEL_OK)
    said = say.LLM_OK if found.llm else say.LLM_NONE
    yield _problem_or(found.llm_problem, say.LLM, said, name=found.llm)


def _problem_or(problem: str, what: Sentence, said: Sentence, **values: object) -> Finding:
    return _found(TROUBLE, what, say.PROBLEM, reason=problem) if problem else _found(FINE, what, said, **values)
