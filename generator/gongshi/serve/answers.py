"""Answers (应答): what a browser gets for an address of the preview.

Pages are sent with a script that waits for the next build and with a banner of what is wrong;
a poster that somebody navigates to is sent inside a viewer, and as it is under `?raw`.
"""

from __future__ import annotations

import mimetypes
import os
import socket
import socketserver
import sys
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, quote, unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongshi.errors import MachineFailed, Saying, Severity, cause
from gongshi.language import language, say
from gongshi.serve.board import Board

WAIT = "/.gongshi/wait"
SCRIPT = "/.gongshi/live.js"
_LONGEST_WAIT = 25.0
_POSTERS = (".pdf", ".png")
_STAYS = Saying("网页上仍是上一次没有问题的内容。", "What you see is as it was when all was right.")


@dataclass(frozen=True)
class Asked:
    """A request: its path, its query, and whether a person navigates there."""

    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    navigates: bool = False


@dataclass(frozen=True)
class Reply:
    """What is sent back."""

    status: HTTPStatus
    type: str
    body: bytes
    location: str = ""


class Answers:
    """Makes replies from the built folder and from what the board shows."""

    def __init__(self, board: Board, folder: Path) -> None:
        """Nothing is read before somebody asks."""
        self.board = board
        self.folder = folder

    def to(self, asked: Asked) -> Reply:
        """The reply to a request."""
        if asked.path == WAIT:
            return self._wait(asked.query)
        if asked.path == SCRIPT:
            return Reply(HTTPStatus.OK, "text/javascript", _text("live.js"))
        file = self._file(asked.path)
        if file is not None and _is_folder(file):
            if not asked.path.endswith("/"):
                name = quote(PurePosixPath(asked.path).name)
                return Reply(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", f"./{name}/")
            file /= "index.html"
        content = _content(file)
        if content is None or file is None:
            return self._nothing_there(asked.path)
        if file.suffix in _POSTERS and asked.navigates and "raw" not in asked.query:
            return self._viewer(asked.path, content)
        if file.suffix == ".html":
            return self._page(HTTPStatus.OK, content, asked.path)
        return Reply(HTTPStatus.OK, _type_of(file), content)

    def mark(self, path: str) -> str:
        """What changes when a page that is open at a path should load itself again."""
        if path.endswith(_POSTERS):
            content = _content(self._file(path)) or b""
            return f"{sha256(content).hexdigest()[:16]}-{self.board.now.trouble}"
        return f"{self.board.run}-{self.board.now.number}"

    def _file(self, path: str) -> Path | None:
        """The file of an address, or None for hidden files and other places."""
        parts = PurePosixPath(path).parts[1:]
        if "\0" in path or any(part.startswith(".") for part in parts):
            return None
        return self.folder.joinpath(*parts)

    def _wait(self, query: dict[str, list[str]]) -> Reply:
        """The mark of a path, once it is another than the one given, or after a while."""
        path, given = unquote(query.get("path", ["/"])[0]), query.get("mark", [""])[0]
        self.board.wait_while(lambda: self.mark(path) == given, _LONGEST_WAIT)
        return Reply(HTTPStatus.OK, "text/plain; charset=utf-8", self.mark(path).encode())

    def _nothing_there(self, path: str) -> Reply:
        own = _content(self.folder / "404.html")
        if own is not None:
            return self._page(HTTPStatus.NOT_FOUND, own, path)
        now = self.board.now
        nothing = say("还没有网站", "There is no site yet")
        title = nothing if now.number else say("正在生成…", "Building…")

        page = _page("waiting.html.jinja", lang=language().value, title=title)
        return self._page(HTTPStatus.SERVICE_UNAVAILABLE, page, path)

    def _viewer(self, path: str, content: bytes) -> Reply:
        name = PurePosixPath(path).name
        page = _page(
            "viewer.html.jinja",
            lang=language().value,
            name=name,
            is_picture=name.endswith(".png"),
            raw=f"{quote(name)}?raw={sha256(content).hexdigest()[:8]}",
            size=f"{len(content) / 1000:,.0f} kB",
            back=say("回到网页", "back to the page"),
            alone=say("只看文件", "the file alone"),
        )
        return self._page(HTTPStatus.OK, page, path)

    def _page(self, status: HTTPStatus, html: bytes, path: str) -> Reply:
        """A page with the script, and with the banner where something is wrong, set into it."""
        added = _page("live.html.jinja", script=SCRIPT, mark=self.mark(path), banner=self._banner())
        head, end, tail = html.rpartition(b"</body>")
        whole = head + added + end + tail if end else html + added
        return Reply(status, "text/html; charset=utf-8", whole)

    def _banner(self) -> dict[str, object] | None:
        now = self.board.now
        if not now.problems and now.failure is None:
            return None
        count = len(now.problems) + (now.failure is not None)
        return {
            "says": say(f"{count} 处要改", f"{count} to put right"),
            "stays": _STAYS.in_(language()) if now.has_errors else "",
            "grave": now.has_errors,
            "failure": now.failure.in_(language()) if now.failure else "",
            "problems": [
                (
                    f"{one.path}:{one.line}:{one.column}",
                    one.saying.in_(language()),
                    one.severity is Severity.ERROR,
                )
                for one in now.problems
            ],
        }


def _is_folder(file: Path) -> bool:
    try:
        return file.is_dir()
    except OSError:  # a name that no disk could hold
        return False


def _content(file: Path | None) -> bytes | None:
    try:
        return file.read_bytes() if file is not None and file.is_file() else None
    except OSError:
        return None


def _type_of(file: Path) -> str:
    found = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    is_text = found.startswith("text/") or found.endswith(("json", "xml", "javascript"))
    return f"{found}; charset=utf-8" if is_text else found


def _page(template: str, **values: object) -> bytes:
    return _templates().get_template(template).render(values).encode()


def _text(name: str) -> bytes:
    return (_PAGES / name).read_bytes()


_PAGES = Path(__file__).parent / "pages"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Server(ThreadingHTTPServer):
    """The web server of one preview; MachineFailed where it cannot have its port."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"

    def __init__(self, host: str, port: int, answers: Answers) -> None:
        """The port is taken at once; nobody is answered before `serve_forever`."""
        self.answers = answers
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise MachineFailed(
                Saying(
                    f"用不了 {host} 的 {port} 端口：{cause(error).zh}；请用 --port 换一个。",
                    f"cannot use port {port} of {host}: {error.strerror}; "
                    "choose another with --port.",
                )
            ) from error

    def server_bind(self) -> None:
        """Take the port, without asking the network what this machine is called."""
        socketserver.TCPServer.server_bind(self)

    @property
    def address(self) -> str:
        """The address to open in a browser on this machine."""
        host, port = str(self.server_address[0]), self.server_address[1]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - as was asked
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that went away."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 60

    def do_GET(self) -> None:
        self._send(self._reply(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._reply(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing of every request."""

    def _reply(self) -> Reply:
        address = urlsplit("/" + self.path.lstrip("/"))
        query = parse_qs(address.query, keep_blank_values=True)
        return self.server.answers.to(Asked(unquote(address.path), query, self._navigates()))

    def _navigates(self) -> bool:
        meant = self.headers.get("Sec-Fetch-Dest")
        return meant == "document" if meant else "text/html" in self.headers.get("Accept", "")

    def _send(self, reply: Reply, *, with_body: bool) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Cache-Control", "no-store")
        if reply.location:
            self.send_header("Location", reply.location)
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)
