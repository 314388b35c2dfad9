"""`ingest.py add URL`: a document from the web into the documents folder, within limits and from public addresses."""

from __future__ import annotations

import ipaddress
import json
import os
import re
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from knowledge import disk
from knowledge.errors import DocumentError
from knowledge.read import SUFFIXES

if TYPE_CHECKING:
    import httpx

# Which file came from which address, beside the files; hidden, so that no ingest takes it for a document.
REGISTER = ".sumber.json"
_MOST_REDIRECTS = 5
_CONNECT_SECONDS = 15.0
_CHUNK = 1 << 16
_LONGEST_NAME = 120
_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}
# A server that sends one of these does not know what it sends; the address then says it.
_ANYTHING = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/force-download",
    "application/download",
}
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a download may take: megabytes, seconds in all, and whether from addresses inside the own network."""

    megabytes: int = 100
    seconds: float = 300.0
    private: bool = False


def fetch(
    url: str, folder: Path, limits: Limits, *, name: str = "", progress: Callable[[int, int], None] = lambda *_: None
) -> Path:
    """Downloads one document into a folder and returns its file; the same address again replaces the file it gave.

    `name` is the stem to use instead of the address's own. `progress` is called with the bytes so far and in all
    (0 where the server does not say).

    Raises:
        DocumentError: naming what is wrong with the address, the server or what it sends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(prefix=".unduhan-", dir=folder)
    except OSError as error:
        raise _unsaved(url, folder, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file, _opened(url, limits) as response:
            suffix = _suffix(response, url)
            for piece in _pieces(response, url, limits, progress):
                file.write(piece)
        _check_content(Path(part), suffix, url)
        target = _free(folder, _stem(name, response), suffix, url)
        Path(part).chmod(0o644)
        Path(part).replace(target)
    except BaseException as error:
        Path(part).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unsaved(url, folder, error) from error
        raise
    register(folder, target.name, url)
    return target


def _unsaved(url: str, folder: Path, error: OSError) -> DocumentError:
    return DocumentError(
        f"{url}: tidak dapat disimpan di {folder} ({disk.reason(error)}). Periksa hak akses dan ruang disk. "
        "/ Cannot be saved; check the rights and the disk."
    )


def origins(folder: Path) -> dict[str, str]:
    """Returns file → the address it was downloaded from."""
    try:
        rows = json.loads((folder / REGISTER).read_text(encoding="utf-8"))
        return {str(folder.resolve() / name): str(row["url"]) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


# the way to the server


@contextmanager
def _opened(url: str, limits: Limits) -> Iterator[httpx.Response]:
    """Opens the address, and those it leads to, each looked at before anything is sent there."""
    import httpx

    timeout = httpx.Timeout(min(limits.seconds, 60.0), connect=_CONNECT_SECONDS)
    where = url
    with httpx.Client(timeout=timeout, follow_redirects=False) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = client.send(_request(client, where, limits), stream=True)
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                raise DocumentError(
                    f"{url}: server tidak dapat dihubungi ({type(error).__name__}: {error}). Periksa alamat dan "
                    "jaringan. / The server cannot be reached."
                ) from error
            try:
                if response.is_success:
                    yield response
                    return
                if not response.has_redirect_location:
                    raise DocumentError(
                        f"{url}: server menjawab {response.status_code} {response.reason_phrase}. Buka alamat itu di "
                        "peramban dan periksa. / The server refused; open the address in a browser."
                    )
                where = str(httpx.URL(where).join(response.headers["location"]))
            finally:
                response.close()
    raise DocumentError(f"{url}: dialihkan lebih dari {_MOST_REDIRECTS} kali. / Too many redirects.")


def _request(client: httpx.Client, url: str, limits: Limits) -> httpx.Request:
    """Returns the request for an address, bound to the network address that was looked at.

    The name stays in the Host header and in the TLS handshake; looking it up a second time could give another address.
    """
    import httpx

    try:
        parts, host = urlsplit(url), urlsplit(url).hostname or ""
        port = parts.port
    except ValueError:
        raise DocumentError(f"{url}: bukan alamat web yang sah. / Not a valid web address.") from None
    if parts.scheme not in ("http", "https") or not host or parts.username:
        raise DocumentError(
            f"{url}: hanya alamat http:// atau https:// tanpa sandi. / Only http or https, no password."
        )
    headers = {"User-Agent": "tanya-smart-city (pengunduh dokumen)", "Accept": "*/*"}
    if _by_proxy(parts.scheme, host):  # it looks names up itself
        return client.build_request("GET", url, headers=headers)
    address = _looked_at(url, host, port or (443 if parts.scheme == "https" else 80), limits)
    shown = f"[{host}]" if ":" in host else host
    headers["Host"] = f"{shown}:{port}" if port else shown
    bound = httpx.URL(url).copy_with(host=address)
    return client.build_request("GET", bound, headers=headers, extensions={"sni_hostname": host})


def _by_proxy(scheme: str, host: str) -> bool:
    from urllib.request import getproxies, proxy_bypass

    return scheme in getproxies() and not proxy_bypass(host)


def _looked_at(url: str, host: str, port: int, limits: Limits) -> str:
    """Returns a network address of a host, all of whose addresses are public or allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DocumentError(
            f"{url}: nama {host} tidak ditemukan di jaringan. Periksa alamatnya. / The name cannot be found."
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    inside = [address for address in addresses if not _is_public(address)]
    if inside and not limits.private:
        where = host if host == inside[0] else f"{host} ({inside[0]})"
        raise DocumentError(
            f"{url}: {where} berada di jaringan dalam. Bila memang dimaksud, atur DOWNLOAD_PRIVATE=true. "
            "/ That is a private address; set DOWNLOAD_PRIVATE=true if it is meant."
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        known = known.ipv4_mapped or known.sixtofour or known
    return known.is_global and not known.is_multicast


def _pieces(
    response: httpx.Response, url: str, limits: Limits, progress: Callable[[int, int], None]
) -> Iterator[bytes]:
    """Yields what the server sends, until it is too much or takes too long."""
    import httpx

    most = limits.megabytes << 20
    declared = response.headers.get("content-length", "")
    total = int(declared) if declared.isdigit() else 0
    begun, size = time.monotonic(), 0
    try:
        for piece in response.iter_bytes(_CHUNK) if total <= most else (b"",):
            size += len(piece)
            if max(size, total) > most:
                raise DocumentError(
                    f"{url}: lebih besar dari {limits.megabytes} MB (DOWNLOAD_MEGABYTES). / Larger than allowed."
                )
            if time.monotonic() - begun > limits.seconds:
                raise DocumentError(f"{url}: tidak selesai dalam {limits.seconds:.0f} detik. / Took too long.")
            progress(size, total)
            yield piece
    except httpx.HTTPError as error:
        raise DocumentError(
            f"{url}: unduhan terputus ({type(error).__name__}). Ulangi. / The download broke off; repeat it."
        ) from error


# what it is, what it is called


def _suffix(response: httpx.Response, url: str) -> str:
    """Returns the ending that fits what the server says it sends."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    named = PurePosixPath(_given_name(response)).suffix.lower()
    if kind in _ANYTHING or (kind == "text/plain" and named in SUFFIXES):
        suffix = named
    else:
        suffix = _TYPES.get(kind, named if kind.startswith("application/") else "")
    if suffix not in SUFFIXES:
        raise DocumentError(
            f"{url}: jenis berkas {kind or 'yang tidak disebut'} tidak dapat dibaca; perlu salah satu dari "
            f"{', '.join(sorted(SUFFIXES))}. / This type of file cannot be read."
        )
    return suffix


def _check_content(path: Path, suffix: str, url: str) -> None:
    with path.open("rb") as file:
        head = file.read(512)
    if not head:
        raise DocumentError(f"{url}: server mengirim berkas kosong. / The server sent an empty file.")
    if suffix not in (".html", ".htm", ".md", ".txt") and _WEB_PAGE.match(head):
        raise DocumentError(
            f"{url}: server mengirim halaman web, bukan berkas {suffix} (mungkin halaman masuk). / The server sent a "
            "web page instead of the file."
        )


def _given_name(response: httpx.Response) -> str:
    """Returns the file name that the server gives, else the last part of the address it was found at."""
    header = Message()
    header["content-disposition"] = response.headers.get("content-disposition", "")
    name = header.get_filename() or unquote(PurePosixPath(response.request.url.path).name)
    return PurePosixPath(name.replace("\\", "/")).name


def _stem(name: str, response: httpx.Response) -> str:
    stem = name or PurePosixPath(_given_name(response)).stem or (response.request.headers["host"].partition(":")[0])
    return slug(stem)


def slug(stem: str) -> str:
    """Returns a name that is safe in any folder: lower case, without spaces and without a path."""
    return re.sub(r"[^\w.()-]+", "-", stem.lower()).strip("-.")[:_LONGEST_NAME] or "dokumen"


def _free(folder: Path, stem: str, suffix: str, url: str) -> Path:
    """Returns where the file goes: in place of what came from the same address, else where nothing is."""
    known = {Path(path).name: origin for path, origin in origins(folder).items()}
    for file, origin in known.items():
        if origin == url and Path(file).suffix == suffix:
            return folder / file
    target, number = folder / f"{stem}{suffix}", 2
    while target.exists():
        target, number = folder / f"{stem}-{number}{suffix}", number + 1
    return target


def register(folder: Path, file: str, url: str) -> None:
    """Writes down beside a file which address it came from."""
    try:
        rows = json.loads((folder / REGISTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        rows = {}
    rows[file] = {"url": url, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    disk.write_whole(folder / REGISTER, json.dumps(rows, ensure_ascii=False, indent=1))
