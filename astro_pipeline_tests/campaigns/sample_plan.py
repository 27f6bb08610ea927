"""The plan of the sample campaign."""

from datetime import date
from decimal import Decimal

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import (
    AdText,
    CampaignLink,
    ChannelPlan,
    Concept,
    Concepts,
    Copy,
    CopyLine,
    Cue,
    Cut,
    Grounded,
    Kpi,
    Milestone,
    Scene,
    Shot,
    Storyboard,
    Strategy,
)

_HEADLINES = {
    "en": ("Slow-steeped. Never bitter.", "Cold brew in a can", "Order today"),
    "fr": ("Infusé lentement. Jamais amer.", "Café glacé en canette", "Commander"),
    "ar": ("قهوة باردة بلا مرارة", "قهوة باردة", "اطلب الآن"),
}


def sample_strategy(brief: Brief) -> Strategy:
    return Strategy(
        positioning="For people who like coffee and not its bite: cold brew steeped for eighteen hours.",
        promise={tag: _HEADLINES[tag][0] for tag in brief.languages},
        proof=(Grounded(text="Steeped for 18 hours", source="products[0].features[0]"),),
        tone=("warm", "plain"),
        concept="c1",
        framework="FAB",
        channels=(
            ChannelPlan(
                channel="meta",
                placements=("meta_feed", "meta_stories"),
                role="Be seen",
                budget_share=Decimal("0.6"),
                budget="6,000 USD",
            ),
            ChannelPlan(
                channel="google",
                placements=("google_search",),
                role="Be found",
                budget_share=Decimal("0.4"),
                budget="4,000 USD",
            ),
        ),
        kpis=(Kpi(objective="sales", metric="orders", how="UTM links and the shop's own count"),),
        calendar=(Milestone(day=date(2026, 12, 1), what="All channels go live"),),
    )


def sample_concepts(brief: Brief) -> Concepts:
    def concept(number: int, name: str, idea: str) -> Concept:
        return Concept(
            id=f"c{number}",
            name=name,
            idea=idea,
            angle="benefit",
            framework="FAB",
            fact="products[0].benefits[0]",
            hooks={tag: _HEADLINES[tag][0] for tag in brief.languages},
            score=Decimal("0.9") - Decimal(number) / 10,
            reasons=("rests on a fact of the brief", "fits every placement"),
        )

    return Concepts(
        concepts=(
            concept(1, "Eighteen hours", "Time is the ingredient."),
            concept(2, "No bite", "What is missing is what you taste."),
        ),
        chosen="c1",
        why="It is the only one that a number in the brief supports.",
    )


def sample_copy(brief: Brief) -> Copy:
    pairs = [(variant, tag) for variant in ("A", "B") for tag in brief.languages]
    return Copy(
        ads=tuple(
            AdText(
                variant=variant,
                language=tag,
                headline=_HEADLINES[tag][0],
                short=_HEADLINES[tag][1],
                support=_HEADLINES[tag][1],
                call_to_action=_HEADLINES[tag][2],
                provider="offline",
            )
            for variant, tag in pairs
        ),
        lines=tuple(
            CopyLine(
                placement=name,
                language=tag,
                variant=variant,
                field=field.name,
                index=n,
                text=f"{_HEADLINES[tag][1]} {n or ''}".strip(),
                provider="offline",
            )
            for variant, tag in pairs
            for name in brief.placements
            for field in placements()[name].copy_fields
            for n in range(field.minimum)
        ),
        links=tuple(
            CampaignLink(
                placement=name,
                language=tag,
                variant=variant,
                url=f"https://northbrew.example/?utm_campaign=spring&utm_content={variant}-{name}",
            )
            for variant, tag in pairs
            for name in brief.placements
        ),
        hashtags=dict.fromkeys(brief.languages, ("#coldbrew", "#northbrew")),
    )


def sample_storyboard(brief: Brief) -> Storyboard:
    beats = ("hook", "promise", "proof", "call")
    scenes = tuple(
        Scene(
            id=f"s{n}",
            beat=beat,
            picture="A can on a stone table, morning light from the left",
            overlay={tag: _HEADLINES[tag][0] for tag in brief.languages},
            narration={tag: _HEADLINES[tag][1] for tag in brief.languages},
            cues=(Cue(effect="whoosh", at=0.2),),
        )
        for n, beat in enumerate(beats, start=1)
    )
    shots = tuple(Shot(scene=f"s{n}", start=(n - 1) * 3.75, seconds=3.75) for n in range(1, 5))
    return Storyboard(
        scenes=scenes,
        cuts=(Cut(seconds=15, shots=shots),),
        languages=brief.languages,
        mood="warm",
        energy=0.4,
    )
