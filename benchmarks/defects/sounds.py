"""Defects of sound, planted in the campaign's own mix and narration with plain ffmpeg and moviepy."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from kind import Kind, Planted, Site
from studio import Studio, ffmpeg, studio

from astro_pipeline.domain.review import Finding
from astro_pipeline.media.marking import mark
from astro_pipeline.quality.check_media import examine_audio, examine_voiceover

_WAV: Final = ("-c:a", "pcm_s16le", "-ar", "48000")
_LEVELS: Final = frozenset({"technical.loudness", "technical.true_peak"})


def _mixed(made: Studio, planted: Path) -> tuple[Finding, ...]:
    return examine_audio(made.brief, made.audio, made.with_file(made.audio.mixes[0].file.path, planted))


def _measured(made: Studio, rule: str) -> float:
    """What the rule measures on the campaign's own mix."""
    mix = made.audio.mixes[0]
    value = next(f.measured for f in _mixed(made, made.locate(mix.file)) if f.rule == rule)
    return float(value or 0.0)


def _filtered(filters: str, site: Site) -> tuple[Studio, Path, str]:
    made = studio(site.home)
    file = made.audio.mixes[0].file
    planted = ffmpeg(site.folder / "mix.wav", made.locate(file), "-af", filters, *_WAV, kind=file.source_type)
    return made, planted, file.path


def _heard(filters: str, measured: float | None, within: float, site: Site) -> Planted:
    made, planted, file = _filtered(filters, site)
    return Planted(_mixed(made, planted), file, measured=measured, within=within, beside=_LEVELS)


def _loud(site: Site, strength: float) -> Planted:
    """Half a unit of loudness up or down is allowed."""
    target = -14 + site.dice.choice((-0.5, 0.5)) * strength
    gain = target - _measured(studio(site.home), "technical.loudness")
    return _heard(f"volume={gain}dB", target, 0.05, site)


def _peaked(site: Site, strength: float) -> Planted:
    gain = -strength - _measured(studio(site.home), "technical.true_peak")
    return _heard(f"volume={gain}dB", -strength, 0.03, site)


def _silent(site: Site, strength: float) -> Planted:
    seconds = 3 * strength
    return _heard(f"volume=0:enable='between(t,1,{1 + seconds})'", seconds, 0.25, site)


def _leaning(site: Site, strength: float) -> Planted:
    own = _measured(studio(site.home), "technical.balance")
    gain = -3 * strength - own
    return _heard(f"pan=stereo|c0=c0|c1={10 ** (gain / 20)}*c1", -3 * strength, 0.1, site)


def _cancelling(site: Site, strength: float) -> Planted:
    own = _measured(studio(site.home), "technical.mono")
    sign = -1 if strength else 1
    return _heard(f"pan=stereo|c0=c0|c1={sign}*c1", sign * own, 0.02, site)


def _clipped(site: Site, strength: float) -> Planted:
    return _heard(f"volume={18 if strength else 0}dB", None, 0, site)


def _off_zero(site: Site, strength: float) -> Planted:
    return _heard(f"dcshift={0.005 * strength}", 0.005 * strength, 0.0002, site)


def _short(site: Site, strength: float) -> Planted:
    seconds = 6 - 0.1 * strength
    return _heard(f"atrim=0:{seconds}", seconds, 0.002, site)


def _late(site: Site, strength: float) -> Planted:
    """Moviepy lets the mix begin later, over silence."""
    from moviepy import AudioFileClip, CompositeAudioClip  # noqa: PLC0415 -- it takes a second to load

    made = studio(site.home)
    file = made.audio.mixes[0].file
    path = site.folder / "late.wav"
    with AudioFileClip(str(made.locate(file))) as clip:
        whole = CompositeAudioClip([clip.with_start(0.3 * strength)]).with_duration(6)
        whole.write_audiofile(str(path), fps=48_000, nbytes=2, codec="pcm_s16le", logger=None)
    mark(path, file.source_type)
    return Planted(_mixed(made, path), file.path, measured=0.3 * strength, within=0.03, beside=_LEVELS)


def _buried(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    (mix, *others) = made.audio.mixes
    drowned = mix.model_copy(update={"speech_over_music_lu": 10 * strength})
    found = examine_audio(
        made.brief, made.audio.model_copy(update={"mixes": (drowned, *others)}), made.locate
    )
    return Planted(found, mix.file.path, measured=10 * strength, within=0.01)


def _faint(site: Site, strength: float) -> Planted:
    """A line of the narration that is next to silent."""
    made = studio(site.home)
    file = made.voiceover.segments[0].file
    clean = examine_voiceover(made.brief, made.voiceover, made.locate)
    own = next(f.measured for f in clean if (f.rule, f.file) == ("technical.heard", file.path))
    filters = ("-af", f"volume={-50 * strength - float(own or 0.0)}dB")
    planted = ffmpeg(site.folder / "faint.wav", made.locate(file), *filters, *_WAV, kind=file.source_type)
    found = examine_voiceover(made.brief, made.voiceover, made.with_file(file.path, planted))
    return Planted(found, file.path, measured=-50 * strength, within=0.6)


def _broken(site: Site, strength: float) -> Planted:
    made = studio(site.home)
    file = made.audio.mixes[0].file
    path = site.folder / "mix.wav"
    whole = made.locate(file).read_bytes()
    path.write_bytes(whole[:30] if strength else whole)
    return Planted(_mixed(made, path), file.path)


def _unmarked(site: Site, strength: float) -> Planted:
    """Plain ffmpeg keeps samples and loses what the file said of its origin."""
    made = studio(site.home)
    file = made.audio.mixes[0].file
    path = ffmpeg(site.folder / "copy.tmp", made.locate(file), "-f", "wav", *_WAV)
    if not strength:
        mark(path, file.source_type)
    return Planted(_mixed(made, path), file.path, measured="unmarked")


def _kind(
    name: str,
    rule: str,
    plant: Callable[[Site, float], Planted],
    worse: Literal["more", "less", "there"],
    near: float = 0.03,
) -> Kind:
    return Kind(name, "sound", "ffmpeg", f"technical.{rule}", plant, worse=worse, near=near, costly=True)


KINDS: tuple[Kind, ...] = (
    _kind("mix too loud or too quiet", "loudness", _loud, "more", 0.1),
    _kind("peaks too high", "true_peak", _peaked, "less", 0.04),
    _kind("nothing heard for seconds", "silence", _silent, "more", 0.1),
    _kind("sound leans to one side", "balance", _leaning, "more", 0.04),
    _kind("sides that cancel", "mono", _cancelling, "there"),
    _kind("sound cut off at full scale", "clipping", _clipped, "there"),
    _kind("wave off its zero", "offset", _off_zero, "more", 0.05),
    _kind("sound too short", "seconds", _short, "more", 0.05),
    Kind(
        "sound begins late", "sound", "moviepy", "technical.start", _late, worse="more", near=0.1, costly=True
    ),
    Kind(
        "voice buried in music",
        "sound",
        "own",
        "technical.speech_over_music",
        _buried,
        worse="less",
        costly=True,
    ),
    _kind("narration next to silent", "heard", _faint, "more"),
    Kind("sound that cannot be decoded", "sound", "bytes", "technical.decodes", _broken, costly=True),
    Kind("sound without its mark", "sound", "ffmpeg", "provenance.marked", _unmarked, costly=True),
)
