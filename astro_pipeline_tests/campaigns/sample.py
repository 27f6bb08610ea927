"""A whole small campaign of real files, for tests of what reads campaigns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from astro_pipeline.campaigns.package import build_delivery
from astro_pipeline.domain.base import canonical
from astro_pipeline.domain.brief import Assumption, BrandKit, Brief, Company, Product
from astro_pipeline.domain.delivery import Manifest
from astro_pipeline.domain.media import (
    Audio,
    AudioMix,
    Film,
    ImageVariants,
    MediaFile,
    Music,
    MusicBed,
    Ratio,
    SoundEffect,
    SoundEffects,
    SpokenWord,
    Variant,
    Video,
    Voiceover,
    VoiceSegment,
)
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.plan import Concepts, Copy, Storyboard, Strategy
from astro_pipeline.domain.review import Decision, FileVerdict, Finding, Gate, QaReport
from astro_pipeline_tests.campaigns.sample_files import (
    described,
    film_bytes,
    jpeg_bytes,
    picture_bytes,
    sound,
    write,
)
from astro_pipeline_tests.campaigns.sample_plan import (
    sample_concepts,
    sample_copy,
    sample_storyboard,
    sample_strategy,
)

PLACEMENTS = ("meta_feed", "meta_stories", "google_search", "display_300x250")


@dataclass(frozen=True)
class Sample:
    """The campaign's folder and every value in it."""

    folder: Path
    brief: Brief
    strategy: Strategy
    concepts: Concepts
    copy: Copy
    storyboard: Storyboard
    images: ImageVariants
    voiceover: Voiceover
    music: Music
    effects: SoundEffects
    audio: Audio
    video: Video
    qa: QaReport
    decisions: tuple[Decision, ...]

    def deliver(self, locate: Callable[[MediaFile], Path] | None = None) -> Manifest:
        """Build its package, from the files in its folder."""
        return build_delivery(
            self.folder,
            brief=self.brief,
            strategy=self.strategy,
            copy=self.copy,
            storyboard=self.storyboard,
            images=self.images,
            voiceover=self.voiceover,
            music=self.music,
            effects=self.effects,
            audio=self.audio,
            video=self.video,
            qa=self.qa,
            decisions=self.decisions,
            locate=locate or (lambda file: self.folder / file.path),
        )

    def with_findings(self, *findings: Finding) -> "Sample":
        """The same campaign with these findings in its report."""
        verdict = "fail" if any(each.closes for each in findings) else "pass"
        return replace(self, qa=self.qa.model_copy(update={"findings": findings, "verdict": verdict}))


def make_sample(
    home: Path, *, languages: tuple[str, ...] = ("en", "fr"), draft: bool = False, scale: int = 12
) -> Sample:
    """A campaign under `home`, its pictures at 1/scale of their placements' sizes."""
    folder = home / "campaigns" / "northbrew-spring"
    folder.mkdir(parents=True)
    brief = _brief(languages)
    images = _images(folder, brief, scale)
    voiceover = _voiceover(folder, brief, draft=draft)
    sample = Sample(
        folder=folder,
        brief=brief,
        strategy=sample_strategy(brief),
        concepts=sample_concepts(brief),
        copy=sample_copy(brief),
        storyboard=sample_storyboard(brief),
        images=images,
        voiceover=voiceover,
        music=Music(beds=(MusicBed(seconds=15, file=sound(folder, "music/15s.wav", 220), bpm=96),)),
        effects=SoundEffects(
            effects=(SoundEffect(name="whoosh", file=sound(folder, "effects/whoosh.wav", 880)),)
        ),
        audio=_audio(folder, brief, draft=draft),
        video=_video(folder, brief, draft=draft),
        qa=_report(images),
        decisions=_decisions(brief),
    )
    (folder / "brief.json").write_bytes(canonical(brief))
    return sample


def _brief(languages: tuple[str, ...]) -> Brief:
    return Brief(
        id="northbrew-spring",
        name="Spring launch <Oat & Honey>",
        company=Company(name="Northbrew"),
        products=(Product(name="Oat & Honey"),),
        languages=languages,
        placements=PLACEMENTS,
        brand=BrandKit(palette=("#0F4C45", "#F2643D")),
        assumptions=(
            Assumption(field="governance", value="guided", reason="the brief does not say who approves"),
        ),
        run_date=date(2026, 11, 20),
    )


