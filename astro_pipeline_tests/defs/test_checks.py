import dagster as dg

from astro_pipeline.defs.checks import check_result
from astro_pipeline.domain.review import Finding


def _finding(rule: str, file: str, measured: float | str | None, **changes: object) -> Finding:
    return Finding.model_validate(
        {
            "rule": f"technical.{rule}",
            "verdict": "pass",
            "file": file,
            "measured": measured,
            "limit": 3.0,
            **changes,
        }
    )


def _rows(result: dg.AssetCheckResult) -> list[tuple[object, object, object]]:
    table = result.metadata["measured"]
    assert isinstance(table, dg.TableMetadataValue)
    return [(r.data["rule"], r.data["file"], r.data["verdict"]) for r in table.records]


def _number(result: dg.AssetCheckResult, name: str) -> object:
    return result.metadata[name].value


def test_of_each_rule_the_file_nearest_to_its_limit_is_shown_and_plotted() -> None:
    findings = [
        _finding("decodes", "a.png", None, limit=None),
        _finding("contrast", "a.png", 9.0),
        _finding("contrast", "b.png", 3.2),
        _finding("contrast", "c.png", 4.0),
    ]

    result = check_result(findings)

    assert result.passed
    assert _rows(result) == [
        ("technical.contrast", "b.png", "pass"),
        ("technical.decodes", "a.png", "pass"),
    ]
    assert _number(result, "technical_contrast") == 3.2
    assert "technical_decodes" not in result.metadata


def test_what_fails_stands_first_whole_then_what_was_not_checked_then_advice() -> None:
    findings = [
        _finding("size", "a.png", 3.0),
        _finding("sharp", "a.png", 1.0, verdict="fail", advisory=True),
        _finding("legible", "a.png", None, verdict="not_checked"),
        _finding("contrast", "a.png", 2.9, verdict="fail"),
        _finding("contrast", "b.png", 1.1, verdict="fail"),
    ]

    result = check_result(findings)

    assert not result.passed
    assert result.severity is dg.AssetCheckSeverity.ERROR
    assert _rows(result) == [
        ("technical.contrast", "a.png", "fail"),
        ("technical.contrast", "b.png", "fail"),
        ("technical.legible", "a.png", "not_checked"),
        ("technical.sharp", "a.png", "fail (advice)"),
        ("technical.size", "a.png", "pass"),
    ]
    assert _number(result, "technical_contrast") == 1.1
    assert [_number(result, name) for name in ("failing", "not_checked", "advice")] == [2, 1, 1]


def test_nothing_measured_is_no_pass() -> None:
    result = check_result([])

    assert not result.passed
    assert result.description == "nothing was measured"
