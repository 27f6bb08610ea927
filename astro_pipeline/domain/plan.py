"""The plan: analysis, keywords, concepts, strategy, copy and storyboard."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from astro_pipeline.domain.base import Frozen, digest
from astro_pipeline.domain.review import Finding

Share = Annotated[Decimal, Field(ge=0, le=1), PlainSerializer(str, when_used="json")]
"""A part of a whole, 0 to 1."""

Framework = Literal["AIDA", "PAS", "FAB", "4U"]
"""How a text argues."""

Beat = Literal["hook", "problem", "promise", "proof", "offer", "call"]
"""What a scene does in the story."""


class Grounded(Frozen):
    """A statement with where it comes from: a place in the brief, or a URL."""

    text: str
    source: str


class Segment(Frozen):
    """A part of the audience."""

    name: str
    description: str
    needs: tuple[Grounded, ...] = ()
    source: str


class MarketAnalysis(Frozen):
    """Who buys, who competes, what the category looks like."""

    category: str
    segments: tuple[Segment, ...]
    competitors: tuple[Grounded, ...] = ()
    category_cues: tuple[Grounded, ...] = ()
    open_questions: tuple[str, ...] = ()
    """What the brief does not say and a planner would ask."""
    findings: tuple[Finding, ...] = ()


class KeywordCluster(Frozen):
    """Keywords of one topic and one intent."""

    language: str
    topic: str
    intent: Literal["informational", "commercial", "transactional", "navigational"]
    keywords: tuple[str, ...]
    sources: tuple[str, ...]
    """Places in the brief the topic comes from."""


class PageMeta(Frozen):
    """Title (60 characters at most) and meta description (155 at most) of the landing page."""

    language: str
    title: str
    meta_description: str
    facts: tuple[str, ...] = ()


class SeoKeywords(Frozen):
    """Keyword clusters and the landing page's meta texts, per language."""

    clusters: tuple[KeywordCluster, ...]
    pages: tuple[PageMeta, ...]
    findings: tuple[Finding, ...] = ()


class Concept(Frozen):
    """One creative idea."""

    id: str
    name: str
    idea: str
    angle: Literal["benefit", "proof", "offer", "audience", "contrast", "message"]
    framework: Framework
    fact: str
    """The place in the brief the idea stands on."""
    hooks: dict[str, str]
    """Its opening line per language."""
    score: Share
    reasons: tuple[str, ...]
    """Why it scores so."""


class Concepts(Frozen):
    """Three concepts, one chosen, the losers kept."""

    concepts: tuple[Concept, ...]
    chosen: str
    why: str
    findings: tuple[Finding, ...] = ()

    @property
    def winner(self) -> Concept:
        """The chosen concept."""
        return next(each for each in self.concepts if each.id == self.chosen)


class ChannelPlan(Frozen):
    """What a channel is for, and its part of the media budget."""

    channel: str
    placements: tuple[str, ...]
    role: str
    budget_share: Share
    budget: str | None = None
    """The share as an amount with its currency, where the brief names a budget."""


class Kpi(Frozen):
    """How an objective is measured."""

    objective: str
    metric: str
    how: str


class Milestone(Frozen):
    """A day of the calendar."""

    day: date
    what: str


class Strategy(Frozen):
    """Positioning, promise, proof, channels, budget, measures and calendar."""

    positioning: str
    promise: dict[str, str]
    """Per language."""
    proof: tuple[Grounded, ...]
    tone: tuple[str, ...]
    concept: str
    """The chosen concept's id."""
    framework: Framework
    channels: tuple[ChannelPlan, ...]
    kpis: tuple[Kpi, ...]
    calendar: tuple[Milestone, ...]
    findings: tuple[Finding, ...] = ()


class CopyLine(Frozen):
    """One text in one field of one placement."""

    placement: str
    language: str
    variant: str
    field: str
    index: int = 0
    """Its place among the texts of that field, from 0."""
    text: str
    facts: tuple[str, ...] = ()
    """Places in the brief it rests on."""
    framework: Framework | None = None
    locked: bool = False
    """True for a text the customer gave or a person edited: used verbatim, still checked."""
    provider: str

    @property
    def key(self) -> str:
        """Its name in edits and rejections: copy/<variant>/<placement>.<language>.<field>.<index>."""
        return f"copy/{self.variant}/{self.placement}.{self.language}.{self.field}.{self.index}"


