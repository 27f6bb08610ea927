import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from astro_pipeline.domain.placements import placements
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.pictures import check_picture
from astro_pipeline_tests.media.samples import write_picture
from astro_pipeline_tests.quality.briefs import failing, sample_file

BANNER = placements()["display_300x250"]
FILE = sample_file("images/A/display.300x250.en.png", width=300, height=250)


def _written(path: Path, size: tuple[int, int] = (300, 250), *, blank: bool = False) -> Path:
    written = write_picture(path, size, blank=blank)
    mark(written, "algorithmicMedia")
    return written


def test_an_ad_its_placement_takes_passes_every_rule(tmp_path: Path) -> None:
    path = _written(tmp_path / "photo.jpg")

    findings = list(check_picture(path, FILE, placements=(BANNER,)))

    assert failing(findings) == []
    assert [finding.rule for finding in findings] == [
        "technical.decodes",
        "technical.not_blank",
        "technical.colour_profile",
        "technical.still",
        "technical.orientation",
        "technical.size",
        "technical.placement_size",
        "technical.format",
        "technical.bytes",
        "technical.opaque",
        "technical.sharpness",
        "technical.banding",
        "provenance.marked",
    ]
    assert {finding.limit for finding in findings if finding.rule == "technical.bytes"} == {150_000}


def test_a_picture_of_another_size_fails_its_record_and_its_placement(tmp_path: Path) -> None:
    path = _written(tmp_path / "photo.png", (299, 250))

    rules = failing(check_picture(path, FILE, placements=(BANNER,)))

    assert rules == ["technical.size", "technical.placement_size"]


@pytest.mark.parametrize(
    ("name", "blank", "rules"),
    [
        ("photo.webp", False, ["technical.format"]),
        ("cut-out.png", False, ["technical.bytes", "technical.opaque"]),
        ("blank.png", True, ["technical.not_blank"]),
    ],
)
def test_a_planted_defect_closes_the_gate(
    tmp_path: Path, name: str, *, blank: bool, rules: list[str]
) -> None:
    path = _written(tmp_path / name, blank=blank)

    findings = [f for f in check_picture(path, FILE, placements=(BANNER,)) if f.closes]

    assert [finding.rule for finding in findings] == rules
    assert findings[0].cure


def test_an_unmarked_and_a_wrongly_marked_picture_fail_their_provenance(tmp_path: Path) -> None:
    unmarked = write_picture(tmp_path / "plain.jpg", (300, 250))
    wrong = write_picture(tmp_path / "wrong.jpg", (300, 250))
    mark(wrong, "digitalCapture")

    assert failing(check_picture(unmarked, FILE, placements=())) == ["provenance.marked"]
    assert failing(check_picture(wrong, FILE, placements=())) == ["provenance.marked"]


