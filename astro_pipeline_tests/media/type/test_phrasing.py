from itertools import pairwise

import pytest

from astro_pipeline.domain.media import SpokenWord
from astro_pipeline.domain.writing import wide
from astro_pipeline.media.type.phrasing import characters_per_second, group_words, most_characters_per_second
from astro_pipeline_tests.media.filmset import words


def _said(*texts: str) -> tuple[SpokenWord, ...]:
    return tuple(SpokenWord(text=text, start=n, end=n + 0.9) for n, text in enumerate(texts))


def test_a_thai_sentence_is_cut_into_phrases_that_share_its_time() -> None:
    captions = group_words(_said("กาแฟสกัดเย็นช้าๆแม้แต่น้อย", "ไม่ขมเลยจริงๆนะครับ"), until=9, language="th")

    spoken = [word for caption in captions for word in caption.words]
    assert len(spoken) > 5
    assert all(a.end <= b.start for a, b in pairwise(spoken))
    assert (spoken[0].start, spoken[-1].end) == (0, 1.9)
    assert "น้อย ไม่" in " ".join(caption.text for caption in captions)
    assert all("\u200b" not in caption.text for caption in captions)


def test_thai_words_as_a_voice_names_them_stand_without_spaces() -> None:
    (caption,) = group_words(_said("กาแฟ", "เย็น", "ช้าๆ"), until=9, language="th")

    assert caption.text == "กาแฟเย็นช้าๆ"


def test_a_japanese_narration_is_read_in_phrases_of_two_short_lines() -> None:
    narration = "十八時間かけて抽出した苦くないコーヒーです。今日からNorthbrewで二十パーセントオフ。"

    captions = group_words((SpokenWord(text=narration, start=0, end=7),), until=9, language="ja")

    assert len(captions) > 1
    assert "".join(caption.text for caption in captions) == narration
    assert all(sum(1 + wide(c) for c in caption.text) <= 42 for caption in captions)


def test_a_mark_on_its_own_joins_a_chinese_word_without_a_space() -> None:
    (caption,) = group_words(_said("慢萃", "咖啡", "，", "不苦"), until=9, language="zh")

    assert [word.text for word in caption.words] == ["慢萃", "咖啡，", "不苦"]
    assert caption.text == "慢萃咖啡，不苦"


def test_korean_keeps_its_spaces() -> None:
    (caption,) = group_words(_said("천천히", "내린", "커피"), until=9, language="ko")

    assert caption.text == "천천히 내린 커피"


@pytest.mark.parametrize(
    ("language", "most"), [("en", 17), ("ar", 17), ("ja", 4), ("ko", 12), ("zh-Hant", 9), ("th", 17)]
)
def test_how_fast_one_reads_depends_on_the_writing(language: str, most: float) -> None:
    assert most_characters_per_second(language) == most


def test_a_letter_with_its_marks_is_read_as_one() -> None:
    (caption,) = group_words(_said("ที่นี่"), until=2, language="th")

    assert characters_per_second(caption) == pytest.approx(2 / (caption.end - caption.start))


def test_a_long_latin_word_is_never_cut() -> None:
    (caption,) = group_words(words("Incomprehensibilities"), until=9)

    assert len(caption.words) == 1


def test_what_is_said_faster_than_one_reads_comes_up_a_little_earlier() -> None:
    said = [
        ("Maison", 12.53, 12.9),
        ("Aubeline.", 12.9, 13.59),
        ("Discover", 14.12, 14.5),
        ("the", 14.5, 14.6),
        ("serum.", 14.6, 14.95),
    ]
    words = [SpokenWord(text=text, start=start, end=end) for text, start, end in said]

    name, order = group_words(words, until=15.0)

    assert order.text == "Discover the serum."
    assert characters_per_second(order) <= 20
    assert order.start >= 14.12 - 0.2
    assert name.end <= order.start
    assert order.words[0].start == 14.12


def test_what_can_be_read_comes_up_with_its_first_word() -> None:
    words = [
        SpokenWord(text=text, start=n, end=n + 0.9) for n, text in enumerate(("A", "calm", "voice", "here."))
    ]

    (caption,) = group_words(words, until=10.0)

    assert caption.start == words[0].start


def test_a_caption_said_too_fast_takes_time_its_neighbour_can_spare() -> None:
    said = [
        ("Lit", 9.275, 9.44),
        ("les", 9.44, 9.56),
        ("reçus", 9.56, 9.87),
        ("sur", 9.87, 10.06),
        ("une", 10.067, 10.25),
        ("photo.", 10.25, 10.9),
    ]
    words = [SpokenWord(text=text, start=start, end=end) for text, start, end in said]

    captions = group_words(words, until=12.0, language="fr")

    assert all(characters_per_second(caption) <= 20 for caption in captions)
    assert all(abs(caption.start - caption.words[0].start) <= 0.2 for caption in captions)
    assert all(before.end <= after.start for before, after in pairwise(captions))
