from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from pydantic import JsonValue

from astro_pipeline.domain.brief import Attachment, BrandKit
from astro_pipeline.domain.media import ImageVariants
from astro_pipeline.domain.review import Finding
from astro_pipeline.errors import MediaUnreadable
from astro_pipeline.media.adverts.emblem import Emblem
from astro_pipeline.media.pixels.palette import Style
from astro_pipeline.media.pixels.sighting import Codes
from astro_pipeline.quality.check_media import examine_images
from astro_pipeline.quality.logo import brand_logo, check_logo
from astro_pipeline_tests.quality.briefs import sample_brief, sample_file
from astro_pipeline_tests.quality.logos import ASSETS, FILE, FRAME, LOGOS, Worn, worn

SHA = "a" * 64


def _found(ad: Worn, picture: Codes, **facts: JsonValue) -> dict[str, Finding]:
    findings = check_logo(picture, FILE, {**ad.facts, **facts}, ad.logo)
    return {finding.rule.removeprefix("technical."): finding for finding in findings}


def _squeezed(image: Image.Image, across: float = 0.85, down: float = 1.0) -> Image.Image:
    size = (round(image.width * across), round(image.height * down))
    return image.resize(size, Image.Resampling.LANCZOS)


def _recoloured(image: Image.Image) -> Image.Image:
    red, green, blue, cover = image.split()
    return Image.merge("RGBA", (blue, red, green.point(lambda code: 255 - code), cover))


@pytest.mark.parametrize("frame", [1, 3, 6, 7, 11, 13])
@pytest.mark.parametrize("style", ["bold", "editorial", "minimal", "pattern"])
@pytest.mark.parametrize("name", LOGOS)
def test_an_ad_that_wears_its_logo_passes_every_rule(name: str, style: Style, frame: int) -> None:
    ad = worn(name, style, frame)

    found = _found(ad, ad.picture)

    assert {each.verdict for each in found.values()} == {"pass"}, found
    assert set(found) == {"logo", "logo_size", "logo_space"}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_drawn_again_by_another_tool_is_the_same_logo(name: str) -> None:
    ad = worn(name)

    assert _found(ad, ad.again(lambda same: same))["logo"].verdict == "pass"


@pytest.mark.parametrize("name", LOGOS)
@pytest.mark.parametrize("defect", ["absent", "half covered", "squeezed", "flattened", "small", "recoloured"])
def test_a_logo_that_is_spoilt_closes_the_gate_where_it_stands(name: str, defect: str) -> None:
    ad = worn(name)
    planted = {
        "absent": lambda: np.asarray(ad.bare()),
        "half covered": lambda: ad.over(0, 0, 0.5, 1),
        "squeezed": lambda: ad.again(_squeezed),
        "flattened": lambda: ad.again(lambda image: _squeezed(image, 1.0, 0.85)),
        "small": lambda: ad.again(lambda image: _squeezed(image, 0.5, 0.5)),
        "recoloured": lambda: ad.again(_recoloured),
    }[defect]()

    found = _found(ad, planted)["logo"]

    assert found.closes
    assert found.box is not None
    assert (found.box.x, found.box.y) == (ad.emblem.x, ad.emblem.y)


def test_a_letter_that_is_lost_is_a_part_that_is_lost() -> None:
    ad = worn("juniper-tide")
    image = Image.fromarray(ad.picture)
    e = ad.emblem
    ground = tuple(ad.picture[e.y - 2, e.x].tolist())
    # the last letter, which is less than a twentieth of the logo
    ImageDraw.Draw(image).rectangle((e.x + 0.945 * e.width, e.y, e.x + e.width, e.y + e.height), fill=ground)

    found = _found(ad, np.asarray(image))["logo"]

    assert found.closes
    assert found.limit in {0.75, 0.93}


