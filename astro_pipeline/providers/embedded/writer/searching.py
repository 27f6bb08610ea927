"""Keywords and the landing page's meta texts."""

import re
from collections.abc import Iterator

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.plan import KeywordCluster, PageMeta, SeoKeywords
from astro_pipeline.domain.review import Feedback
from astro_pipeline.providers.embedded.writer.argument import argue
from astro_pipeline.providers.embedded.writer.fields import verbatim
from astro_pipeline.providers.embedded.writer.lettering import Desk
from astro_pipeline.providers.embedded.writer.matter import Matter, Point
from astro_pipeline.providers.embedded.writer.pen import Line, Memory, Pen, Room
from astro_pipeline.providers.embedded.writer.sources import table
from astro_pipeline.providers.embedded.writer.typography import plain
from astro_pipeline.providers.embedded.writer.vocabulary import vocabulary
from astro_pipeline.providers.embedded.writer.wishes import Wishes, read_wishes

TITLE, META = 60, 155
"""Characters a results page shows of a title and a meta description."""
_INTENTS = ("informational", "commercial", "transactional")


def find_keywords(brief: Brief, feedback: Feedback) -> SeoKeywords:
    """Clusters by topic and intent, and one title and description, per language."""
    desks = [Desk.of(brief, language, feedback) for language in brief.languages or (brief.language,)]
    said = feedback.said("seo_keywords")
    clusters = tuple(cluster for desk in desks for cluster in _clusters(desk))
    pages = tuple(page for desk in desks if (page := _page(desk, read_wishes(said), len(said))))
    return SeoKeywords(clusters=clusters, pages=pages)


def _clusters(desk: Desk) -> Iterator[KeywordCluster]:
    matter = desk.matter
    names = {"brand": matter.of("brand")[0], "product": matter.of("product")[0]}
    if not matter.written:
        words = tuple(dict.fromkeys(point.phrase.text for point in names.values()))
        yield KeywordCluster(
            language=matter.tag, topic=words[0], intent="navigational", keywords=words,
            sources=tuple(point.fact for point in names.values()),
        )  # fmt: skip
        return
    topics = list(_topics(matter))
    for place, topic in enumerate(topics):
        if place == 0 and topic.role == "category":
            for intent in _INTENTS:
                yield _cluster(matter, topic, intent, names, patterns=intent)
        elif topic.role != "category":
            yield _cluster(matter, topic, "commercial", names, patterns="benefit")
    yield _cluster(
        matter, topics[0] if topics else names["product"], "navigational", names, patterns="navigational"
    )


def _cluster(
    matter: Matter, topic: Point, intent: str, names: dict[str, Point], *, patterns: str
) -> KeywordCluster:
    who = next((point.phrase.text for point in matter.of("who") if point.phrase.kind == "np"), None)
    blanks = {name: point.phrase.text.lower() for name, point in names.items()} | {
        "topic": _topic(topic, matter.language)
    }
    known = blanks | {"audience": who, "category": _category(matter)}
    rows = [
        row
        for row in table(matter.language)["seo"][patterns]
        if all(known[name] for name in re.findall(r"\{(\w+)}", row))
    ]
    keywords = dict.fromkeys(row.format(**known) for row in rows)
    sources = dict.fromkeys(
        (topic.fact, *(point.fact for point in names.values() if intent == "navigational"))
    )
    return KeywordCluster.model_validate(
        {
            "language": matter.tag,
            "topic": blanks["topic"],
            "intent": intent,
            "keywords": tuple(word for word in keywords if not _stutters(word)),
            "sources": tuple(sources),
        }
    )


def _category(matter: Matter) -> str | None:
    points = matter.of("category")
    return _topic(points[0], matter.language) if points else None


def _stutters(words: str) -> bool:
    parts = words.split()
    return len(set(parts)) < len(parts)


def _topics(matter: Matter) -> Iterator[Point]:
    """What people may look for: the category first, then noun phrases among descriptions and benefits."""
    yield from matter.of("category")[:1]
    seen: set[str] = set()
    for point in (*matter.of("what"), *matter.of("gain")):
        topic = _topic(point, matter.language)
        if point.phrase.kind == "np" and 2 <= len(topic.split()) <= 4 and topic not in seen and len(seen) < 3:
            seen.add(topic)
            yield point


def _topic(point: Point, language: str) -> str:
    """A topic as it is typed: no article, no capital."""
    words = point.phrase.text.lower().replace("’", "'").split()
    stops = vocabulary(language).topic_stops
    while words and words[0] in stops:
        words = words[1:]
    return " ".join(words).strip(",;:") or point.phrase.text.lower()


def _page(desk: Desk, wishes: Wishes, take: int) -> PageMeta | None:
    matter = desk.matter
    memory = Memory()
    if not matter.written:
        title = verbatim(matter, Room(TITLE), used=frozenset())
        meta = verbatim(
            matter, Room(META), used={plain(title.text)} if title else frozenset(), headline=False
        )
    else:
        pen = desk.pen(wishes, take)
        title = _title(pen, memory, wishes)
        if title:
            memory.keep(title)
        meta = argue(
            pen,
            Room(META, 110 if wishes.shorter else 150),
            framework="AIDA",
            memory=memory,
            key="meta",
            most=4,
        )
    if title is None or meta is None:
        return None
    return PageMeta(
        language=matter.tag,
        title=title.text,
        meta_description=meta.text,
        facts=tuple(dict.fromkeys((*title.facts, *meta.facts))),
    )


def _title(pen: Pen, memory: Memory, wishes: Wishes) -> Line | None:
    """A title that holds the product's name where one fits."""
    room = Room(TITLE, 40 if wishes.shorter else 55)
    named = pen.choose(("title",), room, memory=memory, key="title", angles=("gain", "what", "message"))
    return named or pen.choose(("headline", "short"), room, memory=memory, key="title")
