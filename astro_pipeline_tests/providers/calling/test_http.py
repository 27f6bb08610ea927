"""The wire: one POST, and what came of it told apart."""

import time
from collections.abc import Callable, Iterator
from email.utils import formatdate

import httpx
import pytest
from pydantic import BaseModel

from astro_pipeline.errors import (
    Ambiguous,
    Gone,
    JobFailed,
    NotAccepted,
    OutOfCredit,
    ProviderError,
    Refused,
    Rejected,
    Retired,
)
from astro_pipeline.providers.binding import Patience
from astro_pipeline.providers.calling.http import Wire
from astro_pipeline.providers.calling.trouble import Manners, Trouble, clean, no_of, read_trouble, retry_after
from astro_pipeline_tests.providers.calling.sockets import answering, page

_KEY = "sk-0123456789"


class Made(BaseModel):
    """An answer."""

    id: str


def wire(
    host: str, *, patience: Patience | None = None, observe: Callable[[httpx.Request], None] | None = None
) -> Wire:
    return Wire(
        "vendor",
        f"http://{host}",
        headers=lambda: {"Authorization": f"Bearer {_KEY}"},
        secrets=(_KEY,),
        patience=patience or Patience(connect=5, post=20, get=20, looking=0.3),
        observe=observe,
    )


def test_an_answer_is_read_as_what_it_should_be() -> None:
    with answering([page(b'{"id": "a", "more": 1}')]) as host:
        assert wire(host).post("/jobs", {"prompt": "x"}, answer=Made).id == "a"


def test_every_request_can_be_observed_as_it_leaves() -> None:
    seen: list[httpx.Request] = []
    with answering([page(b'{"id": "a"}')]) as host:
        wire(host, observe=seen.append).post("/jobs", {"prompt": "x"}, answer=Made)

    assert [(each.method, each.url.path, each.content) for each in seen] == [
        ("POST", "/jobs", b'{"prompt":"x"}')
    ]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        ("429 Too Many", b"", NotAccepted),
        ("429 Too Many", b'{"error": {"code": "insufficient_quota", "message": "pay"}}', OutOfCredit),
        ("402 Payment", b"", OutOfCredit),
        ("200 OK", b'{"error": {"code": 429, "message": "slow down"}}', NotAccepted),
        ("200 OK", b'{"error": {"code": 502, "message": "upstream"}}', Ambiguous),
        ("400 Bad", b'{"error": {"code": "moderation_blocked", "message": "no"}}', Refused),
        ("403 Forbidden", b'{"error": {"message": "blocked by content policy"}}', Refused),
        ("400 Bad", b'{"detail": "prompt is missing"}', Rejected),
        ("400 Bad", b'{"error": {"code": "model_not_found"}}', Retired),
        ("404 Not Found", b"", Retired),
        ("410 Gone", b"", Retired),
        ("401 Unauthorized", b"", Rejected),
        ("301 Moved", b"", Rejected),
        ("408 Timeout", b"", Ambiguous),
        ("500 Broken", b'{"error": "insufficient_quota"}', Ambiguous),
        ("503 Busy", b"<html>", Ambiguous),
        ("200 OK", b"<html>", Ambiguous),
        ("200 OK", b'{"id": ', Ambiguous),
        ("200 OK", b'{"other": 1}', Ambiguous),
        ("200 OK", b"[1]", Ambiguous),
        ("200 OK", b"", Ambiguous),
    ],
)
def test_each_no_says_what_may_be_done(status: str, body: bytes, error: type[ProviderError]) -> None:
    with answering([page(body, status=status)]) as host, pytest.raises(error) as caught:
        wire(host).post("/jobs", {}, answer=Made)

    assert type(caught.value) is error


@pytest.mark.parametrize(
    "pieces",
    [[], [b"HTTP/1.1 200 OK\r\ncontent-le"], [page(b'{"id": "a"', length=400)], [b"not http at all\r\n\r\n"]],
    ids=["cut", "cut head", "cut body", "no http"],
)
def test_a_broken_answer_is_ambiguous(pieces: list[bytes]) -> None:
    with answering(pieces) as host, pytest.raises(Ambiguous):
        wire(host).post("/jobs", {}, answer=Made)


def test_a_drip_of_an_answer_ends_with_the_patience() -> None:
    patience = Patience(connect=5, post=0.3, get=0.3, looking=0.3)
    with answering([b"H"] * 500, pause=0.02) as host:
        begun = time.monotonic()
        with pytest.raises(Ambiguous):
            wire(host, patience=patience).post("/jobs", {}, answer=Made)

        assert time.monotonic() - begun < 5


def test_an_answer_without_end_is_left() -> None:
    flood = [b"HTTP/1.1 200 OK\r\n\r\n", *[bytes(1 << 20)] * 80]
    with answering(flood) as host, pytest.raises(Ambiguous, match="more than 64 MB"):
        wire(host).post("/jobs", {}, answer=Made)