@pytest.mark.parametrize(("share", "verdict"), [(0.8, "pass"), (1.2, "fail")])
def test_the_share_of_a_logo_that_may_be_hidden_flips_at_its_limit(share: float, verdict: str) -> None:
    """A plain disc, of which a block hides a part from its left edge on."""
    disc = Image.new("RGBA", (400, 400))
    ImageDraw.Draw(disc).ellipse((0, 0, 399, 399), fill="#B01030")
    picture = Image.new("RGB", (600, 300), "#F4F1EA")
    small = disc.resize((120, 120), Image.Resampling.LANCZOS)
    picture.paste(small, (60, 60), small)
    cover = np.asarray(small)[..., 3] / 255
    hidden = np.cumsum(cover.sum(axis=0)) / cover.sum()
    columns = int(np.searchsorted(hidden, 0.07 * share)) + (share > 1)
    ImageDraw.Draw(picture).rectangle((60, 60, 60 + columns - 1, 179), fill="#2040D0")
    facts: dict[str, JsonValue] = {"logo": {"x": 60, "y": 60, "width": 120, "height": 120, "manner": "own"}}

    cutout = np.asarray(disc, np.float32) / np.float32(255)
    found = next(check_logo(np.asarray(picture), FILE, facts, cutout))

    assert found.verdict == verdict
    assert found.measured == pytest.approx(1 - 0.07 * share, abs=0.02)


def test_a_box_filled_with_the_logos_colour_is_no_logo() -> None:
    ad = worn()
    e = ad.emblem
    ink = tuple((np.asarray(ad.drawn)[np.asarray(ad.drawn)[..., 3] > 250][0, :3]).tolist())
    image = Image.fromarray(ad.picture)
    ImageDraw.Draw(image).rectangle((e.x - 20, e.y - 20, e.x + e.width + 20, e.y + e.height + 20), fill=ink)

    assert _found(ad, np.asarray(image))["logo"].closes


def test_a_logo_that_runs_over_its_outline_is_not_as_it_was_drawn() -> None:
    plain = np.ones((100, 200, 4), np.float32) * np.float32(0.1)
    plain[..., 3] = 1
    picture = np.full((200, 400, 3), 240, np.uint8)
    picture[37:103, 47:173] = 26
    facts: dict[str, JsonValue] = {"logo": {"x": 50, "y": 40, "width": 120, "height": 60, "manner": "own"}}

    found = next(check_logo(picture, FILE, facts, plain))

    assert found.closes
    assert found.unit == "of its rim in its colours"


@pytest.mark.parametrize(("strength", "verdict"), [(0.8, "fail"), (1.2, "pass")])
@pytest.mark.parametrize("below", [False, True])
def test_the_room_around_a_logo_flips_at_a_fifth_of_its_height(
    strength: float, verdict: str, below: bool
) -> None:
    ad = worn(frame=1)
    e = ad.emblem
    gap = max(4, 0.2 * e.height) * strength
    gap = int(gap) if strength < 1 else int(gap) + 1
    away = (0.3, 1 + gap / e.height, 0.2, 0.4) if below else (1 + gap / e.width, 0.2, 0.1, 0.6)

    found = _found(ad, ad.over(*away))["logo_space"]

    assert found.verdict == verdict
    assert not found.closes
    if verdict == "fail":
        assert found.measured == pytest.approx(gap, abs=1.6)


def test_type_that_touches_the_logo_closes_the_gate_and_type_near_it_does_not() -> None:
    ad = worn()
    e = ad.emblem
    text = {"role": "kicker", "text": "New", "contrast": 9.0, "size_px": 12, "width": 60, "height": 12}
    touching: JsonValue = [{**text, "x": e.x + 20, "y": e.y + e.height - 3}]
    near: JsonValue = [{**text, "x": e.x + 20, "y": e.y + e.height + 2}]

    assert _found(ad, ad.picture, text_boxes=touching)["logo_space"].closes
    found = _found(ad, ad.picture, text_boxes=near)["logo_space"]
    assert (found.verdict, found.advisory, found.measured) == ("fail", True, 2.0)


@pytest.mark.parametrize(("height", "verdict"), [(8, "fail"), (10, "pass")])
def test_a_logo_lower_than_the_smallest_type_is_advised_against(height: int, verdict: str) -> None:
    ad = worn()
    facts: JsonValue = {"x": 10, "y": 10, "width": 60, "height": height, "manner": "own"}

    found = _found(ad, ad.picture, logo=facts)["logo_size"]

    assert (found.verdict, found.measured, found.limit) == (verdict, height, 9)
    assert not found.closes


