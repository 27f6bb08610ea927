"""What a campaign can cost, before anything is made: a range per asset and provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import starmap

from pydantic import BaseModel

from astro_pipeline.domain.base import Frozen, canonical
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.judgement import Judgement, Preference
from astro_pipeline.domain.media import Usd
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Concepts, Copy, MarketAnalysis, SeoKeywords, Storyboard, Strategy
from astro_pipeline.domain.review import Gate
from astro_pipeline.errors import Rejected
from astro_pipeline.provider import (
    Candidate,
    ClipRequest,
    EffectRequest,
    ImageRequest,
    Kind,
    MusicRequest,
    Request,
    SpeechRequest,
    TextRequest,
    VisionRequest,
    schema_of,
)

_SCENES = {6: (3, 3), 15: (4, 7), 30: (4, 7), 60: (4, 12)}
"""The fewest and the most scenes that a film of that length is told in."""
_SPOKEN = (40, 120)
"""Characters of a scene's narration; offline plans of the examples have 16 to 48 on average."""
_KEY_VISUALS = ((1024, 1536), (1536, 1152))
"""Pixels of a key visual: the tall one, and the broad one that a laptop takes."""
_SHOT_ROOM = 0.6
"""Seconds in which a shot is still seen while the next one enters."""
_EFFECTS = (1, 8)
"""How many effects cues name."""
_RULES_BYTES = 4_000
"""What a craft's prompt says beside its material; measured 1,600 to 2,400."""
_WRITTEN: Mapping[str, int] = {
    "market_analysis": 5_000,
    "seo_keywords": 6_000,
    "concepts": 5_000,
    "strategy": 6_000,
}
"""Bytes an asset brings into a later prompt, twice what was measured on the examples."""
_COPY_BYTES = 40_000
"""The same for each language of the copy; measured 15,000 to 24,000."""

_CRAFTS: Mapping[str, tuple[type[BaseModel], tuple[str, ...]]] = {
    "market_analysis": (MarketAnalysis, ()),
    "seo_keywords": (SeoKeywords, ()),
    "concepts": (Concepts, ("market_analysis",)),
    "strategy": (Strategy, ("market_analysis", "seo_keywords", "concepts")),
    "copy": (Copy, ("strategy", "concepts", "seo_keywords")),
    "storyboard": (Storyboard, ("strategy", "copy", "concepts")),
}
"""What each text asset answers with, and what its prompt holds beside the brief."""

_ACTS: Mapping[Gate, frozenset[Kind]] = {
    Gate.PLAN: frozenset({"image", "speech", "music", "sfx"}),
    Gate.CREATIVE: frozenset({"video", "vision"}),
    Gate.RELEASE: frozenset(),
}
"""Kinds of call each approval sets going."""

Actuals = Mapping[str, tuple[Decimal, int]]
"""By candidate: what its calls cost as a share of what they were quoted at, and how many there were."""


class EstimateLine(Frozen):
    """One asset made by one provider: how many calls, and what they can cost."""

    asset: str
    kind: Kind
    provider: str
    """The candidate, e.g. openai/gpt-image-2."""
    fewest_calls: int
    calls: int
    """The most."""
    least_usd: Usd
    most_usd: Usd
    usual_usd: Usd | None = None
    """What calls of this candidate came to so far says of this one; None before there were any."""
    learned_from: int = 0
    """How many calls that rests on."""
    source: str
    """Where the price stands."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Calls of one asset that are alike, at their smallest and at their largest."""

    asset: str
    fewest: int
    most: int
    small: Request
    large: Request


def estimate_brief(
    brief: Brief, candidates: Mapping[Kind, Sequence[Candidate]], actuals: Actuals | None = None
) -> tuple[EstimateLine, ...]:
    """A range per asset and candidate, from the candidates' own quotes.

    `actuals` is what was learned from calls that are paid. Raises: Rejected where nobody can take what
    the brief leads to.
    """
    lines: list[EstimateLine] = []
    orders = (*_texts(brief), *_media(brief))
    for asset in dict.fromkeys(order.asset for order in orders):
        mine = [order for order in orders if order.asset == asset]
        lines += _lines(mine, candidates.get(mine[0].small.kind, ()), actuals or {})
    return tuple(lines)


def total_usd(lines: Sequence[EstimateLine]) -> tuple[Decimal, Decimal]:
    """The least and the most of them together: of an asset's candidates, routing may ask any."""
    assets = {line.asset: [other for other in lines if other.asset == line.asset] for line in lines}
    return (
        sum((min(line.least_usd for line in each) for each in assets.values()), Decimal(0)),
        sum((max(line.most_usd for line in each) for each in assets.values()), Decimal(0)),
    )


def next_act_usd(brief: Brief, gate: Gate, candidates: Mapping[Kind, Sequence[Candidate]]) -> Decimal:
    """The most that what an approval at the gate sets going can cost, USD."""
    kinds = _ACTS[gate]
    return total_usd([line for line in estimate_brief(brief, candidates) if line.kind in kinds])[1]


def _lines(orders: Sequence[_Order], candidates: Sequence[Candidate], actuals: Actuals) -> list[EstimateLine]:
    found: list[EstimateLine] = []
    noes: list[Rejected] = []
    for candidate in candidates:
        try:
            found.append(_line(orders, candidate, actuals.get(candidate.name)))
        except Rejected as exc:
            noes.append(exc)
    if noes and not found:
        raise noes[0]
    return found


