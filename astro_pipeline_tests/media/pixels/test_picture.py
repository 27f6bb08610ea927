from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.pixels import picture
from astro_pipeline.media.pixels.colour_space import srgb_profile
from astro_pipeline.media.pixels.picture import covering, cut_out, framed, open_picture, trimmed


def _disc(alpha: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    rows, columns = np.mgrid[0:80, 0:80]
    inside = np.hypot(rows - 40, columns - 40) < 20
    image = np.ones((80, 80, 4), np.float32)
    image[..., 3] = alpha
    image[inside] = (0.8, 0.1, 0.1, 1)
    return image


def test_an_object_with_alpha_is_trimmed_to_itself() -> None:
    found = cut_out(_disc(0.0))

    assert found is not None
    assert found.shape[:2] == (39, 39)


def test_an_object_on_a_plain_ground_is_cut_out() -> None:
    found = cut_out(_disc(1.0))

    assert found is not None
    assert 36 <= found.shape[0] <= 46
    assert found[0, 0, 3] < 0.1
    assert found[20, 20, 3] == 1


def test_a_photograph_is_not_cut_out() -> None:
    rng = np.random.default_rng(3)

    assert cut_out(np.dstack([rng.random((80, 80, 3)), np.ones((80, 80))]).astype(np.float32)) is None


def test_a_flat_picture_is_not_cut_out() -> None:
    assert cut_out(np.ones((80, 80, 4), np.float32)) is None


def test_other_formats_are_not_opened(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "a.bmp")

    with pytest.raises(MediaUnreadable, match=r"a\.bmp.*PNG, JPEG or WebP"):
        open_picture(tmp_path / "a.bmp")


def test_too_many_pixels_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (20, 20)).save(tmp_path / "a.png")
    monkeypatch.setattr(picture, "MAX_PIXELS", 399)

    with pytest.raises(MediaUnreadable, match="20x20"):
        open_picture(tmp_path / "a.png")


def test_a_large_picture_is_opened_smaller(tmp_path: Path) -> None:
    Image.new("RGB", (200, 100)).save(tmp_path / "a.png")

    assert open_picture(tmp_path / "a.png", longest=50).shape == (25, 50, 4)


def test_frames_and_crops_have_the_size_asked_for() -> None:
    image = _disc(0.0)

    assert framed(trimmed(image), 60, 100).shape == (100, 60, 4)
    assert covering(image, 50, 120).shape == (120, 50, 4)


def test_an_empty_picture_is_left_as_it_is() -> None:
    empty = np.zeros((5, 5, 4), np.float32)

    assert trimmed(empty).shape == (5, 5, 4)


def _saved(
    tmp_path: Path, image: Image.Image, name: str, **how: Any
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    path = tmp_path / name
    image.save(path, **how)
    return open_picture(path)


def test_a_print_jpeg_a_deep_png_and_a_palette_png_open_in_their_colours(tmp_path: Path) -> None:
    ink = _saved(tmp_path, Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "ink.jpg")
    deep = Image.fromarray(np.full((16, 16), 32768, np.uint16))
    few = Image.new("P", (16, 16), 1)
    few.putpalette([0, 0, 0, 10, 200, 30])

    assert ink[8, 8, 0] > 0.8
    assert float(ink[8, 8, 1:3].max()) < 0.25
    assert np.allclose(_saved(tmp_path, deep, "deep.png")[8, 8], (0.5, 0.5, 0.5, 1), atol=0.01)
    assert np.allclose(
        _saved(tmp_path, few, "few.png", transparency=0)[8, 8, :3], (10 / 255, 200 / 255, 30 / 255)
    )


def test_a_turned_photograph_stands_upright(tmp_path: Path) -> None:
    image = Image.new("RGB", (30, 20), "white")
    image.paste("red", (0, 0, 30, 5))
    turned = Image.Exif()
    turned[0x0112] = 6

    opened = _saved(tmp_path, image, "a.jpg", exif=turned, quality=95, subsampling=0)

    assert opened.shape[:2] == (30, 20)
    assert opened[15, 18, 1] < 0.3
    assert opened[15, 2, 1] > 0.9


@pytest.mark.parametrize("profile", [b"no profile", srgb_profile()])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_that_says_nothing_new_or_nothing_true_changes_nothing(
    tmp_path: Path, profile: bytes, mode: str
) -> None:
    opened = _saved(tmp_path, Image.new(mode, (8, 8), "#4080C0"), "a.png", icc_profile=profile)

    assert np.allclose(opened[4, 4], (64 / 255, 128 / 255, 192 / 255, 1), atol=0.006)


def test_a_profile_of_another_space_is_converted(tmp_path: Path) -> None:
    # sRGB with two primaries swapped: its red is our green
    profile = bytearray(srgb_profile())
    red, green = profile.index(b"rXYZ") + 4, profile.index(b"gXYZ") + 4
    profile[red : red + 8], profile[green : green + 8] = profile[green : green + 8], profile[red : red + 8]

    opened = _saved(tmp_path, Image.new("RGB", (8, 8), (230, 10, 10)), "a.png", icc_profile=bytes(profile))

    assert opened[4, 4, 1] > 0.8
    assert opened[4, 4, 0] < 0.4


def test_a_picture_of_nothing_is_refused(tmp_path: Path) -> None:
    Image.new("RGBA", (16, 16), (0, 0, 0, 0)).save(tmp_path / "a.png")

    with pytest.raises(MediaUnreadable, match="transparent"):
        open_picture(tmp_path / "a.png")


def test_one_pixel_opens_and_is_no_object(tmp_path: Path) -> None:
    opened = _saved(tmp_path, Image.new("RGB", (1, 1), "red"), "a.png")

    assert opened.shape == (1, 1, 4)
    assert cut_out(opened) is None
