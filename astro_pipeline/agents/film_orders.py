"""Which films a brief needs, and the order of each: everything its bytes depend on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from astro_pipeline.agents.cutting import lay_out, spoken, untimed
from astro_pipeline.agents.end_card import card_room
from astro_pipeline.agents.film_material import Asked, Material, asked_of, understood
from astro_pipeline.agents.framing import frame
from astro_pipeline.agents.mastering import loudness_stem
from astro_pipeline.domain.brief import Brief, is_rtl
from astro_pipeline.domain.media import (
    RATIO_SIZE,
    Audio,
    Clips,
    MediaFile,
    Order,
    Ratio,
    SourceType,
    Variant,
    Voiceover,
)
from astro_pipeline.domain.placements import Placement, VideoSpec, placements
from astro_pipeline.domain.plan import Copy, Cut, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.domain.timeline import Caption, Timeline

VERSION = "10"
CRAFT = f"editor/{VERSION}"


class FilmJob(Order):
    """One master: the whole timeline, and what is known of its sources."""

    ratio: Ratio
    seconds: int
    timeline: Timeline
    captions: tuple[Caption, ...] = ()
    """What is said, burnt in or not: for the caption files."""
    clean: bool = False
    """True for the one without burnt-in captions."""
    large: bool = False
    """True for the 2160p one."""
    untimed: tuple[str, ...] = ()
    """Scenes whose voice came without the times of its words: they have no captions."""
    draft: bool = False
    source_type: SourceType


class SubtitleJob(Order):
    """A caption file beside a film."""

    film: str
    """Path of the film it belongs to."""
    form: Literal["srt", "vtt"]
    captions: tuple[Caption, ...]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class _Master:
    """A ratio, length and loudness, with the placements that take it."""

    ratio: Ratio
    cut: Cut
    uses: tuple[tuple[Placement, VideoSpec], ...]
    loudness_lufs: float

    @property
    def stem(self) -> str:
        return f"video/{self.ratio.replace(':', 'x')}.{loudness_stem(self.cut.seconds, self.loudness_lufs)}"


def ratios_needed(brief: Brief) -> tuple[Ratio, ...]:
    """The ratios this brief's films are made in: each placement's first choice for each length."""
    found = (_spec(placement, seconds) for seconds in brief.film.seconds for placement in _wanted(brief))
    return tuple(dict.fromkeys(spec.ratio for spec in found if spec))


def order_films(
    brief: Brief,
    storyboard: Storyboard,
    *,
    copy: Copy,
    variant: Variant,
    clips: Clips,
    voiceover: Voiceover,
    audio: Audio,
    feedback: Feedback,
) -> tuple[FilmJob, ...]:
    """Every master the brief's placements need, once per ratio, length and language."""
    tracks = {(mix.seconds, mix.language, mix.target.loudness_lufs): mix.file for mix in audio.mixes}
    jobs: list[FilmJob] = []
    for master in _masters(brief, storyboard):
        shown = {clip.scene: clip for clip in clips.clips if clip.ratio == master.ratio}
        for language in brief.languages or (brief.language,):
            track = tracks.get((master.cut.seconds, language, master.loudness_lufs))
            if track is None or not _says_something(storyboard, copy, variant, language):
                continue
            path = f"{master.stem}.{language}.mp4"
            material = Material(
                brief=brief,
                storyboard=storyboard,
                cut=master.cut,
                language=language,
                variant=variant,
                ad=copy.ad(variant.id, language),
                clips=shown,
                voiceover=voiceover,
                audio=track.sha256,
                asked=Asked(),
                seed=brief.seed,
            )
            jobs.extend(_jobs(master, material, path, track=track, feedback=feedback))
    # A film before its clean twin, and not beside it: the twin finds on the shelf what they share.
    return tuple(sorted(jobs, key=lambda job: job.clean))


def _wanted(brief: Brief) -> Iterator[Placement]:
    known = placements()
    return (known[name] for name in brief.placements if name in known)


