from datetime import date

import pytest

from astro_pipeline.campaigns.pages import to_markdown
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.plan import (
    Grounded,
    KeywordCluster,
    MarketAnalysis,
    PageMeta,
    Segment,
    SeoKeywords,
)
from astro_pipeline.domain.review import Finding
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


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("home"))


def test_markdown_twins_hold_what_the_values_hold(sample: Sample) -> None:
    copy = sample.copy.model_copy(update={"findings": (_FAILS, _UNSEEN, _PASSES)})

    written = to_markdown(copy)

    assert written.startswith("# Copy\n")
    assert "Slow-steeped. Never bitter." in written
    assert "| fail | technical.contrast |" in written
    assert "rights.licence" not in written
    assert "## Missing" not in written
    assert "Eighteen hours" in to_markdown(sample.concepts)
    assert "6,000 USD" in to_markdown(sample.strategy)
    assert "whoosh at 0.2 s" in to_markdown(sample.storyboard)
    assert "# Quality report: pass" in to_markdown(sample.qa)


def test_markdown_of_the_research_names_its_sources() -> None:
    analysis = MarketAnalysis(
        category="Cold brew",
        segments=(
            Segment(
                name="Commuters", description="On the way", source="audience.segments[0]",
                needs=(Grounded(text="No bite", source="audience.pains[0]"),),
            ),
        ),
        open_questions=("Which shops?",),
    )  # fmt: skip
    keywords = SeoKeywords(
        clusters=(
            KeywordCluster(
                language="en",
                topic="cold brew",
                intent="commercial",
                keywords=("cold brew can",),
                sources=("x",),
            ),
        ),
        pages=(PageMeta(language="en", title="Cold brew", meta_description="Steeped."),),
    )

    assert "- No bite (audience.pains\\[0\\])" in to_markdown(analysis)
    assert "| en | Cold brew | 9 | Steeped. | 8 |" in to_markdown(keywords)


def test_markdown_cannot_be_broken_by_a_text() -> None:
    analysis = MarketAnalysis(category="a|b\n# c <script>", segments=())

    assert to_markdown(analysis) == "# Market analysis: a\\|b \\# c \\<script\\>\n"


def test_markdown_of_what_has_none_is_refused(sample: Sample) -> None:
    file: MediaFile = sample.images.files[0]

    with pytest.raises(TypeError, match="MediaFile has no Markdown form"):
        to_markdown(file)
