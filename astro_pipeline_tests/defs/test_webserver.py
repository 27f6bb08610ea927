"""The real daemon, webserver and media server of one home, used as a person uses them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from astro_pipeline.campaigns.desk import Desk
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.status import Status, status
from astro_pipeline_tests.briefs import small_brief, write_brief

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


@dataclass
class Dev:
    """What `make dev` starts."""

    home: Path
    url: str
    media: str

    @property
    def desk(self) -> Desk:
        return Desk.of(Home(self.home))

    def status(self, campaign: str) -> Status:
        return status(self.desk, campaign)

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = httpx.post(
            f"{self.url}/graphql", json={"query": query, "variables": variables or {}}, timeout=30
        )
        return answer.json()["data"]

    def launch(self, payload: dict[str, Any]) -> str:
        launched = self.ask(payload["query"], payload["variables"])["launchRun"]
        assert launched["__typename"] == "LaunchRunSuccess", launched
        return launched["run"]["runId"]

    def outcome(self, run_id: str) -> str:
        query = "query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"
        ended = {"SUCCESS", "FAILURE", "CANCELED"}
        return until(lambda: (s := self.ask(query, {"id": run_id})["runOrError"]["status"]) in ended and s)


def until(look: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (seen := look()):
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)
    return seen


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Generator[Dev]:
    home = tmp_path_factory.mktemp("dev") / "home"
    port, media = free_port(), free_port()
    surroundings = {
        **os.environ,
        "ASTRO_HOME": str(home),
        "ASTRO_PORT": str(port),
        "ASTRO_MEDIA_PORT": str(media),
    }
    with (
        (home.parent / "dev.log").open("wb") as log,
        subprocess.Popen(
            [str(ROOT / "deploy" / "dev"), str(Path(sys.executable).parent)],
            env=surroundings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as servers,
    ):
        found = Dev(home, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{media}")
        until(lambda: is_up(f"{found.url}/server_info") and is_up(f"{found.media}/healthz"))
        yield found
        os.killpg(servers.pid, signal.SIGTERM)


def payloads() -> list[dict[str, Any]]:
    """The GraphQL requests the README tells its readers to send."""
    readme = (ROOT / "README.md").read_text("utf-8")
    return [json.loads(body) for body in re.findall(r"<<'JSON'\n(.*?)\nJSON\n", readme, re.DOTALL)]


def config_of(payload: dict[str, Any], op: str) -> dict[str, Any]:
    return payload["variables"]["p"]["runConfigData"]["ops"][op]["config"]


def test_briefs_dropped_together_become_campaigns_or_go_back_with_their_reason(dev: Dev) -> None:
    inbox = dev.home / "inbox"
    write_brief(inbox / "one.json", id="one", placements=["display_300x250"])
    write_brief(inbox / "two.json", id="two", placements=["display_300x250"], governance="guided")
    (inbox / "torn.yaml").write_text("name: [", "utf-8")
    (inbox / "prose.txt").write_text("We would like a campaign, please.", "utf-8")

    until(lambda: {"one", "two"} <= set(dev.desk.campaigns()))
    until(lambda: dev.status("one").state == "delivered")
    until(lambda: dev.status("two").state == "waiting")
    rejected = sorted(path.name for path in (dev.home / "rejected").iterdir())

    assert rejected == ["prose.txt", "prose.txt.error.txt", "torn.yaml", "torn.yaml.error.txt"]
    assert sorted(path.name for path in (dev.home / "accepted").iterdir()) == ["one.json", "two.json"]
    page = httpx.get(f"{dev.media}/campaigns/two/", follow_redirects=True, timeout=10)
    assert dev.desk.subject("two", "plan_approval") in page.text


def test_the_readmes_requests_submit_run_and_decide(dev: Dev) -> None:
    submit, decide, some = payloads()
    brief = small_brief(id="readme", governance="guided", placements=["display_300x250"])
    config_of(submit, "submit")["brief"] = json.dumps(brief)

    assert dev.outcome(dev.launch(submit)) == "SUCCESS"
    until(lambda: "readme" in dev.desk.campaigns() and dev.status("readme").state == "waiting")

    some["variables"]["p"]["executionMetadata"]["tags"][0]["value"] = "readme"
    assert dev.outcome(dev.launch(some)) == "FAILURE", "a run launched by hand is held at the gate"
    assert not (dev.home / "campaigns" / "readme" / "images").exists()

    assert dev.status("readme").stage == "plan_approval"
    config_of(decide, "record").update(campaign="readme", digest=dev.desk.subject("readme", "plan_approval"))
    assert dev.outcome(dev.launch(decide)) == "SUCCESS"
    until(lambda: dev.status("readme").stage != "plan_approval" and dev.status("readme").state == "waiting")
    assert dev.status("readme").stage == "creative_approval"
    assert (dev.home / "campaigns" / "readme" / "images").exists()

    some["variables"]["p"]["selector"]["assetSelection"] = [{"path": ["video"]}]
    assert dev.outcome(dev.launch(some)) == "FAILURE", "no film before a look is chosen"
    assert not (dev.home / "campaigns" / "readme" / "video.json").exists()