def _spec(placement: Placement, seconds: float) -> VideoSpec | None:
    """The first film this placement takes at that length."""
    return placement.film(seconds)


def _masters(brief: Brief, storyboard: Storyboard) -> Iterator[_Master]:
    for cut in storyboard.cuts:
        uses = [(each, spec) for each in _wanted(brief) if (spec := _spec(each, cut.seconds))]
        for ratio in RATIO_SIZE:
            takers = tuple((each, spec) for each, spec in uses if spec.ratio == ratio)
            for loudness in dict.fromkeys(spec.loudness_lufs for _, spec in takers):
                alike = tuple((each, spec) for each, spec in takers if spec.loudness_lufs == loudness)
                yield _Master(ratio, cut, alike, loudness)


def _says_something(storyboard: Storyboard, copy: Copy, variant: Variant, language: str) -> bool:
    """False for a language the campaign has no words in: a film in it would be somebody else's."""
    overlays = any(scene.overlay.get(language) for scene in storyboard.scenes)
    return overlays or copy.ad(variant.id, language) is not None


def _jobs(
    master: _Master, material: Material, path: str, *, track: MediaFile, feedback: Feedback
) -> Iterator[FilmJob]:
    """The master, the clean one where a placement wants its captions beside the film, the large one.

    They are one film: what was said of the master holds for all three.
    """
    heard_of = tuple(comment.text for comment in feedback.comments if comment.concerns(path))
    film = _job(master, material, path, track=track, said=heard_of)
    yield film
    sidecar = tuple(each.id for each, spec in master.uses if spec.sidecar_captions)
    if sidecar and film.timeline.captions:
        clean = film.timeline.model_copy(update={"captions": None})
        name = _sibling(path, "clean")
        yield film.model_copy(update={"path": name, "placements": sidecar, "clean": True, "timeline": clean})
    large = tuple(each.id for each, spec in master.uses if spec.takes_4k)
    if large and material.brief.film.quality == "4K" and master.ratio == "16:9":
        name = _sibling(path, "2160p")
        again = _job(master, material, path, track=track, said=heard_of, scale=2.0)
        yield again.model_copy(update={"path": name, "placements": large, "large": True})


def _job(
    master: _Master,
    material: Material,
    path: str,
    *,
    track: MediaFile,
    said: tuple[str, ...],
    scale: float = 1.0,
) -> FilmJob:
    brief, asked = material.brief, asked_of(understood(said).wishes)
    seed = seed_for(brief.seed, brief.edition, "film", master.cut.seconds, len(said))
    cut = replace(material, asked=asked, seed=seed)
    framing = frame(
        master.ratio,
        [spec.safe for _, spec in master.uses],
        rtl=is_rtl(material.language),
        captions_by=asked.captions_by,
        scale=scale,
        card_room=card_room(material.clips[master.cut.shots[-1].scene]),
    )
    used = [material.clips[shot.scene].file for shot in master.cut.shots]
    return FilmJob(
        path=path,
        craft=CRAFT,
        placements=tuple(each.id for each, _ in master.uses),
        language=material.language,
        variant=material.variant.id,
        seed=seed,
        take=len(said),
        feedback=said,
        ratio=master.ratio,
        seconds=master.cut.seconds,
        timeline=lay_out(cut, framing),
        captions=spoken(cut),
        untimed=untimed(cut),
        draft=track.draft or any(file.draft for file in used),
        source_type=_source_type([track, *used]),
    )


def stem_of(job: FilmJob) -> str:
    """The film's path without what sets it apart from its siblings."""
    return job.path.removesuffix(".mp4").removesuffix(".clean").removesuffix(".2160p")


def _source_type(files: Sequence[MediaFile]) -> SourceType:
    if any("rainedAlgorithmicMedia" in file.source_type for file in files):
        return "compositeWithTrainedAlgorithmicMedia"
    captured = any(file.source_type in {"digitalCapture", "composite"} for file in files)
    return "composite" if captured else "algorithmicMedia"


def _sibling(path: str, kind: str) -> str:
    return f"{path.removesuffix('.mp4')}.{kind}.mp4"
