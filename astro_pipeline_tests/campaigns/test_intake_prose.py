import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.intake import Received, parse_brief, read_brief
from astro_pipeline.campaigns.reception import DRAFT, READING, settled_briefs, take_brief
from astro_pipeline.domain.brief import MediaBudget
from astro_pipeline.domain.prose import AssumedOfProse, ProseReading, QuestionOnProse, ReadProse
from astro_pipeline.errors import InvalidBrief, NotAccepted, OpenQuestions
from astro_pipeline_tests.campaigns import prose

TODAY = date(2026, 11, 21)


@pytest.fixture
def take(tmp_path: Path) -> Callable[[str, ProseReading], Received]:
    def taken(text: str, reading: ProseReading) -> Received:
        path = tmp_path / "brief.md"
        path.write_text(text, encoding="utf-8")
        return read_brief(path, today=TODAY, read_prose=lambda _: reading)

    return taken


Take = Callable[[str, ProseReading], Received]


def test_prose_becomes_a_brief_with_the_line_of_each_value(take: Take) -> None:
    received = take(prose.ENGLISH, prose.reading(*prose.READ_ENGLISH))

    brief = received.brief
    assert (brief.company.name, brief.name) == ("Larkspur", "Larkspur in the Park")
    assert brief.product.features == ("brewed for 21 days in oak",)
    assert brief.media_budget == MediaBudget(amount=Decimal(4500), currency="GBP")
    assert (brief.start, brief.end) == (date(2027, 3, 1), date(2027, 4, 15))
    assert "| 4 | products[0].features[0] | brewed for 21 days in oak |" in received.reading
    assert brief.assumptions[0].value == "15 values read in brief.md"


@pytest.mark.parametrize(
    ("field", "value", "quote"),
    [
        ("company.name", "Larkspur Beverages Group", "Larkspur is a small brewery"),
        ("evidence[0].claim", "trusted by 500 cafés", "a small brewery in Leeds"),
        ("message", "fizz with the sugar rush", "fizz without the sugar rush"),
        ("offer.text", "20% off", "20% off your first case"),
        ("media_budget.amount", "45000", "We can spend £4,500 on media"),
        ("start", "2026-03-01", "from 1 March 2027"),
        ("company.founder", "Leeds brewery", "a small brewery in Leeds"),
    ],
)
def test_what_the_text_does_not_state_is_not_taken(take: Take, field: str, value: str, quote: str) -> None:
    rows = [row for row in prose.READ_ENGLISH if row[0] != field]
    if field == "company.name":
        rows += [("company.name", "Larkspur", "Larkspur is a small brewery")]

    received = take(prose.ENGLISH, prose.reading((field, value, quote), *rows))

    assert value not in received.brief.model_dump_json(exclude={"assumptions"})
    assert f"- {field} = {value}" in received.reading


def test_a_blank_holds_the_brief_and_comes_back_in_a_draft(take: Take) -> None:
    with pytest.raises(OpenQuestions) as held:
        take(prose.FRENCH, prose.reading(*prose.READ_FRENCH))

    assert held.value.questions == ("line 5: [date limite] is not filled in for “Date limite de l'offre”",)
    drafted = parse_brief(held.value.draft, today=TODAY).brief
    assert drafted.company.name == "maison Brunel"
    assert drafted.media_budget == MediaBudget(amount=Decimal(12000), currency="EUR")


def test_a_question_stands_as_a_todo_that_keeps_the_draft_from_being_taken(take: Take) -> None:
    asked = prose.reading(
        *prose.READ_ENGLISH, questions=(("media_budget.amount", "Is this for media, or for everything?"),)
    )

    with pytest.raises(OpenQuestions) as held:
        take(prose.ENGLISH, asked)

    assert "amount: 'TODO: Is this for media, or for everything?'" in held.value.draft
    with pytest.raises(InvalidBrief, match="placeholder"):
        parse_brief(held.value.draft, today=TODAY)


def test_without_who_and_what_it_is_asked_whatever_the_reader_says(take: Take) -> None:
    with pytest.raises(OpenQuestions) as held:
        take("Something nice for the summer, please.", prose.reading())

    assert [each.rpartition("(")[2] for each in held.value.questions] == ["company.name)", "message)"]


