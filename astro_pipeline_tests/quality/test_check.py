from pathlib import Path

import pytest
from pydantic import JsonValue

from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    AudioMix,
    Film,
    ImageVariants,
    MediaFile,
    Music,
    MusicBed,
    SoundEffect,
    SoundEffects,
    Variant,
    Video,
    Voiceover,
    VoiceSegment,
)
from astro_pipeline.domain.plan import AdText, Copy, Scene, Storyboard
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.check import examine_copy, examine_storyboard
from astro_pipeline.quality.check_media import (
    examine_audio,
    examine_effects,
    examine_images,
    examine_music,
    examine_video,
    examine_voiceover,
)
from astro_pipeline_tests.media.samples import tone, write_film, write_picture, write_wav
from astro_pipeline_tests.quality.briefs import failing, sample_brief, sample_file

BRIEF = sample_brief()
FAMILIES = {"technical", "rights", "provenance"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _kept(folder: Path, name: str, *, level: float = -14.0) -> MediaFile:
    path = folder / name
    match path.suffix:
        case ".wav":
            write_wav(path, tone(1.0, lufs=level))
        case ".mp4":
            write_film(path, (1080, 1080), frames=30, sound=tone(1.0))
        case _:
            write_picture(path, (300, 250))
    mark(path, "algorithmicMedia")
    kinds = {".wav": "audio", ".mp4": "video"}
    return sample_file(name, kind=kinds.get(path.suffix, "image"))  # pyright: ignore[reportArgumentType] -- pydantic checks it


def test_an_image_is_held_to_its_placement_and_a_key_visual_is_not(folder: Path) -> None:
    ad = _kept(folder, "photo.jpg").model_copy(update={"placements": ("display_300x250",)})
    key = _kept(folder, "cut-out.png")
    variant = Variant(id="A", style="bold", idea="big type", key_visual=key.path)

    findings = examine_images(
        BRIEF, ImageVariants(variants=(variant,), files=(key, ad)), lambda f: folder / f.path
    )

    assert failing(findings) == []
    assert {finding.family for finding in findings} == FAMILIES
    assert {f.file for f in findings if f.rule == "technical.placement_size"} == {ad.path}


def test_a_picture_that_cannot_be_decoded_is_said_and_stops_no_other_rule(folder: Path) -> None:
    whole = _kept(folder, "photo.jpg").model_copy(update={"placements": ("display_300x250",)})
    cut = whole.model_copy(update={"path": "cut.jpg", "variant": "B"})
    (folder / "cut.jpg").write_bytes((folder / "photo.jpg").read_bytes()[:2000])
    variant = Variant(id="A", style="bold", idea="big type", key_visual="key.png")

    findings = examine_images(
        BRIEF, ImageVariants(variants=(variant,), files=(whole, cut)), lambda f: folder / f.path
    )

    assert ("technical.decodes", "cut.jpg") in [(f.rule, f.file) for f in findings if f.closes]
    assert ("technical.decodes", "photo.jpg") in [(f.rule, f.file) for f in findings if not f.closes]


def test_an_ad_of_a_wrong_size_is_read_all_the_same(folder: Path) -> None:
    ad = _kept(folder, "photo.jpg").model_copy(update={"placements": ("display_728x90",)})

    findings = examine_images(BRIEF, ImageVariants(variants=(), files=(ad,)), lambda file: folder / file.path)

    assert failing(findings) == ["technical.placement_size"]
    assert [each.verdict for each in findings if each.rule == "technical.legible"] == ["not_checked"]


@pytest.mark.parametrize(
    ("line", "language", "demanded"),
    [
        ({}, "en", False),
        ({"en": "Drink slowly."}, "en", True),
        ({"fr": "À boire lentement."}, "en", False),
        ({"fr": "À boire lentement."}, "fr", True),
        ({"fr": "À boire lentement."}, None, False),
        ({"en": "Drink slowly."}, None, True),
    ],
)
def test_an_ads_type_is_examined_and_the_briefs_legal_line_demanded_in_its_language(
    folder: Path, line: dict[str, str], language: str | None, *, demanded: bool
) -> None:
    size = {"width": 300, "height": 250}
    ad = _kept(folder, "photo.jpg").model_copy(
        update={"placements": ("display_300x250",), "language": language, **size}
    )
    known: dict[str, JsonValue] = {"text_boxes": [], "missing_glyphs": "", "left_out": []}
    value = ImageVariants(variants=(), files=(ad,), facts={ad.path: known})

    findings = examine_images(_with_legal(line), value, lambda file: folder / file.path)

    assert failing(findings) == (["technical.text_fits"] if demanded else [])


def _with_legal(line: dict[str, str]) -> Brief:
    return BRIEF.model_copy(update={"brand": BRIEF.brand.model_copy(update={"legal_line": line})})


def test_sounds_are_examined_whatever_they_are_for(folder: Path) -> None:
    quiet = _kept(folder, "voice.wav", level=-22.0)
    segment = VoiceSegment(scene="s1", language="en", file=quiet, words=())
    values = [
        examine_voiceover(BRIEF, Voiceover(segments=(segment,)), lambda f: folder / f.path),
        examine_music(BRIEF, Music(beds=(MusicBed(seconds=1, file=quiet),)), lambda f: folder / f.path),
        examine_effects(
            BRIEF, SoundEffects(effects=(SoundEffect(name="pop", file=quiet),)), lambda f: folder / f.path
        ),
    ]

    assert [failing(findings) for findings in values] == [[], [], []]
    assert all({finding.family for finding in findings} == FAMILIES for findings in values)


def test_a_mix_is_held_to_loudness_where_a_stem_is_not(folder: Path) -> None:
    quiet = _kept(folder, "mix.wav", level=-22.0)
    mix = AudioMix(seconds=1, language="en", file=quiet, integrated_lufs=-14.0, true_peak_dbtp=-1.5)

    findings = examine_audio(BRIEF, Audio(mixes=(mix,)), lambda f: folder / f.path)

    assert failing(findings) == ["technical.loudness"]


def test_every_file_of_a_film_is_examined(folder: Path) -> None:
    film = _kept(folder, "film.mp4").model_copy(update={"placements": ("linkedin_video", "x_post")})
    (folder / "film.srt").write_text("1\n00:00:00,000 --> 00:00:00,900\nSlow coffee\n")
    (folder / "film.vtt").write_text("WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nSlow coffee\n")
    mark(folder / "film.vtt", "algorithmicMedia")
    clean = film.model_copy(update={"path": "clean.mp4"})
    (folder / "clean.mp4").write_bytes((folder / "film.mp4").read_bytes())
    whole = Film(
        ratio="1:1",
        seconds=1,
        language="en",
        file=film,
        clean=clean,
        srt=sample_file("film.srt", "captions"),
        vtt=sample_file("film.vtt", "captions"),
        thumbnail=_kept(folder, "thumb.jpg"),
    )

    findings = examine_video(BRIEF, Video(films=(whole,)), lambda f: folder / f.path)

    # LinkedIn takes films of three seconds and more
    assert failing(findings) == ["technical.length_taken", "technical.length_taken"]
    assert {finding.file for finding in findings} == {
        "film.mp4",
        "clean.mp4",
        "film.srt",
        "film.vtt",
        "thumb.jpg",
    }
    assert [f.file for f in findings if f.rule == "technical.captions"] == ["film.srt", "film.vtt"]


def test_a_film_without_companions_is_examined_alone(folder: Path) -> None:
    alone = Film(ratio="1:1", seconds=1, language="en", file=_kept(folder, "film.mp4"))

    findings = examine_video(BRIEF, Video(films=(alone,)), lambda f: folder / f.path)

    assert failing(findings) == []
    assert {finding.file for finding in findings} == {"film.mp4"}


def test_a_file_without_a_licence_closes_the_gate(folder: Path) -> None:
    bare = _kept(folder, "pop.wav")
    bare = bare.model_copy(update={"licence": bare.licence.model_copy(update={"holder": " "})})

    findings = examine_effects(
        BRIEF, SoundEffects(effects=(SoundEffect(name="pop", file=bare),)), lambda f: folder / f.path
    )

    (found,) = [finding for finding in findings if finding.closes]
    assert found.rule == "rights.licence"
    assert "holder" in found.why


def test_copy_is_examined_for_limits_and_claims_hashtags_included() -> None:
    ad = AdText(
        variant="A",
        language="en",
        headline="Steeped for 18 hours",
        short="Slow coffee",
        call_to_action="Order today",
        legal="99% natural",
        provider="writer",
    )
    brief = sample_brief(placements=(), languages=("en",))

    findings = examine_copy(brief, Copy(ads=(ad,), lines=(), hashtags={"en": ("#coffee", "#number1coffee")}))

    assert [(f.rule, f.file) for f in findings if f.verdict == "fail"] == [
        ("claims.numbers", "copy/A/ad.en"),
        ("claims.numbers", "copy/hashtags.en"),
    ]


def test_what_a_film_says_is_examined_and_its_prompts_are_not() -> None:
    scene = Scene(
        id="s1",
        beat="hook",
        picture="the best can in the world, 8k [studio]",
        overlay={"en": "The #1 brew", "fr": "Un café lent"},
        narration={"en": "Steeped for 18 hours by North Brew"},
    )
    board = Storyboard(scenes=(scene,), cuts=(), languages=("en", "fr"), mood="calm", energy=0.4)

    findings = examine_storyboard(BRIEF, board)

    assert [(f.rule, f.file) for f in findings if f.verdict == "fail"] == [
        ("copy.brand_name", "storyboard/s1.en.narration"),
        ("claims.numbers", "storyboard/s1.en.overlay"),
        ("claims.strong_words", "storyboard/s1.en.overlay"),
    ]
