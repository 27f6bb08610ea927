"""In which language a text is: named by whoever gives it, or told from the text, with how sure that is."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.claims import LINK, all_facts, without
from astro_pipeline.quality.finding import judged, not_checked

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE: Final = 0.8
"""Likelihood from which a language is taken as told.

Measured 2026-11-21 on the studio's copy: lines of eight words or more have 0.87 and more in their own
language; "Slow coffee" has 0.35, and names alone less.
"""
_AMONG: Final = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr",
    "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that are told apart; more of them, and of their dialects, make a short text unsure."""
_ALSO: Final = {"nb": "no", "nn": "no"}
"""What a language is called here that briefs name otherwise."""


@dataclass(frozen=True, slots=True)
class Told:
    """The language a text seems to be in, and how likely that is, 0 to 1."""

    language: str
    likely: float

    @property
    def sure(self) -> bool:
        """It may be relied on."""
        return self.likely >= SURE


def told(text: str) -> Told:
    """The likeliest language of a text. It is likelier the more text there is."""
    language, likely = cast("tuple[str, float]", _identifier().classify(" ".join(text.split())))
    return Told(language, float(likely))


def settle_language(file: str, text: str, *, named: str | None, brief: Brief) -> tuple[str, Finding]:
    """The language a text is to be read in, and what is found on it.

    Where it can neither be told nor was named it is read in the brief's, and stays unchecked.
    """
    names = sorted(
        {f.text for f in all_facts(brief) if f.kind in {"brand", "product"}}, key=len, reverse=True
    )
    seen = told(without(names, LINK.sub(" ", text)))
    if named is not None:
        holds = not seen.sure or _is(seen.language, named)
        return named, _said(file, seen, holds=holds, limit=named)
    spoken = list(dict.fromkeys((brief.language, *brief.languages)))
    if not seen.sure:
        why = f"its language cannot be told: {seen.language} is likely to {100 * seen.likely:.0f} % only"
        cure = "name it with --language"
        return spoken[0], not_checked("copy.language", file, why=why, cure=cure, advisory=False)
    own = next((each for each in spoken if _is(seen.language, each)), None)
    return own or seen.language, _said(file, seen, holds=own is not None, limit=" or ".join(spoken))


def _is(seen: str, tag: str) -> bool:
    return seen == _ALSO.get(base_language(tag), base_language(tag))


def _said(file: str, seen: Told, *, holds: bool, limit: str | None) -> Finding:
    return judged(
        "copy.language",
        file,
        holds=holds,
        measured=f"{seen.language} ({100 * seen.likely:.0f} % likely)",
        limit=limit,
        why="the text reads as another language than it is meant to be in",
        cure="write it in that language, or name its own with --language",
    )


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_AMONG))
    return identifier
