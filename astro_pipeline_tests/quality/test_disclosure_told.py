"""What is found on the label of an ad that a model had a part in: its value, limit and source."""

from datetime import date

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.brief import BrandKit, Brief
from astro_pipeline.domain.disclosure import duties
from astro_pipeline.domain.media import Film, ImageVariants, MediaFile, Video
from astro_pipeline.domain.plan import Copy, Scene, Storyboard
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.disclosure import check_disclosure
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file
from astro_pipeline_tests.quality.told import ad, whole

MODEL = "compositeWithTrainedAlgorithmicMedia"
LABELS = {"en": "Made with AI", "fr": "Fait avec une IA"}
CHINA, EUROPE = (
    {duty.id: duty.source for duty in duties()}[each] for each in ("cn_labelling", "eu_ai_act_50_4")
)
TODAY = date(2026, 11, 21)


def picture(*placements: str, language: str | None = "en") -> MediaFile:
    return sample_file("a.png", source_type=MODEL, placements=placements or ("meta_feed",), language=language)


def brief_of(market: str, **more: object) -> Brief:
    return sample_brief(markets=(market,), run_date=TODAY, **more)


def seen(brief: Brief, file: MediaFile, facts: dict[str, JsonValue] | None) -> Finding:
    images = ImageVariants(variants=(), files=(file,), facts={} if facts is None else {file.path: facts})
    board = Storyboard(scenes=(), cuts=(), languages=("en",), mood="calm", energy=0.5)
    (finding,) = check_disclosure(
        brief, images=images, video=Video(films=()), copy=Copy(ads=(), lines=()), storyboard=board
    )
    return finding


def filmed(brief: Brief, *scenes: dict[str, str], language: str | None = "en", legal: str = "") -> Finding:
    film = sample_file("a.mp4", "video", source_type=MODEL, placements=("meta_feed",), language=language)
    board = Storyboard(
        scenes=tuple(
            Scene(id=f"s{n}", beat="hook", picture="a", overlay=each) for n, each in enumerate(scenes)
        ),
        cuts=(),
        languages=("en",),
        mood="calm",
        energy=0.5,
    )
    (finding,) = check_disclosure(
        brief,
        images=ImageVariants(variants=(), files=(), facts={}),
        video=Video(films=(Film(ratio="9:16", seconds=15, language="en", file=film),)),
        copy=Copy(ads=(ad(legal=legal), ad(language="fr", legal="une IA")), lines=()),
        storyboard=board,
    )
    return finding


@pytest.mark.parametrize("shown", [True, False])
def test_a_label_is_told_with_whether_it_is_shown(*, shown: bool) -> None:
    words = ["Made with", None, "AI"] if shown else ["Made with"]
    boxes: list[JsonValue] = [{"text": each} if each else {} for each in words]

    finding = seen(brief_of("CN", ai_label=LABELS), picture(), {"text_boxes": boxes})

    assert whole(finding) == {
        "rule": "provenance.disclosure",
        "verdict": "pass" if shown else "fail",
        "file": "a.png",
        "measured": "shown" if shown else "not shown",
        "limit": "Made with AI",
        "source": CHINA.urls[0],
        "checked": CHINA.checked,
    }


@pytest.mark.parametrize(
    ("market", "label", "who", "asked", "limit"),
    [
        ("GB", LABELS, "the brief", "“Made with AI”", "Made with AI"),
        ("CN", None, "China, measures for labelling generated and synthetic content", "a label that says so",
         "a visible label"),
        ("CN", " ", "China, measures for labelling generated and synthetic content", "a label that says so",
         "a visible label"),
    ],
)  # fmt: skip
def test_who_asks_for_which_label_is_told(
    market: str, label: object, who: str, asked: str, limit: str
) -> None:
    finding = seen(brief_of(market, ai_label=label), picture(), {"bytes": 1})

    assert (finding.closes, finding.limit) == (True, limit)
    assert finding.why == f"a model had a part in it, {who} asks for {asked} in it, and it is not there"


def test_a_picture_of_which_nothing_was_written_down_shows_no_label() -> None:
    finding = seen(brief_of("GB", ai_label=LABELS), picture(), None)

    assert (finding.closes, finding.measured) == (True, "not shown")


def test_a_file_s_own_language_says_which_label_it_needs() -> None:
    french = seen(brief_of("GB", ai_label=LABELS), picture(language="fr"), {})
    none = seen(brief_of("GB", ai_label=LABELS), picture(language=None), {})

    assert (french.limit, none.limit) == (LABELS["fr"], LABELS["en"])


@pytest.mark.parametrize(
    ("placements", "measured"),
    [
        (("linkedin_single_image",), "nothing is asked"),
        (("tiktok_in_feed",), "to be declared on upload: TikTok ads"),
        (("tiktok_in_feed", "youtube_shorts", "linkedin_single_image"),
         "to be declared on upload: TikTok ads, YouTube uploads, Google and YouTube election ads"),
    ],
)  # fmt: skip
def test_what_a_platform_asks_on_upload_is_told(placements: tuple[str, ...], measured: str) -> None:
    assert whole(seen(brief_of("GB"), picture(*placements), {})) == {
        "rule": "provenance.disclosure",
        "verdict": "pass",
        "file": "a.png",
        "measured": measured,
        "limit": "as it asks",
    }


def test_what_a_person_has_to_judge_names_its_source() -> None:
    assert whole(seen(brief_of("FR"), picture(), {})) == {
        "rule": "provenance.disclosure",
        "verdict": "not_checked",
        "advisory": True,
        "file": "a.png",
        "source": EUROPE.urls[0],
        "checked": EUROPE.checked,
    }


def test_what_no_model_made_is_told_once() -> None:
    drawn = sample_file("a.png", placements=("meta_feed",))

    assert whole(seen(brief_of("CN"), drawn, {})) == {
        "rule": "provenance.disclosure",
        "verdict": "pass",
        "file": "delivery",
        "measured": "no ad has a part a model made",
    }


@pytest.mark.parametrize(
    ("overlays", "legal", "brand", "language", "shown"),
    [
        (({"en": "Made with"}, {"fr": "…"}, {"en": "AI"}), "", None, "en", True),
        (({"en": "Made with"},), "AI", None, "en", True),
        (({"en": "Made"},), "AI", "with", "en", True),
        (({"en": "Made with"},), "AI", None, None, True),
        (({"fr": "Fait avec"},), "AI", None, "fr", True),
        (({"fr": "Made with AI"},), "Made with AI", None, "fr", False),
        (({"en": "Made with"},), "", "an AI", "en", False),
    ],
)
def test_a_film_shows_its_overlays_the_brands_line_and_the_legal_text_of_its_language(
    overlays: tuple[dict[str, str], ...], legal: str, brand: str | None, language: str | None, *, shown: bool
) -> None:
    kit = BrandKit(name="Northbrew", legal_line={"en": brand} if brand else None)

    finding = filmed(brief_of("GB", ai_label=LABELS, brand=kit), *overlays, language=language, legal=legal)

    assert finding.measured == ("shown" if shown else "not shown")
