from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydantic import JsonValue

from astro_pipeline.domain.placements import Insets
from astro_pipeline.media.adverts.advert import set_advert
from astro_pipeline.media.adverts.look import Words
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.quality.variants import LEAST, Version, check_variants, distinctness, version
from astro_pipeline_tests.media.adverts.examples import USUAL, sheet
from astro_pipeline_tests.quality.briefs import sample_file

OTHER = USUAL.model_copy(update={"headline": "Eighteen hours. Zero hurry.", "short": "Zero hurry."})


def _written(path: Path, style: Style, words: Words = USUAL, **look: object) -> dict[str, JsonValue]:
    advert = set_advert(words, sheet((300, 250, Insets()), style, **look))
    Image.fromarray(advert.canvas.bytes()).save(path)
    headline = next(box.text for box in advert.boxes if box.role == "headline")
    return {
        "style": style,
        "arrangement": advert.layout.arrangement,
        "text_boxes": [{"role": "headline", "text": headline}],
    }


def _version(tmp_path: Path, style: Style, words: Words = USUAL, **look: object) -> Version:
    path = tmp_path / "one.png"
    return version(path, _written(path, style, words, **look))


def test_the_same_picture_twice_differs_in_nothing(tmp_path: Path) -> None:
    one = _version(tmp_path, "bold")

    assert distinctness(one, one) == pytest.approx(0, abs=1e-6)


def test_another_colour_alone_is_no_other_idea(tmp_path: Path) -> None:
    one, other = _version(tmp_path, "bold"), _version(tmp_path, "bold", ground=1)

    assert 0 < distinctness(one, other) < LEAST


def test_another_style_with_another_headline_is_another_idea(tmp_path: Path) -> None:
    one, other = _version(tmp_path, "bold"), _version(tmp_path, "editorial", OTHER, mirrored=True)

    assert distinctness(one, other) > LEAST
    assert distinctness(one, other) == pytest.approx(distinctness(other, one), abs=1e-6)


def test_every_part_counts(tmp_path: Path) -> None:
    one = _version(tmp_path, "bold")
    grey = np.random.default_rng(0).integers(0, 255, one.picture.shape, np.uint8)

    changed = [
        replace(one, style="minimal"),
        replace(one, arrangement="stack"),
        replace(one, headline="Something else entirely"),
        replace(one, picture=grey),
    ]

    assert all(distinctness(one, other) > 0.1 for other in changed)


def test_a_pair_that_is_alike_closes_the_gate_and_a_real_pair_does_not(tmp_path: Path) -> None:

    ads = tuple(
        sample_file(f"images/{name}/d.300x250.en.png", width=300, height=250).model_copy(
            update={"variant": name, "placements": ("display_300x250",)}
        )
        for name in "ABC"
    )
    files = {ad.path: tmp_path / f"{ad.variant}.png" for ad in ads}
    facts = {
        ads[0].path: _written(files[ads[0].path], "bold"),
        ads[1].path: _written(files[ads[1].path], "bold"),
        ads[2].path: _written(files[ads[2].path], "editorial", OTHER, mirrored=True),
    }

    found = list(check_variants(files, ads, facts))

    assert [(f.file, f.verdict) for f in found] == [
        (ads[1].path, "fail"),
        (ads[2].path, "pass"),
        (ads[2].path, "pass"),
    ]
    assert found[0].closes
    assert "variant A" in found[0].why
    assert found[0].limit == LEAST


def test_only_pictures_of_one_place_and_language_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    facts = _written(path, "bold")
    one = sample_file("images/A/d.en.png", width=300, height=250)
    other = one.model_copy(update={"path": "images/B/d.fr.png", "language": "fr"})
    files = {one.path: path, other.path: path}

    assert list(check_variants(files, (one, other), {one.path: facts, other.path: facts})) == []
