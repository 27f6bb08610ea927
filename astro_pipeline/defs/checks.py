"""The checks: they report an asset's own findings, one check per rule family, per campaign."""

import warnings
from collections.abc import Sequence

import dagster as dg

from astro_pipeline.campaigns.pages.markup import number
from astro_pipeline.defs.partitions import campaigns
from astro_pipeline.defs.resources import Studio
from astro_pipeline.domain.review import Finding

FAMILIES: dict[str, dict[str, str]] = {
    "brief": {"provenance": "brief_gives_no_orders_to_a_model", "rights": "brief_files_are_licensed"},
    "copy": {
        "copy": "copy_keeps_every_limit",
        "claims": "copy_claims_are_grounded",
        "provenance": "copy_repeats_no_orders_to_a_model",
        "semantic": "copy_agrees_with_the_strategy",
    },
    "storyboard": {
        "copy": "film_words_are_clean",
        "claims": "narration_claims_are_grounded",
        "provenance": "film_repeats_no_orders_to_a_model",
        "semantic": "film_agrees_with_the_copy",
    },
    "image_variants": {
        "technical": "pictures_are_what_placements_ask_for",
        "provenance": "pictures_are_marked",
        "rights": "pictures_are_licensed",
    },
    "voiceover": {
        "technical": "narration_is_sound",
        "provenance": "narration_is_marked",
        "rights": "voices_are_licensed",
    },
    "music": {
        "technical": "music_is_sound",
        "provenance": "music_is_marked",
        "rights": "music_is_licensed",
    },
    "sound_effects": {
        "technical": "effects_are_sound",
        "provenance": "effects_are_marked",
        "rights": "effects_are_licensed",
    },
    "clips": {"all": "scenes_are_licensed"},
    "audio": {
        "technical": "mixes_are_loud_enough_and_clean",
        "provenance": "mixes_are_marked",
        "rights": "mixes_are_licensed",
    },
    "video": {
        "technical": "films_are_what_placements_ask_for",
        "provenance": "films_are_marked",
        "rights": "films_are_licensed",
    },
    "qa_report": {"all": "nothing_fails"},
    "delivery": {"provenance": "delivered_files_say_what_made_them"},
}
"""asset → rule family → the check's name, a sentence that is true when it passes."""


def _check(asset: str, family: str, name: str) -> dg.AssetChecksDefinition:
    # Partitioned checks are a preview in 1.13: this is the one place that makes them.
    # Not blocking: the gates stop a campaign, so nothing dies before there is a report.
    @dg.asset_check(
        asset=asset,
        name=name,
        description=f"The {family} findings that {asset} wrote beside its value.",
        partitions_def=campaigns,
    )
    def reported(context: dg.AssetCheckExecutionContext, studio: Studio) -> dg.AssetCheckResult:
        findings = studio.desk().findings(context.partition_key, asset)
        own = [f for f in findings if family in {"all", f.family}]
        return check_result(own)

    return reported


def check_result(findings: Sequence[Finding]) -> dg.AssetCheckResult:
    """Failed with ERROR where a finding closes a gate, with WARN where something was not checked."""
    failing = [finding for finding in findings if finding.closes]
    unseen = [f for f in findings if f.verdict == "not_checked" and not f.advisory]
    return dg.AssetCheckResult(
        passed=bool(findings) and not failing and not unseen,
        severity=dg.AssetCheckSeverity.ERROR if failing else dg.AssetCheckSeverity.WARN,
        description=_summary(findings, failing, unseen),
        metadata={
            "findings": len(findings),
            "failing": len(failing),
            "not_checked": len(unseen),
            "advice": sum(f.verdict == "fail" and f.advisory for f in findings),
            "measured": _table([*failing, *unseen, *_tightest(findings, failing, unseen).values()]),
            **_plotted(findings),
        },
    )


def _summary(findings: Sequence[Finding], failing: Sequence[Finding], unseen: Sequence[Finding]) -> str:
    if not findings:
        return "nothing was measured"
    if failing:
        return f"{failing[0].rule} fails on {failing[0].file}: {failing[0].why or failing[0].cure}"
    if unseen:
        return f"{unseen[0].rule} was not checked on {unseen[0].file}: {unseen[0].why}"
    return f"{len(findings)} measured, none fails"


def _tightest(
    findings: Sequence[Finding], failing: Sequence[Finding] = (), unseen: Sequence[Finding] = ()
) -> dict[str, Finding]:
    """Of each rule the file that fails, or comes nearest to its limit; advice that fails stands first."""
    shown = {id(finding) for finding in (*failing, *unseen)}
    found: dict[str, Finding] = {}
    for finding in sorted(findings, key=_room):
        if id(finding) not in shown:
            found.setdefault(finding.rule, finding)
    return found


def _room(finding: Finding) -> tuple[int, float]:
    """How far it is from failing; those whose limit is no number come last."""
    order = ("fail", "not_checked", "pass").index(finding.verdict)
    measured, limit = finding.measured, finding.limit
    if not isinstance(measured, int | float) or not isinstance(limit, int | float):
        return order, float("inf")
    apart = abs(measured - limit) / max(abs(limit), abs(measured), 1e-9)
    return order, -apart if finding.verdict == "fail" else apart


def _table(findings: Sequence[Finding], most: int = 50) -> dg.TableMetadataValue:
    records = [
        dg.TableRecord(
            {
                "rule": f.rule,
                "file": f.file,
                "measured": f"{_value(f.measured)} {f.unit or ''}".rstrip(),
                "limit": _value(f.limit),
                "verdict": f"{f.verdict} (advice)" if f.advisory else f.verdict,
                "why and cure": " ".join(part for part in (f.why, f.cure) if part),
            }
        )
        for f in findings[:most]
    ]
    columns = [
        dg.TableColumn(name) for name in ("rule", "file", "measured", "limit", "verdict", "why and cure")
    ]
    return dg.MetadataValue.table(records, schema=dg.TableSchema(columns=columns))


def _plotted(findings: Sequence[Finding]) -> dict[str, float]:
    """The number of each rule's tightest file, so that the UI can plot it from run to run."""
    return {
        rule.replace(".", "_"): float(finding.measured)
        for rule, finding in _tightest(findings).items()
        if isinstance(finding.measured, int | float)
    }


def _value(measured: str | float | None) -> str:
    if measured is None:
        return "–"
    return measured if isinstance(measured, str) else number(measured)


def _checks() -> list[dg.AssetChecksDefinition]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.PreviewWarning)
        return [_check(asset, f, name) for asset, each in FAMILIES.items() for f, name in each.items()]


checks = _checks()
