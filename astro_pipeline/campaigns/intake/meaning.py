"""What short texts in briefs mean: languages, countries, amounts, lists."""

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from babel import Locale
from pydantic import JsonValue, TypeAdapter, ValidationError

from astro_pipeline.domain.brief import Language

_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_COUNTRIES = {"usa": "US", "uk": "GB", "great britain": "GB", "uae": "AE", "korea": "KR"}
"""Everyday names that CLDR does not list in English."""
_SPOKEN = ("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh")
"""Languages that are also known by their own names, e.g. français."""


def language_tag(name: str) -> str | None:
    """The tag of a language given by tag or by its English or own name."""
    try:
        return _LANGUAGE.validate_python(_language_names().get(name.strip().lower(), name.strip()))
    except ValidationError:
        return None


def country(name: str) -> str | None:
    """The ISO 3166 code of a country given by code or by its English name."""
    if name.strip() in _country_names().values():
        return name.strip()
    return _country_names().get(name.strip().lower())


def amount(value: JsonValue) -> tuple[str, str | None] | None:
    """(amount, currency or None) of 5000, "$8,000", "8.000 €" or {amount, currency}."""
    if isinstance(value, dict):
        inner = amount(value.get("amount"))
        currency = plain(value.get("currency"))
        return (inner[0], (currency or "").upper() or inner[1]) if inner else None
    text = (plain(value) or "").strip()
    code = re.search(r"\b([A-Z]{3})\b", text)
    symbol = next((each for sign, each in _CURRENCIES.items() if sign in text), None)
    number = re.sub(r"[A-Z]{3}|[$€£¥₹₩\s'\u00a0\u202f]", "", text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number):
        number = number.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", number):
        return None
    return number, code[1] if code else symbol


def plain(value: JsonValue) -> str | None:
    """The text of a scalar, numbers included; None for anything else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def many(value: JsonValue) -> list[str]:
    """The texts of a list, or of one text with commas, semicolons or line ends between them."""
    if isinstance(value, list):
        return [text for each in value if (text := plain(each))]
    text = plain(value) or ""
    return [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]


@cache
def _language_names() -> dict[str, str]:
    english = cast("Mapping[str, str]", Locale("en").languages)
    names = {english[tag].lower(): tag for tag in sorted(english, reverse=True)}
    return names | {(Locale(tag).get_display_name(tag) or "").lower(): tag for tag in _SPOKEN}


@cache
def _country_names() -> dict[str, str]:
    english = cast("Mapping[str, str]", Locale("en").territories)
    names = {english[code].lower(): code for code in sorted(english) if re.fullmatch("[A-Z]{2}", code)}
    return names | _COUNTRIES
