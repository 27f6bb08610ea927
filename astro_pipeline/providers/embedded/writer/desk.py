"""The offline writer as a provider: it answers every planning craft's text request, for nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.fact import facts
from astro_pipeline.domain.media import Licence
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Concepts, Copy, CopyLine, MarketAnalysis, MissingText
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import Rejected
from astro_pipeline.provider import Done, Kind, Quote, Request, TextRequest
from astro_pipeline.providers.calling.at_once import AnswersAtOnce
from astro_pipeline.providers.embedded.writer import ideas, searching, thinking
from astro_pipeline.providers.embedded.writer.ad_text import write_ads
from astro_pipeline.providers.embedded.writer.filming import draw
from astro_pipeline.providers.embedded.writer.hashtags import hashtags
from astro_pipeline.providers.embedded.writer.lettering import (
    FRAMEWORKS,
    PROVIDER,
    Assignment,
    Desk,
    write_lines,
)
from astro_pipeline.providers.embedded.writer.wishes import VOCABULARY, read_wishes

_LICENCE = Licence(
    name="generated-here", holder="the customer", source="written from the brief by the offline writer"
)
_CHECKED = date(2026, 11, 20)
_MODEL = "offline-writer-2"

_Answer = tuple[JsonValue, tuple[str, ...]]


class OfflineWriter(AnswersAtOnce):
    """Plans and copy in English and French from the brief's facts; other languages from its own strings."""

    name = PROVIDER
    kinds: frozenset[Kind] = frozenset({"text"})

    def quote(self, request: Request) -> Quote:
        """Nothing, always."""
        return Quote(usd=Decimal(0), source=f"{request.kind} written on this machine", checked=_CHECKED)

    def submit(self, request: Request, key: str) -> Done:
        """The answer at once. Raises: Rejected for anything but the six planning values."""
        if not isinstance(request, TextRequest) or request.output not in _WRITERS:
            asked = request.output if isinstance(request, TextRequest) else request.kind
            raise Rejected(
                f"cannot make {asked} ({key}); it writes {', '.join(_WRITERS)}", provider=self.name
            )
        brief = Brief.model_validate(request.inputs["brief"])
        feedback = Feedback.model_validate(request.inputs.get("feedback") or {})
        value, notes = _WRITERS[request.output](brief, feedback, request.inputs)
        return Done(
            value=value, notes=(*notes, *_not_understood(feedback)), provider=self.name, model=_MODEL,
            licence=_LICENCE, source_type="algorithmicMedia",
        )  # fmt: skip


def _analysis(brief: Brief, _: Feedback, __: dict[str, JsonValue]) -> _Answer:
    return thinking.analyse(brief).model_dump(mode="json"), ()


def _keywords(brief: Brief, feedback: Feedback, _: dict[str, JsonValue]) -> _Answer:
    return searching.find_keywords(brief, feedback).model_dump(mode="json"), ()


def _concepts(brief: Brief, feedback: Feedback, inputs: dict[str, JsonValue]) -> _Answer:
    MarketAnalysis.model_validate(inputs["analysis"])
    return ideas.conceive(brief, feedback).model_dump(mode="json"), ()


def _strategy(brief: Brief, feedback: Feedback, inputs: dict[str, JsonValue]) -> _Answer:
    concepts = Concepts.model_validate(inputs["concepts"])
    return thinking.strategise(brief, concepts, feedback).model_dump(mode="json"), ()


def _copy(brief: Brief, feedback: Feedback, inputs: dict[str, JsonValue]) -> _Answer:
    concepts = Concepts.model_validate(inputs["concepts"])
    given = inputs.get("locked")
    locked = frozenset(str(key) for key in given) if isinstance(given, list) else frozenset[str]()
    jobs = _assignments(brief, concepts, locked)
    desks = [Desk.of(brief, language, feedback) for language in brief.languages or (brief.language,)]
    table = placements()
    made = [
        line for desk in desks for name in brief.placements for line in write_lines(desk, table[name], jobs)
    ]
    copy = Copy(
        ads=tuple(ad for desk in desks for ad in write_ads(desk, jobs)),
        lines=tuple(line for line in made if isinstance(line, CopyLine)),
        hashtags={desk.language: hashtags(brief, desk.matter) for desk in desks},
        missing=tuple(dict.fromkeys(line for line in made if isinstance(line, MissingText))),
    )
    return copy.model_dump(mode="json"), tuple(_language_notes(brief, desks, copy))


def _assignments(brief: Brief, concepts: Concepts, locked: frozenset[str]) -> tuple[Assignment, ...]:
    """The chosen concept's way of arguing leads; every further variant argues in another."""
    lead = FRAMEWORKS.index(concepts.winner.framework)
    return tuple(
        Assignment("ABCD"[number], FRAMEWORKS[(lead + number) % len(FRAMEWORKS)], number, locked)
        for number in range(brief.variants)
    )


def _storyboard(brief: Brief, feedback: Feedback, inputs: dict[str, JsonValue]) -> _Answer:
    board, notes = draw(brief, Copy.model_validate(inputs["copy"]), feedback)
    return board.model_dump(mode="json"), notes


def _language_notes(brief: Brief, desks: list[Desk], copy: Copy) -> Iterator[str]:
    for desk in desks:
        own = [
            fact
            for fact in facts(brief, desk.language)
            if fact.kind in {"benefit", "feature", "message", "offer", "evidence"}
        ]
        if desk.matter.written and not own:
            yield (
                f"{desk.language}: the brief has no facts in this language; "
                "its copy rests on names, price and link and claims nothing"
            )
        if not any(ad.language == desk.language for ad in copy.ads):
            yield (
                f"{desk.language}: no words for the pictures; "
                "the brief lacks a headline or a call to action in this language"
            )


def _not_understood(feedback: Feedback) -> Iterator[str]:
    for comment in read_wishes(comment.text for comment in feedback.comments).unknown:
        yield f"not understood: “{comment}”; a fresh take was made. Understood are: {'; '.join(VOCABULARY)}"


_WRITERS: dict[str, Callable[[Brief, Feedback, dict[str, JsonValue]], _Answer]] = {
    "MarketAnalysis": _analysis,
    "SeoKeywords": _keywords,
    "Concepts": _concepts,
    "Strategy": _strategy,
    "Copy": _copy,
    "Storyboard": _storyboard,
}
