from astro_pipeline.media.linebreak import balanced, finer, pieces


def _width(text: str) -> float:
    return float(len(text))


def test_french_punctuation_never_begins_a_line() -> None:
    assert pieces("Prêt à partir ?", "fr") == ("Prêt ", "à ", "partir\u00a0?")
    assert pieces("Dites « oui »", "fr")[-1] == "«\u00a0oui\u00a0»"


def test_japanese_breaks_between_phrases_and_keeps_every_character() -> None:
    found = pieces("苦くないコーヒーを今日から。", "ja")

    assert len(found) > 1
    assert "".join(found) == "苦くないコーヒーを今日から。"


def test_a_hyphenated_word_breaks_only_when_it_must() -> None:
    assert len(pieces("Slow-steeped", "en")) == 1
    assert finer("Slow-steeped") == ("Slow-", "steeped")


def test_lines_are_as_even_as_they_can_be() -> None:
    found = balanced(pieces("one two three four five six", "en"), 2, _width)

    assert found is not None
    assert found[0] == ("one two three", "four five six")


def test_more_lines_than_words_is_impossible() -> None:
    assert balanced(("word",), 2, _width) is None
