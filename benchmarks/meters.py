"""Meters on delivered films: every length in every ratio, each figure read from the decoded file.

    python benchmarks/meters.py [FOLDER]

Makes `examples/drink.yaml` as films of 6, 15, 30 and 60 s in four ratios, then measures loudness,
true peak, frames, and how far each caption lies from the word it begins with. Where a word is
heard is found by looking for its scene's narration in the film's own sound. Exits 1 on a miss.
"""

import json
import shutil
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from statistics import mean

import av
import numpy as np
import yaml

from astro_pipeline.cli import exit_status
from astro_pipeline.domain.media import Audio, Film, Video, Voiceover
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.loudness import integrated_lufs, true_peak_dbtp
from astro_pipeline.media.sound.samples import RATE, Samples

SECONDS = [6, 15, 30, 60]
PLACEMENTS = ["meta_stories", "youtube_in_stream", "meta_feed", "x_post"]
LUFS, LUFS_OFF = -14.0, 0.5
PEAK_DBTP = -1.0
GAP_LU = 10.0
SYNC_SECONDS = 0.08


def main(folder: Path) -> int:
    """Make the films and print a line for each; the number of misses decides the exit status."""
    campaign = made(folder)
    video = Video.model_validate(value(campaign, "video"))
    audio = Audio.model_validate(value(campaign, "audio"))
    voiceover = Voiceover.model_validate(value(campaign, "voiceover"))
    gaps = {(mix.seconds, mix.language): mix.speech_over_music_lu for mix in audio.mixes}
    missed = 0
    print(f"{'film':<24}{'LUFS':>8}{'dBTP':>8}{'gap LU':>8}{'frames':>14}{'captions off, mean (most)':>28}")
    for film in sorted(video.films, key=lambda each: (each.seconds, each.ratio)):
        missed += not told(film, campaign, voiceover, gaps[film.seconds, film.language])
    print(f"{len(video.films)} films, {missed} with a miss")
    return 1 if missed else 0


def made(folder: Path) -> Path:
    """The campaign's folder, delivered."""
    example = Path(__file__).parents[1] / "examples" / "drink.yaml"
    brief = yaml.safe_load(example.read_text("utf-8"))
    brief |= {"placements": PLACEMENTS, "film": {"seconds": SECONDS}, "name": "Meters"}
    brief.pop("channels", None)
    where = folder / "brief"
    shutil.copytree(example.parent / "assets", where / "assets", dirs_exist_ok=True)
    (where / "brief.yaml").write_text(yaml.safe_dump(brief, allow_unicode=True), "utf-8")
    exit_status(["run", str(where / "brief.yaml"), "--home", str(folder / "home")])
    return next(each for each in (folder / "home" / "campaigns").iterdir() if each.is_dir())


def value(campaign: Path, asset: str) -> dict[str, object]:
    """An asset's value as it is kept, without the name of its schema."""
    kept = json.loads((campaign / f"{asset}.json").read_bytes())
    return {key: part for key, part in kept.items() if key != "schema"}


def told(film: Film, campaign: Path, voiceover: Voiceover, gap: float | None) -> bool:
    """Print the film's figures; True where all hold."""
    path = campaign / film.file.path
    sound = listen(path)
    lufs, peak = integrated_lufs(sound, RATE), true_peak_dbtp(sound)
    frames, due = counted(path)
    off = captions_off(film, campaign, voiceover, sound)
    holds = (
        abs(lufs - LUFS) <= LUFS_OFF
        and peak <= PEAK_DBTP
        and (gap is None or gap >= GAP_LU)
        and frames == due
        and (not off or mean(off) <= SYNC_SECONDS)
    )
    sync = f"{1000 * mean(off):.0f} ms ({1000 * max(off):.0f} ms)" if off else "none"
    name = f"{film.ratio} {film.seconds} s {film.file.height}p"
    near = f"{gap:.1f}" if gap is not None else "–"
    counts, verdict = f"{frames} of {due}", "" if holds else "  MISS"
    print(f"{name:<24}{lufs:>8.2f}{peak:>8.2f}{near:>8}{counts:>14}{sync:>28}{verdict}")
    return holds


def counted(path: Path) -> tuple[int, int]:
    """How many frames decode, and how many its length and rate ask for."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        rate = stream.average_rate or Fraction(1)
        frames = sum(1 for _ in container.decode(stream))
    return frames, int(round(float(frames / rate)) * rate)


def captions_off(film: Film, campaign: Path, voiceover: Voiceover, sound: Samples) -> list[float]:
    """Seconds between each caption's first word as it is written and as it is heard."""
    if film.srt is None:
        return []
    cues = list(_cues((campaign / film.srt.path).read_text("utf-8")))
    heard: list[tuple[str, float]] = []
    for segment in voiceover.segments:
        if segment.language == film.language:
            begun = _found(listen(campaign / segment.file.path), sound)
            if begun is not None:
                heard += [(word.text, begun + word.start) for word in segment.words]
    heard.sort(key=lambda each: each[1])
    off: list[float] = []
    for start, first in cues:
        near = [abs(second - start) for text, second in heard if text == first]
        if near:
            off.append(min(near))
    return off


def _found(voice: Samples, sound: Samples) -> float | None:
    """Where the narration begins in the film, by correlation; None where the film does not have it."""
    one, other = sound.mean(axis=1), voice.mean(axis=1)
    if len(other) > len(one):
        return None
    size = 1 << (len(one) + len(other)).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    lags = product[: len(one) - len(other) + 1]
    at = int(np.argmax(np.abs(lags)))
    part = one[at : at + len(other)]
    alike = abs(float(lags[at])) / float(np.linalg.norm(part) * np.linalg.norm(other) + 1e-9)
    return at / RATE if alike > 0.5 else None


def _cues(srt: str) -> list[tuple[float, str]]:
    """Start and first word of each cue."""
    found: list[tuple[float, str]] = []
    for block in srt.strip().split("\n\n"):
        _, times, *lines = block.splitlines()
        hours, minutes, seconds = times.split(" --> ")[0].split(":")
        start = int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
        found.append((start, " ".join(lines).split()[0]))
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as made_here:
        sys.exit(main(Path(made_here)))
