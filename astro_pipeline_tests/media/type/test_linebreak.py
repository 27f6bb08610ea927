import pytest

from astro_pipeline.media.type.linebreak import finer, finest, glued, pieces


def test_french_punctuation_never_begins_a_line() -> None:
    assert pieces("Prêt à partir ?", "fr") == ("Prêt ", "à ", "partir\u00a0?")
    assert pieces("Dites « oui »", "fr")[-1] == "«\u00a0oui\u00a0»"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Seulement 12,90 € la boîte", "12,90\u00a0€"),
        ("Now $ 5 each", "$\u00a05"),
        ("Ab 1 000 Stück", "1\u00a0000"),
        ("Call +33 1 23 45 67 89 now", "+33\u00a01\u00a023\u00a045\u00a067\u00a089"),
        ("Ready in 18 h or less", "18\u00a0h"),
        ("Only 250 ml of it", "250\u00a0ml"),
        ("See No. 5 today", "No.\u00a05"),
        ("Le n° 1 du café", "n°\u00a01"),
        ("Slow — never late", "Slow\u00a0—"),
        ("Sip it 🧊 today", "it\u00a0🧊"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, kept: str) -> None:
    assert kept in {piece.strip() for piece in pieces(text, "en")}


def test_an_emoji_among_others_may_begin_a_line() -> None:
    assert pieces("to 🇫🇷 🇩🇪", "en") == ("to ", "🇫🇷 ", "🇩🇪")
    assert len(pieces("🎉 Sale", "en")) == 2


def test_spaces_of_all_kinds_become_one_and_lines_are_joined() -> None:
    assert glued("  Never\t\n bitter. ") == "Never bitter."
    assert pieces(" \n ", "en") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("苦くないコーヒーを今日から。Northbrewで20%オフ。", "ja"),
        ("慢萃十八小时，丝毫不苦。首单立减20%。", "zh-Hans"),
        ("慢萃十八小時，絲毫不苦。首單現折20%。", "zh-Hant"),
        ("กาแฟสกัดเย็นช้าๆ ไม่ขมแม้แต่น้อย", "th"),
    ],
)
def test_writing_without_spaces_breaks_between_phrases_and_keeps_every_character(
    text: str, language: str
) -> None:
    found = pieces(text, language)

    assert len(found) > 2
    assert "".join(found) == text
    assert not any(piece[0] in "、。，！？」）ーっゃゅょๆ% " for piece in found)
    assert any("20%" in piece for piece in found) or language == "th"


def test_a_chinese_line_may_always_end_after_a_comma() -> None:
    assert any(piece.endswith("，") for piece in pieces("慢萃十八小時，絲毫不苦", "zh-Hant"))


def test_korean_breaks_between_words_and_within_them_only_as_a_last_resort() -> None:
    text = "천천히 내려 쓰지 않은 커피"

    assert pieces(text, "ko") == ("천천히 ", "내려 ", "쓰지 ", "않은 ", "커피")
    assert finer(text, "ko") == pieces(text, "ko")
    assert len(finest(text, "ko")) > len(pieces(text, "ko"))


def test_a_japanese_loanword_is_cut_only_as_a_last_resort() -> None:
    text = "シングルオリジン"

    assert finer(text, "ja") == (text,)
    assert len(finest(text, "ja")) > 1
    assert all(piece[0] not in "ーァィゥェォッャュョ" for piece in finest(text, "ja"))


def test_a_hyphenated_word_breaks_only_when_it_must() -> None:
    assert len(pieces("Slow-steeped", "en")) == 1
    assert finer("Slow-steeped") == ("Slow-", "steeped")
    assert finer("e-mail, T-shirt and X-rays") == ("e-mail, ", "T-shirt ", "and ", "X-rays")
    assert finer("Wi\u2011Fi") == ("Wi\u2011Fi",)


def test_an_address_breaks_after_slashes_and_a_number_nowhere() -> None:
    assert finer("https://shop.example/spring-sale/cold-brew") == (
        "https://",
        "shop.example/",
        "spring-sale/",
        "cold-brew",
    )
    assert finer("555-12-34") == ("555-12-34",)
    assert finer("1,299.00") == ("1,299.00",)


def test_a_soft_hyphen_and_a_zero_width_space_say_where_a_word_may_break() -> None:
    assert finer("Donau\u00addampf") == ("Donau\u00ad", "dampf")
    assert pieces("Donau\u00addampf", "de") == ("Donau\u00addampf",)
    assert pieces("កាហ្វេ\u200bត្រជាក់", "km") == ("កាហ្វេ\u200b", "ត្រជាក់")


def test_a_long_word_without_a_place_to_break_is_left_whole() -> None:
    assert finest("a" * 60, "en") == ("a" * 60,)
