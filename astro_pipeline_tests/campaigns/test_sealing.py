import csv
import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from astro_pipeline.campaigns.package import Seal, build_delivery
from astro_pipeline.campaigns.store import file_digest
from astro_pipeline.domain.delivery import Manifest
from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.domain.media import MediaFile
from astro_pipeline.domain.review import Declaration
from astro_pipeline.errors import StaleInput
from astro_pipeline.media.chunks import Chunk, png_chunks, png_of
from astro_pipeline.media.credentials import ingredients_of, origin_of
from astro_pipeline.media.marking import mark, takes_mark
from astro_pipeline.quality.delivered import check_delivered
from astro_pipeline_tests.campaigns.sample import Sample, make_sample
from astro_pipeline_tests.media.certificates import signer

KEY = "images/A/key.png"


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    made = make_sample(tmp_path, languages=("en",))
    for path in made.folder.rglob("*"):
        if path.is_file() and takes_mark(path.name):
            mark(path, "algorithmicMedia")
    return made


def _marked(sample: Sample, file: MediaFile) -> Path:
    return sample.folder / file.path


def _deliver(sample: Sample, *, seal: Seal | None, blob: Path | None = None) -> Manifest:
    """The package; digests are taken again, since the files are marked now."""

    def again(file: MediaFile) -> MediaFile:
        return file.model_copy(update={"sha256": file_digest(sample.folder / file.path)})

    images = sample.images.model_copy(update={"files": tuple(map(again, sample.images.files))})
    films = tuple(
        film.model_copy(
            update={
                name: again(found)
                for name in ("file", "clean", "srt", "vtt", "thumbnail", "poster", "contact_sheet", "preview")
                if (found := getattr(film, name))
            }
        )
        for film in sample.video.films
    )
    mixes = tuple(mix.model_copy(update={"file": again(mix.file)}) for mix in sample.audio.mixes)
    whole = replace(
        sample,
        images=images,
        video=sample.video.model_copy(update={"films": films}),
        audio=sample.audio.model_copy(update={"mixes": mixes}),
    )
    return build_delivery(
        whole.folder,
        brief=whole.brief,
        strategy=whole.strategy,
        copy=whole.copy,
        storyboard=whole.storyboard,
        images=whole.images,
        voiceover=whole.voiceover,
        music=whole.music,
        effects=whole.effects,
        audio=whole.audio,
        video=whole.video,
        qa=whole.qa,
        decisions=whole.decisions,
        locate=partial(_marked, whole),
        blob=lambda _: blob or whole.folder / "none",
        seal=seal,
        examine=partial(check_delivered, signed=seal is not None),
    )


def test_without_a_certificate_files_carry_their_plain_mark_and_it_is_measured(sample: Sample) -> None:
    manifest = _deliver(sample, seal=None)

    rules = {(each.rule, each.verdict) for each in manifest.findings}
    assert rules == {("provenance.delivered_mark", "pass"), ("provenance.delivered_mark", "not_checked")}
    assert {each.credentials for each in manifest.files} == {None}
    assert all(each.file.endswith(".srt") for each in manifest.findings if each.verdict == "not_checked")


def test_with_one_every_file_that_can_be_is_signed_and_read_back(sample: Sample) -> None:
    manifest = _deliver(sample, seal=Seal(signer(), "1"))

    folder = sample.folder / "delivery"
    signed = [each for each in manifest.files if each.credentials]
    assert {each.credentials for each in signed} == {"valid"}
    assert {"image", "video", "audio"} <= {each.kind for each in signed}
    for each in signed:
        origin = origin_of(folder / each.path)
        assert origin
        assert (origin.credentials, origin.source_type) == ("valid", each.source_type)
    assert [each.rule for each in manifest.findings if each.verdict == "fail"] == []


def test_signing_leaves_the_campaigns_own_files_as_they_are(sample: Sample) -> None:
    before = {path: path.read_bytes() for path in (sample.folder / "images").rglob("*.png")}

    _deliver(sample, seal=Seal(signer(), "1"))

    assert {path: path.read_bytes() for path in before} == before


