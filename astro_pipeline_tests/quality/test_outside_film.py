# pyright: basic
# Pillow's drawing takes colours of many types.
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.quality.outside import examine_outside
from astro_pipeline_tests.media.samples import tone, write_film
from astro_pipeline_tests.quality.briefs import sample_brief
from astro_pipeline_tests.quality.planted import film_of

SHORTS = placements()["youtube_shorts"]
SIZE = (540, 960)
SAID = "Cold brew steeped\nfor 18 hours"


def titled(path: Path, text: str = SAID, *, top: float = 0.3, ink: int = 250) -> Path:
    """A film of a second whose ground moves behind its title."""
    font = ImageFont.truetype(str(chain("text", "en").faces[0].path), 44)

    def frame(number: int) -> np.ndarray:
        image = Image.new("RGB", SIZE, (40, 60 + number, 50))
        place = (0.12 * SIZE[0], top * SIZE[1])
        ImageDraw.Draw(image).multiline_text(place, text, (ink, ink, ink), font)
        return np.asarray(image)

    return film_of(path, map(frame, range(12)), fps=24)


def said_of(path: Path, *, brief: Brief | None = None, language: str | None = None) -> dict[str, Finding]:
    """The worst finding of each rule on one film."""
    found = examine_outside({"film.mp4": path}, SHORTS, brief=brief, language=language)
    return {each.rule: each for each in sorted(found, key=lambda each: each.closes)}


def test_a_title_in_its_place_breaks_no_rule_and_is_read(tmp_path: Path) -> None:
    found = said_of(titled(tmp_path / "film.mp4"), brief=sample_brief())

    for rule in ("technical.safe_zone", "technical.contrast_seen", "copy.shown", "copy.language"):
        assert found[rule].verdict == "pass"
    assert found["copy.shown"].measured == 2
    assert [rule for rule in found if rule.startswith(("copy", "claims")) and found[rule].closes] == []


@pytest.mark.parametrize(("top", "closes"), [(0.3, False), (0.86, True)])
def test_a_title_under_the_platforms_buttons_is_found_where_it_stands(
    tmp_path: Path, top: float, *, closes: bool
) -> None:
    found = said_of(titled(tmp_path / "film.mp4", top=top))["technical.safe_zone"]

    assert found.closes is closes
    if closes:
        assert found.box is not None
        assert found.box.y == pytest.approx(top * SIZE[1] + 60, abs=70)
        assert found.seconds == pytest.approx(0.25, abs=0.1)


def test_a_pale_title_does_not_stand_out(tmp_path: Path) -> None:
    assert said_of(titled(tmp_path / "film.mp4", ink=105))["technical.contrast_seen"].closes


def test_what_a_title_claims_is_held_to_the_brief(tmp_path: Path) -> None:
    found = said_of(
        titled(tmp_path / "film.mp4", "Ready to drink\nin 47 minutes"), brief=sample_brief(), language="en"
    )

    assert found["claims.numbers"].closes
    assert found["claims.numbers"].why.startswith("at 0.2 s: ")


def test_what_is_spoken_is_open_unless_there_is_no_sound(tmp_path: Path) -> None:
    silent = titled(tmp_path / "silent.mp4")
    sounding = write_film(tmp_path / "film.mp4", frames=8, sound=tone(0.3))
    captions = tmp_path / "film.srt"
    captions.write_text("1\n00:00:00,000 --> 00:00:00,200\nSlow\n")

    alone = said_of(sounding, brief=sample_brief())["copy.spoken"]
    both = examine_outside({"film.mp4": sounding, "film.srt": captions}, SHORTS, brief=sample_brief())

    assert said_of(silent)["copy.spoken"].verdict == "pass"
    assert (alone.verdict, alone.advisory) == ("not_checked", False)
    assert [(f.verdict, f.advisory) for f in both if f.rule == "copy.spoken"] == [("not_checked", True)]
