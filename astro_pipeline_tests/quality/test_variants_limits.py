"""How far two versions differ is one number: every part of it weighs what it is said to weigh."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, UnidentifiedImageError
from pydantic import JsonValue

from astro_pipeline.media.pixels.likeness import grey
from astro_pipeline.quality import variants
from astro_pipeline.quality.variants import Version, check_variants, distinctness, version
from astro_pipeline_tests.quality.briefs import sample_file
from astro_pipeline_tests.quality.told import whole

ONE = Version("bold", "stack", "Slow", np.zeros((256, 256), np.uint8))
NOISE = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


def always(value: float) -> Callable[..., float]:
    def give(*_: object) -> float:
        return value

    return give


@pytest.mark.parametrize(
    ("change", "alike", "bits", "expected"),
    [
        ({}, 1.0, 0, 0.0),
        ({"style": "minimal"}, 1.0, 0, 0.3575),
        ({"arrangement": "split"}, 1.0, 0, 0.1925),
        ({"headline": "1234"}, 1.0, 0, 0.2),
        ({"headline": "SLOW"}, 1.0, 0, 0.0),
        ({}, 0.45, 0, 0.125),
        ({}, 0.725, 0, 0.0625),
        ({}, -1.0, 0, 0.125),
        ({}, 1.0, 20, 0.125),
        ({}, 1.0, 10, 0.0625),
        ({}, 1.0, 64, 0.125),
        ({"style": "minimal", "arrangement": "split", "headline": "1234"}, 0.0, 64, 1.0),
    ],
)
def test_each_part_weighs_what_it_should(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str], alike: float, bits: int, expected: float
) -> None:
    monkeypatch.setattr(variants, "similarity", always(alike))
    monkeypatch.setattr(variants, "hash_distance", always(bits))

    assert distinctness(ONE, replace(ONE, **change)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("measured", "told", "verdict"),
    [
        (0.2994, 0.299, "fail"),
        (0.3, 0.3, "pass"),
        (0.3004, 0.3, "pass"),
        (0.29951, 0.3, "pass"),
        (0.12345, 0.123, "fail"),
    ],
)
def test_a_pair_is_judged_by_the_number_that_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measured: float, told: float, verdict: str
) -> None:
    Image.fromarray(NOISE).save(tmp_path / "ad.png")
    ads = tuple(sample_file(f"images/{name}.png", variant=name) for name in "AB")
    monkeypatch.setattr(variants, "distinctness", always(measured))

    (finding,) = check_variants({ad.path: tmp_path / "ad.png" for ad in ads}, ads, {})

    assert whole(finding) == {
        "rule": "technical.variants_differ",
        "verdict": verdict,
        "file": "images/B.png",
        "measured": told,
        "limit": 0.3,
    }


@pytest.mark.parametrize(
    ("boxes", "headline"),
    [
        (None, ""),
        (5, ""),
        ([], ""),
        ([{"role": "legal", "text": "Drink slowly."}], ""),
        (["headline", {"role": "legal", "text": "x"}, {"role": "headline", "text": "Slow"}], "Slow"),
        ([{"role": "headline", "text": "One"}, {"role": "headline", "text": "Two"}], "One"),
    ],
)
def test_a_version_is_read_of_its_file_and_its_facts(tmp_path: Path, boxes: JsonValue, headline: str) -> None:
    Image.fromarray(NOISE).save(tmp_path / "ad.png")

    found = version(tmp_path / "ad.png", {"style": "bold", "arrangement": "stack", "text_boxes": boxes})

    assert (found.style, found.arrangement, found.headline) == ("bold", "stack", headline)
    assert np.array_equal(found.picture, grey(NOISE, width=256, height=256))


def test_a_version_of_which_nothing_was_written_down_has_its_picture_alone(tmp_path: Path) -> None:
    Image.fromarray(NOISE[:, :, 0]).save(tmp_path / "ad.png")

    found = version(tmp_path / "ad.png", {})

    assert (found.style, found.arrangement, found.headline) == ("", "", "")
    assert found.picture.shape == (256, 256)


def test_a_file_of_a_form_that_no_ad_has_is_not_opened(tmp_path: Path) -> None:
    Image.fromarray(NOISE).save(tmp_path / "ad.png", format="TGA")

    with pytest.raises(UnidentifiedImageError):
        version(tmp_path / "ad.png", {})


def test_ads_of_one_size_and_language_are_compared_by_what_was_written_of_each(tmp_path: Path) -> None:
    Image.fromarray(NOISE).save(tmp_path / "ad.png")
    one, other, french, wider = (
        sample_file(f"images/{name}.png", variant=name, width=width, language=language)
        for name, width, language in (("A", 60, "en"), ("B", 60, "en"), ("C", 60, "fr"), ("D", 90, "en"))
    )
    files = {each.path: tmp_path / "ad.png" for each in (one, other, french, wider)}
    facts: dict[str, dict[str, JsonValue]] = {one.path: {"style": "bold"}, other.path: {"style": "minimal"}}

    (finding,) = check_variants(files, (one, other, french, wider), facts)

    assert (finding.file, finding.verdict) == (other.path, "pass")
    assert finding.measured == pytest.approx(0.3575, abs=1e-3)
