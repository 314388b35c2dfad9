"""A Bot API server on loopback: real HTTP, the real rules, and faults to order."""

import asyncio
import contextlib
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.servers.delivery import Polls, Webhook
from tests.servers.floods import FloodLimits
from tests.servers.methods import MESSAGE_METHODS, Params
from tests.servers.people import Group, Person
from tests.servers.profile import PROFILE_METHODS, Profile
from tests.servers.world import Chat, Json, RefusedError, World

FaultKind = Literal["flood", "unavailable", "unavailable_after", "drop_before", "drop_after", "hold"]
PACED = {"sendmessage", "sendphoto", "senddocument", "editmessagetext", "editmessagecaption", "editmessagereplymarkup"}


@dataclass(slots=True)
class Fault:
    """What goes wrong with one call; "…_after" means that the server did what was asked before it failed."""

    kind: FaultKind
    seconds: int = 0
    event: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Call:
    """One call as the server saw it; `error` is the refusal's wording, "" where it was accepted."""

    method: str
    values: dict[str, str]
    result: Any = None
    error: str = ""


GLANCE_SECONDS = 0.1
"""How often a condition is looked at while no call comes."""


class BotApiServer:
    """One bot's Bot API server; `calls` is the record of everything it was asked."""

    def __init__(self, token: str = "123456:TEST-token_for-loopback", username: str = "tanya_bot") -> None:
        self.token = token
        self.world = World(bot_id=int(token.split(":")[0]), bot_username=username)
        self.profile = Profile()
        self.calls: list[Call] = []
        self.attempts: Counter[str] = Counter()
        self.limits: FloodLimits | None = None
        self.lacks: set[str] = set()
        self.fault_for: Callable[[str, Params], Fault | None] = lambda method, params: None
        self.polls = Polls(self.world, self.changed)
        self.webhook = Webhook(self.world)
        self._planned: list[tuple[str, Fault]] = []
        self._changed = asyncio.Condition()
        self._http: HTTPServer | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    @property
    def base_url(self) -> str:
        """Returns the address that goes into TELEGRAM_API_BASE_URL."""
        return f"http://127.0.0.1:{self.port}/bot"

    async def start(self, port: int = 0) -> None:
        """Starts listening on a free port of loopback."""
        routes = [
            (r"/bot([^/]+)/([A-Za-z]+)", _MethodHandler, {"server": self}),
            (r"/file/bot([^/]+)/documents/([\w-]+)", _FileHandler, {"server": self}),
        ]
        sockets = bind_sockets(port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._http = HTTPServer(Application(routes, log_function=lambda handler: None))
        self._http.add_sockets(sockets)

    async def stop(self) -> None:
        """Stops listening and drops what is still connected."""
        await self.webhook.stop()
        if self._http:
            self._http.stop()
            await self._http.close_all_connections()

    # --- what a test arranges -------------------------------------------------------------------

    def person(self, user_id: int = 5001, *, language: str | None = "id", name: str = "Budi") -> Person:
        """Returns a user with a private chat to the bot."""
        self.world.chats.setdefault(user_id, Chat(user_id, "private", name))
        return Person(self, user_id, name, language)

    def group(self, chat_id: int = -1001, *, basic: bool = False, topics: tuple[int, ...] = ()) -> Group:
        """Returns a group that the bot is a member of."""
        chat = Chat(chat_id, "group" if basic else "supergroup", "Diskominfo", forum_topics=topics)
        return Group(self.world.chats.setdefault(chat_id, chat))

    def fail(self, method: str, kind: FaultKind, *, times: int = 1, seconds: int = 0) -> Fault:
        """Plans that the next calls of this method go wrong; a "hold" lasts until its event is set."""
        fault = Fault(kind, seconds)
        self._planned += [(method.lower(), fault)] * times
        return fault

    # --- what a test looks at -------------------------------------------------------------------

    def accepted(self, *methods: str) -> list[Call]:
        """Returns the accepted calls of these methods, oldest first."""
        names = {method.lower() for method in methods}
        return [call for call in self.calls if not call.error and call.method.lower() in names]

    def met(self, method: str) -> int:
        """Returns how often this method was called, faults included."""
        return self.attempts[method.lower()]

    def refused(self) -> list[Call]:
        """Returns the calls that were refused for a fault of the caller."""
        return [call for call in self.calls if call.error.startswith("Bad Request")]

    def shown(self, chat_id: int) -> list[Json]:
        """Returns the bot's messages that stand in this chat now, oldest first."""
        found = [message for (chat, _), message in self.world.messages.items() if chat == chat_id]
        return [message for message in found if message["from"]["id"] == self.world.bot_id]

    def texts(self, chat_id: int) -> list[str]:
        """Returns what the bot's messages in this chat say now."""
        return [message.get("text") or message.get("caption", "") for message in self.shown(chat_id)]

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Waits until the condition holds; it is looked at after every call and change.

        It is looked at now and then besides: what a thread of the bot does is no call.
        """
        async with asyncio.timeout(seconds), self._changed:
            while not condition():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), GLANCE_SECONDS)

    async def replies(self, chat_id: int, count: int = 1) -> list[Json]:
        """Waits until the bot has this many messages in the chat and returns them."""
        await self.until(lambda: len(self.shown(chat_id)) >= count)
        return self.shown(chat_id)

    async def notify(self) -> None:
        """Wakes those who wait for a change."""
        async with self._changed:
            self._changed.notify_all()

    def updated(self) -> None:
        """Is called when a new update is waiting for the bot."""
        self.polls.wake()
        self.webhook.wake()
        self.changed()

    def changed(self) -> None:
        """Lets those who wait for a condition look again."""
        task = asyncio.ensure_future(self.notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- answering calls ------------------------------------------------------------------------

    async def answer(self, method: str, params: Params) -> Any:
        """Does what the method says and returns its result, or raises `RefusedError`."""
        if method in self.lacks:
            raise RefusedError(404, "Not Found: method not found")
        if method == "getupdates":
            if self.webhook.url:
                raise RefusedError(409, "Conflict: can't use getUpdates method while webhook is active")
            return await self.polls.get_updates(params)
        if method in ("setwebhook", "deletewebhook", "getwebhookinfo"):
            return await self.webhook.answer(method, params)
        if method in MESSAGE_METHODS:
            if self.limits and method in PACED:
                self.limits.check(self.world.chats.get(params.number("chat_id")), method)
            return MESSAGE_METHODS[method](self.world, params)
        if method in PROFILE_METHODS:
            return PROFILE_METHODS[method](self.world, self.profile, params)
        raise RefusedError(404, "Not Found: method not found")

    def fault(self, method: str, params: Params) -> Fault | None:
        """Returns the fault that this call meets."""
        for position, (name, fault) in enumerate(self._planned):
            if name == method:
                del self._planned[position]
                return fault
        return self.fault_for(method, params)


class _MethodHandler(RequestHandler):
    def initialize(self, server: BotApiServer) -> None:
        self.server = server
        self.poll: asyncio.Task[Any] | None = None
        self.closed = False

    async def get(self, token: str, method: str) -> None:
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        if token != self.server.token:
            self._reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            return
        params = self._params()
        self.server.attempts[method.lower()] += 1
        fault = self.server.fault(method.lower(), params)
        if fault and not await self._before(fault):
            return
        call = Call(method, params.values)
        status, body = await self._perform(call, params)
        if method.lower() != "getupdates":
            self.server.calls.append(call)
        if fault and fault.kind == "drop_after":
            self.detach().close()
        elif fault and fault.kind == "unavailable_after":
            self._reply(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})
        else:
            self._reply(status, body)
        await self.server.notify()

    async def _before(self, fault: Fault) -> bool:
        """Plays the part of a fault that comes before the call is done; tells whether it is done at all."""
        if fault.kind == "drop_before":
            self.detach().close()
        elif fault.kind == "unavailable":
            self._reply(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})
        elif fault.kind == "flood":
            self._reply(429, _refused(RefusedError(429, "Too Many Requests", retry_after=fault.seconds or 1)))
        else:
            if fault.kind == "hold":
                await self.server.notify()
                await fault.event.wait()
            return not self.closed
        await self.server.notify()
        return False

    async def _perform(self, call: Call, params: Params) -> tuple[int, Json]:
        self.poll = asyncio.ensure_future(self.server.answer(call.method.lower(), params))
        try:
            call.result = await self.poll
        except RefusedError as refusal:
            call.error = refusal.description
            return refusal.code, _refused(refusal)
        except asyncio.CancelledError:
            return 499, {"ok": False}
        return 200, {"ok": True, "result": call.result}

    def _params(self) -> Params:
        values = {key: self.get_argument(key, strip=False) for key in self.request.arguments}
        if self.request.headers.get("Content-Type", "").startswith("application/json") and self.request.body:
            body: Json = json.loads(self.request.body)
            values |= {key: value if isinstance(value, str) else json.dumps(value) for key, value in body.items()}
        files = {key: parts[0]["body"] for key, parts in self.request.files.items()}
        return Params(values, files)

    def _reply(self, status: int, body: Json) -> None:
        if self.request.connection is None or self._finished:
            return
        self.set_status(status, "status")
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body))

    def on_connection_close(self) -> None:
        self.closed = True
        if self.poll:
            self.poll.cancel()


class _FileHandler(RequestHandler):
    def initialize(self, server: BotApiServer) -> None:
        self.server = server

    async def get(self, token: str, name: str) -> None:
        if token != self.server.token or name not in self.server.world.files:
            self.set_status(404)
            return
        self.finish(self.server.world.files[name])


def _refused(refusal: RefusedError) -> Json:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return body


def random_faults(seed: int, rates: dict[FaultKind, float], methods: set[str]) -> Callable[[str, Params], Fault | None]:
    """Returns a source of faults at the given rates for calls of these methods."""
    source = random.Random(seed)

    def fault_for(method: str, params: Params) -> Fault | None:
        if method not in methods:
            return None
        draw = source.random()
        for kind, rate in rates.items():
            if draw < rate:
                return Fault(kind, seconds=1)
            draw -= rate
        return None

    return fault_for
