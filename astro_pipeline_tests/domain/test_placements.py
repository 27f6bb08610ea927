import pytest

from astro_pipeline.domain.placements import (
    Insets,
    SoundTarget,
    VideoSpec,
    channel_named,
    channels,
    nearest_placement,
    placements,
    sound_targets,
    table_dates,
    text_safe_strict,
)


def test_every_row_names_its_source_and_expires_after_it_was_checked() -> None:
    for row in placements().values():
        assert row.source.urls, row.id
        assert row.source.expires > row.source.checked, row.id


def test_every_channel_means_placements_of_its_own() -> None:
    for channel in channels().values():
        assert {placements()[each].channel for each in channel.placements} == {channel.id}


def test_ids_begin_with_their_platform() -> None:
    odd = [row.id for row in placements().values() if row.id.split("_")[0] not in {row.channel, "landing"}]

    assert odd == []


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("Twitter", "x"),
        ("facebook", "meta"),
        ("Instagram", "meta"),
        ("google-ads", "google"),
        ("E-Mail", "email"),
    ],
)
def test_a_channel_is_known_by_its_other_names(name: str, channel: str) -> None:
    found = channel_named(name)

    assert found is not None
    assert found.id == channel


def test_an_unknown_channel_is_none() -> None:
    assert channel_named("Telegraph") is None


def test_a_misspelt_placement_is_told_the_nearest() -> None:
    assert nearest_placement("meta_fed") == "meta_feed"


def test_a_master_for_several_placements_keeps_the_strictest_zone() -> None:
    three = ("meta_reels", "tiktok_in_feed", "youtube_shorts")
    tall = [spec.safe for each in three for spec in placements()[each].videos if spec.ratio == "9:16"]

    assert text_safe_strict(tall) == Insets(top=269, right=162, bottom=672, left=65)
    assert text_safe_strict([]) == Insets()


def test_insets_are_mirrored_for_right_to_left() -> None:
    assert Insets(top=1, right=2, bottom=3, left=4).mirrored() == Insets(top=1, right=4, bottom=3, left=2)


def test_the_first_expiry_counts_for_the_table() -> None:
    checked, expires = table_dates()

    assert expires == min(row.source.expires for row in placements().values())
    assert checked <= expires


def test_the_target_is_what_is_seen_uncut() -> None:
    fields = {field.name: field for field in placements()["meta_feed"].copy_fields}

    assert (fields["headline"].target, fields["headline"].hard) == (40, 255)


def test_a_forbidden_space_is_a_space() -> None:
    path = next(f for f in placements()["google_search"].copy_fields if f.name == "path")

    assert " " in path.forbid
    assert "" not in path.forbid


def _spec(loudness: float, peak: float = -1.0) -> VideoSpec:
    return VideoSpec(
        ratio="16:9", max_seconds=60, max_bytes=10**9, loudness_lufs=loudness, true_peak_dbtp=peak
    )


def test_films_of_one_loudness_share_a_mix_with_the_strictest_peak() -> None:
    targets = sound_targets([_spec(-14.0), _spec(-23.0, -3.0), _spec(-14.0, -2.0)])

    assert [(each.loudness_lufs, each.true_peak_dbtp) for each in targets] == [(-14.0, -2.0), (-23.0, -3.0)]
    assert sound_targets([]) == (SoundTarget(),)


def test_a_placement_gives_the_first_film_it_takes_at_a_length() -> None:
    bumper = placements()["youtube_bumper"]

    assert bumper.film(6) == bumper.videos[0]
    assert bumper.film(15) is None


def test_every_ratio_and_banner_an_ad_may_need_has_a_placement() -> None:
    sizes = {spec.size for row in placements().values() for spec in row.images}

    social = {"1080x1920", "1080x1350", "1080x1080", "1600x900", "1200x628", "1000x1500"}
    banners = {"300x250", "728x90", "160x600", "320x50", "970x250", "300x600", "336x280", "320x100"}
    assert social | banners <= sizes


def test_pictures_that_are_seen_smaller_ask_for_larger_type() -> None:
    for row in placements().values():
        for spec in row.images:
            assert spec.min_type_px >= (18 if spec.width > 970 else 9), row.id
