"""The audio engineer: voice, music and effects become one finished sound per film length and language."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from astro_pipeline.agents.mastering import levelled, loudness_stem, targets_of
from astro_pipeline.agents.wishes import Heard, Vocabulary, heard
from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.media import (
    Audio,
    AudioMix,
    Licence,
    Made,
    MediaFile,
    Music,
    Order,
    SoundEffects,
    SourceType,
    Voiceover,
)
from astro_pipeline.domain.placements import SoundTarget
from astro_pipeline.domain.plan import Cut, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.media.marking import mark
from astro_pipeline.media.sound.cueing import on_cue
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.mastering import Master
from astro_pipeline.media.sound.mix import Balance, Placed, mix
from astro_pipeline.media.sound.samples import RATE, wav

CRAFT = "mixer"
VERSION = "3"

ENTRANCE = 0.15
"""Seconds from a shot's beginning to its narration's."""

_PAUSE = 0.12
"""The least silence between two narrations, in seconds."""

_VOICE, _MUSIC, _LOUDER = (
    r"(?:voice|narration|voix)",
    r"(?:music|musique)",
    r"(?:louder|up|plus forte?|monte\w*)",
)
_QUIETER = r"(?:quieter|softer|down|lower|less loud|moins forte?|plus basse?|baisse\w*)"
_EFFECTS = r"(?:sound effects|effects|effets|bruitages)"
_VOCABULARY: Vocabulary = {
    "louder voice": rf"{_LOUDER}[^.,;]*{_VOICE}|{_VOICE}[^.,;]*{_LOUDER}",
    "quieter voice": rf"{_QUIETER}[^.,;]*{_VOICE}|{_VOICE}[^.,;]*{_QUIETER}",
    "louder music": rf"{_LOUDER}[^.,;]*{_MUSIC}|{_MUSIC}[^.,;]*{_LOUDER}",
    "quieter music": rf"{_QUIETER}[^.,;]*{_MUSIC}|{_MUSIC}[^.,;]*{_QUIETER}",
    "louder effects": rf"{_LOUDER}[^.,;]*{_EFFECTS}|{_EFFECTS}[^.,;]*{_LOUDER}",
    "quieter effects": rf"{_QUIETER}[^.,;]*{_EFFECTS}|{_EFFECTS}[^.,;]*{_QUIETER}",
    "no effects": rf"(?:no|without|pas d'|sans(?: les)?) ?{_EFFECTS}",
    "no music": rf"(?:no|without|pas de|sans(?: la)?) {_MUSIC}",
}
_STEP_DB = 3.0
_SHORT_LU = 0.3
_ELSEWHERE = "pace and feeling are asked of voiceover, calmer or other music of music"


class Stem(Frozen):
    """A file in the mix, and when it starts, in seconds."""

    name: str
    sha256: str
    at: float
    seconds: float
    turn: int = 0
    """How often the same effect has sounded before it."""


class MixOrder(Order):
    """The sound of one film length in one language at one loudness."""

    seconds: int
    voice: tuple[Stem, ...]
    music: Stem | None
    effects: tuple[Stem, ...]
    voice_db: float
    music_db: float
    effects_db: float
    target: SoundTarget = SoundTarget()
    draft: bool
    """True where a draft is in it."""
    source_type: SourceType
    licences: tuple[Licence, ...]


def narration_starts(cut: Cut, voiceover: Voiceover, *, language: str) -> dict[str, float]:
    """When each scene's narration starts, in seconds: with its shot, or after the narration before it."""
    starts: dict[str, float] = {}
    free = 0.0
    for shot in cut.shots:
        segment = voiceover.segment(shot.scene, language)
        if segment:
            starts[shot.scene] = round(max(shot.start + ENTRANCE, free), 3)
            free = starts[shot.scene] + (segment.file.seconds or 0.0) + _PAUSE
    return starts


