"""Results are fetched as if whoever offers them were an enemy."""

import gzip
import itertools
import socket
import time
from decimal import Decimal
from ipaddress import ip_address
from typing import Any

import httpcore
import pytest

from astro_pipeline.errors import Ambiguous, Gone, JobFailed
from astro_pipeline.providers.calling.dialling import is_public
from astro_pipeline.providers.calling.download import Results
from astro_pipeline_tests.providers.calling.sockets import answering, page
from astro_pipeline_tests.vendors import goods

_USD = Decimal("0.04")


def results(*own: str, seconds: float = 20.0, suffixes: tuple[str, ...] = ("vendor.example",)) -> Results:
    return Results("vendor", suffixes, frozenset(own), seconds=seconds, sleep=lambda _: None)


def test_a_picture_from_an_allowed_server_is_taken() -> None:
    with answering([page(goods.picture())]) as host:
        made = results(host).fetch(f"http://{host}/a.png", family="picture")

    assert made.content == goods.picture()
    assert made.media_type == "image/png"


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_the_type_is_told_by_the_content_and_not_by_the_name(form: str) -> None:
    with answering([page(goods.picture(form=form), content_type="image/png")]) as host:
        made = results(host).fetch(f"http://{host}/a.png", family="picture")

    assert made.media_type == f"image/{form.lower()}"


def test_films_and_sounds_are_looked_into() -> None:
    with answering([page(goods.film())]) as host:
        assert results(host).fetch(f"http://{host}/a", family="film").media_type == "video/mp4"
    with answering([page(goods.sound())]) as host:
        assert results(host).fetch(f"http://{host}/a", family="sound").media_type == "audio/mpeg"


@pytest.mark.parametrize(
    "url",
    [
        "http://vendor.example/a.png",
        "ftp://vendor.example/a.png",
        "file:///etc/passwd",
        "https://vendor.example.evil.example/a.png",
        "https://evilvendor.example/a.png",
        "https://user:password@vendor.example/a.png",
        "https://127.0.0.1/a.png",
        "https://[::1]/a.png",
        "https://169.254.169.254/latest",
        "data:image/png;base64,AAAA",
        "https:///a.png",
        "nonsense",
        "",
    ],
)
def test_an_address_that_is_not_the_vendors_is_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _never)

    with pytest.raises(JobFailed, match="not fetched"):
        results().fetch(url, family="picture", billed=_USD)