def test_an_ad_names_the_picture_it_was_made_with(sample: Sample) -> None:
    licence = Licence(name="customer-supplied", holder="the customer", source="can.png")
    used = Used(kind="picture", name="can.png", sha256="c" * 64, licence=licence)
    files = tuple(
        each.model_copy(update={"uses": (used,)}) if each.path == KEY else each
        for each in sample.images.files
    )
    sample = replace(sample, images=sample.images.model_copy(update={"files": files}))

    manifest = _deliver(sample, seal=Seal(signer(), "1"), blob=sample.folder / KEY)

    named = {
        each.variant: ingredients_of(sample.folder / "delivery" / each.path)
        for each in manifest.files
        if each.kind == "image"
    }
    assert named == {"A": ("can.png",), "B": ()}
    rows = csv.DictReader(
        io.StringIO((sample.folder / "delivery" / "licences.csv").read_bytes().decode("utf-8-sig"))
    )
    assert [row["delivered as"] for row in rows if row["made from"] == "can.png"] == ["in 1 files"]


def test_a_picture_that_would_pass_its_limit_stays_unsigned_and_it_is_said(sample: Sample) -> None:
    path = sample.folder / "images/A/display_300x250.300x250.en.png"
    head, *rest = png_chunks(path.read_bytes())
    ballast = Chunk(b"prVt", bytes(149_000 - path.stat().st_size))  # 150,000 bytes are taken
    path.write_bytes(png_of([head, ballast, *rest]))
    files = tuple(
        each.model_copy(update={"width": 300, "height": 250})
        if each.path == "images/A/display_300x250.300x250.en.png"
        else each
        for each in sample.images.files
    )
    sample = replace(sample, images=sample.images.model_copy(update={"files": files}))
    padded = path.read_bytes()

    manifest = _deliver(sample, seal=Seal(signer(), "1"))

    (banner,) = [each for each in manifest.files if each.path == "display_300x250/A.300x250.en.png"]
    (found,) = [
        each
        for each in manifest.findings
        if (each.rule, each.file) == ("provenance.credentials", banner.path)
    ]
    assert banner.credentials is None
    assert (found.verdict, found.advisory, found.measured) == ("fail", True, "none")
    assert (sample.folder / "delivery" / banner.path).read_bytes() == padded


def test_a_file_whose_mark_was_stripped_stops_the_delivery(sample: Sample) -> None:
    _deliver(sample, seal=None)
    sheet = (sample.folder / "delivery" / "manifest.json").read_bytes()
    mark(sample.folder / "images/A/meta_feed.1080x1350.en.png", "digitalCapture")

    with pytest.raises(StaleInput, match=r"meta_feed.*digitalCapture"):
        _deliver(sample, seal=None)

    assert (sample.folder / "delivery" / "manifest.json").read_bytes() == sheet


def test_what_is_to_be_declared_stands_in_a_sheet_of_its_own(sample: Sample) -> None:
    duty = Declaration.model_validate(
        {
            "placement": "meta_feed", "title": "A rule", "asks": "declare", "tick": "Tick it", "why": "so",
            "source": "https://example.com", "checked": "2026-11-21", "files": 2,
        }
    )  # fmt: skip

    told = replace(sample, qa=sample.qa.model_copy(update={"declarations": (duty,)}))
    _deliver(told, seal=None)

    sheet = (sample.folder / "delivery" / "upload.csv").read_text("utf-8-sig")
    assert "Tick it" in sheet
    assert "Tick it" in (sample.folder / "delivery" / "index.html").read_text()


def test_provenance_says_which_files_cannot_say_it_themselves(sample: Sample) -> None:
    _deliver(sample, seal=None)

    record = json.loads((sample.folder / "delivery" / "provenance.json").read_bytes())
    marked = {each["path"].rsplit(".")[-1]: each["marked"] for each in record["files"]}
    assert marked["srt"].startswith("here only")
    assert marked["png"] == marked["vtt"] == "in the file"
