import pytest

from astro_pipeline.domain.writing import TIE, joined, unspaced, wide


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("Never", "bitter."), "Never bitter."),
        (("苦くない", "コーヒー。"), "苦くないコーヒー。"),
        (("慢萃", "咖啡", "，", "不苦"), "慢萃咖啡，不苦"),
        (("천천히", "내린"), "천천히 내린"),
        (("Northbrew", "の", "水"), "Northbrew の水"),
        ((f"กาแฟ{TIE}", "เย็น", "ไม่ขม"), f"กาแฟ{TIE}เย็น ไม่ขม"),
        (("cold", "🧊"), "cold 🧊"),
        ((), ""),
    ],
)
def test_words_stand_apart_as_their_writing_asks(words: tuple[str, ...], line: str) -> None:
    assert joined(words) == line


def test_writings_without_spaces_are_known_by_their_characters() -> None:
    assert all(unspaced(c) for c in "水ひカไខម。")
    assert not any(unspaced(c) for c in "aЖ한ش1🧊 ")
    assert wide("한")
    assert not wide("ท")
