"""The plan on a page: strategy, concepts, copy with its counts, storyboard."""

from collections.abc import Iterator
from itertools import groupby
from unicodedata import east_asian_width

from astro_pipeline.campaigns.pages.markup import Html, el, join, link, row, table
from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.placements import TextField, placements
from astro_pipeline.domain.plan import AdText, Concept, Concepts, Copy, CopyLine, Scene, Storyboard, Strategy


def strategy_part(strategy: Strategy) -> Html:
    """Positioning, promise, proof, channels, measures, calendar."""
    proof = (el("li", each.text, el("small", f" ({each.source})", class_="muted")) for each in strategy.proof)
    return join(
        [
            el("p", strategy.positioning, class_="lead"),
            facts(
                {f"Promise, {tag}": spoken("span", text, tag) for tag, text in strategy.promise.items()}
                | {"Tone": ", ".join(strategy.tone), "Framework": strategy.framework}
            ),
            join([el("h3", "Proof"), el("ul", *proof)]) if strategy.proof else None,
            _channels(strategy),
            _measures(strategy),
        ]
    )


def concepts_part(concepts: Concepts) -> Html:
    """Every concept with its score; the chosen one first."""
    ranked = sorted(concepts.concepts, key=lambda each: (each.id != concepts.chosen, -each.score))
    cards = (_concept(each, chosen=each.id == concepts.chosen) for each in ranked)
    return join([el("p", concepts.why), el("div", *cards, class_="cards")])


def copy_part(copy: Copy) -> Html:
    """The words on the ads, then every field with its count against its limit."""
    variants = sorted({each.variant for each in (*copy.ads, *copy.lines)})
    return join(
        [_missing(copy), _notes(copy.notes), *(_variant_copy(copy, each) for each in variants), _tags(copy)]
    )


def storyboard_part(storyboard: Storyboard) -> Html:
    """The cuts as strips, then the scenes."""
    scenes = (_scene(scene, number) for number, scene in enumerate(storyboard.scenes, start=1))
    return join(
        [
            _notes(storyboard.notes),
            el("p", f"Mood: {storyboard.mood}, energy {storyboard.energy:.0%}.", class_="muted"),
            *(_cut(storyboard, number) for number in range(len(storyboard.cuts))),
            el("div", *scenes, class_="cards"),
        ]
    )


def counted(text: str, field: TextField | None) -> int:
    """Characters as the placement counts them: a wide character is two where it says so."""
    if field is None or not field.double_width:
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def placement_title(placement: str) -> str:
    """The placement's name as people say it; its id where the table no longer has it."""
    found = placements().get(placement)
    return found.title if found else placement


def spoken(name: str, text: str, language: str, **attributes: str) -> Html:
    """An element whose text is in that language and runs the way it is read."""
    return el(name, text, lang=language, dir="rtl" if is_rtl(language) else "ltr", **attributes)


def facts(pairs: dict[str, str | Html]) -> Html:
    """Labelled values; those without a value are left out."""
    lines = (el("div", el("dt", label), el("dd", value)) for label, value in pairs.items() if value)
    return el("dl", *lines, class_="facts")


def _channels(strategy: Strategy) -> Html:
    rows = (
        row(
            el("th", plan.channel, scope="row"),
            plan.role,
            ", ".join(placement_title(each) for each in plan.placements),
            el("td", f"{plan.budget_share:.0%}", class_="num"),
            el("td", plan.budget or "", class_="num"),
        )
        for plan in strategy.channels
    )
    return table(("Channel", "Role", "Placements", "Share", "Budget"), rows, caption="Channel plan")


def _measures(strategy: Strategy) -> Html:
    kpis = [row(el("th", each.objective, scope="row"), each.metric, each.how) for each in strategy.kpis]
    days = [row(el("th", each.day.isoformat(), scope="row"), each.what) for each in strategy.calendar]
    return join(
        [
            table(("Objective", "Measured by", "How"), kpis, caption="Measures") if kpis else None,
            table(("Day", "What happens"), days, caption="Calendar") if days else None,
        ]
    )


def _concept(concept: Concept, *, chosen: bool) -> Html:
    hooks = (spoken("p", text, tag, class_="headline") for tag, text in concept.hooks.items())
    return el(
        "article",
        el(
            "p",
            f"{'Chosen · ' if chosen else ''}{concept.score:.2f} of 1 · {concept.framework}",
            class_="label",
        ),
        el("h3", concept.name),
        el("p", concept.idea),
        *hooks,
        el("ul", *(el("li", reason) for reason in concept.reasons), class_="muted"),
        class_="card chosen" if chosen else "card",
    )


def _missing(copy: Copy) -> Html | None:
    if not copy.missing:
        return None
    rows = (
        row(el("th", placement_title(each.placement), scope="row"), each.language, each.field, each.reason)
        for each in copy.missing
    )
    return table(("Placement", "Language", "Field", "Why"), rows, caption="What could not be written")


