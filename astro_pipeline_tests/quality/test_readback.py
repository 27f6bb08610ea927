import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from astro_pipeline.media.reading.recognising import Line, Sign
from astro_pipeline.quality.readback import compared, folded, readable


def _line(text: str, *, unsure: str = "", others: str = "") -> Line:
    return Line(tuple(Sign(c, 0.6 if c in unsure else 1.0, others if c in unsure else "") for c in text))


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("Slow coffee", "SLOW COFFEE"),
        ("For fast streets", "Forfaststreets"),
        ("L’été à Łódź", "L'été à Łódź"),
        ("€1,299.90 → €999.90", "€1,299.90 €999.90"),
        ("−23 % · 24 × €41.66", "-23%24x€41.66".replace("x", " × ")),
        ("Find it at northbrew.example/24", "Find it at northbrew.example/24"),
        ("Mornings & Co", "Momings & Co"),
        ("ﬁne oﬀer", "fine offer"),
        ("Straße", "STRASSE"),
        ("コーヒー", "コ一ヒ一"),
    ],
)
def test_what_only_a_reader_confuses_is_the_same_text(due: str, said: str) -> None:
    back = compared(due, [_line(said)], names=("Mornings & Co",))

    assert (back.agreement, back.wrong) == (1.0, ())


@pytest.mark.parametrize(
    ("due", "said", "wrong"),
    [
        ("Now €24.90 a case", "Now €24.80 a case", ("€24.90",)),
        ("Now €24.90 a case", "Now €24 a case", ("€24.90",)),
        ("Now €24.90 a case", "Now £24.90 a case", ("€24.90",)),
        ("Now €24.90 a case", "Now €124.90 a case", ("€24.90",)),
        ("Now €24.90 a case", "Now €2490 a case", ("€24.90",)),
        ("20% off until 31/12/2027", "20 off until 31/12/2027", ("20%",)),
        ("20% off until 31/12/2027", "20% off until 31/12/2021", ("31/12/2027",)),
        ("10% off", "IO% off", ("10%",)),
        ("Call 0800 123 456", "Call 0800 128 456", ("123",)),
        ("at northbrew.example/24", "at northbrow.example/24", ("northbrew.example/24",)),
        ("Northbrew in spring", "Northbraw in spring", ("Northbrew",)),
        ("20% off until 30 June", "20% off until 30 July", ("June",)),
        ("20% off from June 30 on", "20% off from July 30 on", ("June",)),
        ("Steeped for 18 hours in the dark", "Steeped for 18 days in the dark", ("hours",)),
        ("Infusé pendant 18 heures", "Infusé pendant 18 jours", ("heures",)),
        ("20% off with code SLOW20", "20% off with code FLOW20", ("SLOW20",)),
    ],
)
def test_a_figure_an_address_or_a_name_must_be_read_exactly(
    due: str, said: str, wrong: tuple[str, ...]
) -> None:
    assert compared(due, [_line(said)], names=("Northbrew",)).wrong == wrong


def test_beside_a_figure_another_accent_is_forgiven_and_further_off_another_word_weighs_little() -> None:
    assert compared("Jusqu’au 14 août", [_line("Jusqu'au 14 aout")]).wrong == ()
    assert compared("3 cans, and never in a hurry", [_line("3 cans, and ever in a hurry")]).wrong == ()


def test_a_figure_is_forgiven_only_where_the_reader_was_not_sure_and_thought_of_it() -> None:
    thought = compared("10% off", [_line("1O% off", unsure="O", others="0o")])
    other = compared("10% off", [_line("1O% off", unsure="O", others="QC")])

    assert thought.wrong == ()
    assert other.wrong == ("10%",)


def test_a_lost_line_an_accent_and_a_letter_weigh_differently() -> None:
    due = "Slow coffee for fast streets"

    assert compared(due, [_line("Slow coffee")]).agreement < 0.5
    assert compared(due, []).agreement == 0.0
    assert 0.9 < compared(due, [_line("Slow coffee for fast streats")]).agreement < 1
    assert compared("Réveillez-vous", [_line("Reveillez-vous")]).agreement > 0.97
    assert compared(due, [_line("Slow coffee for fast streets"), _line("now")]).agreement < 0.92


def test_a_run_of_letters_across_words_is_not_taken_for_one() -> None:
    assert compared("Butter, no perfume", [_line("Butter, no perfume")]).agreement == 1.0


@pytest.mark.parametrize(
    ("text", "learnt"),
    [
        ("Slow coffee", True),
        ("Đêm yên tĩnh", True),
        ("夜行列車", True),
        ("コーヒー", True),
        ("−23 %", True),
        ("Ночной поезд", False),
        ("Νυχτερινό τρένο", False),
        ("قطار الليل", False),
        ("야간열차", False),
        ("रात की रेल", False),
        ("…", False),
    ],
)
def test_only_writing_the_reader_has_learnt_is_judged(text: str, *, learnt: bool) -> None:
    assert readable(text) is learnt


def test_look_alike_words_fold_into_one() -> None:
    assert folded("Mornings") == folded("Momings")
    assert folded("SALE0") == folded("saleO")
    assert folded("north") != folded("south")


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.text(alphabet="abcdefgh 0123456789€%.,-", min_size=1, max_size=30))
def test_every_text_agrees_with_itself(text: str) -> None:
    back = compared(text, [_line(text)])

    assert back.agreement == 1.0
    assert back.wrong == ()


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(0, 99999), st.integers(1, 9), st.data())
def test_one_digit_more_or_less_is_never_forgiven(number: int, by: int, data: st.DataObject) -> None:
    digits = str(number)
    place = data.draw(st.integers(0, len(digits) - 1))
    other = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]

    assert compared(f"Only €{digits} now", [_line(f"Only €{other} now")]).wrong == (f"€{digits}",)
