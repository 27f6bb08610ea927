"""Ads and films made outside this project, judged by `astro-pipeline check` beside what a person expects.

    python benchmarks/outside.py [FOLDER [FILE…]]

Makes them with plain ffmpeg, Pillow and moviepy, as other tools export them, and prints for each: what
somebody who delivers ads would say of it, what the check says, and whether the two agree. Exits 1
where they do not.
"""

import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from outside_files import (
    AAC,
    CLEAN,
    FAST,
    H264,
    SECONDS,
    TAGS,
    bed,
    ffmpeg,
    film,
    picture,
    profiled,
    with_moviepy,
)
from PIL import Image

from astro_pipeline.cli import exit_status

REELS, FEED, IN_STREAM = "meta_reels", "meta_feed", "youtube_in_stream"


@dataclass(frozen=True)
class Case:
    """A file, where it is to run, and the rules a person would hold against it; none where it is good."""

    name: str
    placement: str
    make: Callable[[Path], object]
    fails: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    """What a person would mention and let pass."""


def _variable(path: Path) -> None:
    """Frames of two lengths, as a screen recorder leaves them."""
    film(path, *CLEAN, sound=bed(path.parent), after="setpts='if(lt(N,60),N,60+(N-60)*1.5)/(30*TB)'")


def _late_sound(path: Path) -> None:
    whole = film(path.with_name("in_time.mp4"), *CLEAN, sound=bed(path.parent))
    ffmpeg("-i", whole, "-itsoffset", "0.4", "-i", whole, "-map", "0:v", "-map", "1:a", "-c", "copy",
           *FAST, "-t", SECONDS, path)  # fmt: skip


def _turned(path: Path) -> None:
    """Recorded lying, to be turned by the player."""
    lying = film(path.with_name("lying.mp4"), *CLEAN, size=(1920, 1080), sound=bed(path.parent))
    ffmpeg("-display_rotation", "90", "-i", lying, "-c", "copy", *FAST, path)


def _strobe(path: Path) -> None:
    flash = "eq=brightness='0.9*gt(mod(t,0.2),0.1)':eval=frame"
    film(path, *CLEAN, sound=bed(path.parent), after=flash)


def _letterboxed(path: Path) -> None:
    small = "scale=1080:608,pad=1080:1920:0:656:black"
    film(path, *CLEAN, size=(1920, 1080), sound=bed(path.parent), after=small, title_top=0.3)


def _animated(path: Path) -> None:
    frames = [picture((1080, 1080), small=text) for text in ("Steeped for 18 hours", "Never heated")]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=800, quality=90)


