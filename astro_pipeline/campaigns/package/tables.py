"""CSV tables of the package: safe to open in a spreadsheet, the same bytes every time."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from astro_pipeline.domain.attachment import Attachment
from astro_pipeline.domain.licence import Origin, supplied
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Copy, CopyLine
from astro_pipeline.domain.review import Declaration

SEARCH = "google_search"
"""The placement whose copy goes into the Google Ads Editor."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a byte order mark (spreadsheets need it), CRLF, no cell that computes.

    A cell that begins with = + - @, a tab or a return is set in text by a leading apostrophe.
    Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection (checked 2026-11-20).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def copy_table(copy: Copy, language: str) -> bytes:
    """Every text in one language: the words on the ads first, then field by field with its link."""
    urls = {(each.placement, each.variant): each.url for each in copy.links if each.language == language}
    head = (
        "key",
        "placement",
        "variant",
        "field",
        "position",
        "text",
        "characters",
        "limit",
        "locked",
        "link",
    )
    ads = (
        (f"{ad.key}.{field}", "on the ads", ad.variant, field, 1, text, len(text), "", _yes(ad.locked), "")
        for ad in copy.ads
        if ad.language == language
        for field, text in _ad_texts(ad.model_dump())
    )
    lines = (
        (
            line.key, line.placement, line.variant, line.field, line.index + 1, line.text, len(line.text),
            _limit(line), _yes(line.locked), urls.get((line.placement, line.variant), ""),
        )
        for line in copy.lines
        if line.language == language
    )  # fmt: skip
    return csv_bytes(head, (*ads, *lines))


def editor_table(copy: Copy, language: str, *, campaign: str) -> bytes | None:
    """Responsive search ads as Google Ads Editor imports them; None where there are none.

    Column names: https://support.google.com/google-ads/editor/answer/57747 (checked 2026-11-20).
    """
    lines = [each for each in copy.lines if (each.placement, each.language) == (SEARCH, language)]
    if not lines:
        return None
    urls = {
        each.variant: each.url for each in copy.links if (each.placement, each.language) == (SEARCH, language)
    }
    columns = {"headline": ("Headline", 15), "description": ("Description", 4), "path": ("Path", 2)}
    names = [f"{title} {n}" for title, count in columns.values() for n in range(1, count + 1)]
    rows = [
        (
            campaign,
            f"{campaign} {variant} {language}",
            "Responsive search ad",
            *(
                text
                for field, (_, count) in columns.items()
                for text in _filled(lines, variant, field, count)
            ),
            urls.get(variant, ""),
        )
        for variant in sorted({each.variant for each in lines})
    ]
    return csv_bytes(("Campaign", "Ad Group", "Ad type", *names, "Final URL"), rows)


def licence_table(
    files: Iterable[tuple[MediaFile, str]], supplied_files: Iterable[tuple[str, Attachment]] = ()
) -> bytes:
    """By what right each file is used, all it was made with, and all that came with the brief.

    The second of a pair is where a file is delivered, or empty. What several files were made with
    stands once, with the number of files.
    """
    head = (
        "made from", "delivered as", "licence", "holder", "source", "provider", "model", "sha256", "kind",
        "says of its origin",
    )  # fmt: skip
    listed = list(files)
    made = (
        (
            each.path, delivered, each.licence.name, each.licence.holder, each.licence.source,
            each.provider, each.model, each.sha256, each.kind, each.source_type,
        )
        for each, delivered in listed
    )  # fmt: skip
    used = Counter(used for each, _ in listed for used in each.uses)
    within = (
        (
            each.name, f"in {count} files", each.licence.name, each.licence.holder, each.licence.source,
            "", "", each.sha256, each.kind, _said(each.origin),
        )
        for each, count in sorted(used.items(), key=lambda pair: (pair[0].kind, pair[0].name))
    )  # fmt: skip
    sent = (
        (
            each.path,
            f"brief: {field}",
            right.name,
            right.holder,
            right.source,
            "",
            "",
            each.sha256,
            "supplied",
            "",
        )
        for field, each in supplied_files
        for right in (supplied(each.path, each.licence),)
    )
    return csv_bytes(head, (*made, *within, *sent))


def _said(origin: Origin | None) -> str:
    if origin is None:
        return ""
    signed = "" if origin.credentials == "none" else f", credentials {origin.credentials}"
    return f"{origin.source_type or 'signed'}{signed}{f' by {origin.generator}' if origin.generator else ''}"


def upload_table(declarations: Iterable[Declaration]) -> bytes:
    """What to tick, or to ask, before each placement's ads are published."""
    head = ("placement", "rule", "asks for", "question", "what to tick", "why", "source", "checked", "files")
    rows = (
        (
            each.placement, each.title, each.asks, each.question, each.tick, each.why, each.source,
            each.checked.isoformat(), each.files,
        )
        for each in declarations
    )  # fmt: skip
    return csv_bytes(head, rows)


def cost_table(files: Iterable[MediaFile]) -> bytes:
    """What each file cost to make, USD; texts and discarded takes stand in the ledger, not here."""
    rows = ((each.path, each.kind, each.provider, each.model, each.cost_usd) for each in files)
    return csv_bytes(("made from", "kind", "provider", "model", "cost_usd"), rows)


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _ad_texts(ad: dict[str, object]) -> Iterable[tuple[str, str]]:
    fields = ("kicker", "headline", "support", "call_to_action", "short", "legal")
    return ((field, str(ad[field])) for field in fields if ad[field])


def _filled(lines: Sequence[CopyLine], variant: str, field: str, count: int) -> list[str]:
    mine = sorted((each.index, each.text) for each in lines if (each.variant, each.field) == (variant, field))
    texts = [text for _, text in mine][:count]
    return texts + [""] * (count - len(texts))


def _limit(line: CopyLine) -> int | str:
    placement = placements().get(line.placement)
    fields = placement.copy_fields if placement else ()
    field = next((each for each in fields if each.name == line.field), None)
    return (field.hard or field.truncates_at or "") if field else ""


def _yes(flag: bool) -> str:
    return "yes" if flag else ""
