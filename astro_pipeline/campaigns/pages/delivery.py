"""delivery/index.html: everything that was handed over, on one page."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import PurePosixPath

from astro_pipeline.campaigns.pages import measures, media, plan, verdicts
from astro_pipeline.campaigns.pages.frame import Header, Section, banner, page
from astro_pipeline.campaigns.pages.markup import Html, breakable, el, file_url, join, row, table
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.delivery import DeliveredFile, Manifest
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.plan import Copy, Strategy
from astro_pipeline.domain.review import QaReport


def delivery_page(
    manifest: Manifest,
    *,
    brief: Brief,
    copy: Copy,
    qa: QaReport,
    strategy: Strategy | None = None,
    sources: Sequence[MediaFile] = (),
) -> str:
    """The page as HTML. `sources` are all files that went into it, stems included, for licences and costs."""
    colour = brief.brand.palette[0] if brief.brand.palette else None
    header = Header(
        f"{brief.brand_name} · delivery · edition {brief.edition}", brief.name, _lead(manifest), colour
    )
    return page(
        header,
        [
            Section("state", "State", _state(manifest)),
            Section("pictures", "Pictures", _pictures(manifest)),
            Section("films", "Films", _films(manifest)),
            Section("sound", "Sound", _sound(manifest)),
            Section("copy", "Copy", plan.copy_part(copy)),
            Section("strategy", "Strategy", plan.strategy_part(strategy) if strategy else Html()),
            Section("publish", "When it is published", measures.declarations_part(qa.declarations)),
            Section("verdicts", "Verdicts", _verdicts(qa)),
            Section("assumptions", "Assumptions", verdicts.assumptions_part(brief.assumptions)),
            Section("decisions", "Decisions", verdicts.decisions_part(manifest.decisions)),
            Section("rights", "Licences and costs", _rights(sources) if sources else Html()),
            Section("files", "Files", _files(manifest)),
        ],
    )


def _lead(manifest: Manifest) -> Html:
    pictures = sum(each.kind == "image" for each in manifest.files)
    films = sum(each.kind == "video" for each in manifest.files)
    return el(
        "p",
        el("strong", f"{manifest.status.capitalize()}."),
        f" {pictures} pictures, {films} films{'' if manifest.publishable else '; not publishable'}.",
        class_="lead",
    )


def _state(manifest: Manifest) -> Html:
    if manifest.publishable and manifest.status == "complete":
        return banner(
            "note", "Complete and publishable.", "Every file passed or was let pass by name; see Verdicts."
        )
    title = "Not publishable." if not manifest.publishable else "Incomplete."
    return banner("warn", title, *manifest.reasons)


def _pictures(manifest: Manifest) -> Html:
    files = sorted((each for each in manifest.files if each.kind == "image"), key=_order)
    return join(
        join([el("h3", plan.placement_title(placement)), el("div", *map(_picture, group), class_="pictures")])
        for placement, group in groupby(files, key=lambda each: each.placements[0] if each.placements else "")
    )


def _order(each: DeliveredFile) -> tuple[tuple[str, ...], str, int, str]:
    """By placement, variant, the larger picture first, language."""
    return each.placements, each.variant or "", -(each.width or 0) * (each.height or 0), each.language or ""


def _picture(each: DeliveredFile) -> Html:
    about = [f"Variant {each.variant}" if each.variant else "", each.language or ""]
    return media.picture(
        each.path,
        title=", ".join(part for part in about if part),
        note=f"{each.width} × {each.height}{' · draft' if each.draft else ''}",
        width=each.width or 1,
        height=each.height or 1,
    )


def _films(manifest: Manifest) -> Html:
    films = [each for each in manifest.files if each.kind == "video" and not _is_clean(each)]
    if not films:
        return Html()
    shown = el("div", *(media.film(_clip(each, manifest)) for each in films), class_="films")
    return join([shown, media.stills(manifest.files)])


def _clip(film: DeliveredFile, manifest: Manifest) -> media.Clip:
    stem = film.path.rsplit(".", maxsplit=1)[0]
    beside = [each for each in manifest.files if each.path.startswith(f"{stem}.") and each.path != film.path]
    length = f"{film.seconds:.0f} seconds" if film.seconds else ""
    placements = ", ".join(plan.placement_title(each) for each in film.placements)
    return media.Clip(
        path=film.path,
        title=", ".join(part for part in (f"{film.width} × {film.height}", length, film.language) if part),
        note=placements + (" · draft" if film.draft else ""),
        width=film.width or 16,
        height=film.height or 9,
        language=film.language or "und",
        poster=next((each.path for each in beside if each.kind == "thumbnail"), None),
        vtt=next((each.path for each in beside if each.path.endswith(".vtt")), None),
        links=tuple((each.path.removeprefix(f"{stem}."), each.path) for each in beside),
    )


def _is_clean(film: DeliveredFile) -> bool:
    return ".clean." in PurePosixPath(film.path).name


def _sound(manifest: Manifest) -> Html:
    sounds = [each for each in manifest.files if each.kind == "audio"]
    players = (
        media.player(
            each.path,
            title=f"{each.seconds or 0:.3g} seconds, {each.language or 'every language'}",
            note="draft" if each.draft else "",
        )
        for each in sounds
    )
    return el("div", *players, class_="tracks") if sounds else Html()


def _rights(sources: Sequence[MediaFile]) -> Html:
    rows = [
        row(
            el("th", breakable(each.path), scope="row"),
            each.licence.name,
            each.licence.holder,
            f"{each.provider}, {each.model}",
            el("td", f"{each.cost_usd:.4f}", class_="num"),
        )
        for each in sources
    ]
    total = sum((each.cost_usd for each in sources), Decimal(0))
    last = row(el("th", "Together", scope="row", colspan=4), el("td", f"{total:.4f}", class_="num"))
    head = ("Made from", "Licence", "Holder", "Made by", "USD")
    return table(
        head, [*rows, last], caption="Everything that went into the files, with its licence and cost"
    )


def _verdicts(qa: QaReport) -> Html:
    whole = el("a", "quality report", href="qa_report.html")
    said = el("p", "Everything that was measured stands in the ", whole, ".")
    return join([said, verdicts.findings_part(qa.findings), verdicts.files_part(qa)])


def _files(manifest: Manifest) -> Html:
    rows = (
        row(
            el("th", el("a", breakable(each.path), href=file_url(each.path)), scope="row"),
            each.kind,
            each.source_type or "–",
            f"signed, {each.credentials}" if each.credentials else "–",
            el("code", each.sha256[:16]),
        )
        for each in manifest.files
    )
    head = ("File", "Kind", "Says it is", "Credentials", "SHA-256 begins")
    signed = any(each.credentials for each in manifest.files)
    note = "; signed files differ from one delivery to the next" if signed else ""
    return table(head, rows, caption=f"Whole digests stand in manifest.json{note}")