def test_a_broken_picture_fails_to_decode_and_nothing_else_is_claimed_of_it(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")

    (finding,) = check_picture(path, FILE, placements=(BANNER,))

    assert (finding.rule, finding.verdict) == ("technical.decodes", "fail")
    assert "broken.png" in finding.why


def test_a_key_visual_has_no_placement_to_please(tmp_path: Path) -> None:
    path = _written(tmp_path / "cut-out.webp", (640, 640))

    findings = list(check_picture(path, sample_file("images/A/key.webp"), placements=()))

    assert failing(findings) == []
    assert not {"technical.opaque", "technical.sharpness", "technical.banding"} & {f.rule for f in findings}


def _judged(path: Path, rule: str) -> list[bool]:
    """Whether the rule closes the gate on an ad of 300 by 250, once for each finding."""
    return [f.closes for f in check_picture(path, FILE, placements=(BANNER,)) if f.rule == rule]


def _card() -> Image.Image:
    """Blocks of several greys with hard edges."""
    blocks = np.random.default_rng(3).integers(20, 235, (10, 12), np.uint8)
    return Image.fromarray(np.kron(blocks, np.ones((25, 25), np.uint8))).convert("RGB")


@pytest.mark.parametrize(("blur", "closes"), [(0.8 * 2.0, False), (1.2 * 2.0, True)])
def test_an_ad_is_refused_from_two_pixels_of_blur(tmp_path: Path, blur: float, *, closes: bool) -> None:
    path = tmp_path / "ad.png"
    Image.fromarray(cv2.GaussianBlur(np.asarray(_card()), (0, 0), blur)).save(path)

    assert _judged(path, "technical.sharpness") == [closes]


@pytest.mark.parametrize(("part", "closes"), [(0.8 * 0.15, False), (1.2 * 0.15, True)])
def test_an_ad_is_refused_where_too_much_of_it_is_banded(
    tmp_path: Path, part: float, *, closes: bool
) -> None:
    path = tmp_path / "ad.png"
    pixels = np.full((250, 300), 20, np.uint8)
    pixels[: round(part * 250)] = (np.arange(300) // 20 * 3 + 20).astype(np.uint8)
    Image.fromarray(pixels).save(path)

    assert _judged(path, "technical.banding") == [closes]


def test_steps_of_one_grey_value_are_only_advice(tmp_path: Path) -> None:
    path = tmp_path / "ad.png"
    Image.fromarray(np.tile((np.arange(300) // 10 + 20).astype(np.uint8), (250, 1))).save(path)

    (found,) = [f for f in check_picture(path, FILE, placements=(BANNER,)) if f.rule == "technical.banding"]

    assert (found.verdict, found.advisory) == ("fail", True)


@pytest.mark.parametrize(("part", "closes"), [(0.8 * 0.005, True), (1.2 * 0.005, False)])
def test_a_picture_with_next_to_nothing_on_it_is_refused(
    tmp_path: Path, part: float, *, closes: bool
) -> None:
    path = tmp_path / "ad.png"
    pixels = np.full(250 * 300, 250, np.uint8)
    pixels[: round(part * pixels.size)] = 10
    Image.fromarray(pixels.reshape(250, 300)).save(path)

    assert _judged(path, "technical.not_blank") == [closes]


@pytest.mark.parametrize(("alpha", "closes"), [(255, False), (254, True)])
def test_an_ad_one_sees_through_is_refused(tmp_path: Path, alpha: int, *, closes: bool) -> None:
    path = tmp_path / "ad.png"
    card = _card()
    card.putalpha(alpha)
    card.save(path)

    assert _judged(path, "technical.opaque") == [closes]


@pytest.mark.parametrize(("frames", "closes"), [(1, False), (2, True)])
@pytest.mark.parametrize("form", ["png", "webp"])
def test_a_picture_that_moves_is_refused(tmp_path: Path, form: str, frames: int, *, closes: bool) -> None:
    path = tmp_path / f"ad.{form}"
    cards = [_card(), _card().rotate(180)][:frames]
    cards[0].save(path, save_all=True, append_images=cards[1:])

    assert _judged(path, "technical.still") == [closes]


@pytest.mark.parametrize(("orientation", "closes"), [(1, False), (6, True)])
def test_a_picture_that_asks_to_be_turned_is_refused(
    tmp_path: Path, orientation: int, *, closes: bool
) -> None:
    path = tmp_path / "ad.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    _card().save(path, exif=exif)

    assert _judged(path, "technical.orientation") == [closes]


def test_ink_colours_are_refused_and_a_wide_profile_is_flagged(tmp_path: Path) -> None:
    inks, wide, plain = tmp_path / "inks.jpg", tmp_path / "wide.jpg", tmp_path / "plain.jpg"
    _card().convert("CMYK").save(inks)
    _card().save(wide, icc_profile=_display_p3())
    _card().save(plain, icc_profile=_srgb())

    found = {
        path.stem: [
            (f.verdict, f.advisory)
            for f in check_picture(path, FILE, placements=(BANNER,))
            if f.rule == "technical.colour_profile"
        ]
        for path in (inks, wide, plain)
    }

    assert found == {"inks": [("fail", False)], "wide": [("fail", True)], "plain": [("pass", True)]}


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.core.createProfile("sRGB")).tobytes()


def _display_p3() -> bytes:
    """sRGB's profile with the primaries of Display P3 in its table, and still under sRGB's name."""
    profile = bytearray(_srgb())
    primaries = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2920, 0.6922, 0.0419),
        b"bXYZ": (0.1571, 0.0666, 0.7841),
    }
    for name, numbers in primaries.items():
        (at,) = struct.unpack_from(">I", profile, profile.index(name) + 4)
        struct.pack_into(">3i", profile, at + 8, *(round(each * 65536) for each in numbers))
    return bytes(profile)


def test_a_telephones_jpeg_with_a_second_picture_in_it_is_one_picture(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    _card().save(path, "MPO", save_all=True, append_images=[_card()])

    assert _judged(path, "technical.decodes") == [False]
    assert _judged(path, "technical.still") == [False]
