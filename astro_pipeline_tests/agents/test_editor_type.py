"""What the editor writes down of a film's type is what the finished film shows."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from astro_pipeline.agents import editor
from astro_pipeline.agents.film_orders import CRAFT, FilmJob
from astro_pipeline.domain.media import Film, MediaFile
from astro_pipeline.domain.review import Finding
from astro_pipeline.domain.timeline import Button, Caption, Captions, Mark, Text, Timeline
from astro_pipeline.media.pixels.picture import open_logo
from astro_pipeline.media.pixels.sighting import kept_small
from astro_pipeline.quality.film import check_film
from astro_pipeline.quality.film_type import FilmText, Lettered, texts_of
from astro_pipeline_tests.media.filmset import Shelf, box, timeline, words
from astro_pipeline_tests.quality.briefs import sample_file

_LOGO: Final = Path(__file__).parents[2] / "examples" / "assets" / "juniper-tide.png"
_RULES: Final = frozenset(
    f"technical.{rule}"
    for rule in ("legible", "contrast", "contrast_seen", "glyphs", "text_fits", "logo", "logo_space")
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def _lettered(shelf: Shelf) -> Timeline:
    """A second and a half with every kind of type, on calm ground."""
    said = Caption(words=words("Steeped for 18 hours", start=0.1), start=0.1, end=1.4)
    plain = timeline(shelf, seconds=1.5, size=(540, 960))
    scene = plain.scenes[0].model_copy(
        update={"seconds": 1.5, "picture": shelf.picture((242, 238, 230), size=(675, 1200), spot=False)}
    )
    return plain.model_copy(
        update={
            "scenes": (scene,),
            "texts": (
                Text(
                    text="Slow coffee for 18 hours", language="en", box=box(40, 220, 440, 200), start=0.0,
                    end=1.5, size=64, smallest=24, come_seconds=0.2, stress=("#F2643D",),
                ),
            ),
            "marks": (
                Mark(
                    name="Juniper & Tide", logo=shelf.put(_LOGO.read_bytes()), box=box(41, 61, 260, 40),
                    start=0.0, end=1.5,
                ),
            ),
            "buttons": (
                Button(
                    text="Order today", language="en", box=box(120, 520, 300, 72), start=0.0, end=1.5,
                    come_seconds=0.1, fill="#0F3D3E", ink="#FBF1E3",
                ),
            ),
            "captions": Captions(
                chunks=(said,), language="en", box=box(40, 640, 440, 110), size=32, ground="#101418",
                ink="#FFFFFF", accent="#F2643D", accent_ink="#101418",
            ),
        }
    )  # fmt: skip


def _job(film: Timeline) -> FilmJob:
    return FilmJob(
        path="video/film.mp4",
        craft=CRAFT,
        ratio="9:16",
        seconds=2,
        timeline=film,
        source_type="algorithmicMedia",
    )


def _rendered(film: Timeline, path: Path, shelf: Shelf) -> tuple[FilmText, ...]:
    texts = texts_of(editor.render_film(_job(film), path, blob=shelf).facts)
    assert texts is not None
    return texts


def _judged(path: Path, texts: tuple[FilmText, ...]) -> tuple[Finding, ...]:
    record: MediaFile = sample_file("video/film.mp4", "video", width=540, height=960)
    known = Lettered(texts, "Juniper & Tide", kept_small(open_logo(_LOGO)), logo_due=True)
    found = check_film(
        path, Film(ratio="9:16", seconds=2, language="en", file=record), specs=(), lettered=known
    )
    return tuple(each for each in found if each.rule in _RULES)


def test_every_text_and_the_logo_are_found_where_the_editor_says_they_stand(
    shelf: Shelf, tmp_path: Path
) -> None:
    texts = _rendered(_lettered(shelf), tmp_path / "film.mp4", shelf)

    found = _judged(tmp_path / "film.mp4", texts)

    assert [text.role for text in texts] == ["brand", "overlay", "button", "caption"]
    assert {each.rule for each in found} == _RULES
    assert {each.rule for each in found if each.verdict != "pass"} == set()
    assert next(each.measured for each in found if each.rule == "technical.legible") == 1.0


def _headline(film: Timeline) -> Timeline:
    other = film.texts[0].model_copy(update={"text": "Slow coffee for 16 hours"})
    return film.model_copy(update={"texts": (other,)})


def _button(film: Timeline) -> Timeline:
    return film.model_copy(update={"buttons": ()})


def _captions(film: Timeline) -> Timeline:
    assert film.captions is not None
    other = Caption(words=words("Steeped for 19 hours", start=0.1), start=0.1, end=1.4)
    return film.model_copy(update={"captions": film.captions.model_copy(update={"chunks": (other,)})})


def _late_captions(film: Timeline) -> Timeline:
    assert film.captions is not None
    other = Caption(words=words("Steeped for 18 hours", start=0.9), start=0.9, end=1.4)
    return film.model_copy(update={"captions": film.captions.model_copy(update={"chunks": (other,)})})


def _no_logo(film: Timeline) -> Timeline:
    return film.model_copy(update={"marks": (film.marks[0].model_copy(update={"logo": None}),)})


def _small_logo(film: Timeline) -> Timeline:
    return film.model_copy(
        update={"marks": (film.marks[0].model_copy(update={"box": box(41, 61, 234, 36)}),)}
    )


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (_headline, "legible", "18"),
        (_button, "legible", "Order today"),
        (_captions, "legible", "18"),
        (_late_captions, "legible", "Steeped for 18 hours"),
        (_no_logo, "logo", "covered, distorted or recoloured"),
        (_small_logo, "logo", "covered, distorted or recoloured"),
    ],
)
def test_a_film_that_shows_something_else_is_refused(
    shelf: Shelf, tmp_path: Path, change: Callable[[Timeline], Timeline], rule: str, says: str
) -> None:
    film = _lettered(shelf)
    written = _rendered(film, tmp_path / "own.mp4", shelf)
    _rendered(change(film), tmp_path / "other.mp4", shelf)

    found = [each for each in _judged(tmp_path / "other.mp4", written) if each.closes]

    assert f"technical.{rule}" in {each.rule for each in found}
    worst = next(each for each in found if each.rule == f"technical.{rule}")
    assert says in worst.why
    assert worst.box is not None
    assert worst.seconds is not None


@pytest.mark.parametrize(("said", "drawn"), [("\ue84a", False), ("\ue84a and more", True)])
def test_what_no_font_draws_is_left_out_and_refused_and_never_stops_a_film(
    shelf: Shelf, tmp_path: Path, said: str, drawn: bool
) -> None:
    film = _lettered(shelf)
    assert film.captions is not None
    spoken = Caption(words=words(said, start=0.1), start=0.1, end=1.4)
    odd = film.model_copy(
        update={
            "texts": (film.texts[0].model_copy(update={"text": said}),),
            "marks": (film.marks[0].model_copy(update={"name": said, "logo": None}),),
            "buttons": (film.buttons[0].model_copy(update={"text": said}),),
            "captions": film.captions.model_copy(update={"chunks": (spoken,)}),
        }
    )

    texts = _rendered(odd, tmp_path / "odd.mp4", shelf)

    assert [(text.text, text.missing) for text in texts] == [(said, "\ue84a")] * 4
    assert [any(line[2] > 2 for line in text.lines) for text in texts] == [drawn] * 4
    found = {each.rule: each for each in _judged(tmp_path / "odd.mp4", texts)}
    assert found["technical.glyphs"].closes
    assert found["technical.glyphs"].measured == "\ue84a"
