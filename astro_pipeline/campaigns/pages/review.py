"""review.html: what waits at a gate, what it means, and how to decide."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from astro_pipeline.campaigns.pages import measures, media, plan, verdicts
from astro_pipeline.campaigns.pages.frame import Header, Section, banner, page
from astro_pipeline.campaigns.pages.markup import Html, el, join
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import ImageVariants, MediaFile, Music, SoundEffects, Video, Voiceover
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Decision, Finding, Gate, QaReport, Waiver

_MEANS = {
    Gate.PLAN: "Approving the plan starts production: pictures, voice, music and effects are made from it.",
    Gate.CREATIVE: "Approving the look chooses the variant that leads; films are cut with it.",
    Gate.RELEASE: "Approving the release packs everything shown here for delivery.",
}


_NEXT = " \\\n  "
"""Between the parts of a command that stands on several lines."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a review page shows: the gate, what is known of its subject, and the subject itself."""

    brief: Brief
    gate: Gate
    digest: str
    """Of the subject, as it lies there now: a decision names it."""
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()
    next_act_usd: Decimal | None = None
    """The most that what follows the approval can cost; None where it is not known."""
    strategy: Strategy | None = None
    concepts: Concepts | None = None
    copy: Copy | None = None
    storyboard: Storyboard | None = None
    image_variants: ImageVariants | None = None
    voiceover: Voiceover | None = None
    music: Music | None = None
    sound_effects: SoundEffects | None = None
    video: Video | None = None
    qa_report: QaReport | None = None

    @property
    def closing(self) -> tuple[Finding, ...]:
        """Failing findings nobody waived: they keep the gate closed."""
        waived = {(each.rule, each.file) for each in self.waivers}
        return tuple(each for each in self.findings if each.closes and (each.rule, each.file) not in waived)

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """Every file that is shown."""
        return (
            *(self.image_variants.files if self.image_variants else ()),
            *(each.file for each in (self.voiceover.segments if self.voiceover else ())),
            *(each.file for each in (self.music.beds if self.music else ())),
            *(each.file for each in (self.sound_effects.effects if self.sound_effects else ())),
            *(file for film in (self.video.films if self.video else ()) for file in film.files),
        )


def review_page(view: ReviewView) -> str:
    """The page as HTML; its links are relative, so it lies beside the campaign's files."""
    brief = view.brief
    title = verdicts.gate_title(view.gate).lower()
    lead = el(
        "p", el("strong", f"The {title} waits for your decision."), " ", _MEANS[view.gate], class_="lead"
    )
    colour = brief.brand.palette[0] if brief.brand.palette else None
    header = Header(f"{brief.brand_name} · {brief.id} · edition {brief.edition}", brief.name, lead, colour)
    return page(header, _sections(view), marks={"gate": view.gate.value, "digest": view.digest})


def _sections(view: ReviewView) -> list[Section]:
    made, planned = _production(view), _plan(view)
    first, then = (planned, made) if view.gate is Gate.PLAN else (made, planned)
    shown = [
        Section("decide", "Decide", _decide(view)),
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


def _decide(view: ReviewView) -> Html:
    price = "not known" if view.next_act_usd is None else f"at most {view.next_act_usd:.2f} USD"
    return join(
        [
            *_banners(view),
            plan.facts(
                {
                    "Gate": view.gate.value,
                    "The next act costs": price,
                    "Governance": view.brief.governance.value.replace("_", " "),
                    "Digest of what you see": el("code", view.digest),
                }
            ),
            *_commands(view),
        ]
    )


def _banners(view: ReviewView) -> list[Html]:
    closing = view.closing
    shown: list[Html] = []
    if closing:
        count = f"{len(closing)} finding{'s' if len(closing) > 1 else ''}"
        shown.append(
            banner(
                "stop",
                f"The gate is closed: {count} must be mended first.",
                "Send it back with what should change, or waive a finding with a reason. See Findings below.",
            )
        )
    if drafts := draft_lines(view.files):
        shown.append(banner("warn", "Not publishable: draft material is in it.", *drafts))
    if view.copy and view.copy.missing:
        count = len(view.copy.missing)
        shown.append(
            banner("warn", f"Incomplete: {count} text{'s' if count > 1 else ''} could not be written.")
        )
    return shown


def draft_lines(files: Sequence[MediaFile]) -> tuple[str, ...]:
    """What is a draft and who made it: "The audio is a draft (offline, espeak-ng)."."""
    drafts = sorted({(each.kind, each.provider, each.model) for each in files if each.draft})
    return tuple(f"The {kind} is a draft ({provider}, {model})." for kind, provider, model in drafts)


def _commands(view: ReviewView) -> list[Html]:
    head = f"astro-pipeline %s {view.brief.id} {view.gate.value}{_NEXT}--digest {view.digest}"
    commands: list[tuple[str, str]] = []
    if not view.closing:
        lead = view.image_variants.variants[0].id if _chooses(view) and view.image_variants else None
        approve = head % "approve" + (f"{_NEXT}--variant {lead}" if lead else "")
        hint = "Approve (the variant you name leads the films)" if lead else "Approve"
        commands.append((hint, approve))
    first = view.closing[0].file if view.closing else _example(view)
    items = f"{_NEXT}--items {shlex.quote(first)}" if first else ""
    commands.append(
        (
            "Send back, all of it or only what --items names",
            f"{head % 'reject'}{items}{_NEXT}--comment 'what should change'",
        )
    )
    commands.extend(
        ("Waive a failing finding", _waive(view, each)) for each in view.closing[:1] if _waivable(each)
    )
    return [join([el("p", title, class_="label"), el("pre", el("code", line))]) for title, line in commands]


def _chooses(view: ReviewView) -> bool:
    return view.gate is Gate.CREATIVE and bool(view.image_variants and view.image_variants.variants)


def _example(view: ReviewView) -> str | None:
    """An item of the subject, to show how one is named."""
    if view.files:
        return view.files[0].path
    return view.copy.ads[0].key if view.copy and view.copy.ads else None


def _waivable(finding: Finding) -> bool:
    return finding.family not in {"budget", "rights"}


def _waive(view: ReviewView, finding: Finding) -> str:
    about = f"{shlex.quote(finding.rule)} {shlex.quote(finding.file)}"
    return f"astro-pipeline waive {view.brief.id} {about}{_NEXT}--reason 'why it may pass'"
