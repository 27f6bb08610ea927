from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from astro_pipeline.campaigns.intake import Received, attaching, parcel, read_brief, recordings
from astro_pipeline.domain.base import digest
from astro_pipeline.domain.brief import FootageClip
from astro_pipeline.errors import InvalidBrief
from astro_pipeline.media.footage.supplied import supplied_film
from astro_pipeline_tests.media.cubes import cube_text
from astro_pipeline_tests.media.reels import Reel, shoot, track

TODAY = date(2026, 11, 20)
HEAD = """
name: Spring
company: {name: Acme}
language: en
placements: [meta_reels]
products: [{name: Anvil}]
"""
FOOTAGE = "provided: {footage: [{file: clip}]}\n"
MUSIC = "brand: {music: track}\n"
LUT = "brand: {lut: look.cube}\n"
CLIP = Reel(frames=25)


def take(folder: Path, brief: str, **files: bytes) -> Received:
    (folder / "brief.yaml").write_text(HEAD + brief)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return read_brief(folder, today=TODAY)


def refused(folder: Path, brief: str, **files: bytes) -> InvalidBrief:
    with pytest.raises(InvalidBrief) as caught:
        take(folder, brief, **files)
    return caught.value


def test_footage_and_music_are_taken_with_their_digest(tmp_path: Path) -> None:
    clip, song, lut = shoot(CLIP), track("wav", "pcm_s16le"), cube_text(2).encode()
    brief = """
brand: {music: track, lut: look.cube}
provided:
  footage:
    - {file: clip, start: 0.2, end: 0.9, speed: 0.5, focus: [0.25, 0.5], note: the pour}
    - file: {path: clip}
"""

    received = take(tmp_path, brief, clip=clip, track=song, look_cube=lut)

    first, second = received.brief.provided.footage
    assert (first.start, first.end, first.speed, first.focus) == (0.2, 0.9, 0.5, (0.25, 0.5))
    assert second == FootageClip(file=first.file)
    assert first.file.sha256 == digest(clip)
    assert received.brief.brand.music is not None
    assert set(received.files) == {digest(clip), digest(song), digest(lut)}


@pytest.mark.parametrize(
    "reel",
    [
        CLIP, Reel(frames=25, form="mov", codec="prores_ks", pixels="yuv422p10le"),
        Reel(frames=25, form="webm", codec="libvpx-vp9"), Reel(frames=25, pixels="yuv420p10le"),
        Reel(frames=25, turned=90), Reel(frames=25, sound=True),
    ],
)  # fmt: skip
def test_film_of_every_make_is_taken(tmp_path: Path, reel: Reel) -> None:
    assert len(take(tmp_path, FOOTAGE, clip=shoot(reel)).brief.provided.footage) == 1


@pytest.mark.parametrize(
    ("form", "codec"),
    [("wav", "pcm_s24le"), ("mp3", "libmp3lame"), ("ipod", "aac"), ("flac", "flac"), ("ogg", "libopus")],
)
def test_music_of_every_make_is_taken(tmp_path: Path, form: str, codec: str) -> None:
    assert take(tmp_path, MUSIC, track=track(form, codec)).brief.brand.music is not None


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _playlist() -> bytes:
    return b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (lambda: b"", "MP4, MOV or WebM"),
        (lambda: b"no film at all", "MP4, MOV or WebM"),
        (_playlist, "MP4, MOV or WebM"),
        (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "MP4, MOV or WebM"),
        (lambda: track("wav", "pcm_s16le"), "MP4, MOV or WebM"),
        (lambda: shoot(Reel(frames=25, form="avi")), "MP4, MOV or WebM"),
        (lambda: _cut(shoot(CLIP)), "export it again"),
        (lambda: shoot(CLIP)[:40] + b"\xff" * 400, "export it again"),
        (lambda: track("ipod", "aac"), "holds no film"),
        (lambda: shoot(Reel(frames=25, form="mov", codec="qtrle", pixels="rgb24")), "qtrle"),
        (lambda: shoot(Reel(frames=5)), "0.5 seconds"),
        (lambda: shoot(Reel(width=4098, height=16, frames=13)), "4096 px"),
        (lambda: shoot(Reel(width=64, height=8, frames=13)), "larger"),
    ],
)
def test_footage_that_cannot_be_used_is_refused(tmp_path: Path, data: Callable[[], bytes], cure: str) -> None:
    error = refused(tmp_path, FOOTAGE, clip=data())

    assert error.field == "provided.footage[0].file"
    assert "clip" in str(error.value)
    assert cure in error.cure


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (lambda: b"", "WAV, MP3, M4A, FLAC or OGG"),
        (_playlist, "WAV, MP3, M4A, FLAC or OGG"),
        (lambda: track("aiff", "pcm_s16be"), "WAV, MP3, M4A, FLAC or OGG"),
        (lambda: shoot(CLIP), "holds no sound"),
        (lambda: track("flac", "flac")[:50] + b"\0" * 500, "export it again"),
        (lambda: track("wav", "pcm_s16le", 2.0), "3 seconds"),
    ],
)
def test_music_that_cannot_be_used_is_refused(tmp_path: Path, data: Callable[[], bytes], cure: str) -> None:
    error = refused(tmp_path, MUSIC, track=data())

    assert error.field == "brand.music"
    assert "track" in str(error.value)
    assert cure in error.cure


