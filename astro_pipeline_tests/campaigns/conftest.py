from collections.abc import Callable
from pathlib import Path

import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline_tests.campaigns.graphs import TODAY, Graph, a_brief


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.of(Home(tmp_path / "home"))


@pytest.fixture
def graph(desk: Desk) -> Graph:
    desk.submit(a_brief(), {}, actor="ada", today=TODAY)
    return Graph(desk, "spring")


@pytest.fixture
def make_graph(desk: Desk) -> Callable[[str], Graph]:
    def make(governance: str) -> Graph:
        desk.submit(a_brief(governance=governance), {}, actor="ada", today=TODAY)
        return Graph(desk, "spring")

    return make
