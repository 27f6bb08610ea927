"""The hand-written campaign of `campaign.yaml` as values, and how a text in it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Literal

import yaml

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import (
    AdText,
    CampaignLink,
    Copy,
    CopyLine,
    Scene,
    Storyboard,
    Strategy,
)
from astro_pipeline.domain.policy import CustomerPack
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.check import examine_brief, examine_copy, examine_storyboard
from astro_pipeline.quality.copy import ad_words

Place = Literal["line", "ad", "overlay", "narration"]
PLACES: tuple[Place, ...] = ("line", "ad", "overlay", "narration")


@dataclass(frozen=True)
class Plan:
    """Brief, strategy, copy and storyboard of one campaign."""

    brief: Brief
    strategy: Strategy
    copy: Copy
    storyboard: Storyboard
    packs: tuple[CustomerPack, ...] = ()

    def findings(self) -> tuple[Finding, ...]:
        """What every rule on texts says of it."""
        film = examine_storyboard(self.brief, self.storyboard, policies=self.packs, copy=self.copy)
        return (
            *examine_brief(self.brief, Path),
            *examine_copy(self.brief, self.copy, policies=self.packs, strategy=self.strategy),
            *film,
        )

    def briefed(self, **changes: object) -> "Plan":
        """The same campaign to a changed brief."""
        return replace(self, brief=Brief.model_validate({**self.brief.model_dump(), **changes}))

    def copied(self, **changes: object) -> "Plan":
        """The same campaign with changed parts of its copy."""
        return replace(self, copy=self.copy.model_copy(update=changes))

    def with_line(self, key: str, text: str) -> "Plan":
        """Another text in one line."""
        lines = tuple(
            line.model_copy(update={"text": text}) if line.key == key else line for line in self.copy.lines
        )
        return self.copied(lines=lines)

    def with_ad(self, key: str, **texts: str) -> "Plan":
        """Other texts in one ad."""
        ads = tuple(ad.model_copy(update=texts) if ad.key == key else ad for ad in self.copy.ads)
        return self.copied(ads=ads)

    def with_scene(
        self, scene_id: str, *, kind: Literal["overlay", "narration"], language: str, text: str
    ) -> "Plan":
        """Another text in one scene."""
        scenes = tuple(
            scene.model_copy(update={kind: {**getattr(scene, kind), language: text}})
            if scene.id == scene_id
            else scene
            for scene in self.storyboard.scenes
        )
        return replace(self, storyboard=self.storyboard.model_copy(update={"scenes": scenes}))

    def said(self, text: str, *, language: str, dice: Random) -> tuple["Plan", str, int]:
        """The text put somewhere into the campaign: the campaign, the key, and where the text begins."""
        place = dice.choice(PLACES)
        if place in {"overlay", "narration"}:
            kind: Literal["overlay", "narration"] = "overlay" if place == "overlay" else "narration"
            scene = dice.choice([scene.id for scene in self.storyboard.scenes])
            key = f"storyboard/{scene}.{language}.{kind}"
            return self.with_scene(scene, kind=kind, language=language, text=text), key, 0
        if place == "line":
            line = CopyLine(
                placement="meta_feed",
                language=language,
                variant="A",
                field="primary_text",
                index=1,
                text=text,
                provider="hand",
            )
            return self.copied(lines=(*self.copy.lines, line)), line.key, 0
        return self._in_an_ad(text, language)

    def _in_an_ad(self, text: str, language: str) -> tuple["Plan", str, int]:
        own = next((ad for ad in self.copy.ads if ad.language == language), None)
        bare = {"language": language, "headline": self.brief.brand_name, "short": self.brief.brand_name}
        ad = own or self.copy.ads[0].model_copy(update={**bare, "call_to_action": "OK"})
        ad = ad.model_copy(update={"support": text})
        others = (each for each in self.copy.ads if each.key != ad.key)
        return self.copied(ads=(ad, *others)), ad.key, "\n".join(dict(ad_words(ad)).values()).index(text)


@cache
def plan() -> Plan:
    """The campaign as it is written, without a defect."""
    told: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("campaign.yaml").read_text("utf-8"))
    brief = Brief.model_validate(told["brief"])
    ads = tuple(
        AdText(variant=variant, language=language, provider="hand", **texts)
        for variant, by_language in told["ads"].items()
        for language, texts in by_language.items()
    )
    scenes = tuple(Scene(picture="a can on a table", **scene) for scene in told["scenes"])
    board = Storyboard(scenes=scenes, cuts=(), languages=brief.languages, mood="calm", energy=0.4)
    links = tuple(
        CampaignLink(placement=placement, language=language, variant=variant, url=_url(placement, variant))
        for variant, placement, language in product("AB", brief.placements, brief.languages)
    )
    copy = Copy(ads=ads, lines=tuple(_lines(told["lines"])), links=links, hashtags=told["hashtags"])
    return Plan(brief, Strategy.model_validate(told["strategy"]), copy, board)


def _lines(told: Mapping[str, Any]) -> list[CopyLine]:
    return [
        CopyLine(
            placement=placement,
            language=language,
            variant=variant,
            field=field,
            index=index,
            text=text,
            provider="hand",
        )
        for variant, by_language in told.items()
        for language, by_placement in by_language.items()
        for placement, fields in by_placement.items()
        for field, texts in fields.items()
        for index, text in enumerate(texts)
    ]


def _url(placement: str, variant: str) -> str:
    content = f"utm_content={variant.lower()}-{placement}"
    return f"https://northbrew.example/slow?utm_source=ad&utm_medium=paid&utm_campaign=slow&{content}"
