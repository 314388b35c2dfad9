"""A server on loopback that speaks the OpenAI chat protocol, and refuses what the real one refuses."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-loopback"
ROLES = {"system", "developer", "user", "assistant", "tool"}


class ChatServer:
    """Answers every prompt with what `reply` makes of it; `prompts` is what it was asked."""

    def __init__(self, reply: Callable[[str], str]) -> None:
        self.reply = reply
        self.prompts: list[str] = []
        self.failing = 0
        """Requests to come that end in an internal error."""
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Returns what OPENAI_BASE_URL is to be."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def start(self) -> None:
        """Begins to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Ends, and frees the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, path: str, key: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Returns status and JSON for one request."""
        if path != "/v1/chat/completions":
            return 404, _error("Unknown request URL", "invalid_request_error")
        if key != f"Bearer {KEY}":
            return 401, _error("Incorrect API key provided", "invalid_request_error")
        try:
            request = json.loads(body)
            messages = [(one["role"], one["content"]) for one in request["messages"]]
            model = str(request["model"])
        except (ValueError, KeyError, TypeError):
            return 400, _error("We could not parse the JSON body of your request", "invalid_request_error")
        if not messages or any(role not in ROLES or not isinstance(text, str) for role, text in messages):
            return 400, _error("Invalid value for 'messages'", "invalid_request_error")
        with self._lock:
            self.prompts.append(messages[-1][1])
            if self.failing:
                self.failing -= 1
                return 500, _error("The server had an error", "server_error")
        return 200, _completion(model, self.reply(messages[-1][1]))


def _completion(model: str, text: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": model,
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text, "refusal": None}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _error(message: str, kind: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, found = server.answer(self.path, self.headers.get("Authorization", ""), body)
            written = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *arguments: Any) -> None:
            """Says nothing."""

    return Handler
