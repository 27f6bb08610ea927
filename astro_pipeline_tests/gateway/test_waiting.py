from pathlib import Path
from typing import Literal

import pytest

from astro_pipeline.campaigns.due import Ruling
from astro_pipeline.campaigns.pages import ReviewView, review_page
from astro_pipeline.domain.base import canonical
from astro_pipeline.domain.review import Decision, Gate
from astro_pipeline.gateway.pages import waiting_gate
from astro_pipeline_tests.campaigns.sample import make_sample

_ID = "northbrew-spring"


def _decision(**about: object) -> Decision:
    said = {"id": 1, "campaign": _ID, "gate": "plan_approval", "verdict": "approve", "actor": "ada", **about}
    return Decision.model_validate({"digest": "ab" * 32, **said})


@pytest.mark.parametrize(
    ("decision", "waits"),
    [
        (None, "plan_approval"),
        (_decision(), None),
        (_decision(verdict="reject"), "plan_approval"),
        (_decision(digest="cd" * 32), "plan_approval"),
    ],
)
def test_a_gate_waits_until_what_its_page_shows_is_approved(
    tmp_path: Path, decision: Decision | None, waits: str | None
) -> None:
    sample = make_sample(tmp_path, languages=("en",))
    waiting = Ruling(None, "waiting", "waits for a person (guided)")
    page = review_page(ReviewView(brief=sample.brief, gate=Gate.PLAN, digest="ab" * 32, ruling=waiting))
    (sample.folder / "review.html").write_text(page, "utf-8")
    if decision:
        (sample.folder / "plan_approval.json").write_bytes(canonical(decision))

    assert waiting_gate(sample.folder) == waits


@pytest.mark.parametrize(
    ("state", "waits"),
    [("waiting", True), ("closed", True), ("rejected", True), ("open", False), ("late", False)],
)
def test_a_gate_that_is_decided_or_not_ready_waits_for_nobody(
    tmp_path: Path, state: Literal["open", "waiting", "closed", "rejected", "late"], *, waits: bool
) -> None:
    sample = make_sample(tmp_path, languages=("en",))
    ruling = Ruling(None, state, "as its page says")
    page = review_page(ReviewView(brief=sample.brief, gate=Gate.PLAN, digest="ab" * 32, ruling=ruling))
    (sample.folder / "review.html").write_text(page, "utf-8")

    assert waiting_gate(sample.folder) == ("plan_approval" if waits else None)


def test_a_page_without_marks_waits_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "review.html").write_text("<p>by hand</p>")

    assert waiting_gate(tmp_path) is None
