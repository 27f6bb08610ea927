from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from astro_pipeline.domain.brief import Attachment, BrandKit
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.pixels.features import learnt
from astro_pipeline.media.pixels.raster import Pixels
from astro_pipeline.media.pixels.sighting import Codes
from astro_pipeline.media.probe import probe_film
from astro_pipeline.quality.logo import check_outside_logo
from astro_pipeline.quality.outside import examine_outside
from astro_pipeline.quality.outside_film import check_film_logo
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.logos import ASSETS, LOGOS, logo
from astro_pipeline_tests.quality.planted import film_of

WIDE = 640
SHA = "a" * 64


def _poster(name: str | None, *, width: int = 220, across: float = 1.0) -> Codes:
    """An ad made elsewhere: lines of type, a block, and a logo or none."""
    image = Image.new("RGB", (WIDE, WIDE), "#F2E9DC")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(("Bright mornings", "start with this", "Order it today")):
        draw.text((60, 300 + 60 * n), line, fill="#30261C", font=ImageFont.load_default(44))
    draw.ellipse((420, 120, 600, 260), fill="#C4553B")
    if name:
        drawn = Image.fromarray((logo(name) * 255).round().astype(np.uint8))
        high = round(width * drawn.height / drawn.width)
        small = drawn.resize((round(width * across), high), Image.Resampling.LANCZOS)
        image.paste(small, (50, 70), small)
    return np.asarray(image)


def _outside(picture: Codes, name: str = "aubeline") -> dict[str, Finding]:
    findings = check_outside_logo(picture, "ad.png", learnt(logo(name)))
    return {finding.rule.removeprefix("technical."): finding for finding in findings}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_is_found_anywhere_in_a_picture_made_elsewhere(name: str) -> None:
    found = _outside(_poster(name), name)

    assert {each.verdict for each in found.values()} == {"pass"}, found


def test_of_a_small_logo_only_its_presence_is_told() -> None:
    found = _outside(_poster("aubeline", width=130))["logo"]

    assert found.verdict == "pass"
    assert found.unit == "features that agree"


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_squeezed_elsewhere_fails_where_it_is(name: str) -> None:
    found = _outside(_poster(name, across=0.85), name)["logo"]

    assert found.closes
    assert isinstance(found.measured, float)
    assert found.measured == pytest.approx(1.18, abs=0.05)
    assert found.box is not None
    assert abs(found.box.x - 50) <= 4


@pytest.mark.parametrize("name", [None, "comptalis"])
def test_a_logo_that_is_not_found_is_said_and_closes_nothing(name: str | None) -> None:
    found = _outside(_poster(name))["logo"]

    assert (found.verdict, found.advisory) == ("fail", True)


def _disc() -> Pixels:
    disc = np.zeros((200, 200, 4), np.float32)
    rows, columns = np.mgrid[:200, :200]
    disc[np.hypot(rows - 100, columns - 100) < 95] = 1
    return disc


def test_a_logo_too_plain_to_be_told_is_not_guessed_at() -> None:
    found = list(check_outside_logo(_poster("aubeline"), "ad.png", learnt(_disc())))

    assert [(each.verdict, each.advisory) for each in found] == [("not_checked", True)]


def test_check_looks_for_the_briefs_logo_and_says_where_it_was_not_given(tmp_path: Path) -> None:
    path = tmp_path / "ad.png"
    Image.fromarray(_poster("aubeline")).save(path)
    attached = Attachment(path="aubeline.png", licence="customer-supplied", sha256=SHA)
    brief = sample_brief(brand=BrandKit(name="Maison Aubeline", logo=attached))

    def verdicts(*, given: bool) -> list[str]:
        found = examine_outside(
            {"ad.png": path},
            placements()["x_post"],
            brief=brief,
            blob=(lambda _: ASSETS / "aubeline.png") if given else None,
        )
        return [each.verdict for each in found if each.rule == "technical.logo"]

    assert verdicts(given=True) == ["pass"]
    assert verdicts(given=False) == ["not_checked"]


def _film(path: Path, *, ends: Codes, opens: Codes) -> Path:
    """Two seconds of one picture, one of another: the second shot is not the longest."""
    return film_of(path, [opens] * 40 + [ends] * 20, fps=20)


@pytest.mark.parametrize("across", [1.0, 0.85])
def test_a_logo_is_found_on_whichever_frame_shows_it(tmp_path: Path, across: float) -> None:
    film = _film(tmp_path / "film.mp4", opens=_poster(None), ends=_poster("aubeline", across=across))
    facts = probe_film(film)

    found = {each.rule: each for each in check_film_logo(film, facts, "film.mp4", learnt(logo("aubeline")))}

    whole = found["technical.logo"]
    assert whole.closes is (across < 1)
    if whole.closes:
        assert whole.seconds == 2.5
        assert whole.box is not None
        assert abs(whole.box.x - 50) <= 4


def test_a_film_that_never_shows_the_logo_is_told_of(tmp_path: Path) -> None:
    film = _film(tmp_path / "film.mp4", opens=_poster(None), ends=_poster("comptalis"))

    (found,) = check_film_logo(film, probe_film(film), "film.mp4", learnt(logo("aubeline")))

    assert (found.rule, found.verdict, found.advisory) == ("technical.logo", "fail", True)


@pytest.mark.parametrize("given", [True, False])
def test_a_films_logo_is_looked_for_where_the_brief_brings_one(tmp_path: Path, *, given: bool) -> None:
    film = _film(tmp_path / "film.mp4", opens=_poster("aubeline"), ends=_poster(None))
    kit = BrandKit(logo=Attachment(path="aubeline.png", licence="customer-supplied", sha256=SHA))
    brief = sample_brief(brand=kit)

    found = examine_outside(
        {"film.mp4": film},
        placements()["x_post"],
        brief=brief,
        blob=(lambda _: ASSETS / "aubeline.png") if given else None,
    )

    assert [each.verdict for each in found if each.rule == "technical.logo"] == [
        "pass" if given else "not_checked"
    ]


def test_a_logo_too_plain_to_be_told_is_not_looked_for_in_a_film(tmp_path: Path) -> None:
    film = _film(tmp_path / "film.mp4", opens=_poster(None), ends=_poster("aubeline"))

    (found,) = check_film_logo(film, probe_film(film), "film.mp4", learnt(_disc()))

    assert (found.rule, found.verdict) == ("technical.logo", "not_checked")
    assert "too plain" in found.why
