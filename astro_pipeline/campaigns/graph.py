"""What is made from what: the asset graph as plain data, in topological order."""

from collections.abc import Collection, Iterable

from astro_pipeline.domain.review import Gate

GRAPH: dict[str, tuple[str, ...]] = {
    "brief": (),
    "market_analysis": ("brief",),
    "seo_keywords": ("brief",),
    "concepts": ("brief", "market_analysis"),
    "strategy": ("brief", "market_analysis", "seo_keywords", "concepts"),
    "copy": ("brief", "strategy", "concepts", "seo_keywords"),
    "storyboard": ("brief", "strategy", "copy", "concepts"),
    "plan_approval": ("strategy", "copy", "storyboard"),
    "image_variants": ("brief", "storyboard", "copy", "plan_approval"),
    "voiceover": ("brief", "storyboard", "plan_approval"),
    "music": ("brief", "storyboard", "plan_approval"),
    "sound_effects": ("brief", "storyboard", "plan_approval"),
    "creative_approval": ("image_variants", "voiceover", "music", "sound_effects"),
    "clips": ("brief", "storyboard", "copy", "image_variants", "creative_approval"),
    "audio": ("brief", "storyboard", "voiceover", "music", "sound_effects", "creative_approval"),
    "video": (
        "brief", "storyboard", "copy", "image_variants", "clips", "voiceover", "audio", "creative_approval",
    ),
    "qa_report": (
        "brief", "strategy", "copy", "storyboard", "image_variants", "voiceover", "music", "sound_effects",
        "clips", "audio", "video",
    ),
    "release_approval": ("qa_report", "copy", "image_variants", "audio", "video"),
    "delivery": (
        "brief", "strategy", "copy", "storyboard", "image_variants", "voiceover", "music", "sound_effects",
        "clips", "audio", "video", "qa_report", "release_approval",
    ),
}  # fmt: skip
"""Every asset and gate with its inputs. A test holds it against Dagster's own graph."""

GATES: tuple[str, ...] = tuple(gate.value for gate in Gate)

SUBJECTS: dict[str, tuple[str, ...]] = {gate: GRAPH[gate] for gate in GATES}
"""What a gate rules on; a decision is bound to the digest of all of it."""

PREFIXES: dict[str, str] = {
    "copy": "copy/",
    "image_variants": "images/",
    "voiceover": "voiceover/",
    "music": "music/",
    "sound_effects": "effects/",
    "clips": "clips/",
    "audio": "audio/",
    "video": "video/",
}
"""Where an asset's items live: file paths in the campaign's folder, or copy keys."""


def part(names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The graph's rows for these names, in the graph's order."""
    return {asset: inputs for asset, inputs in GRAPH.items() if asset in names}


def before(name: str) -> tuple[str, ...]:
    """Everything `name` is made from, at any distance, in the graph's order."""
    found: set[str] = set()
    _collect(GRAPH[name], found)
    return tuple(asset for asset in GRAPH if asset in found)


def asset_of(item: str) -> str | None:
    """The asset an item belongs to, by its path or copy key."""
    return next((asset for asset, prefix in PREFIXES.items() if item.startswith(prefix)), None)


def _collect(names: Iterable[str], found: set[str]) -> None:
    for name in names:
        if name not in found:
            found.add(name)
            _collect(GRAPH[name], found)