def test_a_post_is_sent_once_whatever_comes_back() -> None:
    seen: list[httpx.Request] = []
    for pieces in ([], [page(b"", status="500 Broken")], [page(b"", status="429 Too Many")]):
        with answering(pieces) as host, pytest.raises(ProviderError):
            wire(host, observe=seen.append).post("/jobs", {}, answer=Made)

    assert len(seen) == 3


def test_a_look_is_taken_again_while_the_vendor_is_busy() -> None:
    busy, html = page(b"", status="503 Busy"), page(b"<html>")
    answers = _Each(busy, html, page(b"", status="429 Too"), page(b'{"id": "a"}'))
    waited: list[float] = []
    with answering(answers) as host:
        made = Wire("vendor", f"http://{host}", patience=Patience(looking=60), sleep=waited.append).get(
            "/jobs/a", answer=Made
        )

    assert made.id == "a"
    assert waited == [0.5, 1.0, 2.0]


def test_a_look_ends_with_the_patience_and_keeps_the_job_open() -> None:
    with answering([page(b"", status="503 Busy")]) as host, pytest.raises(Ambiguous):
        wire(host).get("/jobs/a", answer=Made)


def test_a_look_that_is_not_allowed_keeps_the_job_open() -> None:
    with (
        answering([page(b"", status="401 Unauthorized")]) as host,
        pytest.raises(Ambiguous, match="check the key"),
    ):
        wire(host).get("/jobs/a", answer=Made)


def test_an_unknown_job_is_believed_only_when_it_is_said_three_times() -> None:
    waited: list[float] = []
    with answering([page(b"", status="404 Not Found")]) as host, pytest.raises(Gone):
        Wire("vendor", f"http://{host}", patience=Patience(looking=60), sleep=waited.append).get(
            "/jobs/a", answer=Made
        )

    assert len(waited) == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [(b'{"detail": "content_policy_violation"}', Refused), (b'{"detail": "failed"}', JobFailed)],
)
def test_a_verdict_is_about_the_job_and_not_about_the_look(body: bytes, error: type[ProviderError]) -> None:
    with answering([page(body, status="422 Unprocessable")]) as host, pytest.raises(error):
        wire(host).get("/jobs/a", answer=Made, verdicts=frozenset({422}))


def test_no_message_holds_a_key() -> None:
    body = f'{{"error": {{"message": "wrong key {_KEY} given"}}}}'.encode()
    with answering([page(body, status="401 Unauthorized")]) as host, pytest.raises(Rejected) as caught:
        wire(host).post("/jobs", {}, answer=Made)

    assert _KEY not in str(caught.value)
    assert "wrong key … given" in str(caught.value)
    assert _KEY not in repr(wire("x"))


def test_a_key_that_cannot_be_sent_is_told_without_being_shown() -> None:
    broken = Wire("vendor", "http://127.0.0.1:9", headers=lambda: {"Authorization": "Bearer sk-1\nX: y"})

    with pytest.raises((Rejected, NotAccepted)) as caught:
        broken.post("/jobs", {}, answer=Made)

    assert "sk-1" not in str(caught.value)


def test_a_name_without_an_address_accepts_nothing() -> None:
    with pytest.raises(NotAccepted, match="not reached"):
        Wire("vendor", "http://nowhere.invalid").post("/jobs", {}, answer=Made)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("99999", 3600.0), ("soon", None), ("", None), ("nan", None)],
)
def test_a_pause_is_read_from_its_seconds(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}) == seconds


def test_a_pause_is_read_from_its_date() -> None:
    later = formatdate(1_800_000_030, usegmt=True)

    assert retry_after({"retry-after": later}, now=lambda: 1_800_000_000.0) == 30.0


def test_a_pause_comes_with_the_no() -> None:
    answer = page(b"", status="429 Too Many", retry_after="11")
    with answering([answer]) as host, pytest.raises(NotAccepted) as caught:
        wire(host).post("/jobs", {}, answer=Made)

    assert caught.value.retry_after == 11.0


def test_a_status_that_is_said_before_anything_is_taken_may_be_sent_again() -> None:
    manners = Manners(not_taken=frozenset({529}))

    assert isinstance(no_of("v", Trouble(529), manners, asked="POST /x"), NotAccepted)
    assert isinstance(no_of("v", Trouble(529), Manners(), asked="POST /x"), Ambiguous)


def test_a_good_answer_holds_no_trouble() -> None:
    assert read_trouble(200, {"error": None, "id": "a"}) is None
    assert read_trouble(200, {"error": "the job failed", "status": "failed"}) is None
    assert read_trouble(200, [1]) is None
    assert read_trouble(500, None) is None


def test_a_vendors_words_are_short_and_on_one_line() -> None:
    assert clean("a\x1b[31m\nb\t c") == "a [31m b c"
    assert len(clean("x" * 500)) == 200


class _Each:
    """Another answer for every caller."""

    def __init__(self, *answers: bytes) -> None:
        self._answers = iter(answers)

    def __iter__(self) -> Iterator[bytes]:
        yield next(self._answers)
