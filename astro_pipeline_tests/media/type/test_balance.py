from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from astro_pipeline.media.type.balance import balanced, line_of
from astro_pipeline.media.type.linebreak import finer, pieces


def _width(text: str) -> float:
    return float(len(text))


def _lines(text: str, count: int, language: str = "en") -> tuple[str, ...]:
    found = balanced(pieces(text, language), count, _width)
    return found[0] if found else ()


def test_lines_are_as_even_as_they_can_be() -> None:
    assert _lines("one two three four five six", 2) == ("one two three", "four five six")


def test_more_lines_than_words_is_impossible() -> None:
    assert balanced(("word",), 2, _width) is None
    assert balanced((), 1, _width) is None
    assert balanced(("word",), 0, _width) is None


def test_no_line_ends_with_an_article_where_its_neighbour_can_take_it() -> None:
    assert _lines("Brewed by hand in mountain houses", 2) == ("Brewed by hand", "in mountain houses")


def test_a_line_ends_where_the_sentence_does() -> None:
    assert _lines("Slow-steeped. Never too bitter.", 2) == ("Slow-steeped.", "Never too bitter.")
    assert _lines("慢萃十八小時，絲毫不苦", 2, "zh-Hant") == ("慢萃十八小時，", "絲毫不苦")


def test_the_last_line_is_no_widow() -> None:
    assert _lines("Cold brew from Huila, steeped for so long", 3)[-1] != "long"


def test_a_soft_hyphen_shows_at_the_end_of_a_line_and_nowhere_else() -> None:
    parts = finer("Donau\u00addampf\u00adschiff")

    assert line_of(parts) == "Donaudampfschiff"
    assert balanced(parts, 2, _width) in {
        (("Donau-", "dampfschiff"), 11.0),
        (("Donaudampf-", "schiff"), 11.0),
    }


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(st.text(alphabet="abcdefg", min_size=3, max_size=9), min_size=2, max_size=9), st.integers(2, 4)
)
def test_the_widest_line_is_hardly_wider_than_the_best_there_is(words: list[str], count: int) -> None:
    parts = pieces(" ".join(words), "en")
    found = balanced(parts, count, _width)
    if found is None:
        assert count > len(parts)
        return

    lines, widest = found
    ways = (
        [" ".join(words[a:b]) for a, b in pairwise((0, *cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), count - 1)
    )
    assert " ".join(lines) == " ".join(words)
    assert widest == max(map(len, lines))
    assert widest <= 1.08 * min(max(map(len, way)) for way in ways) + 1e-6
