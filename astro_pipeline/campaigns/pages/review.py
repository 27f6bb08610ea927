"""review.html: how a gate stands, what lies there, and how to decide."""

from astro_pipeline.campaigns.pages import deciding, measures, media, plan, verdicts
from astro_pipeline.campaigns.pages.frame import Header, Section, page
from astro_pipeline.campaigns.pages.markup import Html, el, join
from astro_pipeline.campaigns.pages.view import ReviewView
from astro_pipeline.domain.review import Gate, QaReport


def review_page(view: ReviewView) -> str:
    """The page as HTML; its links are relative, so it lies beside the campaign's files."""
    brief = view.brief
    colour = brief.brand.palette[0] if brief.brand.palette else None
    header = Header(
        f"{brief.brand_name} · {brief.id} · edition {brief.edition}", brief.name, deciding.lead(view), colour
    )
    marks = {"gate": view.gate.value, "digest": view.digest, "state": view.ruling.state}
    return page(header, _sections(view), marks=marks)


def _sections(view: ReviewView) -> list[Section]:
    made, planned = _production(view), _plan(view)
    first, then = (planned, made) if view.gate is Gate.PLAN else (made, planned)
    shown = [
        Section("decide", deciding.title(view), deciding.decide_part(view)),
        Section("assumptions", "Assumptions", verdicts.assumptions_part(view.brief.assumptions)),
        Section("findings", "Findings", verdicts.findings_part(view.findings)),
        Section("waivers", "Waived", verdicts.waivers_part(view.waivers)),
        *(first + then),
        Section("decisions", "Decisions so far", verdicts.decisions_part(view.decisions)),
    ]
    return [section for section in shown if section.body]


def _plan(view: ReviewView) -> list[Section]:
    return [
        Section("strategy", "Strategy", plan.strategy_part(view.strategy) if view.strategy else Html()),
        Section("concepts", "Concepts", plan.concepts_part(view.concepts) if view.concepts else Html()),
        Section("copy", "Copy", plan.copy_part(view.copy) if view.copy else Html()),
        Section(
            "storyboard", "Storyboard", plan.storyboard_part(view.storyboard) if view.storyboard else Html()
        ),
    ]


def _production(view: ReviewView) -> list[Section]:
    pictures = media.pictures_part(view.image_variants) if view.image_variants else Html()
    return [
        Section("pictures", "Pictures", pictures),
        Section("films", "Films", media.films_part(view.video.films) if view.video else Html()),
        Section("voice", "Voice", media.voice_part(view.voiceover) if view.voiceover else Html()),
        Section("music", "Music", media.music_part(view.music) if view.music else Html()),
        Section(
            "effects", "Effects", media.effects_part(view.sound_effects) if view.sound_effects else Html()
        ),
        Section("verdicts", "Verdicts", _report(view.qa_report) if view.qa_report else Html()),
    ]


def _report(qa: QaReport) -> Html:
    whole = el("a", "Quality report", href="qa_report.html")
    parts = (
        el("p", verdicts.verdict_badge(qa.verdict), " ", whole),
        measures.declarations_part(qa.declarations),
        measures.repairs_part(qa.repairs),
        verdicts.files_part(qa),
        measures.tables_part(qa),
    )
    return join(parts)
