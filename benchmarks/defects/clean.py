"""False alarms: different clean campaigns, made whole, and every finding that closes a gate.

    python benchmarks/defects/clean.py [--count 30] [--plans] [--examples]

Briefs are generated: trades, languages, palettes, placements and lengths in turn. `--plans` stops
before production, which takes seconds; `--examples` adds the three briefs of `examples/`. Exits
with 1 where anything closes a gate.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import TypeAdapter
from studio import astro

from astro_pipeline.domain.review import Finding

_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
_EXAMPLES: Final = Path(__file__).parents[2] / "examples"
_PALETTES: Final = (
    ["#0F3D3E", "#F2643D", "#FBF1E3"],
    ["#14213D", "#FCA311", "#E9ECF2"],
    ["#F7D6E0", "#3A3042", "#DB9D47"],
    ["#0B0B0D", "#E4FF4F", "#FFFFFF"],
    ["#FFFFFF", "#1B4DFF", "#111111"],
)
_PLACEMENTS: Final = (
    ["display_300x250"],
    ["meta_feed"],
    ["google_search", "display_320x50"],
    ["email", "linkedin_single_image"],
    ["tiktok_in_feed", "display_728x90"],
    ["youtube_bumper", "pinterest_pin"],
    ["landing_page", "x_post"],
)
_LANGUAGES: Final = (["en"], ["fr"], ["en", "fr"])


def main() -> int:
    """Make, measure, count."""
    asked = _asked()
    findings: list[tuple[str, Finding]] = []
    made = 0
    for name, brief in _briefs(asked.count, examples=asked.examples):
        found, said = _measured(brief, plans=asked.plans)
        made += 1
        if not found:
            findings.append((name, Finding(rule="run.stopped", verdict="fail", file="run", why=said[-400:])))
        findings += [(name, finding) for finding in found]
        closing = sum(finding.closes for finding in found)
        print(f"{name:<60}{len(found):5} findings, {closing} close a gate", flush=True)
    _print(findings, made)
    return 1 if any(finding.closes for _, finding in findings) else 0


def _asked() -> argparse.Namespace:
    asking = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asking.add_argument("--count", type=int, default=30)
    asking.add_argument("--plans", action="store_true")
    asking.add_argument("--examples", action="store_true")
    return asking.parse_args()


def _briefs(count: int, *, examples: bool) -> Iterator[tuple[str, Path | dict[str, Any]]]:
    """So many briefs that differ, then the examples."""
    trades: dict[str, dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("trades.yaml").read_text("utf-8")
    )
    for n in range(count):
        trade = list(trades)[n % len(trades)]
        yield f"{n + 1} {trade}", _brief(n, trade, trades[trade])
    for path in sorted(_EXAMPLES.glob("*.yaml")) if examples else ():
        yield path.name, path


def _brief(n: int, trade: str, told: dict[str, Any]) -> dict[str, Any]:
    placements = _PLACEMENTS[n % len(_PLACEMENTS)]
    languages = _LANGUAGES[n % len(_LANGUAGES)]
    name = told["brand"]
    return {
        "id": f"clean-{n + 1}",
        "name": f"{name} {n + 1}",
        "company": {"name": name, "sector": trade, "website": f"https://{name.lower()}.example"},
        "products": [{"category": told["category"], **told["product"]}],
        "language": "en",
        "languages": languages,
        "markets": ["FR" if languages == ["fr"] else "US"],
        "audience": told["audience"],
        "objectives": [("awareness", "sales", "leads")[n % 3]],
        "message": told["message"],
        "call_to_action": {"url": f"https://{name.lower()}.example/now"},
        "placements": placements,
        "film": {"seconds": [(6, 15)[n % 2] if placements == ["meta_feed"] else 6]},
        "brand": {"palette": _PALETTES[n % len(_PALETTES)], "tone": [("calm", "bold", "warm")[n % 3]]},
        "variants": 1 + n % 2,
        "seed": n,
        "governance": "full_auto",
    }


def _measured(brief: Path | dict[str, Any], *, plans: bool) -> tuple[tuple[Finding, ...], str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        path = brief if isinstance(brief, Path) else Path(folder) / "brief.json"
        if isinstance(brief, dict):
            path.write_text(json.dumps(brief), "utf-8")
        governance = "guided" if plans else "full_auto"
        told = astro("run", str(path), "--json", "--governance", governance, home=home)
        campaign = str(told.get("campaign", ""))
        found = astro("qa", campaign, "--json", home=home) if campaign else {}
        return _FINDINGS.validate_python(found.get("findings", ())), str(told["said"])


def _print(findings: list[tuple[str, Finding]], made: int) -> None:
    for name, each in findings:
        if each.closes:
            print(f"{name}: {each.rule} on {each.file}: {each.measured}, limit {each.limit}. {each.why}")
    closing = [each for _, each in findings if each.closes]
    unseen = Counter(e.rule for _, e in findings if e.verdict == "not_checked" and not e.advisory)
    advice = Counter(each.rule for _, each in findings if each.verdict == "fail" and each.advisory)
    print(f"{made} clean campaigns, {len(findings)} findings: {len(closing)} false alarms")
    print(f"required and not checked: {dict(unseen)}")
    print(f"advice: {dict(advice)}")


if __name__ == "__main__":
    sys.exit(main())
