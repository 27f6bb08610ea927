from collections.abc import Sequence
from datetime import date

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.brief import BrandKit, Brief
from astro_pipeline.domain.disclosure import disclosure_dates, duties, duties_of, model_made
from astro_pipeline.domain.media import Film, ImageVariants, MediaFile, SourceType, Video
from astro_pipeline.domain.placements import channels
from astro_pipeline.domain.plan import Copy, Storyboard
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.disclosure import check_disclosure
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file

LABEL = "Made with AI"
MODEL: SourceType = "compositeWithTrainedAlgorithmicMedia"


def _ad(source_type: SourceType = MODEL, placement: str = "meta_feed") -> MediaFile:
    return sample_file("images/A/a.png", source_type=source_type, placements=(placement,), language="en")


def _checked(
    brief: Brief,
    *,
    ad: MediaFile | None = None,
    film: MediaFile | None = None,
    boxes: Sequence[JsonValue] = (),
) -> tuple[Finding, ...]:
    facts: dict[str, dict[str, JsonValue]] = {"images/A/a.png": {"text_boxes": list(boxes)}}
    images = ImageVariants(variants=(), files=(ad,) if ad else (), facts=facts)
    films = (Film(ratio="9:16", seconds=15, language="en", file=film),) if film else ()
    board = Storyboard(scenes=(), cuts=(), languages=("en",), mood="calm", energy=0.5)
    return check_disclosure(
        brief, images=images, video=Video(films=films), copy=Copy(ads=(), lines=()), storyboard=board
    )


def _brief(*markets: str, placements: tuple[str, ...] = ("meta_feed",), **more: object) -> Brief:
    return sample_brief(markets=markets, placements=placements, run_date=date(2026, 11, 21), **more)


def test_every_row_names_a_known_channel_its_source_and_what_to_do() -> None:
    for duty in duties():
        assert set(duty.channels) <= set(channels())
        assert duty.source.urls
        assert duty.tick or duty.asks == "visible"
        assert duty.question or duty.when == "model_made"
    checked, expires = disclosure_dates()
    assert checked < expires


def test_what_no_model_made_has_nothing_to_disclose() -> None:
    (finding,) = _checked(_brief("CN"), ad=_ad("algorithmicMedia"))

    assert (finding.verdict, finding.file) == ("pass", "delivery")


@pytest.mark.parametrize("source_type", ["trainedAlgorithmicMedia", MODEL])
def test_a_model_made_file_is_known_by_its_source_type(source_type: SourceType) -> None:
    assert model_made([_ad("digitalCapture"), _ad(source_type)]) == (_ad(source_type),)


def test_a_market_that_asks_for_a_label_closes_the_gate_where_it_is_not_shown() -> None:
    brief = _brief("CN", ai_label=LABEL)
    shown: list[JsonValue] = [{"text": "Northbrew Ltd. Made  with ai."}]

    (planted,) = _checked(brief, ad=_ad(), boxes=[{"text": "Slow coffee"}])
    (clean,) = _checked(brief, ad=_ad(), boxes=shown)
    (elsewhere,) = _checked(_brief("GB"), ad=_ad())

    assert (planted.closes, planted.file) == (True, "images/A/a.png")
    assert planted.source
    assert "brand.legal_line" in planted.cure
    assert clean.verdict == elsewhere.verdict == "pass"


def test_a_market_that_asks_for_a_label_fails_without_one_in_the_brief() -> None:
    (finding,) = _checked(_brief("CN"), ad=_ad())

    assert finding.closes
    assert "write ai_label" in finding.cure


def test_a_briefs_own_label_must_be_shown_in_every_film_too() -> None:
    film = sample_file("video/a.mp4", "video", source_type=MODEL, placements=("meta_feed",), language="en")
    legal = BrandKit(name="Northbrew", legal_line={"en": f"Northbrew Ltd. {LABEL}."})

    (planted,) = _checked(_brief("GB", ai_label=LABEL), film=film)
    (clean,) = _checked(_brief("GB", ai_label=LABEL, brand=legal), film=film)

    assert (planted.closes, clean.verdict) == (True, "pass")


def test_what_only_a_person_can_judge_is_not_checked_and_asks() -> None:
    (finding,) = _checked(_brief("FR"), ad=_ad())

    assert (finding.verdict, finding.advisory) == ("not_checked", True)
    assert "take it for real?" in finding.why


def test_a_duty_holds_from_its_first_day_on() -> None:
    before = _brief("FR").model_copy(update={"run_date": date(2026, 8, 1)})

    assert not any(duty.id == "eu_ai_act_50_4" for duty in duties_of(before, "meta_feed"))
    assert any(duty.id == "eu_ai_act_50_4" for duty in duties_of(_brief("FR"), "meta_feed"))


def test_a_platform_that_asks_for_a_tick_is_named() -> None:
    (finding,) = _checked(_brief("GB", placements=("tiktok_in_feed",)), ad=_ad(placement="tiktok_in_feed"))

    assert finding.verdict == "pass"
    assert "TikTok ads" in str(finding.measured)
