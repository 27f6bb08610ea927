import os
from pathlib import Path

import pytest
from PIL import Image

from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.gateway import previews
from astro_pipeline.gateway.previews import preview


def test_a_changed_picture_gets_a_new_preview(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (64, 32), "red").save(picture)
    first = preview(picture, 32, cache=tmp_path / "cache")
    Image.new("RGB", (64, 32), "blue").save(picture)
    os.utime(picture, ns=(1, 1))

    second = preview(picture, 32, cache=tmp_path / "cache")

    assert first != second
    with Image.open(second) as image:
        red, _, blue = image.convert("RGB").resize((1, 1)).tobytes()
        assert (image.size, red < 30, blue > 220) == ((32, 16), True, True)


def test_a_cut_out_is_shown_on_white(tmp_path: Path) -> None:
    picture = tmp_path / "hero.png"
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(picture)

    with Image.open(preview(picture, 32, cache=tmp_path)) as image:
        assert min(image.tobytes()) > 250


def test_a_picture_with_too_many_pixels_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "large.png"
    Image.new("RGB", (40, 40)).save(picture)
    monkeypatch.setattr(previews, "MAX_PIXELS", 1599)

    with pytest.raises(MediaUnreadable, match="40 × 40 px is more than 1,599"):
        preview(picture, 32, cache=tmp_path)


def test_a_picture_of_another_format_is_refused_whatever_its_name(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(picture, "GIF")

    with pytest.raises(MediaUnreadable, match="save it as PNG or JPEG"):
        preview(picture, 32, cache=tmp_path)


def test_a_preview_that_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(picture)

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)

    with pytest.raises(OSError, match="No space left"):
        preview(picture, 32, cache=tmp_path / "cache")

    assert list((tmp_path / "cache" / "previews").iterdir()) == []
