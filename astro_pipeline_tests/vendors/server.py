"""The server itself: one port for all vendors, in a thread, gone when the `with` ends."""

import asyncio
import threading
import time
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Any, Final, Self, cast

import uvicorn
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from uvicorn.protocols.http.h11_impl import H11Protocol

from astro_pipeline.providers.account import Account
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline_tests.vendors.bill import Bill
from astro_pipeline_tests.vendors.documents import Documents, documents
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.speech import Asked, Reply
from astro_pipeline_tests.vendors.table import VENDORS
from astro_pipeline_tests.vendors.vendor import Family, Vendor

_HANGS: Final = 30.0
"""Seconds a SILENT answer stays out at most."""


class VendorServer:
    """All vendors of the table on http://127.0.0.1:<free port>/<vendor>."""

    def __init__(self, *, looks: int = 1, job_seconds: float = 0.0) -> None:
        """A job is found unfinished `looks` times, and lasts at least so long."""
        self.bill = Bill()
        self.looks = looks
        self.job_seconds = job_seconds
        self.requests: list[Asked] = []
        self.problems: list[str] = []
        self.url = ""
        self.vendors: dict[str, Vendor] = {}
        self._fates: dict[str, deque[Scenario]] = defaultdict(deque)
        self._always: dict[str, Scenario] = {}
        self._documents: Documents | None = documents()
        self._lines: dict[tuple[str, int], asyncio.Transport] = {}

    def __enter__(self) -> Self:
        load_catalog()  # not while the first caller waits
        config = uvicorn.Config(
            self._app, host="127.0.0.1", port=0, log_level="critical", lifespan="off",
            interface="asgi3", ws="none",
            http=self._protocol(), timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.vendors = {vendor.name: vendor(self) for vendor in VENDORS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        if kind is None:
            assert not self.problems, "\n".join(self.problems)

    @property
    def host(self) -> str:
        """What ASTRO_ALLOW_HOSTS is set to for it."""
        return self.url.removeprefix("http://")

    def base_url(self, vendor: str) -> str:
        """What the vendor's base URL is set to."""
        return f"{self.url}/{vendor}{self.vendors[vendor].prefix}"

    def account(self, vendor: str) -> Account:
        """An account there."""
        there = self.vendors[vendor]
        keys = tuple(key for key in (there.key, there.second_key) if key)
        return Account(vendor, self.base_url(vendor), keys, allowed_hosts=frozenset({self.host}))

    def environment(self, *vendors: str) -> dict[str, str]:
        """The variables with which a process finds these vendors here, keys included."""
        known = load_catalog().vendors
        found = {"ASTRO_ALLOW_HOSTS": self.host}
        for name in vendors:
            found[known[name].base_url_variable] = self.base_url(name)
            found |= {
                group[0]: key for group, key in zip(known[name].keys, self.account(name).keys, strict=True)
            }
        return found

    def play(self, fate: Scenario, vendor: str, *, times: int = 1) -> None:
        """What becomes of the vendor's next paid requests."""
        self._fates[vendor].extend([fate] * times)

    def always(self, fate: Scenario, vendor: str) -> None:
        """What becomes of all the vendor's paid requests that nothing else is played for."""
        self._always[vendor] = fate

    def fate(self, vendor: str) -> Scenario:
        """The next paid request's fate."""
        waiting = self._fates[vendor]
        return waiting.popleft() if waiting else self._always.get(vendor, Scenario.GOOD)

    def problem(self, what: str) -> None:
        """Note what broke a contract."""
        self.problems.append(what)

    def seconds(self) -> float:
        """The clock, for jobs that take a while."""
        return time.monotonic()

    def lasts(self, family: Family) -> float:
        """How long such a job takes at least, in seconds."""
        del family
        return self.job_seconds

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        name, _, path = request.url.path.removeprefix("/").partition("/")
        asked = Asked(
            request.method,
            f"/{path}",
            dict(request.query_params),
            {key.lower(): value for key, value in request.headers.items()},
            await request.body(),
        )
        reply = self._reply(name, asked)
        if reply.spoiled is Scenario.SILENT:
            with suppress(TimeoutError):
                await asyncio.wait_for(receive(), _HANGS)  # until the caller hangs up
            reply = replace(reply, spoiled=Scenario.CUT)
        client = cast("tuple[str, int]", tuple(scope["client"]))
        await self._sent(reply, client, lambda response: response(scope, receive, send))

    def _reply(self, name: str, asked: Asked) -> Reply:
        if name == "files":
            vendor, _, job = asked.path.removeprefix("/").partition("/")
            return self.vendors[vendor].file(job)
        self.requests.append(asked)
        vendor = self.vendors.get(name)
        reply = vendor.reply(asked) if vendor else None
        if vendor is None or reply is None:
            self.problem(f"{name} {asked.method} {asked.path}: no such route")
            return Reply(404, b'{"error": {"code": "not_found", "message": "no such route"}}')
        if self._documents and vendor.document and reply.status != 401:
            self.problems += self._documents.broken(vendor, asked, reply)
        return reply

    async def _sent(
        self, reply: Reply, client: tuple[str, int], send: Callable[[Response], Awaitable[None]]
    ) -> None:
        match reply.spoiled:
            case Scenario.CUT:
                self._lines[client].abort()
                return
            case Scenario.TRUNCATED:
                await self._broken_off(reply, client, send)
                return
            case Scenario.BROKEN_AFTER:
                reply = Reply(500, b'{"error": "internal error"}')
            case Scenario.HTML:
                reply = Reply(200, b"<html><body>502 Bad Gateway</body></html>", "text/html")
            case Scenario.SCHEMA:
                reply = Reply(reply.status, b'{"unexpected": ["shape"]}')
            case _:
                pass
        await send(Response(reply.body, reply.status, dict(reply.headers), reply.media_type))

    async def _broken_off(
        self, reply: Reply, client: tuple[str, int], send: Callable[[Response], Awaitable[None]]
    ) -> None:
        """The first half of the answer, then nothing."""
        line = self._lines[client]

        async def half() -> AsyncGenerator[bytes]:
            yield reply.body[: len(reply.body) // 2]
            await asyncio.sleep(0.02)
            line.abort()

        length = {"content-length": str(len(reply.body))}
        await send(StreamingResponse(half(), reply.status, length, reply.media_type))

    def _protocol(self) -> type[H11Protocol]:
        """uvicorn's, remembering each caller's line so that it can be cut."""
        lines = self._lines

        class Cuttable(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:
                super().connection_made(transport)
                lines[transport.get_extra_info("peername")[:2]] = transport

        return Cuttable
