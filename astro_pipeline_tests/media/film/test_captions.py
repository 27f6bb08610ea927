from itertools import pairwise

import numpy as np
import pytest

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.timeline import Captions
from astro_pipeline.media.film.captions import CaptionPlates
from astro_pipeline.media.pixels.yuv import Frame, Pixels, rgb_of
from astro_pipeline.media.type.fonts import chain
from astro_pipeline.media.type.phrasing import characters_per_second, group_words
from astro_pipeline.media.type.typeset import Manner
from astro_pipeline_tests.media.filmset import box, words

_SAID = (
    "Meet Fernhill. Cold brew, steeped for eighteen hours, from single-origin beans. "
    "Smooth, never bitter. Get twenty percent off your first case today."
)


def _captions(text: str, language: str, *, size: int = 20, width: int = 240) -> Captions:
    return Captions(
        chunks=group_words(words(text), until=30, language=language),
        language=language,
        box=box(15, 100, width, 80),
        size=size,
        ground="#101816",
        ink="#FFFFFF",
        accent="#F7B538",
        accent_ink="#101816",
    )


def _drawn(captions: Captions, second: float) -> Pixels:
    manner = Manner(chain("label", captions.language), captions.language)
    frame = Frame(270, 200)
    frame.fill(frame.window, (126, 128, 128))
    CaptionPlates(captions, manner).draw(second, frame)
    return rgb_of(frame.planes)


def _lit(pixels: Pixels) -> float:
    """The mean column of the accent's pixels."""
    colour = pixels.astype(int)
    return float(np.nonzero((colour[..., 0] > 200) & (colour[..., 2] < 110))[1].mean())


def test_captions_hold_two_to_five_words_for_long_enough_to_read() -> None:
    captions = group_words(words(_SAID), until=30)

    assert [word for each in captions for word in each.text.split()] == _SAID.split()
    assert all(2 <= len(each.words) <= 5 for each in captions)
    assert all(each.end - each.start >= 0.7 for each in captions)
    assert all(characters_per_second(each) <= 20 for each in captions)
    assert all(len(each.text) <= 42 for each in captions)


def test_captions_never_overlap_and_end_with_the_film() -> None:
    captions = group_words(words(_SAID), until=9)

    assert all(a.end <= b.start for a, b in pairwise(captions))
    assert captions[-1].end <= 9


def test_a_caption_never_stands_over_a_pause() -> None:
    spoken = (*words("Never bitter"), *words("always smooth", start=3.0))

    captions = group_words(spoken, until=10)

    assert [each.text for each in captions] == ["Never bitter", "always smooth"]
    assert captions[0].end < 2


def test_a_short_breath_does_not_part_a_caption() -> None:
    spoken = (*words("Never bitter"), *words("at all.", start=1.2))

    assert [each.text for each in group_words(spoken, until=10)] == ["Never bitter at all."]


def test_a_sentence_ends_its_caption() -> None:
    captions = group_words(words("It is cold. We ship it today in a box."), until=10)

    assert captions[0].text == "It is cold."


def test_a_single_word_stands_alone_and_stays() -> None:
    captions = group_words((SpokenWord(text="Today.", start=1, end=1.2),), until=10)

    assert captions[0].end - captions[0].start == pytest.approx(0.7)


def test_nothing_said_is_nothing_shown() -> None:
    assert group_words((), until=10) == ()


def test_the_word_being_said_is_the_one_lit() -> None:
    captions = _captions("Never bitter", "en")
    first, second = captions.chunks[0].words

    assert _lit(_drawn(captions, first.start)) < 135 < _lit(_drawn(captions, second.start))


def test_arabic_words_are_lit_from_the_right() -> None:
    captions = _captions("بلا مرارة", "ar")
    first, second = captions.chunks[0].words

    assert _lit(_drawn(captions, first.start)) > 135 > _lit(_drawn(captions, second.start))


def test_latin_words_in_an_arabic_caption_are_lit_where_they_stand() -> None:
    captions = _captions("قهوة Cold Brew باردة", "ar", size=16)
    (chunk,) = captions.chunks

    places = [_lit(_drawn(captions, word.start)) for word in chunk.words]

    # Read from the right: coffee, then the name from its own left to right, then cold.
    assert places[0] > places[2] > places[1] > places[3]


def test_words_written_without_spaces_are_lit_one_after_another_and_touch() -> None:
    captions = _captions("กาแฟสกัดเย็นช้าๆ", "th")
    (chunk,) = captions.chunks

    places = [_lit(_drawn(captions, word.start)) for word in chunk.words]

    assert len(places) > 2
    assert places == sorted(places)
    assert chunk.text == "กาแฟสกัดเย็นช้าๆ"


def test_the_plate_is_as_high_as_stacked_accents_ask() -> None:
    def height(text: str, language: str) -> int:
        captions = _captions(text, language, size=40)
        manner = Manner(chain("label", language), language)
        return CaptionPlates(captions, manner).type_boxes[0].box.height

    assert height("ẤỄ", "vi") > height("AE", "vi")


def test_between_captions_nothing_is_drawn() -> None:
    captions = _captions("Never bitter", "en")

    assert np.ptp(_drawn(captions, captions.chunks[0].end + 0.1)) == 0


def test_long_words_are_set_smaller_and_stay_in_the_box() -> None:
    captions = _captions("Incomprehensibilities notwithstanding", "en", size=40)
    manner = Manner(chain("label", "en"), "en")

    (shown,) = CaptionPlates(captions, manner).type_boxes

    assert shown.fits
    assert shown.size_px < 40
    assert shown.box.x >= captions.box.x
    assert shown.box.x + shown.box.width <= captions.box.x + captions.box.width


def test_what_fits_in_no_size_is_reported() -> None:
    captions = _captions("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "de", width=80)
    manner = Manner(chain("label", "de"), "de")

    (shown,) = CaptionPlates(captions, manner).type_boxes

    assert not shown.fits


def test_the_plate_carries_its_ink() -> None:
    captions = _captions("Never bitter", "en")
    manner = Manner(chain("label", "en"), "en")

    assert all(each.contrast >= 4.5 for each in CaptionPlates(captions, manner).type_boxes)


def test_a_sentence_longer_than_a_line_is_parted_at_its_comma() -> None:
    captions = group_words(words("Crisp and dry, never sweet."), until=10)

    assert [caption.text for caption in captions] == ["Crisp and dry,", "never sweet."]


def test_a_mark_that_stands_alone_belongs_to_the_word_before_it() -> None:
    spoken = [
        ("Par", 0.0, 0.3),
        ("courriel", 0.3, 0.8),
        ("?", 0.8, 0.9),
        ("Voici", 1.0, 1.4),
        (":", 1.4, 1.5),
    ]
    words = [SpokenWord(text=text, start=start, end=end) for text, start, end in spoken]

    captions = group_words(words, until=3.0)

    shown = [(word.text, word.end) for caption in captions for word in caption.words]
    assert shown == [("Par", 0.3), ("courriel\u00a0?", 0.9), ("Voici\u00a0:", 1.5)]
