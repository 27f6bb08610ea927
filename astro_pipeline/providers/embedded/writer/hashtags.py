"""Hashtags from the brand's, the products' and the category's own words."""

import re

from astro_pipeline.domain.brief import Brief
from astro_pipeline.providers.embedded.writer.matter import Matter, usable


def hashtags(brief: Brief, matter: Matter) -> tuple[str, ...]:
    """Up to five, brand first, each a phrase of up to three words run together."""
    phrases = [brief.brand_name, *(product.name for product in brief.products)]
    phrases += [point.phrase.text for point in matter.of("category")]
    values = (brief.say(words, matter.tag) for words in brief.brand.values)
    phrases += [value for value in values if value]
    tags = dict.fromkeys(tag for phrase in phrases if usable(phrase, matter) and (tag := _tag(phrase)))
    return tuple({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1][:5]


def _tag(phrase: str) -> str | None:
    words = re.findall(r"[^\W_]+", phrase)
    if not 0 < len(words) <= 3 or all(word.isdigit() for word in words):
        return None
    return "#" + "".join(word[:1].upper() + word[1:] for word in words)