def _notes(notes: tuple[str, ...]) -> Html | None:
    return el("ul", *(el("li", note) for note in notes)) if notes else None


def _variant_copy(copy: Copy, variant: str) -> Html:
    ads = [ad for ad in copy.ads if ad.variant == variant]
    lines = [line for line in copy.lines if line.variant == variant]
    languages = dict.fromkeys(each.language for each in lines)
    return join(
        [
            el("h3", f"Variant {variant}"),
            el("div", *map(_ad, ads), class_="cards"),
            *(_lines(copy, variant, tag) for tag in languages),
        ]
    )


def _ad(ad: AdText) -> Html:
    return el(
        "article",
        el("p", f"On the ads, {ad.language}{' · locked' if ad.locked else ''}", class_="label"),
        spoken("p", ad.kicker, ad.language, class_="muted") if ad.kicker else None,
        spoken("p", ad.headline, ad.language, class_="headline"),
        spoken("p", ad.support, ad.language) if ad.support else None,
        el("p", spoken("span", ad.call_to_action, ad.language, class_="button")),
        el("p", "Small banners: ", spoken("span", ad.short, ad.language), class_="label"),
        spoken("p", ad.legal, ad.language, class_="label") if ad.legal else None,
        class_="card",
    )


def _lines(copy: Copy, variant: str, language: str) -> Html:
    lines = [each for each in copy.lines if (each.variant, each.language) == (variant, language)]
    rows = [
        cells
        for placement, group in groupby(lines, key=lambda line: line.placement)
        for cells in _placement_rows(copy, placement, list(group))
    ]
    head = ("Placement", "Field", "Text", "Characters")
    return table(head, rows, caption=f"Copy of variant {variant}, {language}")


def _placement_rows(copy: Copy, placement: str, lines: list[CopyLine]) -> Iterator[Html]:
    first = lines[0]
    wanted = (placement, first.language, first.variant)
    urls = [each.url for each in copy.links if (each.placement, each.language, each.variant) == wanted]
    rows = len(lines) + len(urls)
    for number, line in enumerate(lines):
        title = el("th", placement_title(placement), scope="rowgroup", rowspan=rows) if number == 0 else None
        yield row(
            *([title] if title else []),
            _field_title(line),
            spoken("td", line.text, line.language),
            _count(line),
        )
    for url in urls:
        yield row("link", el("td", link(url), colspan=2))


def _field_title(line: CopyLine) -> str:
    name = line.field.replace("_", " ")
    return f"{name}\u00a0{line.index + 1}" if line.index else name


def _count(line: CopyLine) -> Html:
    placement = placements().get(line.placement)
    fields = placement.copy_fields if placement else ()
    field = next((each for each in fields if each.name == line.field), None)
    count = counted(line.text, field)
    if field is None or field.target is None:
        return el("td", count, class_="num")
    over = field.hard is not None and count > field.hard
    cut = f", cut after {field.truncates_at}" if field.truncates_at and count > field.truncates_at else ""
    limit = field.hard or field.truncates_at
    return el("td", f"{count} / {limit}{' too long' if over else cut}", class_="num over" if over else "num")


def _tags(copy: Copy) -> Html | None:
    if not copy.hashtags:
        return None
    lines = (el("p", f"{tag}: {' '.join(words)}", class_="muted") for tag, words in copy.hashtags.items())
    return join([el("h3", "Hashtags"), *lines])


def _cut(storyboard: Storyboard, number: int) -> Html:
    cut = storyboard.cuts[number]
    numbers = {scene.id: n for n, scene in enumerate(storyboard.scenes, start=1)}
    shots = (
        el(
            "span",
            el("b", f"{numbers[shot.scene]} {storyboard.scene(shot.scene).beat}"),
            f"{shot.start:g}–{shot.start + shot.seconds:g} s",
            style=f"--part:{shot.seconds:g}",
        )
        for shot in cut.shots
    )
    return join([el("p", f"{cut.seconds} seconds", class_="label"), el("div", *shots, class_="cut")])


def _scene(scene: Scene, number: int) -> Html:
    cues = ", ".join(f"{cue.effect} at {cue.at:g} s" for cue in scene.cues)
    overlays = (spoken("p", text, tag, class_="headline") for tag, text in scene.overlay.items())
    voices = (spoken("p", f"“{text}”", tag) for tag, text in scene.narration.items())
    return el(
        "article",
        el("p", f"Scene {number} · {scene.beat} · {scene.emotion}, {scene.pace}", class_="label"),
        *overlays,
        *voices,
        el("p", scene.picture, class_="muted"),
        el("p", f"{scene.move.replace('_', ' ')}{f'; {cues}' if cues else ''}", class_="label"),
        class_="card",
    )
