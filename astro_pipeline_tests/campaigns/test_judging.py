import pytest

from astro_pipeline.campaigns.judging import bought_for, worth_in_decision, worth_in_findings
from astro_pipeline.domain.review import Decision, Finding, Gate, Verdict

ITEMS = (
    "copy",
    "storyboard",
    "images/A/key.png",
    "images/B/key.png",
    "voiceover/hook.en.wav",
    "music/6s.wav",
)


def found(file: str, verdict: Verdict = "pass") -> Finding:
    return Finding(rule="technical.size", verdict=verdict, file=file)


def decided(verdict: str, gate: Gate = Gate.CREATIVE, **more: object) -> Decision:
    plain = {"id": 4, "campaign": "spring", "gate": gate, "actor": "ada", "digest": "d", **more}
    return Decision.model_validate({**plain, "verdict": verdict})


@pytest.mark.parametrize(
    ("file", "item"),
    [
        ("copy/en/meta_feed/A/headline", "copy"),
        ("copy", "copy"),
        ("images/B/key.png", "images/B/key.png"),
        ("images/B/meta_feed.1080x1350.en.jpg", "images/B/key.png"),
        ("images/C/meta_feed.1080x1350.en.jpg", None),
        ("voiceover/hook.en.wav", "voiceover/hook.en.wav"),
        ("voiceover/call.en.wav", None),
        ("video/9x16.6s.en.mp4", None),
        ("audio/6s.en.wav", None),
    ],
)
def test_a_file_leads_to_what_was_bought_for_it(file: str, item: str | None) -> None:
    assert bought_for(file, ITEMS) == item


def test_an_item_is_worth_the_share_of_its_findings_that_passed() -> None:
    findings = [
        found("images/A/feed.jpg"),
        found("images/A/story.jpg", "fail"),
        found("images/A/key.png", "not_checked"),
        found("copy/en/feed/A/headline"),
        found("voiceover/hook.en.wav", "not_checked"),
        found("video/9x16.6s.en.mp4", "fail"),
    ]

    assert worth_in_findings(findings, ITEMS) == {"images/A/key.png": 0.5, "copy": 1.0}


def test_an_approval_is_worth_one_to_all_that_the_gate_rules_on() -> None:
    assert worth_in_decision(decided("approve"), ITEMS) == dict.fromkeys(ITEMS[2:], 1.0)
    assert worth_in_decision(decided("approve", Gate.PLAN), ITEMS) == {"copy": 1.0, "storyboard": 1.0}


def test_a_rejection_counts_against_what_it_names() -> None:
    named = decided("reject", items=["images/B/feed.1080x1350.en.jpg"])
    assert worth_in_decision(named, ITEMS) == {"images/B/key.png": 0.0}

    every = decided("reject", items=["images/*"])
    assert worth_in_decision(every, ITEMS) == {"images/A/key.png": 0.0, "images/B/key.png": 0.0}

    asset = decided("reject", assets=["music"])
    assert worth_in_decision(asset, ITEMS) == {"music/6s.wav": 0.0}


def test_a_rejection_that_names_nothing_counts_against_the_whole_subject() -> None:
    assert worth_in_decision(decided("reject"), ITEMS) == dict.fromkeys(ITEMS[2:], 0.0)


def test_a_rejection_of_what_was_not_bought_counts_against_nobody() -> None:
    assert worth_in_decision(decided("reject", items=["images/C/feed.jpg"]), ITEMS) == {}


def test_a_decision_by_policy_judges_nothing() -> None:
    assert worth_in_decision(decided("approve", by_policy=True), ITEMS) == {}
