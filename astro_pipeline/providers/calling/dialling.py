"""How a connection to a vendor is made: to an address that was looked at, and never without end.

httpx's own timeouts are per read: a server that drips a byte a second keeps a caller for ever. Here
every step of a call shares one deadline. Where a guard is given, a name is resolved once, every address
it has is judged, and the connection goes to the address that was judged: a name that resolves anew
between the check and the connection (DNS rebinding) gains nothing. TLS still checks the name.
"""

import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

import httpcore
import httpx

Clock = Callable[[], float]
Address = IPv4Address | IPv6Address

Guard = Callable[[str, int, Address], None]
"""Called with host, port and each address before anything is sent; raises ForbiddenAddress."""

_PIECE: Final = 1 << 16
_NAT64: Final = ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones: RFC 6052 (2010-10), section 2.1."""


class ForbiddenAddress(Exception):
    """A name that leads somewhere we do not go; says where."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet, also when it is an IPv4 address in disguise."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class Line(httpx.BaseTransport):
    """One connection per request, made and used before a deadline; nothing is sent twice.

    A kept connection that the vendor has just closed would look like a lost answer, so none is kept.
    """

    def __init__(self, *, until: float, guard: Guard | None = None, clock: Clock = time.monotonic) -> None:
        """`until` is the deadline, by `clock`."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_keepalive_connections=0,
            retries=0,
            network_backend=_Dialler(until=until, guard=guard, clock=clock),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it, and give the answer as it begins to come."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.read(),
            extensions={"timeout": request.extensions.get("timeout", {})},
        )
        with _as_httpx():
            answer = self._pool.handle_request(asked)
        assert isinstance(answer.stream, Iterable)  # noqa: S101 -- a synchronous pool gives no other
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The answer's body as it comes, its errors as httpx names them."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Dialler(httpcore.NetworkBackend):
    def __init__(self, *, until: float, guard: Guard | None, clock: Clock) -> None:
        self._inner = httpcore.SyncBackend()
        self._until, self._guard, self._clock = until, guard, clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _resolved(host, port)
        if self._guard is not None:
            for address in addresses:
                self._guard(host, port, ip_address(address))
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in addresses:
            left = _left(self._until, self._clock, timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
                continue
            return _Stream(stream, until=self._until, clock=self._clock)
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at one deadline."""

    def __init__(self, inner: httpcore.NetworkStream, *, until: float, clock: Clock) -> None:
        self._inner, self._until, self._clock = inner, until, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self._until, self._clock, timeout, httpcore.ReadTimeout)
        return self._inner.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            left = _left(self._until, self._clock, timeout, httpcore.WriteTimeout)
            self._inner.write(buffer[start : start + _PIECE], left)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._until, self._clock, timeout, httpcore.ConnectTimeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left)
        return _Stream(inner, until=self._until, clock=self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _resolved(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as exc:
        raise httpcore.ConnectError(f"{host}: {exc}") from exc
    return tuple(dict.fromkeys(str(place[0]).partition("%")[0] for *_, place in found))


def _left(
    until: float, clock: Clock, timeout: float | None, too_late: type[httpcore.TimeoutException]
) -> float:
    left = until - clock()
    if left <= 0:
        raise too_late("the time for this call is over")
    return left if timeout is None else min(left, timeout)


@contextmanager
def _as_httpx() -> Generator[None]:
    """Errors of httpcore under the same names in httpx."""
    try:
        yield
    except (
        httpcore.NetworkError,
        httpcore.TimeoutException,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as exc:
        raise getattr(httpx, type(exc).__name__)(str(exc)) from exc


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are read once a process: it takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)
