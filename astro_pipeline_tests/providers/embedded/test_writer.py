import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from astro_pipeline.domain.brief import BrandKit, CallToAction, Provided
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Copy
from astro_pipeline.errors import Gone, Rejected
from astro_pipeline.provider import MusicRequest, TextRequest
from astro_pipeline.providers.embedded.writer import OfflineWriter
from astro_pipeline.providers.embedded.writer.typography import doubled_word, plain
from astro_pipeline_tests.agents.planning import plan
from astro_pipeline_tests.providers.embedded.writer_samples import (
    made_up,
    planned,
    said,
    spoken_of,
    texts_of,
)

HUNDRED = [(number, "en" if number % 2 else "fr") for number in range(100)]
BODIES = {"primary_text", "description", "body"}


def test_a_hundred_briefs_give_no_placeholder_and_no_doubled_word() -> None:
    for number, language in HUNDRED:
        _, copy, board = planned(number, language)

        for text in (*texts_of(copy), *spoken_of(board)):
            assert not re.search(r"[{}<>\[\]|]", text), text
            assert doubled_word(text) is None, text
            assert not re.search(r"\ba [aeio]\w|\ban [bcdfgjklmnpqrstvwxz]\w", text) or language == "fr", text


def test_a_hundred_briefs_give_no_text_over_its_limit_and_no_two_alike() -> None:
    for number, language in HUNDRED:
        brief, copy, _ = planned(number, language)

        limits = {
            (name, field.name): field.hard
            for name in brief.placements
            for field in placements()[name].copy_fields
        }
        for line in copy.lines:
            hard = limits[line.placement, line.field]
            assert hard is None or len(line.text) <= hard, line
        seen = Counter(
            (line.placement, line.field, plain(line.text))
            for line in copy.lines
            if line.field not in {"path", "call_to_action", "brand_name", "business_name"}
        )
        assert not [key for key, count in seen.items() if count > 1]


def test_a_hundred_briefs_give_every_field_its_minimum() -> None:
    for number, language in HUNDRED:
        brief, copy, _ = planned(number, language)

        assert copy.missing == ()
        counts = Counter((line.placement, line.variant, line.field) for line in copy.lines)
        for name in brief.placements:
            for field in placements()[name].copy_fields:
                assert counts[name, "A", field.name] >= field.minimum


def test_a_hundred_briefs_give_no_number_that_the_brief_does_not_have() -> None:
    for number, language in HUNDRED:
        brief, copy, board = planned(number, language)

        known = set(re.findall(r"\d+", " ".join(fact.text for fact in facts(brief, language))))
        for text in (*texts_of(copy), *spoken_of(board)):
            assert set(re.findall(r"\d+", text)) <= known, text


def test_no_headline_is_built_alike_more_than_three_times_in_a_hundred() -> None:
    skeletons = Counter(_skeleton(number, language) for number, language in HUNDRED)

    assert skeletons.most_common(1)[0][1] <= 3, skeletons.most_common(3)


def test_seven_bodies_in_ten_carry_a_fact_besides_the_brand() -> None:
    bodies = [
        line
        for number, language in HUNDRED
        for line in planned(number, language)[1].lines
        if line.field in BODIES
    ]

    carrying = [
        line
        for line in bodies
        if any(not f.endswith("name") and not f.startswith("call_to_action") for f in line.facts)
    ]

    assert len(carrying) >= 0.7 * len(bodies)


def test_facts_that_a_line_names_are_places_in_the_brief() -> None:
    brief, copy, _ = planned(7, "en")

    places = {fact.id for fact in facts(brief, "en")} | {
        "products[0].category",
        "call_to_action.text",
        "call_to_action.url",
    }

    assert {fact for line in copy.lines for fact in line.facts} <= places


def test_variants_differ_in_framework_and_in_headline() -> None:
    for number, language in HUNDRED[:20]:
        _, copy, _ = planned(number, language)
        first, second = copy.ads

        assert first.framework != second.framework
        assert plain(first.headline) != plain(second.headline)


def test_pictures_words_keep_their_limits() -> None:
    for number, language in HUNDRED:
        _, copy, board = planned(number, language)

        for ad in copy.ads:
            assert len(ad.headline) <= 40
            assert len(ad.short) <= 22
            assert len(ad.support) <= 90
            assert 0 < len(ad.call_to_action) <= 20
        assert all(len(text) <= 32 for scene in board.scenes for text in scene.overlay.values())


def test_same_brief_gives_the_same_texts_in_threads() -> None:
    def write(number: int) -> Copy:
        return plan(made_up(number % 2, language="en" if number % 2 else "fr")).copy

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(write, range(4)))

    assert made[0] == made[2] == planned(0, "fr")[1]
    assert made[1] == made[3] == planned(1, "en")[1]


def test_words_to_avoid_and_competitors_never_appear() -> None:
    brief = made_up(3)
    banned = brief.product.benefits[0]
    word = str(banned).split()[-1]
    brief = brief.model_copy(
        update={
            "brand": BrandKit(words_to_avoid=(word, "meet")),
            "competitors": ("Rivalco",),
            "message": "Softer than Rivalco",
        }
    )

    made = plan(brief)

    shown = " ".join((*texts_of(made.copy), *spoken_of(made.storyboard))).casefold()
    assert not re.search(rf"\b({re.escape(word.casefold())}|meet|rivalco)\b", shown)


