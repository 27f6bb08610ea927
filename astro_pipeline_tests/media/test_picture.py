from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media import picture
from astro_pipeline.media.picture import covering, cut_out, framed, open_picture, trimmed, write_picture


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


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_a_file_is_written_within_its_limit(tmp_path: Path, ending: str) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8))
    path = tmp_path / f"a.{ending}"

    size = write_picture(noise, path, max_bytes=15_000)

    assert size == path.stat().st_size <= 15_000
    assert open_picture(path).shape == (90, 90, 4)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_limit_no_quality_meets_is_an_error(tmp_path: Path, ending: str) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8))

    with pytest.raises(MediaUnreadable, match="200 allowed"):
        write_picture(noise, tmp_path / f"a.{ending}", max_bytes=200)


def test_frames_and_crops_have_the_size_asked_for() -> None:
    image = _disc(0.0)

    assert framed(trimmed(image), 60, 100).shape == (100, 60, 4)
    assert covering(image, 50, 120).shape == (120, 50, 4)


def test_an_empty_picture_is_left_as_it_is() -> None:
    empty = np.zeros((5, 5, 4), np.float32)

    assert trimmed(empty).shape == (5, 5, 4)
