"""Texts the customer has written: where each is used, word for word."""

from collections.abc import Iterator, Mapping, Sequence

from astro_pipeline.domain.base import base_language
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.placements import TextField, placements
from astro_pipeline.domain.plan import AdText, CopyLine

CUSTOMER = "customer"
_HEADLINES = {"headline", "title", "long_headline", "subject"}
_BODIES = {"primary_text", "description", "body", "caption", "intro", "post", "text"}
_CALLS = {"call_to_action", "cta", "button"}


def given_lines(brief: Brief) -> tuple[CopyLine, ...]:
    """Every copy line that a text of the customer fills.

    Variants take turns at the texts, so that A and B differ where there are two. A text that a
    field cannot hold is not put there: the field is written instead.
    """
    return tuple(_lines(brief))


def _lines(brief: Brief) -> Iterator[CopyLine]:
    for name in brief.placements:
        for language in brief.languages or (brief.language,):
            for number in range(brief.variants):
                for field in placements()[name].copy_fields:
                    for index, text in enumerate(_turn(brief, field, language, number)):
                        yield CopyLine(
                            placement=name, language=language, variant="ABCD"[number], field=field.name,
                            index=index, text=text, locked=True, provider=CUSTOMER,
                        )  # fmt: skip


def _turn(brief: Brief, field: TextField, language: str, number: int) -> Sequence[str]:
    given = brief.provided
    if field.name in _HEADLINES:
        texts = given_in(given.headlines, language)
    elif field.name in _BODIES:
        texts = given_in(given.bodies, language)
    elif field.name in _CALLS:
        return [text for text in given_in(given.calls_to_action, language) if _fits(text, field)][
            : field.maximum
        ]
    else:
        return ()
    own = [text for text in texts[number :: brief.variants] if _fits(text, field)]
    return own[: field.maximum]


def _fits(text: str, field: TextField) -> bool:
    return (field.hard is None or len(text) <= field.hard) and not any(sign in text for sign in field.forbid)


def given_in(texts: Mapping[str, Sequence[str]], language: str) -> Sequence[str]:
    """The customer's texts in the language, or in its base language."""
    return texts.get(language) or texts.get(base_language(language)) or ()


def given_ads(brief: Brief, ads: tuple[AdText, ...]) -> tuple[AdText, ...]:
    """The words on the pictures with the customer's headline and button in place."""
    return tuple(_with_own(brief, ad) for ad in ads)


def _with_own(brief: Brief, ad: AdText) -> AdText:
    number = "ABCD".index(ad.variant)
    headlines = [
        text
        for text in given_in(brief.provided.headlines, ad.language)[number :: brief.variants]
        if len(text) <= 40
    ]
    calls = [text for text in given_in(brief.provided.calls_to_action, ad.language) if len(text) <= 20]
    change: dict[str, str | bool] = {}
    if headlines:
        change |= {"headline": headlines[0], "locked": True, "provider": CUSTOMER}
        if len(headlines[0]) <= 22:
            change["short"] = headlines[0]
    if calls:
        change["call_to_action"] = calls[0]
    return ad.model_copy(update=change)
