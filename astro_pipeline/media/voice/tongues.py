"""The languages espeak-ng may be heard in, the name of its voice in each, and why others are refused."""

from astro_pipeline.domain.base import base_language

_SPOKEN = {
    **{tag: tag for tag in (
        "af", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "es", "et", "eu", "fi",
        "gu", "hi", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "kn", "ko", "lt", "lv", "mk", "ml",
        "mr", "ms", "nb", "ne", "nl", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw",
        "ta", "te", "tr", "uk", "vi",
    )},
    "en": "en-us", "en-GB": "en-gb", "en-IE": "en-gb", "en-AU": "en-gb", "en-NZ": "en-gb",
    "fr": "fr", "fr-BE": "fr-be", "fr-CH": "fr-ch", "no": "nb", "pt-BR": "pt-br",
    "es-MX": "es-419", "es-AR": "es-419", "es-CO": "es-419", "es-CL": "es-419",
}  # fmt: skip
"""Read from a sample sentence each, with espeak-ng 1.52 (2026-11-21): no letter is called by its name
or skipped, and there is a vowel for every two or three consonants, as in English and French.
"""

_UNVOWELLED = "its vowels are not written, and espeak-ng says next to none"
_REFUSED = {
    "ja": "espeak-ng says “Chinese letter” for every kanji",
    "zh": "espeak-ng reads character by character, wrong where one has several readings",
    "yue": "espeak-ng reads character by character, wrong where one has several readings",
    "th": "espeak-ng loses its vowels and word boundaries",
    "my": "espeak-ng skips syllables",
    "ar": _UNVOWELLED,
    "fa": _UNVOWELLED,
    "he": _UNVOWELLED,
    "ur": _UNVOWELLED,
}
"""Measured in the same way, on the same day: "בוקר" comes out as "vvkr", "สวัสดี" as "sa5wmsaɜds"."""

_CURE = "configure a speech provider or a piper voice file that speaks it"


def espeak_name(language: str) -> str | None:
    """The name of espeak-ng's voice for a language, or None where it is not fit to be listened to."""
    return _SPOKEN.get(language) or _SPOKEN.get(base_language(language))


def why_unspoken(language: str) -> str:
    """Why there is no offline voice for a language, and what helps."""
    reason = _REFUSED.get(base_language(language), "espeak-ng was not found to read it well")
    return f"there is no voice for language {language!r}: {reason}; {_CURE}"
