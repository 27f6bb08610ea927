"""The SEO craft: keyword clusters by intent, titles and meta descriptions."""

from astro_pipeline.agents.asking import ask_for, refuse
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import SeoKeywords
from astro_pipeline.domain.review import Feedback
from astro_pipeline.provider import Ask

PROMPT = """\
You are a search specialist. For each language of the brief, group keywords by topic and by intent
(informational, commercial, transactional, navigational), each topic with its places in the brief.
Write one landing-page title of 60 characters at most and one meta description of 155 at most per
language, with the places in the brief they rest on. Promise no search volume."""
VERSION = "2"

TITLE_LIMIT, META_LIMIT = 60, 155


def choose_keywords(brief: Brief, *, ask: Ask, feedback: Feedback) -> SeoKeywords:
    """Clusters and meta texts for every language of the brief.

    Raises: JobFailed if the answer has the wrong shape or a meta text is over its limit.
    """
    keywords, done = ask_for(
        SeoKeywords, PROMPT, craft="seo", version=VERSION, item="seo_keywords",
        inputs={}, brief=brief, feedback=feedback, ask=ask,
    )  # fmt: skip
    for page in keywords.pages:
        if len(page.title) > TITLE_LIMIT or len(page.meta_description) > META_LIMIT:
            raise refuse(
                done,
                "seo_keywords",
                f"{page.language}: title over {TITLE_LIMIT} or description over {META_LIMIT}",
            )
    return keywords
