import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from astro_pipeline.campaigns.estimate import estimate_brief, next_act_usd, total_usd
from astro_pipeline.campaigns.intake import parse_brief
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Gate
from astro_pipeline.errors import Rejected
from astro_pipeline.provider import (
    Candidate,
    ClipRequest,
    Done,
    Kind,
    MusicRequest,
    Pending,
    Quote,
    Request,
    Search,
    SpeechRequest,
    TextRequest,
)
from astro_pipeline_tests.briefs import small_brief

KINDS: tuple[Kind, ...] = ("text", "image", "speech", "music", "sfx", "video")


@dataclass
class Counter:
    """A cent a byte of prompt, a character, a second or a call, and half of it at least."""

    name: str
    kinds: frozenset[Kind] = frozenset(KINDS)
    takes: bool = True

    def quote(self, request: Request) -> Quote:
        if not self.takes:
            raise Rejected("too long", provider=self.name)
        match request:
            case TextRequest():
                much = len(request.prompt)
            case SpeechRequest():
                much = len(request.text)
            case MusicRequest() | ClipRequest():
                much = request.seconds
            case _:
                much = 1
        usd = Decimal(much) / 100
        return Quote(usd=usd, least_usd=usd / 2, source="a test", checked=date(2026, 11, 21))

    def submit(self, request: Request, key: str) -> Pending | Done:
        raise AssertionError(f"estimating sends nothing: {request} as {key}")

    def poll(self, job_id: str) -> Pending | Done:
        raise AssertionError(f"estimating sends nothing: {job_id}")

    def cancel(self, job_id: str) -> bool:
        raise AssertionError(f"estimating sends nothing: {job_id}")

    def find(self, key: str) -> Search:
        raise AssertionError(f"estimating sends nothing: {key}")


def one(name: str, kind: Kind, *, takes: bool = True) -> Candidate:
    return Candidate(name=name, kind=kind, provider=Counter(name, takes=takes), vendor=name)


def everybody(**other: tuple[Candidate, ...]) -> dict[Kind, tuple[Candidate, ...]]:
    """acme/one for every kind, or the candidates given for it."""
    return {kind: other.get(kind, (one("acme/one", kind),)) for kind in KINDS}


def brief(**more: object) -> Brief:
    return parse_brief(json.dumps(small_brief(**more)), today=date(2026, 11, 21)).brief


def calls(made_for: Brief) -> Mapping[str, tuple[int, int]]:
    return {line.asset: (line.fewest_calls, line.calls) for line in estimate_brief(made_for, everybody())}


def test_every_asset_that_is_bought_has_its_calls() -> None:
    assert calls(brief(placements=["youtube_shorts"], film={"seconds": [15]})) == {
        "market_analysis": (1, 1),
        "seo_keywords": (1, 1),
        "concepts": (1, 1),
        "strategy": (1, 1),
        "copy": (1, 1),
        "storyboard": (1, 1),
        "image_variants": (1, 1),
        "voiceover": (4, 7),
        "music": (1, 1),
        "sound_effects": (1, 8),
        "clips": (3, 7),
    }


@pytest.mark.parametrize(
    ("placed", "clips"),
    [
        (["youtube_shorts"], (3, 7)),
        (["youtube_shorts", "youtube_in_stream"], (6, 14)),
        (["display_300x250"], (0, 0)),
    ],
)
def test_a_scene_is_filmed_in_the_tall_ratio_and_in_the_broad(
    placed: list[str], clips: tuple[int, int]
) -> None:
    assert calls(brief(placements=placed, film={"seconds": [15]}))["clips"] == clips


def test_languages_and_lengths_multiply_what_is_spoken_and_played() -> None:
    found = calls(brief(languages=["en", "fr"], film={"seconds": [6, 30]}))

    assert found["voiceover"] == (8, 14)
    assert found["music"] == (2, 2)


@pytest.mark.parametrize(("seconds", "scenes"), [(6, (3, 3)), (15, (4, 7)), (30, (4, 7)), (60, (4, 12))])
def test_a_longer_film_has_more_scenes_to_speak(seconds: int, scenes: tuple[int, int]) -> None:
    assert calls(brief(languages=["en"], film={"seconds": [seconds]}))["voiceover"] == scenes


def test_variants_share_their_key_visual_and_its_cost() -> None:
    assert calls(brief(variants=4))["image_variants"] == (1, 1)


def test_a_range_is_from_the_smallest_to_the_largest_request() -> None:
    lines = {line.asset: line for line in estimate_brief(brief(film={"seconds": [15]}), everybody())}

    assert (lines["voiceover"].least_usd, lines["voiceover"].most_usd) == (Decimal("0.8"), Decimal("8.4"))
    assert all(line.least_usd <= line.most_usd for line in lines.values())
    assert lines["storyboard"].most_usd > lines["market_analysis"].most_usd


def test_each_candidate_has_its_line_and_the_total_spans_them() -> None:
    two = everybody(music=(one("acme/one", "music"), one("other/two", "music")))

    lines = [line for line in estimate_brief(brief(film={"seconds": [15]}), two) if line.asset == "music"]

    assert [line.provider for line in lines] == ["acme/one", "other/two"]
    assert total_usd(lines) == (Decimal("0.075"), Decimal("0.15"))


def test_who_cannot_take_the_request_is_not_estimated() -> None:
    mixed = everybody(image=(one("small/one", "image", takes=False), one("acme/one", "image")))

    lines = [line for line in estimate_brief(brief(), mixed) if line.asset == "image_variants"]

    assert [line.provider for line in lines] == ["acme/one"]


def test_where_nobody_can_take_it_the_estimate_says_so() -> None:
    with pytest.raises(Rejected, match="too long"):
        estimate_brief(brief(), everybody(image=(one("small/one", "image", takes=False),)))


def test_what_nobody_makes_has_no_line() -> None:
    assert {line.kind for line in estimate_brief(brief(), {"text": everybody()["text"]})} == {"text"}


def test_an_estimate_learns_from_what_calls_came_to() -> None:
    lines = estimate_brief(brief(), everybody(), {"acme/one": (Decimal("0.25"), 40)})

    music = next(line for line in lines if line.asset == "music")
    assert (music.usual_usd, music.learned_from) == (music.most_usd / 4, 40)


def test_without_calls_nothing_is_learned() -> None:
    assert {line.usual_usd for line in estimate_brief(brief(), everybody())} == {None}


def test_the_price_of_the_next_act_is_the_most_of_what_it_makes() -> None:
    made_for = brief(languages=["en"], film={"seconds": [15]})
    lines = {line.asset: line.most_usd for line in estimate_brief(made_for, everybody())}

    expected = sum(lines[name] for name in ("image_variants", "voiceover", "music", "sound_effects"))
    assert next_act_usd(made_for, Gate.PLAN, everybody()) == expected
    assert next_act_usd(made_for, Gate.CREATIVE, everybody()) == lines["clips"]
    assert next_act_usd(made_for, Gate.RELEASE, everybody()) == 0
