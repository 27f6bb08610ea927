"""What a campaign can cost at most, before anything is made."""

from collections.abc import Mapping
from decimal import Decimal

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Usd
from astro_pipeline.domain.review import Gate
from astro_pipeline.provider import (
    EffectRequest,
    ImageRequest,
    Kind,
    MusicRequest,
    Provider,
    Request,
    SpeechRequest,
    TextRequest,
)

_TEXT_CRAFTS = 6
"""analyst, seo, concepts, strategist, copywriter, storyboarder."""
_SCENES = {6: 3, 15: 6, 30: 7, 60: 12}
"""The most scenes a cut of that length keeps."""
_EFFECTS = 8
"""The most effects cues can name."""

_ACTS: dict[Gate, frozenset[Kind]] = {
    Gate.PLAN: frozenset({"image", "speech", "music", "sfx"}),
    Gate.CREATIVE: frozenset({"video"}),
    Gate.RELEASE: frozenset(),
}
"""Kinds of call each approval sets going."""


class EstimateLine(Frozen):
    """One kind of call: how many at most, and what they can cost."""

    kind: Kind
    provider: str
    calls: int
    most_usd: Usd
    source: str
    """Where the price stands."""


def estimate_brief(brief: Brief, providers: Mapping[Kind, Provider]) -> tuple[EstimateLine, ...]:
    """An upper bound per kind of call, from the providers' own quotes."""
    longest = max(brief.film.seconds)
    scenes = _SCENES[longest] * len(brief.languages)
    asked: tuple[tuple[Request, int], ...] = (
        (
            TextRequest(craft="estimate", version="1", prompt="", inputs={}, output="", output_schema={}),
            _TEXT_CRAFTS,
        ),
        (ImageRequest(craft="estimate", version="1", prompt="", width=1080, height=1920), brief.variants),
        (SpeechRequest(craft="estimate", version="1", text="x" * 120, language=brief.language), scenes),
        (
            MusicRequest(craft="estimate", version="1", mood="calm", energy=0.5, seconds=longest),
            0 if brief.brand.music else len(brief.film.seconds),
        ),
        (EffectRequest(craft="estimate", version="1", effect="whoosh"), _EFFECTS),
    )
    return tuple(_line(request, calls, providers[request.kind]) for request, calls in asked)


def next_act_usd(brief: Brief, gate: Gate, providers: Mapping[Kind, Provider]) -> Decimal:
    """The most that what an approval at the gate sets going can cost, USD."""
    kinds = _ACTS[gate]
    lines = estimate_brief(brief, providers)
    return sum((line.most_usd for line in lines if line.kind in kinds), Decimal(0))


def _line(request: Request, calls: int, provider: Provider) -> EstimateLine:
    quote = provider.quote(request)
    return EstimateLine(
        kind=request.kind,
        provider=provider.name,
        calls=calls,
        most_usd=Decimal(calls) * quote.usd,
        source=f"{quote.source} ({quote.checked})",
    )
