from pathlib import Path

import pytest

from astro_pipeline.domain.placements import placements
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.pictures import check_picture
from astro_pipeline_tests.media.samples import write_picture
from astro_pipeline_tests.quality.briefs import failing, sample_file

BANNER = placements()["display_300x250"]
FILE = sample_file("images/A/display.300x250.en.png", width=300, height=250)


def _written(path: Path, size: tuple[int, int] = (300, 250), *, blank: bool = False) -> Path:
    written = write_picture(path, size, blank=blank)
    mark(written, "algorithmicMedia")
    return written


def test_an_ad_its_placement_takes_passes_every_rule(tmp_path: Path) -> None:
    path = _written(tmp_path / "photo.jpg")

    findings = list(check_picture(path, FILE, placements=(BANNER,)))

    assert failing(findings) == []
    assert [finding.rule for finding in findings] == [
        "technical.decodes",
        "technical.not_blank",
        "technical.size",
        "technical.placement_size",
        "technical.format",
        "technical.bytes",
        "provenance.marked",
    ]
    assert {finding.limit for finding in findings if finding.rule == "technical.bytes"} == {150_000}


def test_a_picture_of_another_size_fails_its_record_and_its_placement(tmp_path: Path) -> None:
    path = _written(tmp_path / "photo.png", (299, 250))

    rules = failing(check_picture(path, FILE, placements=(BANNER,)))

    assert rules == ["technical.size", "technical.placement_size"]


@pytest.mark.parametrize(
    ("name", "blank", "rule"),
    [
        ("photo.webp", False, "technical.format"),
        ("cut-out.png", False, "technical.bytes"),
        ("blank.png", True, "technical.not_blank"),
    ],
)
def test_a_planted_defect_closes_the_gate(tmp_path: Path, name: str, *, blank: bool, rule: str) -> None:
    path = _written(tmp_path / name, blank=blank)

    findings = [f for f in check_picture(path, FILE, placements=(BANNER,)) if f.closes]

    assert [finding.rule for finding in findings] == [rule]
    assert findings[0].cure


def test_an_unmarked_and_a_wrongly_marked_picture_fail_their_provenance(tmp_path: Path) -> None:
    unmarked = write_picture(tmp_path / "plain.jpg", (300, 250))
    wrong = write_picture(tmp_path / "wrong.jpg", (300, 250))
    mark(wrong, "digitalCapture")

    assert failing(check_picture(unmarked, FILE, placements=())) == ["provenance.marked"]
    assert failing(check_picture(wrong, FILE, placements=())) == ["provenance.marked"]


def test_a_broken_picture_fails_to_decode_and_nothing_else_is_claimed_of_it(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")

    (finding,) = check_picture(path, FILE, placements=(BANNER,))

    assert (finding.rule, finding.verdict) == ("technical.decodes", "fail")
    assert "broken.png" in finding.why


def test_a_key_visual_has_no_placement_to_please(tmp_path: Path) -> None:
    path = _written(tmp_path / "cut-out.webp", (640, 640))

    findings = list(check_picture(path, sample_file("images/A/key.webp"), placements=()))

    assert failing(findings) == []
    assert [f.rule for f in findings] == ["technical.decodes", "technical.not_blank", "provenance.marked"]
