import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from astro_pipeline.campaigns.due import Ruling
from astro_pipeline.campaigns.pages import ReviewView, delivery_page, report_page, review_page
from astro_pipeline.campaigns.pages.markup import file_url
from astro_pipeline.campaigns.pages.plan import copy_part, counted
from astro_pipeline.domain.brief import Assumption
from astro_pipeline.domain.placements import TextField, placements
from astro_pipeline.domain.plan import Copy, CopyLine, MissingText
from astro_pipeline.domain.review import Decision, Finding, Gate, Waiver
from astro_pipeline_tests.campaigns.sample import Sample, make_sample

_FAILS = Finding(
    rule="technical.contrast",
    verdict="fail",
    file="images/B/meta_feed.en.png",
    measured=3.1,
    limit=4.5,
    unit=":1",
    source="WCAG 2.2",
    checked=date(2026, 11, 20),
    why="The headline is pale.",
    cure="Darken the panel.",
)
_UNSEEN = Finding(
    rule="semantic.brand", verdict="not_checked", file="images/A/key.png", why="no vision model"
)
_PASSES = Finding(rule="rights.licence", verdict="pass", file="music/15s.wav", seconds=1.5)


_WAITS = Ruling(None, "waiting", "waits for a person (guided)")
_CLOSED = Ruling(None, "closed", "1 failing: technical.contrast on images/B/meta_feed.en.png", (_FAILS,))


