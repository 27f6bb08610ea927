import pytest

from astro_pipeline.media.reading.recognising import Line, Sign
from astro_pipeline.quality.readback import Readback, compared, folded, readable


def _line(text: str, *, unsure: str = "", sure: float = 0.6, others: str = "") -> Line:
    return Line(tuple(Sign(c, sure if c in unsure else 1.0, others if c in unsure else "") for c in text))


@pytest.mark.parametrize(
    ("due", "line", "agreement"),
    [
        ("abcd", _line("abcd"), 1.0),
        ("abcd", _line("abxd"), 0.75),
        ("abcd", _line("abd"), 0.75),
        ("abcd", _line("abcxd"), 0.75),
        ("cafe", _line("café"), 0.9375),
        ("abcd", _line("abxd", unsure="x", others="C"), 0.875),
        ("abcd", _line("abxd", unsure="x", others="q"), 0.75),
        ("abcd", _line("abcxd", unsure="x"), 0.875),
        ("abcd", _line("abcxd", unsure="x", sure=0.8), 0.75),
        ("abcd", _line("abcxd", unsure="x", sure=0.799), 0.875),
        ("a5", _line("a.5"), 1.0),
        ("ab", _line("vwxyz"), 0.0),
        ("", _line("abc"), 1.0),
        ("· …", _line("abc"), 1.0),
        ("ſlow", _line("slow"), 1.0),
        ("abcd", _line("ab"), 0.5),
        ("abcd", _line("abxcyd"), 0.5),
        ("abж", _line("ab"), 1.0),
        ("-ab", _line("ab"), 1.0),
    ],
)
def test_what_a_sign_weighs(due: str, line: Line, agreement: float) -> None:
    assert compared(due, [line]).agreement == agreement


def test_what_was_read_is_told_line_by_line() -> None:
    assert compared("Slow coffee", [_line("Slow"), _line("coffee")]) == Readback("Slow coffee", 1.0)
    assert compared("Slow", [_line(" Slow ")]).said == "Slow"


@pytest.mark.parametrize(
    ("due", "line", "wrong"),
    [
        ("Only 10 and 20 left", _line("Only 11 and 21 left"), ("10", "20")),
        ("Only 20 and 10 left", _line("Only 2 and 1 left"), ("20", "10")),
        ("5 left", _line("15 left"), ("5",)),
        ("left 5", _line("left 51"), ("5",)),
        ("left 5", _line("left 5%"), ("5",)),
        ("left 5", _line("left 5a"), ()),
        ("a 5 b", _line("a 5 b 7"), ()),
        ("Only 5 more", _line("Only 5 mores"), ()),
        ("Only 5 more", _line("Only 5 moxe"), ("more",)),
        ("Only 5 more", _line("Only 5 moxe", unsure="x", others="r"), ()),
        ("Only 5 more", _line("Only 5 morè"), ()),
        ("Order at a.example", _line("Order at à.example"), ("a.example",)),
        ("Order at me@a.example", _line("Order at me@b.example"), ("me@a.example",)),
        ("Order at www.a.b", _line("Order at www.o.b"), ("www.a.b",)),
        ("Order https://x/y", _line("Order https://x/z"), ("https://x/y",)),
        ("A 20x zoom", _line("A 20y zoom"), ("20x",)),
        ("Go to corner.example", _line("Go to coxer.example"), ("corner.example",)),
        ("Café Noé", _line("Cafe Noé"), ("Café",)),
        ("−5°", _line("5°"), ("−5°",)),
        ("5°", _line("5"), ("5°",)),
        ("1:30", _line("1.30"), ("1:30",)),
        ("Only 10 and 5 left", _line("Only 11 and 51 left"), ("10", "5")),
        ("x 5", _line("7x 5"), ()),
        (".5 left", _line("5 left"), ()),
        ("Semi-dry 5", _line("Semidry 5"), ()),
        ("CAFÉ NOÉ", _line("CAFE NOÉ"), ("CAFÉ",)),
        ("Now 10", _line("Now lO"), ("10",)),
        ("Now 10", _line("Now 1O", unsure="O", others="0"), ()),
    ],
)
def test_figures_addresses_names_and_what_is_counted_are_told(
    due: str, line: Line, wrong: tuple[str, ...]
) -> None:
    assert compared(due, [line], names=("Café Noé",)).wrong == wrong


@pytest.mark.parametrize("unit", list("%‰€$£¥₩₹°"))
def test_a_unit_is_part_of_its_figure(unit: str) -> None:
    assert compared(f"5{unit}", [_line("5")]).wrong == (f"5{unit}",)
    assert compared("5", [_line(f"5{unit}")]).wrong == ("5",)


@pytest.mark.parametrize("mark", list(".,:/@-"))
def test_a_mark_counts_within_a_figure_and_not_beside_it(mark: str) -> None:
    assert compared(f"5{mark}7", [_line("57")]).wrong == (f"5{mark}7",)
    assert compared(f"5{mark} 7", [_line("5 7")]).wrong == ()


@pytest.mark.parametrize(
    ("text", "learnt"),
    [
        ("abcжж", True),
        ("abжж", False),
        ("12", True),
        ("", False),
        ("ﬁ", True),
        ("ᴇ", False),
        ("ж", False),
        ("Ω", False),
        ("ạ", True),
        ("Ồ", True),
        ("é", True),
        ("ｆ", True),
        ("ｶ", True),
        ("ひらがな", True),
        ("カタカナ", True),
        ("漢字", True),
        (f"{'a' * 120}{'ж' * 80}", True),
        (f"{'a' * 119}{'ж' * 81}", False),
    ],
)
def test_three_letters_in_five_are_enough(text: str, *, learnt: bool) -> None:
    assert readable(text) is learnt


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mornings", "momings"), ("Savvy", "sawy"), ("I1l", "lll"), ("O0", "oo"), ("ー", "一"),
        ("カエニハ", "力工二八"), ("a-b.c", "abc"), ("ﬁn", "fin"), ("Straße", "STRASSE"),
    ],
)  # fmt: skip
def test_only_what_looks_alike_folds_into_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert folded("rm") != folded("mr")
    assert folded("burn") == "bum"
    assert folded("rn") == "m"
