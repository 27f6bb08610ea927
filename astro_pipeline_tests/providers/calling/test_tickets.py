"""The small parts: tickets, marks, tokens, and what is fitted to what a model makes."""

import base64
import hmac
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from astro_pipeline.errors import Rejected
from astro_pipeline.providers.calling.fitting import (
    length,
    nearest_ratio,
    prompt_within,
    resolution,
    still_address,
)
from astro_pipeline.providers.calling.ticket import Ticket, found_by, mark
from astro_pipeline.providers.catalog import Limits
from astro_pipeline.providers.services.kling import token
from astro_pipeline_tests.providers.requests import model


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.text(min_size=1), st.decimals(min_value=0, max_value=999, places=6))
def test_a_ticket_is_read_as_it_was_written(vendor_id: str, usd: Decimal) -> None:
    ticket = Ticket(vendor_id, usd)

    assert Ticket.read(str(ticket), provider="v") == ticket
    assert "/" not in ticket.path


@pytest.mark.parametrize("text", ["", "abc", "@0.05", "abc@", "abc@cheap"])
def test_what_is_no_ticket_is_rejected(text: str) -> None:
    with pytest.raises(Rejected, match="reads id@usd"):
        Ticket.read(text, provider="v")


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.text(), st.text(), st.decimals(min_value=0, max_value=999, places=4))
def test_a_mark_is_known_by_its_key_alone(key: str, other: str, usd: Decimal) -> None:
    marked = mark(key, usd)

    assert found_by(key, marked) == usd
    assert found_by(key, f"https://job.invalid/{marked}") == usd
    assert other == key or found_by(other, marked) is None
    assert not key or key not in marked or len(key) < 4


def test_a_token_is_signed_and_good_for_half_an_hour() -> None:
    head, claims, signature = token("access", "secret", now=1_800_000_000.9).split(".")

    assert json.loads(_plain(head)) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(_plain(claims)) == {"iss": "access", "exp": 1_800_001_800, "nbf": 1_799_999_995}
    assert _plain(signature) == hmac.digest(b"secret", f"{head}.{claims}".encode(), "sha256")


@pytest.mark.parametrize(
    ("size", "ratio"),
    [((1080, 1920), "9:16"), ((1000, 1000), "1:1"), ((1080, 1350), "4:5"), ((3000, 900), "16:9")],
)
def test_the_nearest_ratio_is_taken(size: tuple[int, int], ratio: str) -> None:
    assert nearest_ratio(Limits(ratios=("1:1", "16:9", "9:16", "4:5")), *size) == ratio


def test_ratios_may_be_pixels() -> None:
    assert nearest_ratio(Limits(ratios=("1280:720", "720:1280")), 1080, 1920) == "720:1280"


@pytest.mark.parametrize(
    ("limits", "asked", "made"),
    [
        (Limits(seconds=(5, 10)), 4.2, 5),
        (Limits(seconds=(5, 10)), 5.04, 5),
        (Limits(seconds=(5, 10)), 5.1, 10),
        (Limits(seconds=(5, 10)), 12.0, 10),
        (Limits(least_seconds=Decimal(4), most_seconds=Decimal(15)), 2.0, 4),
        (Limits(least_seconds=Decimal(4), most_seconds=Decimal(15)), 6.6, 7),
        (Limits(), 3.0, 3),
    ],
)
def test_a_film_is_long_enough_where_the_model_makes_that(limits: Limits, asked: float, made: int) -> None:
    assert length(limits, asked) == made


def test_the_lowest_resolution_that_is_enough_is_paid_for() -> None:
    row = model("v/film", "video", "second", r480p="1", r720p="2", r1080p="5", r4k="9")

    assert resolution(row, 720, 1280) == "720p"
    assert resolution(row, 1280, 721) == "1080p"
    assert resolution(row, 4000, 4000) == "1080p"
    assert resolution(model("v/film", "video", "second", every="1"), 720, 1280) == "every"


def test_a_prompt_is_cut_between_words() -> None:
    assert prompt_within(Limits(prompt_characters=9), "one two three") == "one two"
    assert prompt_within(Limits(prompt_characters=7), "one two three") == "one two"
    assert prompt_within(Limits(prompt_characters=3), "unbroken") == "unb"
    assert prompt_within(Limits(), "one two") == "one two"


def test_a_still_goes_as_a_small_jpeg_of_the_films_size(tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    Image.effect_noise((2000, 3000), 60).convert("RGBA").save(still)

    head, _, data = still_address(still, width=720, height=1280).partition(",")
    content = base64.b64decode(data)

    assert head == "data:image/jpeg;base64"
    assert len(content) <= 900_000
    with Image.open(BytesIO(content)) as sent:
        assert (sent.format, sent.size) == ("JPEG", (853, 1280))


def _plain(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