def _turned_photo(path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture((1080, 1080)).save(path, quality=92, exif=exif)


def _enlarged(path: Path) -> None:
    small = picture((1080, 1080)).resize((216, 216), Image.Resampling.LANCZOS)
    small.resize((1080, 1080), Image.Resampling.BICUBIC).save(path)


def _see_through(path: Path) -> None:
    image = picture((1080, 1080)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((1080, 1080)))
    image.save(path)


def _deep(path: Path) -> None:
    plain = path.with_name("plain.png")
    picture((1080, 1080)).save(plain)
    ffmpeg("-i", plain, "-pix_fmt", "rgb48be", path)


def _hdr(path: Path) -> None:
    tags = ("-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc")
    film(path, "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1",
         "-x265-params", "log-level=0:bframes=0", *tags, *AAC, *FAST, sound=bed(path.parent),
         after="setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc")  # fmt: skip


CASES = (
    Case("clean.mp4", REELS, lambda p: film(p, *CLEAN, sound=bed(p.parent))),
    Case("cinema_23976.mp4", REELS, lambda p: film(p, *CLEAN, rate="24000/1001", sound=bed(p.parent))),
    Case("moviepy_careful.mp4", REELS, lambda p: with_moviepy(p, bed(p.parent), careful=True)),
    Case("dark_brand.mp4", REELS,
         lambda p: film(p, *CLEAN, colours=("0x0a0a0a", "0x06080a"), sound=bed(p.parent))),
    Case("wide.mp4", IN_STREAM,
         lambda p: film(p, *CLEAN, size=(1920, 1080), sound=bed(p.parent)), ("technical.length_taken",)),
    Case("moviepy_default.mp4", REELS, lambda p: with_moviepy(p, bed(p.parent), careful=False),
         ("technical.colour_tags", "technical.faststart"), ("technical.edit_list",)),
    Case("chroma_444.mp4", REELS,
         lambda p: film(p, *CLEAN, "-pix_fmt", "yuv444p", "-profile:v", "high444", sound=bed(p.parent)),
         ("technical.codec", "technical.profile")),
    Case("full_range.mp4", REELS,
         lambda p: film(p, *CLEAN, "-color_range", "pc", sound=bed(p.parent),
                        after="scale=out_range=pc,format=yuvj420p"), ("technical.range",)),
    Case("changing_rate.mp4", REELS, _variable, ("technical.frame_rate",)),
    Case("index_behind.mp4", REELS,
         lambda p: film(p, *H264, *TAGS, *AAC, sound=bed(p.parent)),
         ("technical.faststart",)),
    Case("one_channel.mp4", REELS, lambda p: film(p, *CLEAN, sound=bed(p.parent, channels=1)),
         (), ("technical.channels",)),
    Case("too_loud.mp4", REELS, lambda p: film(p, *CLEAN, sound=bed(p.parent, -8.0)),
         ("technical.loudness", "technical.true_peak")),
    Case("silent_track.mp4", REELS,
         lambda p: film(p, *CLEAN, "-af", "volume=0", sound=bed(p.parent)),
         ("technical.loudness",), ("technical.silence",)),
    Case("no_sound.mp4", REELS, lambda p: film(p, *H264, *TAGS, *FAST), ("technical.sound",)),
    Case("late_sound.mp4", REELS, _late_sound, ("technical.sync",), ("technical.edit_list",)),
    Case("letterboxed.mp4", REELS, _letterboxed, ("technical.bars",)),
    Case("turned.mp4", REELS, _turned, ("technical.rotation",)),
    Case("hdr.mp4", REELS, _hdr, ("technical.codec", "technical.colour_tags")),
    Case("interlaced.mp4", REELS,
         lambda p: film(p, *CLEAN, "-flags", "+ilme+ildct", sound=bed(p.parent), after="setfield=tff"),
         ("technical.interlacing",)),
    Case("open_codecs.webm", REELS,
         lambda p: film(p, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime", *TAGS,
                        "-c:a", "libopus", sound=bed(p.parent)),
         ("technical.container", "technical.codec", "technical.sound_codec")),
    Case("strobe.mp4", REELS, _strobe, ("technical.flashing",)),
    Case("under_the_buttons.mp4", REELS,
         lambda p: film(p, *CLEAN, sound=bed(p.parent), title_top=0.8), ("technical.safe_zone",)),
    Case("clean.png", FEED, lambda p: picture().save(p)),
    Case("progressive.jpg", FEED, lambda p: picture((1080, 1080)).save(p, quality=90, progressive=True)),
    Case("deep_16_bit.png", FEED, _deep),
    Case("print_inks.jpg", FEED, lambda p: picture((1080, 1080)).convert("CMYK").save(p, quality=92),
         ("technical.colour_profile",)),
    Case("other_profile.jpg", FEED, profiled, (), ("technical.colour_profile",)),
    Case("animated.webp", FEED, _animated, ("technical.format", "technical.still")),
    Case("turned_photo.jpg", FEED, _turned_photo, ("technical.orientation",)),
    Case("enlarged.png", FEED, _enlarged, ("technical.sharpness",)),
    Case("see_through.png", FEED, _see_through, ("technical.opaque", "technical.contrast_seen")),
    Case("tiny_text.png", FEED, lambda p: picture((1080, 1080), small_px=12).save(p),
         (), ("technical.type_size",)),
    Case("pale_text.png", FEED, lambda p: picture((1080, 1080), ink=(214, 205, 190)).save(p),
         ("technical.contrast_seen",)),
)  # fmt: skip


def main(folder: Path, names: Sequence[str] = ()) -> int:
    """Make them, or those named; judge them, print the table; 1 where a person would not agree."""
    print(f"{'file':<22}{'a person expects':<46}{'the check says':<62}{'CPU s':>6}  agree")
    wrong = 0
    cases = [case for case in CASES if not names or case.name in names]
    for case in cases:
        path = folder / case.name
        case.make(path)
        fails, advised, seconds = judged(path, case.placement)
        agrees = set(fails) == set(case.fails) and set(case.advised) <= set(advised)
        wrong += not agrees
        said = _said(fails, [rule for rule in advised if rule in case.advised or not agrees])
        line = f"{case.name:<22}{_said(case.fails, case.advised):<46}{said:<62}{seconds:>6.1f}"
        print(f"{line}  {'yes' if agrees else 'NO'}", flush=True)
    print(f"{len(cases)} files, {wrong} judged otherwise than a person would")
    return 1 if wrong else 0


def judged(path: Path, placement: str) -> tuple[list[str], list[str], float]:
    """The rules that fail and those that advise, and the seconds of processor the check took."""
    before, told = time.process_time(), io.StringIO()
    with redirect_stdout(told):
        exit_status(["check", str(path), "--placement", placement, "--json"])
    said = json.loads(told.getvalue())
    broken = [each for each in said["findings"] if each["verdict"] == "fail"]
    closing = dict.fromkeys(each["rule"] for each in broken if not each["advisory"])
    advice = dict.fromkeys(each["rule"] for each in broken if each["advisory"])
    return list(closing), list(advice), time.process_time() - before


def _said(fails: list[str] | tuple[str, ...], advised: list[str] | tuple[str, ...]) -> str:
    bare = [rule.removeprefix("technical.") for rule in fails]
    meant = [f"({rule.removeprefix('technical.')})" for rule in advised]
    return " ".join([*bare, *meant]) or "pass"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
    with tempfile.TemporaryDirectory() as made_here:
        sys.exit(main(Path(made_here)))
