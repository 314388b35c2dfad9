"""The same bot over Postgres: everything it keeps is written, read back and erased there."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.memory import Stored
from tests.bot.conftest import RunBot
from tests.servers.people import Person
from tests.servers.telegram import BotApiServer

Server = BotApiServer


def _run(*command: str | Path) -> None:
    """Runs one of Postgres's programs; it refuses to be run by root."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*other, *command], check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database that lives as long as this module's tests."""
    if not all(map(shutil.which, ("initdb", "pg_ctl", "setpriv"))):
        pytest.skip("Postgres is not installed")
    folder = tmp_path_factory.mktemp("postgres")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    files = folder / "files"
    _run("initdb", "-D", files, "-A", "trust", "-U", "bot", "-N")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run("pg_ctl", "-D", files, "-o", options, "-w", "-l", folder / "log", "start")
    yield f"postgresql://bot@127.0.0.1:{port}/postgres"
    _run("pg_ctl", "-D", files, "-m", "immediate", "stop")


async def test_what_the_bot_keeps_is_kept_in_postgres(
    server: Server, budi: Person, run_bot: RunBot, postgres: str
) -> None:
    async with run_bot(database_url=postgres):
        asked = budi.says("unsur?")
        [reply] = await server.replies(budi.id)
        budi.taps(reply, "👎")
        await server.until(lambda: "Pasal keliru" in str(reply["reply_markup"]))
        budi.edits(asked, "apa itu spbe?")
        await server.until(lambda: "Pasal 1 angka 1" in server.texts(budi.id)[0])
        budi.says("/pantau Perpres 95/2018")
        await server.replies(budi.id, 2)
    async with run_bot(database_url=postgres) as bot:
        budi.says("kalau perubahannya?")  # leans on the turn before the restart
        assert "Pasal 1 angka 1" in (await server.replies(budi.id, 3))[2]["text"]
        budi.says("/hapus_data")
        listed = (await server.replies(budi.id, 4))[3]
        assert "diingat: 2" in listed["text"]
        assert "pantauan: 1" in listed["text"]
        budi.taps(listed, "Hapus semuanya")
        await server.until(lambda: "sudah dihapus" in str(server.texts(budi.id)))
        assert await bot.application.bot_data.memory.stored(budi.id) == Stored()