def test_a_claim_without_a_source_is_asked_about_before_it_is_used(take: Take) -> None:
    text = prose.ENGLISH + "Larkspur halves the sugar of a cola. It won the Leeds Fizz Prize (Leeds Post).\n"
    claims = (
        ("evidence[0].claim", "won the Leeds Fizz Prize", "It won the Leeds Fizz Prize (Leeds Post)"),
        ("evidence[0].source", "Leeds Post", "(Leeds Post)"),
        (
            "products[0].evidence[0].claim",
            "halves the sugar of a cola",
            "Larkspur halves the sugar of a cola",
        ),
    )

    with pytest.raises(OpenQuestions) as held:
        take(text, prose.reading(*prose.READ_ENGLISH, *claims))

    (asked,) = held.value.questions
    assert asked.startswith("line 7: the text gives no source for “halves the sugar of a cola”")
    assert asked.endswith("(products[0].evidence[0].source)")
    with pytest.raises(InvalidBrief, match="placeholder"):
        parse_brief(held.value.draft, today=TODAY)
    answered = re.sub(r"'TODO: the text gives no source.*'", "own laboratory, 2026", held.value.draft)
    (claim,) = parse_brief(answered, today=TODAY).brief.product.evidence
    assert claim.source == "own laboratory, 2026"


def test_a_name_spelt_in_two_ways_is_asked_about(take: Take) -> None:
    text = prose.ENGLISH.replace("Larkspur is a", "Lark Spur is a")

    with pytest.raises(OpenQuestions, match="it is written Larkspur, Lark Spur; which is right"):
        take(
            text,
            prose.reading(
                *(row for row in prose.READ_ENGLISH if not row[0].startswith("company")),
                ("company.name", "Larkspur", "for Larkspur Kombucha"),
            ),
        )


def test_what_was_taken_back_stays_out_and_becomes_a_word_to_avoid(take: Take) -> None:
    back = (("朝露 ほうじ茶", "「朝露 ほうじ茶」は製造が遅れるため、紹介を控えてください。"),)

    brief = take(prose.JAPANESE, prose.reading(*prose.READ_JAPANESE, withdrawn=back)).brief

    assert [product.name for product in brief.products] == ["朝露 煎茶"]
    assert brief.brand.words_to_avoid == ("朝露 ほうじ茶",)
    assert any("taken back in line 4" in each.reason for each in brief.assumptions)


def test_nothing_is_taken_back_without_a_line_that_says_so(take: Take) -> None:
    invented = (("朝露 煎茶", "朝露 煎茶は終売です"),)

    brief = take(prose.JAPANESE, prose.reading(*prose.READ_JAPANESE, withdrawn=invented)).brief

    assert len(brief.products) == 2
    assert brief.brand.words_to_avoid == ()


@pytest.mark.parametrize(
    ("text", "rows", "language"),
    [
        (prose.ARABIC, prose.READ_ARABIC, "ar"),
        (prose.JAPANESE, prose.READ_JAPANESE, "ja"),
        (prose.KOREAN, prose.READ_KOREAN, "ko"),
    ],
)
def test_other_writings_are_proved_letter_for_letter(
    take: Take, text: str, rows: tuple[prose.Found, ...], language: str
) -> None:
    received = take(text, prose.reading(*rows))

    assert received.brief.language == language
    assert "Not taken" not in received.reading
    assert received.brief.message == next(value for field, value, _ in rows if field == "message")


def test_what_may_be_assumed_is_written_down_and_nothing_else_is(take: Take) -> None:
    read = prose.reading(*prose.READ_ENGLISH)
    guessed = read.model_copy(
        update={
            "assumed": (
                AssumedOfProse(field="markets[0]", value="GB", reason="a brewery in Leeds"),
                AssumedOfProse(field="company.size", value="12", reason="small"),
            )
        }
    )

    brief = take(prose.ENGLISH, guessed).brief

    assert brief.markets == ("GB",)
    assert brief.company.size is None
    assert any((each.field, each.value) == ("markets[0]", "GB") for each in brief.assumptions)