def test_a_plate_keeps_the_logos_room_by_itself() -> None:
    box = Image.new("RGBA", (300, 100), "#0F3D3E")
    ImageDraw.Draw(box).rectangle((40, 30, 200, 70), fill="#1A5A50")
    picture = Image.new("RGB", (600, 300), "#0F3D3E")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((50, 50, 50 + 150 + 2 * 12, 50 + 50 + 2 * 12), 16, fill="#FBF1E3")
    picture.paste(box.resize((150, 50)), (62, 62))
    stood = {"x": 62, "y": 62, "width": 150, "height": 50}
    facts: dict[str, JsonValue] = {"logo": {**stood, "manner": "plate", "colour": "#FBF1E3"}}

    found = list(check_logo(np.asarray(picture), FILE, facts, np.asarray(box, np.float32) / np.float32(255)))

    assert [each.verdict for each in found] == ["pass"] * 3


def test_what_nobody_wrote_down_is_not_checked_and_never_passed() -> None:
    ad = worn()
    bare = {key: value for key, value in ad.facts.items() if key != "logo"}

    for found in (
        list(check_logo(ad.picture, FILE, bare, ad.logo)),
        list(check_logo(ad.picture, FILE, ad.facts, None)),
        list(check_logo(ad.picture, FILE, {**bare, "logo": {"x": "left"}}, ad.logo)),
    ):
        assert [(each.rule, each.verdict, each.advisory) for each in found] == [
            ("technical.logo", "not_checked", False)
        ]


def test_an_ad_of_a_brand_with_a_logo_that_has_no_place_for_it_fails() -> None:
    ad = worn()

    assert _found(ad, ad.picture, logo=None)["logo"].closes


def test_the_logo_of_a_brief_is_looked_for_in_its_ads(tmp_path: Path) -> None:
    ad = worn()
    path = tmp_path / "ad.png"
    attached = Attachment(path="aubeline.png", licence="customer-supplied", sha256=SHA)
    brief = sample_brief(brand=BrandKit(name="Maison Aubeline", logo=attached))
    width, height, _ = FRAME
    file = sample_file("ad.png", width=width, height=height, placements=("x_post",))
    value = ImageVariants(variants=(), files=(file,), facts={"ad.png": dict(ad.facts)})

    def verdict(picture: Codes) -> list[str]:
        Image.fromarray(picture).save(path)
        found = examine_images(brief, value, lambda _: path, blob=lambda _: ASSETS / "aubeline.png")
        return [each.verdict for each in found if each.rule == "technical.logo"]

    assert verdict(ad.picture) == ["pass"]
    assert verdict(np.asarray(ad.bare())) == ["fail"]


def test_a_brand_without_a_picture_of_its_logo_has_none_to_look_for() -> None:
    assert brand_logo(sample_brief(), Path) is None


def test_a_briefs_logo_is_trimmed_and_kept_small(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image = Image.new("RGBA", (400, 300))
    image.paste("#B01030", (100, 100, 300, 150))
    image.save(path)
    given = Attachment(path="logo.png", licence="customer-supplied", sha256=SHA)
    nowhere = given.model_copy(update={"sha256": None})

    logo = brand_logo(sample_brief(brand=BrandKit(logo=given)), lambda _: path)

    assert logo is not None
    assert logo.shape == (50, 200, 4)
    assert brand_logo(sample_brief(brand=BrandKit(logo=nowhere)), Path) is None


def test_a_logo_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"no picture")
    attached = Attachment(path="logo.png", licence="customer-supplied", sha256=SHA)

    with pytest.raises(MediaUnreadable, match=r"logo\.png"):
        brand_logo(sample_brief(brand=BrandKit(logo=attached)), lambda _: broken)


def test_an_emblem_says_how_it_was_drawn() -> None:
    ways = {worn(name, style).emblem.manner for name in LOGOS for style in ("bold", "editorial", "minimal")}

    assert {"own", "ink"} <= ways
    assert isinstance(worn().emblem, Emblem)
