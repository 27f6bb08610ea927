from pathlib import Path

import pytest

from astro_pipeline.domain.delivery import DeliveredFile
from astro_pipeline.domain.licence import Origin
from astro_pipeline.domain.media import SourceType
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.credentials import sign
from astro_pipeline.media.marking import mark
from astro_pipeline.quality import delivered
from astro_pipeline.quality.delivered import check_delivered, check_signing
from astro_pipeline_tests.media.certificates import signer
from astro_pipeline_tests.media.samples import write_picture
from astro_pipeline_tests.quality.told import whole


def _found(path: Path, *, signed: bool, source_type: SourceType = "algorithmicMedia") -> dict[str, Finding]:
    file = DeliveredFile.model_validate(
        {"path": path.name, "sha256": "0", "kind": "image", "source_type": source_type, "cost_usd": "0"}
    )
    return {each.rule: each for each in check_delivered(path, file, signed=signed)}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = write_picture(tmp_path / "a.png")
    mark(path, "algorithmicMedia")
    return path


def test_a_marked_file_passes_and_a_stripped_one_fails(picture: Path, tmp_path: Path) -> None:
    stripped = write_picture(tmp_path / "b.png")

    assert _found(picture, signed=False)["provenance.delivered_mark"].verdict == "pass"
    found = _found(stripped, signed=False)["provenance.delivered_mark"]
    assert (found.closes, found.measured) == (True, "unmarked")


def test_a_file_that_no_longer_opens_has_lost_its_mark(picture: Path) -> None:
    picture.write_bytes(picture.read_bytes()[:-20])

    assert _found(picture, signed=False)["provenance.delivered_mark"].closes


def test_a_signed_file_passes_and_one_changed_since_fails(picture: Path) -> None:
    sign(picture, signer(), title="a", source_type="algorithmicMedia", version="1")
    whole = _found(picture, signed=True)["provenance.credentials"]
    mark(picture, "algorithmicMedia")
    mark(picture, "composite")
    changed = _found(picture, signed=True, source_type="composite")["provenance.credentials"]

    assert (whole.verdict, whole.measured) == ("pass", "valid")
    assert (changed.closes, changed.measured) == (True, "invalid")


def test_credentials_that_say_something_else_than_the_record_fail(picture: Path) -> None:
    sign(picture, signer(), title="a", source_type="digitalCapture", version="1")

    assert _found(picture, signed=True)["provenance.credentials"].closes


def test_a_file_left_unsigned_is_told_and_closes_nothing(picture: Path) -> None:
    found = _found(picture, signed=True)["provenance.credentials"]

    assert (found.verdict, found.advisory) == ("fail", True)
    assert "larger" in found.why


def test_a_file_that_cannot_be_read_is_told_with_the_reason(picture: Path) -> None:
    picture.write_bytes(picture.read_bytes()[:-20])

    measured = _found(picture, signed=False)["provenance.delivered_mark"].measured

    assert str(measured).startswith("unreadable: ")
    assert "cut short" in str(measured)


@pytest.mark.parametrize(
    ("origin", "measured", "verdict", "advisory"),
    [
        (None, "none", "fail", True),
        (Origin(source_type="algorithmicMedia"), "none", "fail", True),
        (Origin(source_type="algorithmicMedia", credentials="valid"), "valid", "pass", False),
        (Origin(source_type="algorithmicMedia", credentials="trusted"), "trusted", "pass", False),
        (Origin(source_type="digitalCapture", credentials="trusted"), "trusted", "fail", False),
        (Origin(source_type="algorithmicMedia", credentials="invalid"), "invalid", "fail", False),
    ],
)
def test_credentials_hold_if_they_are_whole_and_say_what_the_record_says(
    monkeypatch: pytest.MonkeyPatch,
    picture: Path,
    origin: Origin | None,
    measured: str,
    verdict: str,
    *,
    advisory: bool,
) -> None:
    def read(_: Path) -> Origin | None:
        return origin

    monkeypatch.setattr(delivered, "origin_of", read)

    found = _found(picture, signed=True)["provenance.credentials"]

    assert (found.measured, found.verdict, found.advisory) == (measured, verdict, advisory)


@pytest.mark.parametrize("configured", [True, False])
def test_before_there_is_a_package_nothing_is_said_to_be_signed(*, configured: bool) -> None:
    found = check_signing(configured=configured)

    assert (found.verdict, found.advisory) == ("not_checked", True)
    assert ("ASTRO_C2PA_CERTIFICATE" in found.cure) is not configured


def test_every_finding_on_a_delivered_file_tells_value_and_limit(picture: Path, tmp_path: Path) -> None:
    table = write_picture(tmp_path / "b.png").rename(tmp_path / "b.csv")

    marked, unsigned = _found(picture, signed=True).values()
    (bare,) = _found(write_picture(tmp_path / "c.png"), signed=False).values()
    unmarkable = _found(table, signed=True)["provenance.delivered_mark"]

    mark_of = {"rule": "provenance.delivered_mark", "limit": "algorithmicMedia"}
    assert whole(marked) == {**mark_of, "verdict": "pass", "file": "a.png", "measured": "algorithmicMedia"}
    assert whole(bare) == {**mark_of, "verdict": "fail", "file": "c.png", "measured": "unmarked"}
    assert "says nothing of its origin" in bare.why
    assert whole(unsigned) == {
        "rule": "provenance.credentials",
        "verdict": "fail",
        "advisory": True,
        "file": "a.png",
        "measured": "none",
        "limit": "valid or trusted",
    }
    assert whole(unmarkable) == {
        "rule": "provenance.delivered_mark",
        "verdict": "not_checked",
        "advisory": True,
        "file": "b.csv",
    }
    assert [whole(check_signing(configured=each)) for each in (True, False)] == [
        {"rule": "provenance.credentials", "verdict": "not_checked", "advisory": True, "file": "delivery"}
    ] * 2
