from pathlib import Path

import pytest

from astro_pipeline.domain.media import Licence
from astro_pipeline.quality.rights import check_marking, check_rights
from astro_pipeline_tests.quality.briefs import failing, sample_file


def test_a_complete_licence_record_passes() -> None:
    assert failing(check_rights([sample_file("a.png"), sample_file("b.png")])) == []


@pytest.mark.parametrize("field", ["name", "holder", "source"])
def test_a_licence_record_that_lacks_anything_closes_the_gate(field: str) -> None:
    whole = {"name": "generated-here", "holder": "Northbrew Ltd", "source": "drawn by code"}
    bare = sample_file("a.png", licence=Licence(**{**whole, field: ""}).model_dump())

    (finding,) = check_rights([bare])

    assert finding.closes
    assert field in finding.why


def test_a_file_that_cannot_carry_a_mark_fails_its_provenance(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture")

    finding = check_marking(path, sample_file("notes.txt"))

    assert (finding.rule, finding.verdict) == ("provenance.marked", "fail")
    assert "notes.txt" in finding.why
