import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from astro_pipeline.media.type.bidi import levels, reads_from_right, seen_order, turns

_MIRROR = str.maketrans("()[]", ")(][")


def _seen(text: str, *, base: int) -> str:
    """The characters as they stand from left to right, brackets turned as they are drawn."""
    found = levels(text, base)
    drawn = [c.translate(_MIRROR) if level % 2 else c for c, level in zip(text, found, strict=True)]
    return "".join(drawn[place] for place in seen_order(found))


@pytest.mark.parametrize(
    ("text", "base", "seen"),
    [
        ("car 12", 0, "car 12"),
        ("אבג", 1, "גבא"),
        ("אב car גד", 1, "דג car בא"),
        ("car אב גד.", 0, "car דג בא."),
        ("אב car.", 1, ".car בא"),
        ("אב 50% גד", 1, "דג 50% בא"),
        ("جد 50% جد", 1, "دج %50 دج"),
        ("אב 12.50 € גד", 1, "דג € 12.50 בא"),
        ("אב (car) גד", 1, "דג (car) בא"),
        ("אב (גד) car", 1, "car (דג) בא"),
        ("car (אב) bus", 0, "car (בא) bus"),
        ("אב https://a.b/c?d=1", 1, "https://a.b/c?d=1 בא"),
        ("אב 10-12 גד", 1, "דג 10-12 בא"),
        ("car\u200f!", 0, "car\u200f!"),
        ("אב\u200e!", 1, "!\u200eבא"),
        ("אב \u2067car\u2069 גד", 1, "דג \u2069car\u2067 בא"),
        ("a\u202bאב b\u202c c", 0, "a\u202bb בא\u202c c"),
        ("a \u2068אב 1\u2069 b", 0, "a \u20681 בא\u2069 b"),
        ("\u202eabc\u202c", 0, "\u202ecba\u202c"),
        ("אב\u0301ג", 0, "ג\u0301בא"),
    ],
)
def test_a_line_is_seen_in_the_order_unicode_sets(text: str, base: int, seen: str) -> None:
    bare = [c for c in _seen(text, base=base) if c not in "\u202b\u202c\u202e"]

    assert "".join(bare) == "".join(c for c in seen if c not in "\u202b\u202c\u202e")


def test_what_is_left_open_or_closed_too_often_does_no_harm() -> None:
    assert levels("\u2069\u202ca\u2067ב", 0)[2] == 0
    assert len(levels("\u2067" * 200 + "a" + "\u2069" * 201, 0)) == 402
    assert len(levels("\u202b" * 200 + "a" + "\u202c" * 201, 1)) == 402


def test_the_language_decides_unless_the_letters_are_all_of_the_other_kind() -> None:
    assert reads_from_right("Lumen: قهوة", usually=True)
    assert not reads_from_right("Lumen קפה", usually=False)
    assert not reads_from_right("Lumen", usually=True)
    assert reads_from_right("קפה.", usually=False)
    assert reads_from_right("50%", usually=True)


def test_only_a_text_with_something_that_turns_needs_levels() -> None:
    assert turns("Lumen קפה")
    assert turns("٣")
    assert not turns("Été 50 €")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.text(
        alphabet="ab אבעج1٣%$+-,.:/()[]!\u0301\u064b\u202a\u202b\u202c\u202e\u2067\u2068\u2069\u200f",
        max_size=24,
    )
)
def test_every_character_keeps_one_place_on_the_line(text: str) -> None:
    for base in (0, 1):
        found = levels(text, base)

        assert sorted(seen_order(found)) == list(range(len(text)))
        assert all(level >= base for level in found)
