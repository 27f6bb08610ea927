import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from astro_pipeline.campaigns.package.archive import safe_name, write_zip
from astro_pipeline.domain.delivery import Manifest
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.plan import MissingText
from astro_pipeline.domain.review import Finding, Waiver
from astro_pipeline.errors import StaleInput
from astro_pipeline_tests.campaigns.sample import Sample, make_sample

_FAILS = Finding(
    rule="technical.contrast", verdict="fail", file="images/B/meta_feed.1080x1350.en.png", why="too pale"
)


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return make_sample(tmp_path, languages=("en",))


def _delivered(sample: Sample) -> list[str]:
    folder = sample.folder / "delivery"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_manifest_lists_every_file_but_itself_with_its_digest(sample: Sample) -> None:
    manifest = sample.deliver()

    assert sorted(each.path for each in manifest.files) == [
        name for name in _delivered(sample) if name != "manifest.json"
    ]
    for each in manifest.files:
        content = (sample.folder / "delivery" / each.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each.sha256


def test_manifest_has_the_keys_its_readers_expect(sample: Sample) -> None:
    manifest = sample.deliver()

    written = json.loads((sample.folder / "delivery" / "manifest.json").read_bytes())
    assert set(written) == {
        "schema", "campaign", "status", "publishable", "reasons", "files", "decisions", "waivers", "findings",
    }  # fmt: skip
    assert written["schema"] == "astro-pipeline/manifest/1"
    assert Manifest.model_validate(written) == manifest


def test_a_larger_master_shares_the_captions_of_its_twin(sample: Sample) -> None:
    film = sample.video.films[0]
    master = film.file.model_copy(update={"path": film.file.path.replace(".mp4", ".2160p.mp4")})
    (sample.folder / master.path).write_bytes((sample.folder / film.file.path).read_bytes())
    twin = film.model_copy(update={"file": master, "clean": None})
    video = sample.video.model_copy(update={"films": (*sample.video.films, twin)})

    manifest = replace(sample, video=video).deliver()

    paths = [each.path for each in manifest.files]
    assert master.path in paths
    assert film.srt is not None
    assert paths.count(film.srt.path) == 1


def test_a_whole_campaign_is_complete_and_publishable(sample: Sample) -> None:
    manifest = sample.deliver()

    assert (manifest.status, manifest.publishable, manifest.reasons) == ("complete", True, ())
    names = _delivered(sample)
    assert {"copy/en.csv", "copy/google_ads.en.csv", "copy/copy.json", "licences.csv"} <= set(names)
    assert {"provenance.json", "costs.csv", "qa_report.html", "qa_report.json", "index.html"} <= set(names)
    assert [each for each in names if each.endswith(".vtt")]


def test_the_same_campaign_gives_the_same_bytes(tmp_path: Path) -> None:
    first = make_sample(tmp_path / "one", languages=("en",))
    second = make_sample(tmp_path / "two", languages=("en",))

    first.deliver()
    second.deliver()

    assert (first.folder / "delivery.zip").read_bytes() == (second.folder / "delivery.zip").read_bytes()


def test_zip_holds_the_folder_and_knows_no_day(sample: Sample) -> None:
    sample.deliver()

    with zipfile.ZipFile(sample.folder / "delivery.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == _delivered(sample)
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        page = archive.read("index.html")
    assert page == (sample.folder / "delivery" / "index.html").read_bytes()


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a\\b", "c:evil", "a/../../b", "line\nbreak", ""])
def test_a_name_that_leaves_its_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no safe name"):
        safe_name(name)


def test_a_variant_with_a_failing_file_is_left_out_whole(sample: Sample) -> None:
    manifest = sample.with_findings(_FAILS).deliver()

    assert {each.variant for each in manifest.files if each.kind == "image"} == {"A"}
    assert {row["variant"] for row in _rows(sample.folder / "delivery" / "copy" / "en.csv")} == {"A"}
    assert manifest.status == "incomplete"
    assert any("variant B is left out" in reason for reason in manifest.reasons)


def test_a_waived_or_advisory_failure_leaves_nothing_out(sample: Sample) -> None:
    waiver = Waiver(
        campaign=sample.brief.id, rule=_FAILS.rule, file=_FAILS.file, digest="0", actor="ada", reason="fine"
    )
    advisory = _FAILS.model_copy(update={"advisory": True, "rule": "semantic.taste"})
    failing = sample.with_findings(_FAILS, advisory)
    waived = replace(failing, qa=failing.qa.model_copy(update={"waivers": (waiver,), "verdict": "pass"}))

    manifest = waived.deliver()

    assert {each.variant for each in manifest.files if each.kind == "image"} == {"A", "B"}
    assert manifest.status == "complete"


def test_a_failing_film_is_left_out_and_missed(sample: Sample) -> None:
    film = sample.video.films[0]
    failing = Finding(rule="technical.loudness", verdict="fail", file=film.file.path, why="too quiet")

    manifest = sample.with_findings(failing).deliver()

    assert film.file.path not in [each.path for each in manifest.files]
    assert any(f"{film.file.path} is left out" in reason for reason in manifest.reasons)
    assert any("no film in en" in reason for reason in manifest.reasons)
    assert not manifest.publishable


def test_draft_material_makes_it_not_publishable_and_says_which(tmp_path: Path) -> None:
    manifest = make_sample(tmp_path, languages=("en",), draft=True).deliver()

    assert (manifest.status, manifest.publishable) == ("complete", False)
    assert "drafts by offline (studio-1): films, sound" in manifest.reasons


def test_a_missing_text_makes_it_incomplete(sample: Sample) -> None:
    missing = MissingText(placement="meta_feed", language="en", field="headline", reason="no fact fits")
    copy = sample.copy.model_copy(update={"missing": (missing,)})

    manifest = replace(sample, copy=copy).deliver()

    assert manifest.status == "incomplete"
    assert "meta_feed: no headline in en: no fact fits" in manifest.reasons


def test_a_placement_without_pictures_copy_or_a_known_row_is_named(sample: Sample) -> None:
    images = sample.images.model_copy(
        update={"files": tuple(each for each in sample.images.files if "meta_stories" not in each.placements)}
    )
    copy = sample.copy.model_copy(
        update={"lines": tuple(each for each in sample.copy.lines if each.placement != "google_search")}
    )
    brief = sample.brief.model_copy(update={"placements": (*sample.brief.placements, "orkut_feed")})

    manifest = replace(sample, images=images, copy=copy, brief=brief).deliver()

    assert "meta_stories: no picture in en" in manifest.reasons
    assert "google_search: no copy in en" in manifest.reasons
    assert "orkut_feed: the placements table does not have it" in manifest.reasons


def test_a_language_without_anything_is_missed(sample: Sample) -> None:
    brief = sample.brief.model_copy(update={"languages": ("en", "fr")})

    manifest = replace(sample, brief=brief).deliver()

    assert "meta_feed: no picture in fr" in manifest.reasons


def test_changed_bytes_stop_the_delivery_and_keep_the_last_one(sample: Sample) -> None:
    sample.deliver()
    before = (sample.folder / "delivery.zip").read_bytes()
    spoilt = sample.folder / sample.images.files[-1].path
    kept = _delivered(sample)
    spoilt.unlink()  # the delivery holds another link to the bytes
    spoilt.write_bytes(b"other")

    with pytest.raises(StaleInput, match="its bytes have changed"):
        sample.deliver()

    assert _delivered(sample) == kept
    assert (sample.folder / "delivery.zip").read_bytes() == before
    assert not list(sample.folder.glob(".delivery-*"))


def test_a_new_delivery_takes_the_place_of_the_last(sample: Sample) -> None:
    sample.deliver()
    stray = sample.folder / "delivery" / "stray.txt"
    stray.write_text("left over")
    (sample.folder / ".delivery-killed").mkdir()
    (sample.folder / ".zip-killed").touch()

    sample.deliver()

    assert not stray.exists()
    assert not list(sample.folder.glob(".zip-*"))
    assert not list(sample.folder.glob(".delivery-*"))


def test_a_delivery_lost_between_two_renames_comes_back(sample: Sample) -> None:
    sample.deliver()
    (sample.folder / "delivery").rename(sample.folder / ".delivery-previous")

    def gone(_file: MediaFile) -> Path:
        raise StaleInput("no bytes")

    with pytest.raises(StaleInput, match="no bytes"):
        sample.deliver(locate=gone)

    assert "manifest.json" in _delivered(sample)


def test_two_pictures_of_one_name_are_refused(sample: Sample) -> None:
    twin = sample.images.files[-1]
    images = sample.images.model_copy(update={"files": (*sample.images.files, twin)})

    with pytest.raises(StaleInput, match="two files of the campaign want this name"):
        replace(sample, images=images).deliver()


def test_a_zip_that_cannot_be_written_leaves_the_last_one(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.deliver()
    before = (sample.folder / "delivery.zip").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)

    with pytest.raises(OSError, match="No space left"):
        write_zip(sample.folder / "delivery", sample.folder / "delivery.zip")

    assert (sample.folder / "delivery.zip").read_bytes() == before
    assert not list(sample.folder.glob(".zip-*"))


def test_files_are_copied_where_they_cannot_be_linked(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)

    manifest = sample.deliver()

    picture = next(each for each in manifest.files if each.kind == "image")
    assert (sample.folder / "delivery" / picture.path).stat().st_nlink == 1


def test_provenance_names_every_file_its_source_type_and_what_went_in(sample: Sample) -> None:
    manifest = sample.deliver()

    record = json.loads((sample.folder / "delivery" / "provenance.json").read_bytes())
    media = {
        each.path
        for each in manifest.files
        if each.kind in {"image", "video", "audio", "captions", "thumbnail"}
    }
    assert {each["path"] for each in record["files"]} == media
    assert {each["digital_source_type"] for each in record["files"]} == {
        "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    }
    assert "music/15s.wav" in {each["made_from"] for each in record["used"]}


def test_costs_count_every_file_once(sample: Sample) -> None:
    twice = tuple(
        each.model_copy(update={"placements": (*each.placements, "extra")}) if each.placements else each
        for each in sample.images.files
    )
    manifest = replace(sample, images=sample.images.model_copy(update={"files": twice})).deliver()

    costs = sum(float(row["cost_usd"]) for row in _rows(sample.folder / "delivery" / "costs.csv"))
    finished = [each for each in twice if each.placements]
    assert costs == pytest.approx(0.04 * len(finished))
    assert float(sum(each.cost_usd for each in manifest.files)) == pytest.approx(costs)
    assert [each.path for each in manifest.files if each.placements == ("extra",)]
