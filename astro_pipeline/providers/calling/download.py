"""Fetching what a vendor made, as if the vendor were hostile: its address, its size, its kind, its pixels.

    results = Results("replicate", suffixes=("replicate.delivery",), own=account.allowed_hosts)
    made = results.fetch(url, family="picture")
    Done(content=made.content, media_type=made.media_type, …)

Only https from the vendor's own hosts, at public addresses, each redirect judged anew; servers the
operator named ("127.0.0.1:4200") also in plain http, and nothing else that is private. The body is held
in memory up to a limit, so nothing is left lying when it turns out to be something else.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Final, Literal
from urllib.parse import urlsplit

import httpx
from PIL import Image, UnidentifiedImageError

from astro_pipeline.errors import Ambiguous, Gone, JobFailed, MediaUnreadable
from astro_pipeline.media.footage.supplied import supplied_film, supplied_sound_seconds
from astro_pipeline.media.kind import Kind, kind_of_head
from astro_pipeline.media.pixels.picture import FORMATS, MAX_PIXELS
from astro_pipeline.providers.calling.dialling import Address, ForbiddenAddress, Line, is_public

Family = Literal["picture", "film", "sound"]
Headers = Callable[[], Mapping[str, str]]

_MOST_BYTES: Final[dict[Family, int]] = {"picture": 40 << 20, "film": 256 << 20, "sound": 64 << 20}
_MOST_SECONDS: Final[dict[Family, float]] = {"picture": 60.0, "film": 240.0, "sound": 120.0}
"""Of the clock, until the whole file is here."""
_LONGEST_MEDIA: Final = 660.0
"""Seconds a film or a sound may play: a little over the longest any vendor makes (music, 600 s)."""
_HOPS: Final = 4
_TRIES: Final = 3
_FIRST_WAIT: Final = 0.5
_MEDIA_TYPES: Final = {
    "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp",
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "wav": "audio/wav", "mp3": "audio/mpeg", "m4a": "audio/mp4", "flac": "audio/flac", "ogg": "audio/ogg",
}  # fmt: skip
"""What is taken, by its first bytes."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is what it should be."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Results:
    """Where one vendor's results may be fetched from, and how."""

    vendor: str
    suffixes: tuple[str, ...]
    """Its hosts and what ends like them, e.g. replicate.delivery."""
    own: frozenset[str] = frozenset()
    """The operator's servers, "host" or "host:port": also private ones, also in plain http."""
    keyed: Mapping[str, Headers] = field(default_factory=dict[str, Headers], repr=False)
    """Headers with a key for exactly these origins ("https://openrouter.ai") and for no other."""
    seconds: float | None = None
    """Overrides how long one file may take."""
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def fetch(self, url: str, *, family: Family, billed: Decimal = Decimal(0)) -> Fetched:
        """The file at an address the vendor gave, which has billed so much for it.

        Raises: Gone where it is no longer there; Ambiguous where it could not be had now and may be asked
        for again; JobFailed where the address or what lies there is nothing we take.
        """
        try:
            return self.taken(self._patiently(url, family), family=family, billed=billed)
        except ForbiddenAddress as exc:
            raise self._failed(f"the result is not fetched: {exc}", billed) from exc
        except _Unfit as exc:
            raise self._failed(f"the result is not taken: {exc}", billed) from exc
        except _Expired as exc:
            raise Gone(str(exc), provider=self.vendor, cost_usd=billed, posts=1) from exc

    def taken(self, content: bytes, *, family: Family, billed: Decimal = Decimal(0)) -> Fetched:
        """A file that came inside an answer, looked at in the same way. Raises: JobFailed."""
        if len(content) > _MOST_BYTES[family]:
            raise self._failed(f"{len(content)} bytes are more than a {family} may have", billed)
        try:
            return Fetched(content, _MEDIA_TYPES[_kind(content, family).form])
        except MediaUnreadable as exc:
            raise self._failed(f"what was made cannot be used: {exc}", billed) from exc

    def _patiently(self, url: str, family: Family) -> bytes:
        wait = _FIRST_WAIT
        for _ in range(_TRIES - 1):
            try:
                return self._whole(url, family)
            except Ambiguous:
                self.sleep(wait)
                wait *= 2
        return self._whole(url, family)

    def _whole(self, url: str, family: Family) -> bytes:
        until = self.clock() + (self.seconds or _MOST_SECONDS[family])
        try:
            for _ in range(_HOPS):
                got = self._hop(url, until, _MOST_BYTES[family])
                if isinstance(got, bytes):
                    return got
                url = got
        except httpx.HTTPError as exc:
            raise Ambiguous(
                f"the result could not be fetched whole ({type(exc).__name__}); it is asked for again",
                provider=self.vendor,
            ) from exc
        raise _Unfit(f"it is redirected more than {_HOPS - 1} times")

    def _hop(self, url: str, until: float, most: int) -> bytes | str:
        """The body, or where else it is said to be."""
        parts = self._permitted(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        headers = {"Accept-Encoding": "identity", "User-Agent": "astro-pipeline"}
        if origin in self.keyed:
            headers |= self.keyed[origin]()
        left = until - self.clock()
        extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), max(left, 0.001))}
        request = httpx.Request("GET", url, headers=headers, extensions=extensions)
        with Line(until=until, guard=self._judge, clock=self.clock) as line:
            answer = line.handle_request(request)
            if answer.has_redirect_location:
                return str(httpx.URL(url).join(answer.headers["location"]))
            self._answered(answer, most)
            return _body(answer, most)

    def _permitted(self, url: str) -> "SplitUrl":
        """The address, when it may be asked at all. Raises: ForbiddenAddress."""
        try:
            parts = SplitUrl.of(url)
        except ValueError as exc:
            raise ForbiddenAddress(f"{url[:80]!r} is no address") from exc
        if self._is_own(parts.host, parts.port):
            return parts
        if parts.scheme != "https":
            raise ForbiddenAddress(f"{parts.scheme or 'no scheme'} instead of https")
        if not any(parts.host == s or parts.host.endswith(f".{s}") for s in self.suffixes):
            raise ForbiddenAddress(
                f"{parts.host} is none of {', '.join(self.suffixes) or 'no host'}; "
                "a server of your own is opened with ASTRO_ALLOW_HOSTS"
            )
        return parts

    def _judge(self, host: str, port: int, address: Address) -> None:
        if not self._is_own(host, port) and not is_public(address):
            raise ForbiddenAddress(f"{host} lies at {address}, which is not public")

    def _is_own(self, host: str, port: int) -> bool:
        return bool({host, f"{host}:{port}"} & self.own)

    def _answered(self, answer: httpx.Response, most: int) -> None:
        status = answer.status_code
        if status in {401, 403, 404, 410}:
            raise _Expired(f"the result is no longer where it was ({status}); it has expired")
        if status != 200:
            raise Ambiguous(f"the result answered {status}; it is asked for again", provider=self.vendor)
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise _Unfit("it is compressed although that was not asked for")
        if int(answer.headers.get("content-length", "0")) > most:
            raise _Unfit(f"it has {answer.headers['content-length']} bytes, more than {most}")

    def _failed(self, why: str, billed: Decimal) -> JobFailed:
        return JobFailed(why, provider=self.vendor, cost_usd=billed, posts=1)