def test_french_from_an_english_brief_claims_nothing_and_says_so() -> None:
    brief = made_up(5, languages=("en", "fr"))

    made = plan(brief)

    french = [line for line in made.copy.lines if line.language == "fr"]
    english = {str(text) for text in (*brief.product.benefits, *brief.product.features)}
    assert french
    assert not [line for line in french for text in english if text.casefold() in line.text.casefold()]
    assert any(note.startswith("fr: the brief has no facts") for note in made.copy.notes)


def test_a_language_nobody_writes_takes_only_the_briefs_own_strings() -> None:
    brief = made_up(
        9, languages=("en", "de"), message={"en": "Small steps count", "de": "Kleine Schritte zählen"}
    )
    brief = brief.model_copy(
        update={
            "call_to_action": CallToAction(
                text={"en": "Try it", "de": "Jetzt testen"}, url="https://made-up.example"
            )
        }
    )

    made = plan(brief)

    german = {
        line.text
        for line in made.copy.lines
        if line.language == "de" and line.field not in {"path", "brand_name"}
    }
    assert german <= {"Kleine Schritte zählen", "Jetzt testen"}
    assert {entry.field for entry in made.copy.missing if entry.language == "de"} >= {"description"}
    ad = made.copy.ad("A", "de")
    assert ad is not None
    assert (ad.headline, ad.call_to_action) == ("Kleine Schritte zählen", "Jetzt testen")


def test_a_language_without_a_headline_has_no_words_for_pictures() -> None:
    made = plan(made_up(9, languages=("en", "ja")))

    assert made.copy.ad("A", "ja") is None
    assert made.copy.ad("A", "en") is not None
    assert any(note.startswith("ja: no words for the pictures") for note in made.copy.notes)


def test_customers_texts_are_used_word_for_word_and_locked() -> None:
    provided = Provided(
        headlines={"en": ("Our own line",)},
        bodies={"en": ("Written by us, to the letter.",)},
        narration={"en": "Look. This is ours. Every word of it."},
    )

    made = plan(made_up(11, provided=provided.model_dump()))

    locked = {line.text for line in made.copy.lines if line.locked}
    assert locked == {"Our own line", "Written by us, to the letter."}
    assert all(line.provider == "customer" for line in made.copy.lines if line.locked)
    assert made.copy.ad("A", "en").headline == "Our own line"  # pyright: ignore[reportOptionalMemberAccess]
    assert (
        " ".join(scene.narration["en"] for scene in made.storyboard.scenes if "en" in scene.narration)
        == "Look. This is ours. Every word of it."
    )


def test_a_rejected_headline_is_written_anew_and_nothing_else_changes() -> None:
    _, before, _ = planned(13, "en")
    key = "copy/A/meta_feed.en.headline.0"

    after = plan(made_up(13), said("another headline please", key)).copy

    changed = {old.key for old, new in zip(before.lines, after.lines, strict=True) if old.text != new.text}
    assert changed == {key}
    assert after.ads == before.ads


def test_shorter_makes_texts_shorter() -> None:
    _, before, _ = planned(15, "en")

    after = plan(made_up(15), said("Please make it shorter")).copy

    bodies = [sum(len(line.text) for line in copy.lines if line.field in BODIES) for copy in (before, after)]
    assert bodies[1] < 0.85 * bodies[0]


def test_no_exclamation_is_obeyed_by_a_lively_brand() -> None:
    brief = made_up(17, brand={"tone": ("energetic",)})
    assert "!" in " ".join(texts_of(plan(brief).copy))

    after = plan(brief, said("no exclamation marks")).copy

    assert "!" not in " ".join(texts_of(after))


def test_a_word_a_reviewer_banned_disappears() -> None:
    _, before, _ = planned(19, "en")
    word = "now"
    assert re.search(r"\bnow\b|\bmeet\b|\bfor\b", " ".join(texts_of(before)), re.IGNORECASE)

    after = plan(made_up(19), said(f"without the word {word}")).copy

    assert not re.search(rf"\b{word}\b", " ".join(texts_of(after)), re.IGNORECASE)


def test_a_comment_not_understood_is_said_to_be_so() -> None:
    after = plan(made_up(21), said("more purple elephants")).copy

    assert any("more purple elephants" in note for note in after.notes)
    assert after.lines != planned(21, "en")[1].lines


def test_the_offer_is_mentioned_where_a_reviewer_asks_for_it() -> None:
    brief = made_up(23, offer={"text": "Two months free"})
    key = "copy/B/meta_feed.en.headline.0"

    after = plan(brief, said("mention the offer", key)).copy

    line = next(line for line in after.lines if line.key == key)
    assert "two months free" in line.text.casefold()


def test_the_writer_asks_nothing_and_refuses_what_it_cannot_make() -> None:
    writer = OfflineWriter()
    music = MusicRequest(craft="composer", version="1", mood="calm", energy=0.3, seconds=15)
    other = TextRequest(craft="judge", version="1", prompt="", inputs={}, output="Opinion", output_schema={})

    assert writer.quote(other).usd == Decimal(0)
    for request in (music, other):
        with pytest.raises(Rejected, match="cannot make"):
            writer.submit(request, "key")
    with pytest.raises(Gone):
        writer.poll("job")


def _skeleton(number: int, language: str) -> str:
    brief, copy, _ = planned(number, language)
    first = next(line for line in copy.lines if line.field == "headline")
    text = first.text.replace(brief.product.name, "N").replace(brief.brand_name, "N")
    return re.sub(r"\d[\d.,]*", "0", text)
