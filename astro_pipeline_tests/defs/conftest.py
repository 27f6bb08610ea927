from collections.abc import Generator
from pathlib import Path

import dagster as dg
import pytest

from astro_pipeline_tests.defs.letters import kept

SETTINGS = Path(__file__).parents[2] / "dagster.yaml"


@pytest.fixture
def dagster_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "dagster.yaml").write_bytes(SETTINGS.read_bytes())
    (tmp_path / "plain.yaml").write_text("telemetry: {enabled: false}\n")
    return tmp_path


@pytest.fixture
def kept_instance(dagster_home: Path) -> Generator[dg.DagsterInstance]:
    with kept(dagster_home) as found:
        yield found