class _Links(HTMLParser):
    """Everything a document points at, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.elements: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag not in {"meta", "img", "br", "track", "wbr"}:
            self.open.append(tag)
        self.targets.extend(value for key, value in attrs if key in {"src", "href", "poster"} and value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(html: str) -> _Links:
    reader = _Links()
    reader.feed(html)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("home"))


@pytest.fixture
def view(sample: Sample) -> ReviewView:
    return ReviewView(
        brief=sample.brief,
        gate=Gate.CREATIVE,
        digest="ab" * 32,
        ruling=_WAITS,
        findings=(_PASSES, _UNSEEN),
        next_act_usd=Decimal("1.2"),
        strategy=sample.strategy,
        concepts=sample.concepts,
        copy=sample.copy,
        storyboard=sample.storyboard,
        image_variants=sample.images,
        voiceover=sample.voiceover,
        music=sample.music,
        sound_effects=sample.effects,
        video=sample.video,
        qa_report=sample.qa,
    )


def test_what_waits_is_named_with_its_digest_price_and_command(view: ReviewView) -> None:
    html = review_page(view)

    assert "The look waits for your decision." in html
    assert "at most 1.20 USD" in html
    text = re.sub(r" \\\n  ", " ", html)
    assert (
        f"astro-pipeline approve northbrew-spring creative_approval --digest {'ab' * 32} --variant A" in text
    )
    assert f"astro-pipeline reject northbrew-spring creative_approval --digest {'ab' * 32} --items" in text


def test_every_link_of_the_review_page_leads_to_a_file_beside_it(view: ReviewView, sample: Sample) -> None:
    (sample.folder / "qa_report.html").write_text(report_page(sample.qa, brief=sample.brief))

    reader = _read(review_page(view))

    files = [each for each in reader.targets if not each.startswith(("#", "https://northbrew.example/"))]
    assert len(files) > 20
    assert [each for each in files if not (sample.folder / each).is_file()] == []
    assert {"audio", "video", "track", "img"} <= set(reader.elements)


def test_a_page_brings_no_script_and_nothing_from_elsewhere(view: ReviewView) -> None:
    html = review_page(view)

    assert not {"script", "link", "iframe", "base", "form"} & set(_read(html).elements)
    assert not re.search(r"@import|url\(|src=.?(https?:)?//", html)


def test_what_a_brief_says_is_shown_and_never_run(view: ReviewView) -> None:
    evil = '"><script>alert(1)</script>'
    brief = view.brief.model_copy(
        update={"name": evil, "assumptions": (Assumption(field=evil, value=evil, reason=evil),)}
    )
    lines = (CopyLine(placement=evil, language="en", variant="A", field=evil, text=evil, provider="x"),)
    copy = view.copy.model_copy(update={"lines": lines, "notes": (evil,)}) if view.copy else None
    findings = (_FAILS.model_copy(update={"file": evil, "why": evil}),)

    html = review_page(replace(view, brief=brief, copy=copy, findings=findings))

    assert "<script" not in html
    assert "script" not in _read(html).elements
    assert "&lt;script&gt;" in html


def test_a_failing_finding_closes_the_gate_on_the_page(view: ReviewView) -> None:
    html = review_page(replace(view, ruling=_CLOSED, findings=(_PASSES, _UNSEEN, _FAILS)))

    assert "The gate is closed: 1 finding must be mended first." in html
    assert "astro-pipeline approve" not in html
    assert "astro-pipeline waive northbrew-spring technical.contrast images/B/meta_feed.en.png" in html
    assert html.index("Darken the panel.") < html.index("No vision model.") < html.index("1 passed")
    assert "3.1:1" in html
    assert "4.5:1" in html


def test_a_waived_failure_leaves_the_gate_open_and_is_shown(view: ReviewView) -> None:
    waiver = Waiver(
        campaign="c", rule=_FAILS.rule, file=_FAILS.file, digest="0", actor="ada", reason="seen on a phone"
    )

    html = review_page(replace(view, findings=(_FAILS,), waivers=(waiver,)))

    assert "astro-pipeline approve" in html
    assert "seen on a phone" in html
    assert "The gate is closed" not in html


def test_rights_are_not_offered_for_waiving(view: ReviewView) -> None:
    finding = _FAILS.model_copy(update={"rule": "rights.licence"})

    html = review_page(replace(view, ruling=_CLOSED, findings=(finding,)))

    assert "The gate is closed" in html

    assert "astro-pipeline waive" not in html


def test_a_draft_is_announced_and_a_finished_campaign_is_not(view: ReviewView, tmp_path: Path) -> None:
    drafts = make_sample(tmp_path, languages=("en",), draft=True)

    html = review_page(replace(view, voiceover=drafts.voiceover))

    assert "Not publishable: draft material is in it." in html
    assert "Drafts by offline (studio-1): sound." in html
    assert "Not publishable" not in review_page(view)


def test_assumptions_are_never_folded_away(view: ReviewView) -> None:
    html = review_page(view)

    before = html[: html.index("the brief does not say who approves")]
    assert before.count("<details") == before.count("</details")


def test_the_plan_gate_shows_the_plan_alone_and_asks_no_variant(view: ReviewView) -> None:
    planned = ReviewView(
        brief=view.brief, gate=Gate.PLAN, digest="cd" * 32, ruling=_WAITS, copy=view.copy,
        storyboard=view.storyboard,
    )  # fmt: skip

    html = review_page(planned)

    assert "The plan waits for your decision." in html
    assert "--variant" not in html
    assert 'id="pictures"' not in html
    assert "copy/A/ad.en" in html
    assert "Nothing was measured." in html
    assert "not known" in html


def test_a_page_with_nothing_made_still_says_how_to_reject(view: ReviewView) -> None:
    html = review_page(ReviewView(brief=view.brief, gate=Gate.PLAN, digest="cd" * 32, ruling=_WAITS))

    assert "astro-pipeline reject" in html
    assert "--items copy" not in html


def test_missing_texts_are_announced_and_listed(view: ReviewView) -> None:
    missing = MissingText(
        placement="meta_feed", language="fr", field="headline", reason="no string in French"
    )
    copy = view.copy.model_copy(update={"missing": (missing,)}) if view.copy else None

    html = review_page(replace(view, copy=copy))

    assert "Incomplete: 1 text could not be written." in html
    assert "no string in French" in html


def test_notes_of_a_craft_and_pictures_without_words_are_shown(view: ReviewView) -> None:
    assert view.image_variants
    wordless = tuple(each.model_copy(update={"language": None}) for each in view.image_variants.files)
    images = view.image_variants.model_copy(
        update={"files": wordless, "notes": ("“sparklier” was not understood",)}
    )

    html = review_page(replace(view, image_variants=images))

    assert "“sparklier” was not understood" in html
    assert "every language" in html


def test_decisions_show_who_what_and_about_what(view: ReviewView) -> None:
    rejected = Decision(
        id=3, campaign="c", gate=Gate.PLAN, verdict="reject", actor="bo", comment="calmer", digest="12" * 32,
        items=("copy/A/*",),
    )  # fmt: skip
    policy = Decision(
        id=0, campaign="c", gate=Gate.PLAN, verdict="approve", actor="x", digest="34" * 32, by_policy=True
    )

    html = review_page(replace(view, decisions=(rejected, policy)))

    for said in ("rejected", "bo", "calmer", "copy/A/*", "policy", "approved"):
        assert said in html


def test_a_text_over_its_limit_is_marked_and_one_within_is_not() -> None:
    name, field = next(
        (each.id, field) for each in placements().values() for field in each.copy_fields if field.hard
    )
    line = CopyLine(placement=name, language="en", variant="A", field=field.name, text="short", provider="x")
    long = line.model_copy(update={"text": "x" * ((field.hard or 0) + 1)})

    assert "too long" in copy_part(Copy(ads=(), lines=(long,)))
    assert "too long" not in copy_part(Copy(ads=(), lines=(line,)))


def test_a_text_the_platform_cuts_says_where() -> None:
    name, field = next(
        (each.id, field)
        for each in placements().values()
        for field in each.copy_fields
        if field.truncates_at and (field.hard is None or field.hard > field.truncates_at)
    )
    cut = CopyLine(
        placement=name, language="en", variant="A", field=field.name,
        text="x" * ((field.truncates_at or 0) + 1), provider="x",
    )  # fmt: skip

    assert f"cut after {field.truncates_at}" in copy_part(Copy(ads=(), lines=(cut,)))


@pytest.mark.parametrize(
    ("text", "double_width", "count"),
    [("abc", True, 3), ("日本", True, 4), ("日本", False, 2), ("é日", True, 3)],
)
def test_wide_characters_count_as_the_placement_counts_them(
    text: str, *, double_width: bool, count: int
) -> None:
    assert counted(text, TextField(name="headline", double_width=double_width)) == count


def test_arabic_is_set_from_right_to_left() -> None:
    line = CopyLine(
        placement="meta_feed", language="ar", variant="A", field="headline", text="قهوة", provider="x"
    )

    assert '<td lang="ar" dir="rtl">قهوة</td>' in copy_part(Copy(ads=(), lines=(line,)))


def test_delivery_page_links_every_delivered_picture_film_and_paper(sample: Sample) -> None:
    manifest = sample.deliver()

    html = (sample.folder / "delivery" / "index.html").read_text("utf-8")
    reader = _read(html)
    files = {each for each in reader.targets if not each.startswith(("#", "https:"))}
    assert {file_url(each.path) for each in manifest.files if each.path != "index.html"} <= files
    assert [each for each in files if not (sample.folder / "delivery" / each).is_file()] == []
    assert "Complete and publishable." in html
    assert "ada@northbrew.example" in html


def test_delivery_page_says_why_it_is_incomplete(sample: Sample) -> None:
    manifest = sample.deliver().model_copy(update={"status": "incomplete", "reasons": ("no film in fr",)})

    html = delivery_page(manifest, brief=sample.brief, copy=sample.copy, qa=sample.qa)

    assert "Incomplete." in html
    assert "no film in fr" in html
    assert 'id="rights"' not in html


def test_report_page_shows_the_overall_verdict_and_how_old_the_limits_are(sample: Sample) -> None:
    html = report_page(sample.with_findings(_FAILS).qa, brief=sample.brief)

    assert '<span class="verdict fail">fail</span>' in html
    assert "2027-05-20" in html
    _read(html)


def test_the_same_view_gives_the_same_page(view: ReviewView) -> None:
    assert review_page(view) == review_page(view)