class _Unfit(Exception):
    """What is offered is nothing we take."""


class _Expired(Exception):
    """What was offered is there no more."""


def _body(answer: httpx.Response, most: int) -> bytes:
    body = BytesIO()
    for piece in answer.iter_raw():
        if body.tell() + len(piece) > most:
            raise _Unfit(f"it has more than {most} bytes")
        body.write(piece)
    return body.getvalue()


@dataclass(frozen=True, slots=True)
class SplitUrl:
    """The parts of an address that are judged, exactly as the connection will use them."""

    scheme: str
    host: str
    port: int
    netloc: str

    @classmethod
    def of(cls, url: str) -> "SplitUrl":
        """Raises: ValueError where it holds a user, no host, or no address that can be read."""
        parsed = httpx.URL(url)
        if parsed.userinfo or not parsed.host or urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError(url)
        port = parsed.port or (443 if parsed.scheme == "https" else 80)
        return cls(parsed.scheme, parsed.host.rstrip(".").lower(), port, parsed.netloc.decode())


def _kind(content: bytes, family: Family) -> Kind:
    kind = kind_of_head(content[:4096], "result")
    if kind.family != family or kind.form not in _MEDIA_TYPES:
        raise MediaUnreadable(f"result: a {kind.form} and no {family}; choose another model")
    if family == "picture":
        _look_at_picture(content)
    elif family == "film":
        seconds = supplied_film(content).seconds
        if seconds > _LONGEST_MEDIA:
            raise MediaUnreadable(f"result: plays {seconds:.0f} s; ask for less")
    elif supplied_sound_seconds(content, most=_LONGEST_MEDIA) > _LONGEST_MEDIA:
        raise MediaUnreadable(f"result: plays more than {_LONGEST_MEDIA:.0f} s; ask for less")
    return kind


def _look_at_picture(content: bytes) -> None:
    """Its size before a pixel is decoded, then every pixel."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise MediaUnreadable(
                    f"result: {image.width}x{image.height} is more than {MAX_PIXELS} pixels"
                )
            image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as exc:
        raise MediaUnreadable("result: does not decode as PNG, JPEG or WebP; make it again") from exc