class AdText(Frozen):
    """The words set on pictures and films of one variant and language."""

    variant: str
    language: str
    headline: str
    """At most 40 characters."""
    short: str
    """A headline for small banners, at most 22 characters."""
    support: str = ""
    """The line below the headline, at most 90 characters; may be empty."""
    kicker: str = ""
    """A few words above the headline; may be empty."""
    call_to_action: str
    """The button, at most 20 characters."""
    legal: str = ""
    facts: tuple[str, ...] = ()
    framework: Framework | None = None
    locked: bool = False
    provider: str

    @property
    def key(self) -> str:
        """Its name in edits and rejections: copy/<variant>/ad.<language>."""
        return f"copy/{self.variant}/ad.{self.language}"


class CampaignLink(Frozen):
    """A link with its UTM parameters; `utm_content` is the variant and placement."""

    placement: str
    language: str
    variant: str
    url: str


class MissingText(Frozen):
    """A field nothing could be written for, which leaves its placement incomplete."""

    placement: str
    language: str
    field: str
    reason: str


class Copy(Frozen):
    """Every text of the campaign."""

    ads: tuple[AdText, ...]
    lines: tuple[CopyLine, ...]
    links: tuple[CampaignLink, ...] = ()
    hashtags: dict[str, tuple[str, ...]] = Field(default={})
    """Per language, with the #."""
    missing: tuple[MissingText, ...] = ()
    notes: tuple[str, ...] = ()
    """What the craft wants to say to the reviewer, e.g. a comment it did not understand."""
    findings: tuple[Finding, ...] = ()

    def ad(self, variant: str, language: str) -> AdText | None:
        """The words on the pictures of that variant and language, or None where there are none."""
        return next((a for a in self.ads if (a.variant, a.language) == (variant, language)), None)


class Cue(Frozen):
    """A sound effect and when it sounds, in seconds after its scene begins."""

    effect: Literal["whoosh", "impact", "riser", "click", "pop", "shimmer", "swish", "notification"]
    at: float = 0.0


class Scene(Frozen):
    """One shot of the film."""

    id: str
    beat: Beat
    picture: str
    """What is to be seen, as a prompt."""
    overlay: dict[str, str] = Field(default={})
    """Text on the picture, per language; may lack a language."""
    narration: dict[str, str] = Field(default={})
    """What is said, per language; may lack a language."""
    emotion: Literal["calm", "warm", "confident", "excited", "serious"] = "warm"
    pace: Literal["slow", "even", "brisk"] = "even"
    move: Literal["push_in", "pull_out", "drift_left", "drift_right", "rise", "hold"] = "push_in"
    cues: tuple[Cue, ...] = ()
    facts: tuple[str, ...] = ()


class Shot(Frozen):
    """A scene's place in a cut, in seconds."""

    scene: str
    start: float
    seconds: float


class Cut(Frozen):
    """A film length and the scenes it keeps: shorter cuts drop scenes, they do not speed up."""

    seconds: Literal[6, 15, 30, 60]
    shots: tuple[Shot, ...]


class Storyboard(Frozen):
    """The film as scenes, and its cuts."""

    scenes: tuple[Scene, ...]
    cuts: tuple[Cut, ...]
    languages: tuple[str, ...]
    """Languages that have narration and overlays."""
    mood: Literal["uplifting", "calm", "driving", "warm", "playful", "cinematic", "elegant", "tender"]
    energy: Annotated[float, Field(ge=0, le=1)]
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def scene(self, scene_id: str) -> Scene:
        """The scene of that id."""
        return next(each for each in self.scenes if each.id == scene_id)


def seed_for(seed: int, *names: object) -> int:
    """A seed below 2**31 of its own for each thing that varies, derived from the campaign's."""
    return int(digest([seed, *[str(name) for name in names]])[:8], 16) % 2**31