@pytest.mark.parametrize("name", ["localhost", "0x7f000001", "2130706433", "127.1"])
def test_a_name_that_leads_home_is_not_followed(name: str) -> None:
    with pytest.raises(JobFailed, match="not public"):
        results(suffixes=(name,)).fetch(f"https://{name}/a.png", family="picture")


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = itertools.chain(["93.184.215.14"], itertools.repeat("127.0.0.1"))
    dialled: list[str] = []

    def resolve(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))]

    def connect(_: object, host: str, *__: object, **___: object) -> httpcore.NetworkStream:
        dialled.append(host)
        raise httpcore.ConnectError("no route")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)

    with pytest.raises(JobFailed, match=r"lies at 127\.0\.0\.1"):
        results().fetch("https://cdn.vendor.example/a.png", family="picture")

    assert dialled == ["93.184.215.14"], "the first look was judged and dialled; the second was refused"


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://0x7f000001/",
        "https://[::1]/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "//127.0.0.1:1/x",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(place: str) -> None:
    with (
        answering([page(b"", status="302 Found", location=place)]) as host,
        pytest.raises(JobFailed, match="not fetched"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture", billed=_USD)


def test_a_circle_of_redirects_ends() -> None:
    with (
        answering([page(b"", status="302 Found", location="/again")]) as host,
        pytest.raises(JobFailed, match="redirected more than"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


def test_only_the_named_port_of_a_private_host_is_opened() -> None:
    with (
        answering([page(goods.picture())]) as host,
        answering([page(goods.picture())]) as other,
        pytest.raises(JobFailed, match="instead of https"),
    ):
        results(host).fetch(f"http://{other}/a.png", family="picture")


def test_what_it_cost_is_said_where_it_is_not_taken() -> None:
    with (
        answering([page(b"<html>sorry</html>", content_type="image/png")]) as host,
        pytest.raises(JobFailed) as caught,
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture", billed=_USD)

    assert caught.value.cost_usd == _USD
    assert caught.value.posts == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<html>not a picture</html>",
        b"",
        goods.picture()[:400],
        goods.pixel_bomb(),
        goods.film(),
        b"GIF89a" + bytes(64),
        b"\x89PNG\r\n\x1a\n" + bytes(64),
    ],
    ids=["html", "nothing", "half", "pixel bomb", "film", "gif", "no chunks"],
)
def test_what_is_no_picture_is_not_taken(content: bytes) -> None:
    with (
        answering([page(content)]) as host,
        pytest.raises(JobFailed, match=r"not taken|cannot be used"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


@pytest.mark.parametrize("content", [goods.film()[:900], goods.picture(), b"RIFF" + bytes(40)])
def test_what_is_no_film_is_not_taken(content: bytes) -> None:
    with (
        answering([page(content)]) as host,
        pytest.raises(JobFailed, match="cannot be used"),
    ):
        results(host).fetch(f"http://{host}/a.mp4", family="film")


def test_a_body_that_says_it_is_too_long_is_not_read() -> None:
    with (
        answering([page(b"", length=1 << 40)]) as host,
        pytest.raises(JobFailed, match="more than"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


def test_a_body_without_end_is_left() -> None:
    endless = itertools.chain(
        [b"HTTP/1.1 200 OK\r\n\r\n\x89PNG\r\n\x1a\n"], itertools.repeat(bytes(1 << 20), 300)
    )
    with (
        answering(endless) as host,
        pytest.raises(JobFailed, match="more than"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


def test_a_body_that_is_packed_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(1 << 24))
    with (
        answering([page(bomb, content_encoding="gzip")]) as host,
        pytest.raises(JobFailed, match="compressed"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


def test_a_body_shorter_than_it_says_is_asked_for_again_and_then_left_open() -> None:
    with (
        answering([page(goods.picture(), length=1 << 20)]) as host,
        pytest.raises(Ambiguous, match="asked for again"),
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture")


@pytest.mark.parametrize("pieces", [[b"H"] * 900, [b"HTTP/1.1 200 OK\r\n\r\n"] + [b"x"] * 900])
def test_a_drip_of_bytes_ends_with_the_time_given(pieces: list[bytes]) -> None:
    with answering(pieces, pause=0.02) as host:
        begun = time.monotonic()
        with pytest.raises(Ambiguous):
            results(host, seconds=0.3).fetch(f"http://{host}/a.png", family="picture")

        assert time.monotonic() - begun < 8


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "410 Gone"])
def test_an_address_that_has_expired_is_gone(status: str) -> None:
    with (
        answering([page(b"expired", status=status)]) as host,
        pytest.raises(Gone) as caught,
    ):
        results(host).fetch(f"http://{host}/a.png", family="picture", billed=_USD)

    assert caught.value.cost_usd == _USD


def test_a_broken_storage_is_asked_again() -> None:
    with answering([page(b"", status="503 Busy")]) as host, pytest.raises(Ambiguous, match="503"):
        results(host).fetch(f"http://{host}/a.png", family="picture")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1", "::ffff:93.184.215.14"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_key_goes_to_its_own_origin_and_to_no_other() -> None:
    heard: list[bytes] = []

    with answering([page(goods.picture())]) as cdn:
        redirect = page(b"", status="302 Found", location=f"http://{cdn}/made.png")
        with answering([redirect]) as api:
            keyed = Results(
                "vendor",
                (),
                frozenset({api, cdn}),
                keyed={f"http://{api}": lambda: heard.append(b"asked") or {"x-key": "secret"}},
                sleep=lambda _: None,
            )
            made = keyed.fetch(f"http://{api}/content", family="picture")

    assert made.content == goods.picture()
    assert heard == [b"asked"], "once for the API, never for where it points"


def _never(*_: object, **__: object) -> None:
    raise AssertionError("nothing may be looked up")
