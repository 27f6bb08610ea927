"""`astro-pipeline check`: files made anywhere else, by the rules our own are held to."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.table import Table

from astro_pipeline.cli.console import JsonOption, errors
from astro_pipeline.domain.brief import Language
from astro_pipeline.domain.placements import Placement, nearest_placement, placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.quality.outside import examine_outside
from astro_pipeline.quality.report import report, status

_UNKNOWN = 2
_ORDER = {"fail": 0, "not_checked": 1, "pass": 2}
_STYLES = {"fail": "red", "not_checked": "yellow", "pass": "green"}
_VERDICTS = {0: "pass", 2: "unreadable", 3: "not_checked", 4: "fail"}
_WIDE = 160
"""Columns of the table where there is no terminal to fill."""


def check(
    files: Annotated[list[Path], typer.Argument(help="Pictures, films, sounds, captions, texts.")],
    placement: Annotated[str, typer.Option("--placement", help="Where they are to run, e.g. meta_feed.")],
    brief: Annotated[
        Path | None,
        typer.Option(
            "--brief",
            help="What their words are held against: its facts, its law packs and its own.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", help="Of the words, e.g. fr; told from them otherwise.", show_default=False
        ),
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Hold files made anywhere else against what a placement takes.

    Takes PNG, JPEG and WebP; MP4 and other films; sounds; SRT and WebVTT, held to
    the film of the same name; texts as .txt, .md and .csv. With a brief the words
    are held against its facts, the law packs of its sector and markets, and its
    own policy packs, which lie beside it.

    Exit 0 pass (advice may be open), 2 a file cannot be read or there is no such
    placement, brief or language, 3 something required was not checked, 4 fail.

    --json prints one object: schema "check/1"; placement; language or null;
    verdict (pass, fail, not_checked, unreadable) and status (the exit status);
    files, each with file, verdict, waived, placements; findings, each with rule,
    verdict, advisory, file, measured, limit, unit, source, checked, box (px),
    seconds, until, span (characters), why, cure; and placements_checked and
    placements_expire, the days of the table.
    Within check/1 keys are added, never renamed or taken away.
    """
    row = placements().get(placement)
    if row is None:
        return _unknown(f"placement: {placement!r} is none; did you mean {nearest_placement(placement)}?")
    try:
        tongue = TypeAdapter(Language).validate_python(language) if language else None
    except ValidationError:
        return _unknown(f"language: {language!r} is none; write a tag, e.g. en or pt-BR")
    named = {str(file): file.absolute() for file in files}
    findings = _examined(named, row, brief, tongue)
    if as_json:
        print(json.dumps(_plain(row, tongue, findings), indent=1, ensure_ascii=False))
    else:
        _show(findings)
    return status(findings)


def _unknown(said: str) -> int:
    errors.print(said, markup=False, highlight=False, soft_wrap=True)
    return _UNKNOWN


def _examined(
    files: Mapping[str, Path], placement: Placement, brief: Path | None, language: str | None
) -> tuple[Finding, ...]:
    if brief is None:
        return examine_outside(files, placement, language=language)
    # reading a brief loads the intake, and the day comes from Dagster's room: only where one is given
    from astro_pipeline.campaigns.intake import read_brief  # noqa: PLC0415
    from astro_pipeline.defs.resources import today  # noqa: PLC0415

    received = read_brief(brief, today=today())
    with TemporaryDirectory() as beside:
        for sha256, content in received.files.items():
            (Path(beside) / sha256).write_bytes(content)
        return examine_outside(
            files, placement, brief=received.brief, blob=Path(beside).joinpath, language=language
        )


def _plain(placement: Placement, language: str | None, findings: Sequence[Finding]) -> dict[str, object]:
    whole = report(findings, ())
    return {
        "schema": "check/1",
        "placement": placement.id,
        "language": language,
        "verdict": _VERDICTS[status(findings)],
        "status": status(findings),
        **whole.model_dump(
            mode="json", include={"files", "findings", "placements_checked", "placements_expire"}
        ),
    }


def _show(findings: Sequence[Finding]) -> None:
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDE)
    table = Table("file", "rule", "verdict", "measured", "limit", "cure", box=None)
    names = {each.file: Path(each.file).name for each in findings}
    if len(set(names.values())) < len(names):
        names = {file: file for file in names}
    for each in sorted(findings, key=lambda finding: _ORDER[finding.verdict]):
        verdict = f"{each.verdict} (advice)" if each.advisory else each.verdict
        table.add_row(
            _safe(names[each.file]),
            each.rule,
            f"[{_STYLES[each.verdict]}]{verdict}[/]",
            _safe(_amount(each.measured, each.unit) + _where(each)),
            _safe(_amount(each.limit, None)),
            _safe("; ".join(part for part in (each.why, each.cure) if part)),
        )
    console.print(table)
    counts = [sum(f.verdict == verdict for f in findings) for verdict in ("fail", "not_checked", "pass")]
    said = _VERDICTS[status(findings)]
    console.print(f"{said}: {counts[0]} fail, {counts[1]} not checked, {counts[2]} pass", highlight=False)


def _amount(value: str | float | None, unit: str | None) -> str:
    if value is None:
        return ""
    said = f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else _whole(value)
    return f"{said} {unit}" if unit else said


def _whole(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:,.0f}"


def _where(finding: Finding) -> str:
    if finding.seconds is None:
        return ""
    until = "" if finding.until is None else f" to {finding.until:g}"
    return f" at {finding.seconds:g}{until} s"


def _safe(text: str) -> str:
    """As it is: a file's name is no markup, and no command to the terminal."""
    return "".join(each if each.isprintable() else "�" for each in text).replace("[", r"\[")
