from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.timeline import Caption
from astro_pipeline.media.film.subtitles import srt, vtt


def _caption(text: str, start: float, end: float) -> Caption:
    return Caption(words=(SpokenWord(text=text, start=start, end=end),), start=start, end=end)


_TWO = (_caption("Never bitter.", 0.4, 1.25), _caption("Crème & sugar <3", 61.0, 3662.5))


def test_srt_numbers_its_cues_and_writes_times_with_a_comma() -> None:
    assert srt(_TWO) == (
        "1\n00:00:00,400 --> 00:00:01,250\nNever bitter.\n\n"
        "2\n00:01:01,000 --> 01:01:02,500\nCrème & sugar <3\n"
    )


def test_vtt_has_its_header_and_escapes_markup() -> None:
    assert vtt(_TWO) == (
        "WEBVTT\n\n00:00:00.400 --> 00:00:01.250\nNever bitter.\n\n"
        "00:01:01.000 --> 01:01:02.500\nCrème &amp; sugar &lt;3\n"
    )


def test_words_of_a_writing_without_spaces_follow_one_another() -> None:
    words = tuple(SpokenWord(text=each, start=0, end=1) for each in ("苦くない", "コーヒーを", "今日から。"))

    text = srt((Caption(words=words, start=0, end=2),))

    assert "苦くないコーヒーを今日から。" in text


def test_a_cue_ends_where_the_next_begins() -> None:
    text = srt((_caption("b", 1.0, 2.0), _caption("a", 0.0, 1.5)))

    assert "00:00:00,000 --> 00:00:01,000\na" in text


def test_a_cue_of_no_length_is_left_out() -> None:
    text = srt((_caption("a", 1.0, 2.0), _caption("b", 1.0, 2.0)))

    assert text.count("-->") == 1


def test_nothing_said_gives_an_empty_srt() -> None:
    assert srt(()) == ""