def order_mixes(
    brief: Brief,
    storyboard: Storyboard,
    *,
    voiceover: Voiceover,
    music: Music,
    effects: SoundEffects,
    feedback: Feedback,
) -> tuple[MixOrder, ...]:
    """One order per cut, language and loudness wanted, whether it is spoken or not."""
    languages = tuple(dict.fromkeys((*storyboard.languages, *brief.languages))) or (brief.language,)
    desk = _Desk(brief=brief, storyboard=storyboard, voiceover=voiceover, music=music, effects=effects)
    return tuple(
        _ordered(desk, cut, language, target=target, feedback=feedback)
        for cut in storyboard.cuts
        for target in targets_of(brief, cut.seconds)
        for language in languages
    )


def mix_down(order: MixOrder, path: Path, *, blob: Callable[[str], Path]) -> Made:
    """Writes the mix to `path` (48 kHz, 16 bit); its facts are measured on the file as written."""
    voice = [Placed(listen(blob(stem.sha256)), stem.at) for stem in order.voice]
    bed = listen(blob(order.music.sha256)) if order.music else None
    mixed = mix(
        order.seconds,
        voice=voice,
        music=bed,
        effects=[
            on_cue(listen(blob(stem.sha256)), stem.name, cue=stem.at, turn=stem.turn)
            for stem in order.effects
        ],
        balance=Balance(order.voice_db, order.music_db, order.effects_db),
        target=order.target,
    )
    path.write_bytes(wav(mixed.sound, seed=order.seed))
    mark(path, order.source_type)
    measured = _measured(path, gap=mixed.speech_over_music_lu)
    return Made(
        kind="audio",
        seconds=float(order.seconds),
        provider="astro-pipeline",
        model=order.craft,
        draft=order.draft,
        source_type=order.source_type,
        licence=_licence(order.licences),
        repairs=(levelled(order.path, mixed.master, measured, target=order.target),),
        facts=measured,
        notes=(*_late(order, voice), *_sparse(order, mixed.master), *_heard(order.feedback).notes),
    )


def assemble_audio(made: Sequence[tuple[MixOrder, MediaFile, Mapping[str, JsonValue]]]) -> Audio:
    """Every mix from its file and facts."""
    return Audio(
        mixes=tuple(
            AudioMix.model_validate(
                {
                    "seconds": order.seconds,
                    "language": order.language,
                    "file": file,
                    "integrated_lufs": facts["integrated_lufs"],
                    "true_peak_dbtp": facts["true_peak_dbtp"],
                    "speech_over_music_lu": facts.get("speech_over_music_lu"),
                    "target": order.target,
                }
            )
            for order, file, facts in made
        )
    )


class _Desk(Frozen):
    """Everything that can be mixed."""

    brief: Brief
    storyboard: Storyboard
    voiceover: Voiceover
    music: Music
    effects: SoundEffects


def _ordered(desk: _Desk, cut: Cut, language: str, *, target: SoundTarget, feedback: Feedback) -> MixOrder:
    path = f"audio/{loudness_stem(cut.seconds, target.loudness_lufs)}.{language}.wav"
    wishes = _heard(feedback.said(path)).wishes
    voice = _voice_stems(desk, cut, language)
    bed = next((each for each in desk.music.beds if each.seconds == cut.seconds), None)
    heard_bed = None if bed and voice and "no music" in wishes else bed
    effects = [] if "no effects" in wishes else _effect_stems(desk, cut)
    files = [file for _, file in voice] + [file for _, file in effects]
    files += [heard_bed.file] if heard_bed else []
    return MixOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        language=language,
        seed=seed_for(desk.brief.seed, desk.brief.edition, path),
        take=feedback.take(path),
        feedback=feedback.said(path),
        seconds=cut.seconds,
        voice=tuple(stem for stem, _ in voice),
        music=_stem("music", heard_bed.file, 0.0) if heard_bed else None,
        effects=tuple(stem for stem, _ in effects),
        voice_db=_turned(wishes, "voice"),
        music_db=_turned(wishes, "music"),
        effects_db=_turned(wishes, "effects"),
        target=target,
        draft=any(file.draft for file in files),
        source_type=_source_type(files),
        licences=tuple(dict.fromkeys(file.licence for file in files)),
    )


