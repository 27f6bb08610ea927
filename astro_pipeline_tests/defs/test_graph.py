import subprocess
import sys

import dagster as dg
import pytest

from astro_pipeline.campaigns.graph import GATES, GRAPH, SUBJECTS
from astro_pipeline.definitions import defs
from astro_pipeline.defs.checks import FAMILIES, check_result
from astro_pipeline.defs.partitions import campaigns
from astro_pipeline.domain.review import Finding


def specs() -> dict[str, dg.AssetSpec]:
    return {spec.key.path[-1]: spec for spec in defs.resolve_all_asset_specs()}


def test_the_plain_graph_is_dagsters_graph() -> None:
    upstream = {name: {dep.asset_key.path[-1] for dep in spec.deps} for name, spec in specs().items()}

    assert upstream == {asset: set(inputs) for asset, inputs in GRAPH.items()}


def test_the_plain_graph_is_in_topological_order() -> None:
    order = list(GRAPH)

    assert all(order.index(up) < order.index(asset) for asset, inputs in GRAPH.items() for up in inputs)


def test_every_asset_says_what_it_is_and_whose() -> None:
    for name, spec in specs().items():
        assert spec.description, name
        assert spec.owners, name
        assert spec.kinds, name
        assert spec.tags["astro/act"] == spec.group_name, name
        assert spec.code_version, name
        assert spec.partitions_def == campaigns, name


def test_gates_rule_on_their_subject() -> None:
    assert set(SUBJECTS) == set(GATES)
    assert all(specs()[gate].group_name == "gate" for gate in GATES)


def test_every_family_of_findings_has_its_check() -> None:
    names = {
        (key.asset_key.path[-1], key.name)
        for check in defs.asset_checks or ()
        if isinstance(check, dg.AssetChecksDefinition)
        for key in check.check_keys
    }

    assert names == {(asset, name) for asset, each in FAMILIES.items() for name in each.values()}


def finding(verdict: str, **more: object) -> Finding:
    return Finding.model_validate(
        {
            "rule": "technical.bytes",
            "verdict": verdict,
            "file": "x.png",
            "measured": 7.0,
            "limit": 5.0,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("verdicts", "passed", "severity"),
    [
        (["pass", "pass"], True, dg.AssetCheckSeverity.WARN),
        (["pass", "fail"], False, dg.AssetCheckSeverity.ERROR),
        (["pass", "not_checked"], False, dg.AssetCheckSeverity.WARN),
        ([], False, dg.AssetCheckSeverity.WARN),
    ],
)
def test_a_check_says_what_the_findings_say(
    verdicts: list[str], passed: bool, severity: dg.AssetCheckSeverity
) -> None:
    result = check_result([finding(verdict) for verdict in verdicts])

    assert (result.passed, result.severity) == (passed, severity)


def test_a_check_shows_the_measured_values() -> None:
    result = check_result([finding("fail"), finding("fail", advisory=True, measured=9.0)])

    assert result.metadata["technical_bytes"] == dg.MetadataValue.float(9.0)
    assert result.metadata["advice"] == dg.MetadataValue.int(1)


def test_the_code_location_loads_in_a_fresh_interpreter() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "from astro_pipeline.definitions import defs; print(len(list(defs.assets)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(done.stdout) == len(GRAPH)
