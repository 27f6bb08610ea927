import pytest
from pydantic import ValidationError

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.timeline import Caption, Scene, Timeline


def _timeline(seconds: float, *starts: float) -> Timeline:
    scenes = tuple(Scene(picture="0" * 64, start=start, seconds=1) for start in starts)
    return Timeline(width=270, height=480, seconds=seconds, scenes=scenes)


@pytest.mark.parametrize(("seconds", "frames"), [(6, 179), (15, 449), (30, 899), (60, 1798)])
def test_a_film_has_the_whole_frames_that_fit_into_the_ordered_length(seconds: int, frames: int) -> None:
    film = _timeline(seconds, 0)

    assert film.frames == frames
    assert film.frames / film.rate <= seconds


def test_frames_follow_each_other_at_exactly_the_broadcast_rate() -> None:
    film = _timeline(15, 0)

    assert film.second(30) == pytest.approx(1.001)


@pytest.mark.parametrize("starts", [(0.5,), (0, 2, 1), (0, 0), (0, 7)])
def test_scenes_out_of_order_or_outside_the_film_are_refused(starts: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError, match="scenes start at"):
        _timeline(6, *starts)


def test_an_odd_width_is_refused_because_chroma_has_half_of_it() -> None:
    with pytest.raises(ValidationError, match="multiple of 2"):
        Timeline(width=271, height=480, seconds=1, scenes=_timeline(6, 0).scenes)


def test_a_caption_reads_as_its_words() -> None:
    said = (SpokenWord(text="Never", start=0, end=0.3), SpokenWord(text="bitter.", start=0.3, end=0.7))

    assert Caption(words=said, start=0, end=1).text == "Never bitter."


def test_the_short_side_is_the_smaller_one() -> None:
    assert _timeline(6, 0).short_side == 270
