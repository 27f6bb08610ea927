"""What a film is cut from: the plan, the pictures, the voice, and what reviewers asked of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from astro_pipeline.agents.wishes import Heard, Vocabulary, heard
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import Clip, Variant, Voiceover
from astro_pipeline.domain.plan import AdText, Cut, Storyboard
from astro_pipeline.media.pixels.palette import Roles, roles

_VOCABULARY: Final[Vocabulary] = {
    "slower transitions": r"(?:slow\w*|calm\w*|gentl\w*|softer|plus (?:lente?s?|calmes?|douces?)|ralenti\w*)"
    r"(?:[^.,;]*(?:transitions?|cuts?|coupes?))?",
    "faster transitions": r"(?:fast\w*|quick\w*|snapp\w*|plus (?:rapides?|vite)|accél\w*)"
    r"(?:[^.,;]*(?:transitions?|cuts?|coupes?))?",
    "no captions": r"(?:no|without|remove(?: the)?|pas de|sans(?: les)?|enlev\w* les)"
    r" (?:captions?|subtitles?|sous-titres?)",
    "bigger captions": r"(?:bigger|larger) (?:captions?|subtitles?)"
    r"|(?:captions?|subtitles?) (?:bigger|larger)"
    r"|sous-titres? plus (?:grands?|gros)|plus (?:grands?|gros) sous-titres?",
    "smaller captions": r"smaller (?:captions?|subtitles?)|(?:captions?|subtitles?) smaller"
    r"|sous-titres? plus petits?|plus petits? sous-titres?",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What comments asked of a film."""

    pace: float = 1.0
    """Transitions take this much of their usual time."""
    captions: bool = True
    captions_by: float = 1.0


@dataclass(frozen=True, slots=True)
class Material:
    """Everything one film is cut from."""

    brief: Brief
    storyboard: Storyboard
    cut: Cut
    language: str
    variant: Variant
    ad: AdText | None
    clips: Mapping[str, Clip]
    """By scene, in the film's ratio."""
    voiceover: Voiceover
    audio: str
    asked: Asked
    seed: int

    @property
    def colours(self) -> Roles:
        """The brand's palette at work, as in the variant's pictures."""
        return roles(self.brief.brand.palette, self.variant.style, choice=0, warmth=0, light=0)


def understood(comments: Sequence[str]) -> Heard:
    """The wishes in these comments that an editor can grant."""
    return heard(comments, _VOCABULARY)


def asked_of(wishes: Sequence[str]) -> Asked:
    """The wishes, summed up; asking twice goes twice as far, within reason."""
    slower = wishes.count("slower transitions") - wishes.count("faster transitions")
    bigger = wishes.count("bigger captions") - wishes.count("smaller captions")
    return Asked(
        pace=min(max(1.6**slower, 0.4), 2.5),
        captions="no captions" not in wishes,
        captions_by=min(max(1.2**bigger, 0.7), 1.5),
    )
