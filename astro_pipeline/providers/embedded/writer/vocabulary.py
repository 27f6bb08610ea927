"""The small words by which phrases are recognised, and what the dictionary says of the others."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from astro_pipeline.providers.embedded.writer.realiser import classes
from astro_pipeline.providers.embedded.writer.sources import table


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Closed word classes of one language, from `<language>.yaml`."""

    language: str
    subjects: frozenset[str]
    determiners: frozenset[str]
    negations: frozenset[str]
    quantities: frozenset[str]
    prepositions: frozenset[str]
    joiners: frozenset[str]
    relatives: frozenset[str]
    particles: frozenset[str]
    finite: frozenset[str]
    participles: frozenset[str]
    orders: frozenset[str]
    """Verbs that open a benefit or a wish as an order, though they are nouns as well."""
    uncountable: frozenset[str]
    topic_stops: frozenset[str]

    @property
    def openers(self) -> frozenset[str]:
        """What may follow a verb and open its object."""
        return self.determiners | self.quantities

    @property
    def everything(self) -> frozenset[str]:
        """All closed words."""
        return (
            self.subjects | self.determiners | self.prepositions | self.joiners | self.finite
            | self.quantities | self.particles
        )  # fmt: skip

    def is_noun(self, word: str) -> bool:
        """True for a noun, singular or plural."""
        return any("N" in classes(self.language, form) for form in self._singulars(word))

    def is_adjective(self, word: str) -> bool:
        """True for an adjective in any gender and number."""
        if self.language == "en":
            return "A" in classes("en", word) or word.endswith(("-free", "-friendly", "-grade"))
        forms = {form for base in self._singulars(word) for form in (base, base.removesuffix("e"))}
        return any("A" in classes("fr", form) for form in forms)

    def is_participle(self, word: str) -> bool:
        """True for a past participle."""
        if word in self.participles:
            return True
        if self.language == "en":
            stem = word.rsplit("-", maxsplit=1)[-1]
            return stem.endswith("ed") and any(
                "V" in classes("en", form) for form in (stem[:-2], stem[:-1], stem[:-3], stem[:-3] + "y")
            )
        return any(
            word.endswith(end) and "V" in classes("fr", word[: -len(end)] + lemma)
            for end, lemma in _FRENCH_PARTICIPLES
        )

    def verb_form(self, word: str) -> Literal["imp", "inf", "vp3", "ger"] | None:
        """What verb form the word may be at the head of a phrase, or None."""
        return self._english_form(word) if self.language == "en" else self._french_form(word)

    def may_be_finite(self, word: str, before: str) -> bool:
        """True for a form that may be the verb of a sentence, with the word before it as its subject."""
        if self.language == "en":
            plural = before.endswith("s") and not before.endswith("ss")
            return self._english_form(word) == ("imp" if plural else "vp3")
        third = word.endswith("e") and "V" in classes("fr", word + "r") and not self.is_adjective(word)
        return third or self._french_plural(word)

    def surely_finite(self, word: str) -> bool:
        """True for a form that can be nothing but a sentence's verb."""
        return (
            self.language == "fr"
            and self._french_plural(word)
            and not (self.is_noun(word) or self.is_adjective(word))
        )

    def _english_form(self, word: str) -> Literal["imp", "vp3", "ger"] | None:
        if "V" in classes("en", word):
            return "imp"
        if word.endswith("ing") and any(
            "V" in classes("en", form) for form in (word[:-3], word[:-3] + "e", word[:-4])
        ):
            return "ger"
        stems = (word[:-1], word[:-2], word[:-3] + "y")
        return "vp3" if word.endswith("s") and any("V" in classes("en", stem) for stem in stems) else None

    def _french_form(self, word: str) -> Literal["imp", "inf", "vp3"] | None:
        if word.endswith(("er", "ir", "re", "oir")) and "V" in classes("fr", word):
            return "inf"
        stem = word.removesuffix("ez")
        if stem != word and any("V" in classes("fr", stem + end) for end in ("er", "ir", "re")):
            return "imp"
        if word.endswith("e") and any(
            "V" in classes("fr", form + "r") for form in (word, word.replace("è", "é"))
        ):
            return "vp3"
        return "vp3" if word.endswith("it") and "V" in classes("fr", word[:-1] + "r") else None

    def _french_plural(self, word: str) -> bool:
        return word.endswith("ent") and any(
            "V" in classes("fr", word[:-3] + end) for end in ("er", "re", "ir")
        )

    def _singulars(self, word: str) -> tuple[str, ...]:
        if self.language == "en":
            return (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
        return (word, word.removesuffix("s"), word.removesuffix("x"), word.removesuffix("aux") + "al")


_FRENCH_PARTICIPLES = tuple(
    (ending + agreement, lemma)
    for ending, lemma in (("é", "er"), ("i", "ir"), ("u", "re"), ("u", "oir"))
    for agreement in ("", "e", "s", "es")
)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The closed words of `language` (en or fr)."""
    words = table(language)["words"]
    return Vocabulary(language=language, **{name: frozenset(line.split()) for name, line in words.items()})