def _images(folder: Path, brief: Brief, scale: int) -> ImageVariants:
    files = [
        _picture(
            folder, name, variant, tag, size=(spec.width // scale, spec.height // scale), shown=spec.size
        )
        for variant in ("A", "B")
        for name in brief.placements
        for spec in placements()[name].images
        for tag in brief.languages
    ]
    keys = [_key_visual(folder, variant) for variant in ("A", "B")]
    return ImageVariants(
        variants=(
            Variant(
                id="A", style="bold", idea="The can, large, on one colour", key_visual="images/A/key.png"
            ),
            Variant(id="B", style="editorial", idea="The words first", key_visual="images/B/key.png"),
        ),
        files=(*keys, *files),
    )


def _picture(
    folder: Path, name: str, variant: str, tag: str, *, size: tuple[int, int], shown: str
) -> MediaFile:
    path = f"images/{variant}/{name}.{shown}.{tag}.png"
    write(folder / path, picture_bytes(size, seed=f"{variant}{tag}"))
    return described(
        folder,
        path,
        kind="image",
        width=size[0],
        height=size[1],
        placements=(name,),
        language=tag,
        variant=variant,
        cost_usd=Decimal("0.04"),
    )


def _key_visual(folder: Path, variant: str) -> MediaFile:
    path = f"images/{variant}/key.png"
    write(folder / path, picture_bytes((64, 64), seed=f"{variant}key"))
    return described(folder, path, kind="image", width=64, height=64, variant=variant)


def _voiceover(folder: Path, brief: Brief, *, draft: bool) -> Voiceover:
    return Voiceover(
        segments=tuple(
            VoiceSegment(
                scene=f"s{n}",
                language=tag,
                file=sound(folder, f"voiceover/s{n}.{tag}.wav", 300 + n, draft=draft),
                words=(
                    SpokenWord(text="Cold", start=0.0, end=0.2),
                    SpokenWord(text="brew", start=0.2, end=0.5),
                ),
            )
            for n in (1, 2)
            for tag in brief.languages
        )
    )


def _audio(folder: Path, brief: Brief, *, draft: bool) -> Audio:
    return Audio(
        mixes=tuple(
            AudioMix(
                seconds=15,
                language=tag,
                integrated_lufs=-14.0,
                true_peak_dbtp=-1.5,
                file=sound(folder, f"audio/15s.{tag}.wav", 440, draft=draft, language=tag),
            )
            for tag in brief.languages
        )
    )


def _video(folder: Path, brief: Brief, *, draft: bool) -> Video:
    takers: dict[Ratio, list[str]] = {}
    for name in brief.placements:
        if placements()[name].videos:
            takers.setdefault(placements()[name].videos[0].ratio, []).append(name)
    return Video(
        films=tuple(
            _film(folder, ratio, tag, tuple(names), draft=draft)
            for ratio, names in takers.items()
            for tag in brief.languages
        )
    )


def _film(folder: Path, ratio: Ratio, tag: str, names: tuple[str, ...], *, draft: bool) -> Film:
    across, down = (int(part) for part in ratio.split(":"))
    width, height = round(across * 160 / max(across, down)) & ~1, round(down * 160 / max(across, down)) & ~1
    stem = f"video/{across}x{down}.15s.{tag}"
    write(folder / f"{stem}.mp4", film_bytes(width, height))
    write(folder / f"{stem}.srt", b"1\n00:00:00,000 --> 00:00:00,400\nCold brew\n")
    write(folder / f"{stem}.vtt", b"WEBVTT\n\n00:00.000 --> 00:00.400\nCold brew\n")
    write(folder / f"{stem}.thumb.jpg", jpeg_bytes((width, height)))
    about = {"placements": names, "language": tag}
    return Film(
        ratio=ratio,
        seconds=15,
        language=tag,
        file=described(
            folder, f"{stem}.mp4", kind="video", width=width, height=height, seconds=15, draft=draft, **about
        ),
        srt=described(folder, f"{stem}.srt", kind="captions", **about),
        vtt=described(folder, f"{stem}.vtt", kind="captions", **about),
        thumbnail=described(
            folder, f"{stem}.thumb.jpg", kind="thumbnail", width=width, height=height, **about
        ),
    )


def _report(images: ImageVariants) -> QaReport:
    return QaReport(
        verdict="pass",
        files=tuple(FileVerdict(file=each.path, verdict="pass") for each in images.files),
        findings=tuple(
            Finding(
                rule="technical.size",
                verdict="pass",
                file=each.path,
                measured=each.bytes,
                limit=30_000_000,
                unit="bytes",
            )
            for each in images.files
        ),
        placements_checked=date(2026, 11, 20),
        placements_expire=date(2027, 5, 20),
    )


def _decisions(brief: Brief) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            id=n,
            campaign=brief.id,
            gate=gate,
            verdict="approve",
            actor="ada@northbrew.example",
            digest=f"{n}" * 64,
            variant="A" if gate is Gate.CREATIVE else None,
            comment="Lovely" if n == 1 else "",
        )
        for n, gate in enumerate(Gate, start=1)
    )
