"""Documents from the web: within limits, from public addresses, under their own names."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from knowledge.download import Limits, fetch, origins
from knowledge.errors import DocumentError
from knowledge.official import OfficialPage, document_on, pages

ALLOWED = Limits(megabytes=1, seconds=20.0, private=True)
PDF = b"%PDF-1.4 " + b"x" * 100


REDIRECTS = {
    "/berputar": "/berputar",
    "/pindah": "/perda-1-2020.pdf",
    "/ke-berkas": "file:///etc/passwd",
    "/ke-dalam": "http://192.168.0.1/x.pdf",
}
LARGE = b"%PDF" + bytes(1 << 20)
SENT = {
    "/perda-1-2020.pdf": ("application/pdf", PDF),
    "/unduh": ("application/octet-stream", PDF),
    "/masuk.pdf": ("application/pdf", b"<!DOCTYPE html><html>Masuk dulu</html>"),
    "/besar.pdf": ("application/pdf", LARGE),
    "/tanpa-ukuran.pdf": ("application/pdf", LARGE),
    "/kosong.pdf": ("application/pdf", b""),
    "/program": ("application/x-msdownload", b"MZ"),
    "/resmi": ("text/html", b'<a href="/a.html">a</a> <a href="/files/UU 1.pdf">unduh</a>'),
    "/resmi-kosong": ("text/html", b"<html>tidak ada tautan</html>"),
}


class _Handler(BaseHTTPRequestHandler):
    """Serves what real servers send, the odd ones too."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if where := REDIRECTS.get(path):
            self.send_response(302)
            self.send_header("Location", where)
            self.end_headers()
        elif path in SENT:
            self._send(path, *SENT[path])
        else:
            self.send_error(404)

    def _send(self, path: str, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if path != "/tanpa-ukuran.pdf":
            self.send_header("Content-Length", str(len(content)))
        if path == "/unduh":
            self.send_header("Content-Disposition", 'attachment; filename="../../Perda No 2.pdf"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as serving:
        thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def test_a_document_keeps_its_name_and_its_address(server: str, tmp_path: Path) -> None:
    assert fetch(f"{server}/pindah", tmp_path, ALLOWED).name == "perda-1-2020.pdf"
    assert origins(tmp_path) == {str(tmp_path.resolve() / "perda-1-2020.pdf"): f"{server}/pindah"}


def test_a_name_that_the_server_gives_cannot_leave_the_folder(server: str, tmp_path: Path) -> None:
    assert fetch(f"{server}/unduh", tmp_path, ALLOWED) == tmp_path / "perda-no-2.pdf"


def test_the_same_address_replaces_its_file_and_another_does_not(server: str, tmp_path: Path) -> None:
    first = fetch(f"{server}/perda-1-2020.pdf", tmp_path, ALLOWED)
    assert fetch(f"{server}/perda-1-2020.pdf", tmp_path, ALLOWED) == first
    assert fetch(f"{server}/perda-1-2020.pdf?v=2", tmp_path, ALLOWED).name == "perda-1-2020-2.pdf"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nihil.pdf", "server menjawab 404"),
        ("/berputar", "dialihkan lebih dari 5 kali"),
        ("/ke-berkas", "hanya alamat http"),
        ("/masuk.pdf", "halaman web, bukan berkas .pdf"),
        ("/besar.pdf", "lebih besar dari 1 MB"),
        ("/tanpa-ukuran.pdf", "lebih besar dari 1 MB"),
        ("/kosong.pdf", "berkas kosong"),
        ("/program", "jenis berkas application/x-msdownload tidak dapat dibaca"),
    ],
)
def test_what_is_not_taken_is_said_and_leaves_nothing(server: str, tmp_path: Path, path: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        fetch(f"{server}{path}", tmp_path, ALLOWED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x.pdf",
        "http://localhost/x.pdf",
        "http://[::1]/x.pdf",
        "http://10.1.2.3/x.pdf",
        "http://169.254.169.254/latest",
        "http://[::ffff:192.168.1.1]/x.pdf",
        "http://0.0.0.0/x.pdf",
        "http://2130706433/x.pdf",
    ],
)
def test_private_addresses_are_refused_in_every_spelling(address: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="jaringan dalam"):
        fetch(address, tmp_path, Limits())


def test_a_redirect_to_a_private_address_is_refused_too(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The loopback server stands in for a public one.
    monkeypatch.setattr("knowledge.download._is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(DocumentError, match=r"192\.168\.0\.1 berada di jaringan dalam"):
        fetch(f"{server}/ke-dalam", tmp_path, Limits())


@pytest.mark.parametrize(
    "address", ["ftp://a.id/x.pdf", "file:///etc/passwd", "http://u:p@a.id/x", "http://a.id:x/", "x"]
)
def test_only_plain_web_addresses_are_taken(address: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"hanya alamat http|bukan alamat web"):
        fetch(address, tmp_path, Limits())


def test_a_server_that_sends_nothing_ends_at_the_time_limit(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/x.pdf"
        with pytest.raises(DocumentError, match="tidak dapat dihubungi"):
            fetch(address, tmp_path, Limits(1, 0.2, private=True))


def test_the_document_of_an_official_page_is_found(server: str) -> None:
    page = OfficialPage("uu-1-2020", "UU 1/2020", f"{server}/resmi")
    assert document_on(page, ALLOWED) == f"{server}/files/UU%201.pdf"


def test_an_official_page_without_a_document_sends_to_the_browser(server: str) -> None:
    with pytest.raises(DocumentError, match="peramban"):
        document_on(OfficialPage("uu-1-2020", "UU 1/2020", f"{server}/resmi-kosong"), ALLOWED)


def test_every_official_page_is_one_of_the_government() -> None:
    for page in pages().values():
        assert page.url.startswith("https://")
        assert page.url.split("/")[2].endswith(".go.id")
        _, number, year = page.key.rsplit("-", 2)
        assert page.title
        assert f"Tahun {year} tentang " in page.title or f"/{year} tentang " in page.title
        assert number in page.title


def test_every_central_regulation_of_the_corpus_has_its_page(corpus: Path) -> None:
    regional = ("perda-", "perwako-", "laporan-")
    central = {path.stem for path in (corpus / "core").iterdir() if not path.stem.startswith(regional)}
    assert central <= set(pages())