def _line(orders: Sequence[_Order], candidate: Candidate, actual: tuple[Decimal, int] | None) -> EstimateLine:
    small = [(order.fewest, candidate.provider.quote(order.small)) for order in orders]
    large = [(order.most, candidate.provider.quote(order.large)) for order in orders]
    least = (count * (quote.usd if quote.least_usd is None else quote.least_usd) for count, quote in small)
    most = sum((count * quote.usd for count, quote in large), Decimal(0))
    price = large[0][1]
    return EstimateLine(
        asset=orders[0].asset,
        kind=orders[0].small.kind,
        provider=candidate.name,
        fewest_calls=sum(order.fewest for order in orders),
        calls=sum(order.most for order in orders),
        least_usd=sum(least, Decimal(0)),
        most_usd=most,
        usual_usd=most * actual[0] if actual else None,
        learned_from=actual[1] if actual else 0,
        source=f"{price.source} ({price.checked})",
    )


def _texts(brief: Brief) -> list[_Order]:
    return [
        _Order(asset, 1, 1, _asked(asset, _least_bytes(brief)), _asked(asset, _most_bytes(asset, brief)))
        for asset in _CRAFTS
    ]


def _asked(asset: str, prompt_bytes: int) -> TextRequest:
    model, _ = _CRAFTS[asset]
    return TextRequest(
        craft="estimate",
        version="1",
        prompt="x" * prompt_bytes,
        inputs={},
        output=model.__name__,
        output_schema=schema_of(model),
    )


def _least_bytes(brief: Brief) -> int:
    return len(canonical(brief))


def _most_bytes(asset: str, brief: Brief) -> int:
    written = {**_WRITTEN, "copy": _COPY_BYTES * max(1, len(brief.languages))}
    return _RULES_BYTES + 2 * len(canonical(brief)) + sum(written[name] for name in _CRAFTS[asset][1])


def _media(brief: Brief) -> list[_Order]:
    fewest, most = _SCENES[max(brief.film.seconds)]
    languages = max(1, len(brief.languages))
    own = (brief.brand.product_picture, brief.product.picture, *brief.provided.pictures)
    # All variants show one product: their key visual is asked for once.
    pictures = 0 if any(each is not None and each.sha256 for each in own) else 1
    effect = EffectRequest(craft="estimate", version="1", effect="whoosh")
    return [
        _Order("image_variants", pictures, pictures, *starmap(_picture, _KEY_VISUALS)),
        _Order("voiceover", fewest * languages, most * languages, *map(_spoken, _SPOKEN)),
        *(_bed(seconds, brief) for seconds in dict.fromkeys(brief.film.seconds)),
        _Order("sound_effects", *_EFFECTS, effect, effect),
        _shots(brief, fewest, most),
        *_looks(brief),
    ]


def _picture(width: int, height: int) -> ImageRequest:
    return ImageRequest(craft="estimate", version="1", prompt="x" * 800, width=width, height=height)


def _shots(brief: Brief, fewest: int, most: int) -> _Order:
    """Moving shots: each scene once in the tall ratio, from which others are cut, and once in the broad."""
    longest = max(brief.film.seconds)
    table = placements()
    films = {
        spec.ratio
        for name in brief.placements
        for seconds in brief.film.seconds
        if name in table and (spec := table[name].film(seconds))
    }
    bought = films & {"9:16", "16:9"} if "9:16" in films else films
    large = brief.film.quality == "4K"
    return _Order(
        "clips",
        # The last picture stands still, and the customer's own footage takes the place of others.
        max(0, fewest - 1 - len(brief.provided.footage)) * len(bought),
        most * len(bought),
        _shot(longest / most + _SHOT_ROOM, large=large),
        _shot(longest / fewest + _SHOT_ROOM, large=large),
    )


def _shot(seconds: float, *, large: bool) -> ClipRequest:
    width, height = (1080, 1920) if large else (720, 1280)
    return ClipRequest(
        craft="estimate",
        version="1",
        prompt="x" * 900,
        still_sha256="0" * 64,
        seconds=seconds,
        width=width,
        height=height,
    )


def _looks(brief: Brief) -> list[_Order]:
    """An ad of each variant and a film of each language judged, each pair of variants compared twice."""
    languages = max(1, len(brief.languages))
    pairs = brief.variants * (brief.variants - 1) // 2
    judged, compared = (brief.variants + 1) * languages, 2 * pairs * languages
    return [
        _Order(
            "qa_report", 0, count, _look(model, pictures, _least_bytes(brief)), _look(model, pictures, room)
        )
        for model, pictures, count in ((Judgement, 1, judged), (Preference, 2, compared))
        if count
        for room in [_RULES_BYTES + 2 * len(canonical(brief)) + _WRITTEN["strategy"]]
    ]


def _look(model: type[BaseModel], pictures: int, prompt_bytes: int) -> VisionRequest:
    return VisionRequest(
        craft="estimate",
        version="1",
        prompt="x" * prompt_bytes,
        pictures=("0" * 64,) * pictures,
        output=model.__name__,
        output_schema=schema_of(model),
    )


def _spoken(characters: int) -> SpeechRequest:
    return SpeechRequest(craft="estimate", version="1", text="x" * characters, language="en")


def _bed(seconds: int, brief: Brief) -> _Order:
    bed = MusicRequest(craft="estimate", version="1", mood="calm", energy=0.5, seconds=seconds)
    count = 0 if brief.brand.music else 1
    return _Order("music", count, count, bed, bed)