def _heard(comments: Sequence[str]) -> Heard:
    understood = heard(comments, _VOCABULARY)
    return Heard(understood.wishes, tuple(f"{note}; {_ELSEWHERE}" for note in understood.notes))


def _turned(wishes: Sequence[str], what: Literal["voice", "music", "effects"]) -> float:
    return _STEP_DB * (wishes.count(f"louder {what}") - wishes.count(f"quieter {what}"))


def _voice_stems(desk: _Desk, cut: Cut, language: str) -> list[tuple[Stem, MediaFile]]:
    starts = narration_starts(cut, desk.voiceover, language=language)
    segments = {scene: desk.voiceover.segment(scene, language) for scene in starts}
    return [
        (_stem(scene, segment.file, starts[scene]), segment.file)
        for scene, segment in segments.items()
        if segment
    ]


def _effect_stems(desk: _Desk, cut: Cut) -> list[tuple[Stem, MediaFile]]:
    files = {each.name: each.file for each in desk.effects.effects}
    sounded: list[str] = []
    stems: list[tuple[Stem, MediaFile]] = []
    for shot in cut.shots:
        for cue in desk.storyboard.scene(shot.scene).cues:
            if cue.effect in files:
                file, turn = files[cue.effect], sounded.count(cue.effect)
                stems.append((_stem(cue.effect, file, shot.start + cue.at, turn=turn), file))
                sounded.append(cue.effect)
    return stems


def _stem(name: str, file: MediaFile, at: float, *, turn: int = 0) -> Stem:
    return Stem(name=name, sha256=file.sha256, at=round(at, 3), seconds=file.seconds or 0.0, turn=turn)


def _source_type(files: Sequence[MediaFile]) -> SourceType:
    if any("rainedAlgorithmicMedia" in file.source_type for file in files):
        return "compositeWithTrainedAlgorithmicMedia"
    captured = any(file.source_type in {"digitalCapture", "composite"} for file in files)
    return "composite" if captured else "algorithmicMedia"


def _measured(path: Path, *, gap: float | None) -> dict[str, JsonValue]:
    written = listen(path)
    return {
        "integrated_lufs": round(float(integrated_lufs(written, RATE)), 2),
        "true_peak_dbtp": round(float(true_peak_dbtp(written)), 2),
        "speech_over_music_lu": None if gap is None else round(float(gap), 2),
    }


def _late(order: MixOrder, voice: Sequence[Placed]) -> list[str]:
    """Notes on narration that does not end within the film."""
    return [
        f"{order.path}: {stem.name} speaks {placed.end - order.seconds:.2f} s beyond the film; shorten it"
        for stem, placed in zip(order.voice, voice, strict=True)
        if placed.end > order.seconds
    ]


def _sparse(order: MixOrder, made: Master) -> list[str]:
    """A note on a mix with too little in it to be as loud as it should."""
    short = order.target.loudness_lufs - made.lufs
    if short <= _SHORT_LU:
        return []
    wanted = f"{order.target.loudness_lufs:g} is wanted; give it music, or a voice that says more"
    return [f"{order.path}: {made.lufs:.1f} LUFS is as loud as it can be without harm, {wanted}"]


def _licence(licences: Sequence[Licence]) -> Licence:
    """The mix is as free as its stems are: all of them are named."""
    names = " + ".join(dict.fromkeys(each.name for each in licences))
    holders = ", ".join(dict.fromkeys(each.holder for each in licences))
    sources = "; ".join(each.source for each in licences)
    return Licence(name=names, holder=holders, source=f"mixed from: {sources}")
