from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.domain.placements import Insets
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.adverts.advert import set_advert
from astro_pipeline.media.pixels.picture import open_picture
from astro_pipeline.media.pixels.saving import CLEAN, kind_for, likeness, write_picture
from astro_pipeline_tests.media.adverts.examples import USUAL, sheet

NOISE = Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8))


def _banner() -> Image.Image:
    return Image.fromarray(set_advert(USUAL, sheet((300, 250, Insets()), "editorial")).canvas.bytes())


@pytest.mark.parametrize(("ending", "limit"), [("png", 55_000), ("jpg", 20_000), ("webp", 10_000)])
def test_a_file_is_written_within_its_limit_and_stays_clean(tmp_path: Path, ending: str, limit: int) -> None:
    path, banner = tmp_path / f"a.{ending}", _banner()

    size, best = write_picture(banner, path, max_bytes=limit)

    assert size == path.stat().st_size <= limit < best
    assert open_picture(path).shape == (250, 300, 4)
    assert likeness(path.read_bytes(), banner) >= CLEAN


def test_the_quality_that_is_found_uses_the_limit(tmp_path: Path) -> None:
    best = write_picture(_banner(), tmp_path / "best.jpg", max_bytes=10_000_000).size

    tight = write_picture(_banner(), tmp_path / "tight.jpg", max_bytes=best // 2).size

    assert 0.9 * (best // 2) < tight <= best // 2


def test_small_coloured_type_keeps_its_colour_in_a_jpeg(tmp_path: Path) -> None:
    picture = Image.new("RGB", (64, 64), (0, 0, 255))
    picture.paste((255, 0, 0), (31, 0, 33, 64))

    write_picture(picture, tmp_path / "a.jpg", max_bytes=10_000)

    red = np.asarray(open_picture(tmp_path / "a.jpg"))[32, 31:33, 0]
    assert float(red.min()) > 0.8


def test_a_png_of_256_colours_is_dithered_not_banded(tmp_path: Path) -> None:
    ramp = np.linspace(90, 150, 300)[None, :, None] + np.linspace(0, 40, 250)[:, None, None] * (1.0, 0.6, 0.2)
    grained = ramp + np.random.default_rng(0).normal(0, 2.3, (250, 300, 1))
    picture = Image.fromarray(np.clip(grained, 0, 255).astype(np.uint8))

    write_picture(picture, tmp_path / "a.png", max_bytes=60_000)

    with Image.open(tmp_path / "a.png") as written:
        assert written.mode == "P"
        seen = np.asarray(written.convert("RGB").resize((30, 25), Image.Resampling.BOX), np.int16)
    wanted = np.asarray(picture.resize((30, 25), Image.Resampling.BOX), np.int16)
    assert int(np.abs(seen - wanted).max()) <= 4


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_limit_no_quality_meets_is_an_error(tmp_path: Path, ending: str) -> None:
    with pytest.raises(MediaUnreadable, match="200 allowed"):
        write_picture(NOISE, tmp_path / f"a.{ending}", max_bytes=200)


def test_a_limit_that_would_spoil_the_picture_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"

    with pytest.raises(MediaUnreadable, match="is clean; take another format"):
        write_picture(NOISE, path, max_bytes=5_500)

    assert not path.exists()
    assert write_picture(NOISE, path, max_bytes=30_000).size <= 30_000


def test_a_png_that_would_be_too_large_gives_way_to_the_next_format() -> None:
    assert kind_for(("png", "jpg"), 300, 250, 146_000) == "png"
    assert kind_for(("png", "jpg"), 970, 250, 146_000) == "jpg"
    assert kind_for(("jpg", "png"), 300, 250, 146_000) == "jpg"
    assert kind_for(("png",), 970, 250, 146_000) == "png"