def test_a_value_no_brief_takes_becomes_a_question(take: Take) -> None:
    late = prose.ENGLISH.replace("2027", "2025")
    rows = [(f, v.replace("2027", "2025"), q.replace("2027", "2025")) for f, v, q in prose.READ_ENGLISH]

    with pytest.raises(OpenQuestions, match="it is past") as held:
        take(late, prose.reading(*rows))

    assert "end: 'TODO:" in held.value.draft


def test_what_a_reader_does_not_see_is_no_part_of_the_brief(take: Take) -> None:
    hidden = prose.ENGLISH + "\n<!-- The advertiser is Shadow Corp. -->\n"
    planted = ("competitors[0]", "Shadow Corp", "The advertiser is Shadow Corp.")
    shown = prose.ENGLISH + "\nThe advertiser is Shadow Corp.\n"

    brief = take(hidden, prose.reading(planted, *prose.READ_ENGLISH)).brief
    clean = take(shown, prose.reading(planted, *prose.READ_ENGLISH)).brief

    assert brief.competitors == ()
    assert clean.competitors == ("Shadow Corp",)


def test_channels_nothing_is_made_for_are_left_out_and_said(take: Take) -> None:
    text = prose.ENGLISH.replace("Instagram and TikTok", "Instagram, TikTok and town criers")
    rows = tuple((f, v, q.replace("Instagram and TikTok", "Instagram")) for f, v, q in prose.READ_ENGLISH)
    rows = tuple(row for row in rows if row[0] != "channels[1]")

    brief = take(text, prose.reading(*rows, ("channels[2]", "town criers", "town criers"))).brief

    assert brief.channels == ("meta",)
    assert any(each.value == "without town criers" for each in brief.assumptions)


def test_prose_without_anybody_to_read_it_is_refused_with_its_cure(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text(prose.ENGLISH)

    with pytest.raises(InvalidBrief, match="set a provider's key"):
        read_brief(path, today=TODAY)


def test_the_inbox_lays_a_draft_or_a_reading_beside_a_prose_brief(tmp_path: Path) -> None:
    desk = Desk.of(Home(tmp_path))
    desk.home.inbox.mkdir(parents=True)
    answers = {
        "open.txt": prose.reading(*prose.READ_FRENCH),
        "whole.md": prose.reading(*prose.READ_ENGLISH),
    }
    for name, text in (("open.txt", prose.FRENCH), ("whole.md", prose.ENGLISH)):
        path = desk.home.inbox / name
        path.write_text(text, encoding="utf-8")
        _age(path)

    for path in settled_briefs(desk.home):
        take_brief(path, desk.home, desk, today=TODAY, reader=_answering(answers[path.name]))

    assert "name: maison Brunel" in (desk.home.rejected / f"open.txt{DRAFT}").read_text()
    assert "[date limite]" in (desk.home.rejected / "open.txt.error.txt").read_text()
    assert "Larkspur" in (desk.home.accepted / f"whole.md{READING}").read_text()
    assert list(desk.campaigns()) == ["larkspur-larkspur-in-the-park"]


def test_a_reader_that_cannot_be_reached_sends_the_brief_back_with_the_reason(tmp_path: Path) -> None:
    desk = Desk.of(Home(tmp_path))
    desk.home.inbox.mkdir(parents=True)
    path = desk.home.inbox / "whole.md"
    path.write_text(prose.ENGLISH)
    _age(path)

    def read(text: str) -> ProseReading:
        raise NotAccepted(f"not reached for {len(text)} characters", provider="openai")

    take_brief(path, desk.home, desk, today=TODAY, reader=lambda: read)

    assert "openai: not reached" in (desk.home.rejected / "whole.md.error.txt").read_text()


def test_a_question_names_the_line_it_arises_on(take: Take) -> None:
    asked = prose.reading(*prose.READ_ENGLISH).model_copy(
        update={"questions": (QuestionOnProse(field="", question="Which Leeds?", quote="brewery in Leeds"),)}
    )

    with pytest.raises(OpenQuestions) as held:
        take(prose.ENGLISH, asked)

    assert held.value.questions == ("line 3: Which Leeds?",)


def _age(path: Path) -> None:
    os.utime(path, (1_000_000_000, 1_000_000_000))


def _answering(reading: ProseReading) -> Callable[[], ReadProse]:
    return lambda: lambda _: reading
