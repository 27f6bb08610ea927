# pyright: basic
# PyAV's stubs leave containers and packets half typed.
"""How fast films are rendered, and in how much memory: paired, in one run, each measure in its own process.

    python benchmarks/film.py [--quick]

The same 15 s ad throughout. Pairs take turns and medians are printed, since machines are noisy;
CPU seconds are printed beside the wall. Exits with 1 where a target is missed.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from advert import Advert, another_picture, another_sound, make_advert, make_adverts
from moviepy_peer import film as peer_film

from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.encode import THREADS, configure
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.render import render
from astro_pipeline.media.film.scenes import Canvas
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.sound.aac import film_sound, sound_stream
from astro_pipeline.media.sound.listening import listen
from astro_pipeline.media.sound.samples import RATE

TALL, LARGE = (1080, 1920), (2160, 3840)
RATIOS = (TALL, (1080, 1080), (1920, 1080))
WORKERS = 2  # films rendered at once, as the pipeline does
PEER_SECONDS, PEER_QUICK_SECONDS, LARGE_SECONDS = 15.0, 3.0, 6.0
CHANGED = 2  # the scene that gets another picture


@dataclass(frozen=True, slots=True)
class Cost:
    """What one measure took."""

    wall: float
    cpu: float
    peak_mb: float


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    if arguments.measure:
        _measured(arguments.measure, Path(arguments.folder))
        return
    rounds = 1 if arguments.quick else 3
    with _memory() as name:
        folder = Path(name)
        lines = [*_speed(folder, rounds), *_peer(folder, quick=arguments.quick), *_again(folder, rounds)]
        lines += [*_ratios(folder, rounds), *_large(folder, rounds)]
    print(f"\n{os.cpu_count()} cores, median of {rounds}")
    sys.exit(0 if all(lines) else 1)


def _speed(folder: Path, rounds: int) -> list[bool]:
    """Our film against encoding the same frames alone."""
    _prepare(folder, TALL)
    _run("raw", folder)
    ours, alone = _in_turn(folder, rounds, "film", "encode")
    draw = _run("draw", folder)
    frames = _advert(folder).timeline.frames
    _told("15 s 1080×1920, the whole film", ours)
    _told("encoding the same frames alone", alone)
    print(f"{'drawing alone, one core':<44}{draw.cpu / frames * 1000:6.1f} ms a frame")
    return [
        _line("drawing a 1080×1920 frame, ms of one core", draw.cpu / frames * 1000, 11),
        _line("film ÷ encoding alone, wall", ours.wall / alone.wall, 1.3),
        _line("peak memory at 1080×1920, MB", ours.peak_mb, 600),
    ]


def _peer(folder: Path, *, quick: bool) -> list[bool]:
    """A typical moviepy program against our film of the same length."""
    seconds = PEER_QUICK_SECONDS if quick else PEER_SECONDS
    _prepare(folder, TALL, seconds=seconds)
    ours, theirs = _run("film", folder), _run("peer", folder)
    _told(f"moviepy, {seconds:.0f} s of the ad", theirs)
    _told(f"ours, {seconds:.0f} s of the ad", ours)
    return [_line("moviepy ÷ ours, wall", theirs.wall / ours.wall, 6, most=False)]


def _again(folder: Path, rounds: int) -> list[bool]:
    """One changed scene, and a changed sound alone, against all of it."""
    _prepare(folder, TALL)
    whole, scene, sound = _in_turn(folder, 2 * rounds + 1, "first", "scene", "sound")  # short: they scatter
    _told("first time, onto an empty shelf", whole)
    _told("another picture in one scene", scene)
    _told("another sound only", sound)
    return [
        _line("one changed scene ÷ all of it, wall", scene.wall / whole.wall, 0.25),
        _line("changed sound ÷ all of it, wall", sound.wall / whole.wall, 0.15),
    ]


def _ratios(folder: Path, rounds: int) -> list[bool]:
    """Three ratios at once against one after another."""
    together, apart = _in_turn(folder, rounds, "together", "apart")
    _told("9:16, 1:1 and 16:9 together", together)
    _told("one after another", apart)
    return [_line("together ÷ one after another, wall", together.wall / apart.wall, 1.1)]


def _large(folder: Path, rounds: int) -> list[bool]:
    """The first seconds of it at 4K."""
    _prepare(folder, LARGE, seconds=LARGE_SECONDS)
    _run("raw", folder)
    ours, alone = _in_turn(folder, rounds, "film", "encode")
    frames = _advert(folder).timeline.frames
    _told(f"2160×3840, {LARGE_SECONDS:.0f} s of the ad", ours)
    _told("encoding the same frames alone", alone)
    print(f"{'2160×3840':<44}{frames / ours.wall:6.1f} frames a second")
    print(f"{'film ÷ encoding alone at 2160×3840, wall':<44}{ours.wall / alone.wall:6.2f}")
    return [_line("peak memory at 2160×3840, MB", ours.peak_mb, 1400)]


# -- measures, each in a process of its own


def _film(advert: Advert, folder: Path) -> None:
    render(advert.timeline, folder / "film.mp4", blob=advert.blob)


def _raw(advert: Advert, folder: Path) -> None:
    """All frames, as they go to the encoder."""
    frames, canvas = FilmFrames(advert.timeline, advert.blob), Canvas.of(advert.timeline)
    with (folder / "frames.yuv").open("wb") as file:
        for number in range(advert.timeline.frames):
            file.write(frames.draw(number, canvas).buffer.tobytes())


def _draw(advert: Advert, folder: Path) -> None:
    del folder
    frames, canvas = FilmFrames(advert.timeline, advert.blob), Canvas.of(advert.timeline)
    _restart()
    for number in range(advert.timeline.frames):
        frames.draw(number, canvas)


def _encode(advert: Advert, folder: Path) -> None:
    """The frames that lie in memory through the same encoders, into the same container."""
    timeline = advert.timeline
    shape = (timeline.frames, timeline.height * 3 // 2, timeline.width)
    frames = np.memmap(folder / "frames.yuv", np.uint8, "r", shape=shape)
    options = {"movflags": "+faststart"}
    with av.open(str(folder / "alone.mp4"), "w", format="mp4", options=options) as container:
        stream = container.add_stream("libx264", rate=timeline.rate)
        configure(stream.codec_context, timeline, threads=THREADS)
        voice = sound_stream(container)
        for number in range(timeline.frames):
            picture = av.VideoFrame.from_ndarray(frames[number], format="yuv420p")
            picture.pts, picture.time_base = number, 1 / timeline.rate
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        sound = film_sound(
            listen(advert.blob(timeline.audio or "")), int(timeline.frames / timeline.rate * RATE)
        )
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        container.mux(voice.encode(frame))
        container.mux(voice.encode(None))


def _peer_film(advert: Advert, folder: Path) -> None:
    peer_film(advert.timeline, advert.folder, folder / "peer.mp4")


def _first(advert: Advert, folder: Path) -> None:
    shelf = SegmentShelf(Path(tempfile.mkdtemp(dir=folder)))
    render(advert.timeline, folder / "film.mp4", blob=advert.blob, shelf=shelf)


def _scene(advert: Advert, folder: Path) -> None:
    _on_full_shelf(advert, another_picture(advert, CHANGED), folder)


def _sound(advert: Advert, folder: Path) -> None:
    _on_full_shelf(advert, another_sound(advert), folder)


def _together(advert: Advert, folder: Path) -> None:
    del advert
    adverts = make_adverts(folder, sizes=RATIOS)
    _restart()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda each: _film(each, each.folder), adverts))


def _apart(advert: Advert, folder: Path) -> None:
    del advert
    adverts = make_adverts(folder, sizes=RATIOS)
    _restart()
    for each in adverts:
        _film(each, each.folder)


MEASURES: dict[str, Callable[[Advert, Path], None]] = {
    "film": _film, "raw": _raw, "draw": _draw, "encode": _encode, "peer": _peer_film, "first": _first,
    "scene": _scene, "sound": _sound, "together": _together, "apart": _apart,
}  # fmt: skip
_begun = [0.0, 0.0]


def _on_full_shelf(advert: Advert, changed: Timeline, folder: Path) -> None:
    """Render a film whose first state is on the shelf already."""
    shelf = SegmentShelf(Path(tempfile.mkdtemp(dir=folder)))
    render(advert.timeline, folder / "film.mp4", blob=advert.blob, shelf=shelf)
    _restart()
    render(changed, folder / "changed.mp4", blob=advert.blob, shelf=shelf)


def _restart() -> None:
    """Begin to count here: what came before is not what is measured."""
    _begun[:] = [time.perf_counter(), time.process_time()]


def _measured(name: str, folder: Path) -> None:
    advert = _advert(folder)
    _restart()
    MEASURES[name](advert, folder)
    wall, cpu = time.perf_counter() - _begun[0], time.process_time() - _begun[1]
    if name == "peer":  # moviepy's own ffmpeg is a child
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu += children.ru_utime + children.ru_stime
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "peak_mb": peak_mb}))


# -- telling


def _in_turn(folder: Path, rounds: int, *names: str) -> list[Cost]:
    """Each of these measures in turn, as often as there are rounds: the medians."""
    taken = [[_run(name, folder) for name in names] for _ in range(rounds)]
    return [
        Cost(*(statistics.median(getattr(cost, field) for cost in costs) for field in Cost.__slots__))
        for costs in zip(*taken, strict=True)
    ]


def _run(name: str, folder: Path) -> Cost:
    command = [sys.executable, __file__, "--measure", name, "--folder", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Cost(**json.loads(told.splitlines()[-1]))


def _prepare(folder: Path, size: tuple[int, int], *, seconds: float = 15.0) -> None:
    timeline = make_advert(folder, size=size, seconds=seconds).timeline
    (folder / "timeline.json").write_text(timeline.model_dump_json(), "utf-8")


def _advert(folder: Path) -> Advert:
    return Advert(Timeline.model_validate_json((folder / "timeline.json").read_bytes()), folder)


def _memory() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is one: disks are not what is measured."""
    shared = Path("/dev/shm")  # noqa: S108 -- tmpfs
    return tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None)


def _told(name: str, cost: Cost) -> None:
    print(f"{name:<44}{cost.wall:6.2f} s wall {cost.cpu:7.2f} s CPU {cost.peak_mb:7.0f} MB", flush=True)


def _line(name: str, figure: float, target: float, *, most: bool = True) -> bool:
    met = figure <= target if most else figure >= target
    sign = "≤" if most else "≥"
    print(f"  {name:<42}{figure:8.2f}   {sign} {target:<6g} {'met' if met else 'NOT MET'}", flush=True)
    return met


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="one round, and 3 s of the moviepy program")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