def test_a_lut_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    error = refused(tmp_path, LUT, look_cube=b"LUT_3D_SIZE 2\n0 0 zero\n")

    assert (error.field, error.value) == ("brand.lut", "look.cube")
    assert "line 2" in error.cure


@pytest.mark.parametrize(
    ("clip", "field", "cure"),
    [
        ("{file: none}", "provided.footage[0].file", "put it beside the brief"),
        ("{start: 1}", "provided.footage[0].file", "it is required"),
        ("clip", "provided.footage[0]", "`key: value`"),
        ("{file: clip, start: -1}", "provided.footage[0].start", "at least 0"),
        ("{file: clip, start: 0.5, end: 0.2}", "provided.footage[0]", "let it end later"),
        ("{file: clip, end: 9}", "provided.footage[0].end", "1.0 s long"),
        ("{file: clip, start: 5}", "provided.footage[0].start", "1.0 s long"),
        ("{file: clip, speed: 5}", "provided.footage[0].speed", "at most 4"),
        ("{file: clip, focus: [0.5, 1.5]}", "provided.footage[0].focus[1]", "at most 1"),
        ("{file: clip, fast: true}", "provided.footage[0].fast", "there is no such field"),
    ],
)
def test_a_clip_described_wrongly_is_refused(tmp_path: Path, clip: str, field: str, cure: str) -> None:
    error = refused(tmp_path, f"provided: {{footage: [{clip}]}}\n", clip=shoot(CLIP))

    assert error.field == field
    assert cure in error.cure


def test_large_files_are_refused_unread_and_all_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "clip").open("wb") as file:
        file.truncate(parcel.FOOTAGE_BYTES + 1)
    alone = refused(tmp_path, FOOTAGE)
    clip, song = shoot(CLIP), track("wav", "pcm_s16le")
    monkeypatch.setattr(attaching, "PARCEL_BYTES", len(clip) + len(song) - 1)
    together = refused(tmp_path, MUSIC + FOOTAGE, clip=clip, track=song)

    assert "150 MB" in alone.cure
    assert together.field == "brand.music"
    assert "together" in together.cure


def test_a_track_that_unpacks_to_hours_is_left_off_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "MUSIC_SECONDS", (3.0, 3.5))

    assert "3 seconds" in refused(tmp_path, MUSIC, track=track("flac", "flac", 5.0)).cure


def test_a_clip_with_a_picture_but_cut_rates_is_measured_by_its_frames() -> None:
    even = supplied_film(shoot(Reel(frames=48, rate=Fraction(24_000, 1001))))
    uneven = supplied_film(shoot(Reel(frames=4, times=(0, 100, 900, 1000))))

    assert even.seconds == pytest.approx(2.002, abs=0.01)
    assert 1.0 <= uneven.seconds <= 1.2


def test_a_licence_that_is_declared_is_kept_and_one_that_is_not_is_assumed_aloud(tmp_path: Path) -> None:
    said = take(
        tmp_path, "brand: {lut: {path: look.cube, licence: CC BY 4.0}}\n", look_cube=cube_text(2).encode()
    )
    silent = take(tmp_path, LUT, look_cube=cube_text(2).encode())

    assert said.brief.brand.lut
    assert said.brief.brand.lut.licence == "CC BY 4.0"
    assert not any("licence" in each.field for each in said.brief.assumptions)
    assert silent.brief.brand.lut
    assert silent.brief.brand.lut.licence == "customer-supplied"
    (assumed,) = [each for each in silent.brief.assumptions if "licence" in each.field]
    assert (assumed.field, assumed.value) == ("licence of brand.lut", "customer-supplied")


def test_a_licence_that_is_no_text_is_refused(tmp_path: Path) -> None:
    error = refused(
        tmp_path, "brand: {lut: {path: look.cube, licence: 4}}\n", look_cube=cube_text(2).encode()
    )

    assert error.field == "brand.lut.licence"
