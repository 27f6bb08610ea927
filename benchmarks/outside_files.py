# pyright: basic
# moviepy has no types worth the name.
"""Ads and films as our users' other tools export them: plain ffmpeg, Pillow, moviepy; good ones and bad."""

import subprocess
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from font_manrope import ManropeExtraBold, ManropeMedium
from PIL import Image, ImageCms, ImageDraw, ImageFilter, ImageFont

TALL = (1080, 1920)
SECONDS = 4
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
TAGS = ("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv")
H264 = ("-c:v", "libx264", "-preset", "superfast", "-crf", "20", "-pix_fmt", "yuv420p", "-profile:v", "high")
AAC = ("-c:a", "aac", "-b:a", "192k", "-ar", "48000")
FAST = ("-movflags", "+faststart")
CLEAN = (*H264, *TAGS, *AAC, *FAST)
_TO_709 = "scale=out_color_matrix=bt709:out_range=tv"
_MEANT = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


def ffmpeg(*arguments: object) -> str:
    """Run ffmpeg; what it said."""
    command = [FFMPEG, "-hide_banner", "-nostats", "-y", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return done.stderr


def picture(
    size: tuple[int, int] = (1080, 1350),
    *,
    headline: str = "Slow coffee,\nready cold",
    small: str = "Steeped for 18 hours",
    small_px: int = 44,
    top: float = 0.16,
    ground: tuple[int, int, int] = (242, 236, 226),
    ink: tuple[int, int, int] = (38, 30, 24),
) -> Image.Image:
    """An ad: a lit can on a ground with grain, a headline and a line below it."""
    wide, high = size
    image = Image.new("RGB", size, ground)
    grain = np.random.default_rng(1).normal(0, 2, (high, wide, 1))
    image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    can = product().resize((wide // 3, wide // 2))
    image.paste(can, (wide // 2 - can.width // 2, round(0.44 * high)), can)
    draw = ImageDraw.Draw(image)
    place = (round(0.09 * wide), round(top * high))
    large, low = ImageFont.truetype(ManropeExtraBold, round(0.085 * wide)), round(0.03 * high)
    draw.multiline_text(place, headline, ink, large)
    below = draw.multiline_textbbox(place, headline, large)[3] + low
    draw.text((place[0], below), small, ink, ImageFont.truetype(ManropeMedium, small_px))
    return image


@cache
def product() -> Image.Image:
    """A can, lit from the left, on nothing."""
    wide, high = 600, 900
    across = np.abs(np.linspace(-1.1, 1, wide)) ** 2
    shade = np.clip(230 - 170 * across, 20, 255)
    pixels = np.zeros((high, wide, 4), np.uint8)
    pixels[..., 0], pixels[..., 1], pixels[..., 2] = shade * 0.75, shade * 0.45, shade * 0.3
    mask = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(mask).rounded_rectangle((20, 20, wide - 20, high - 20), 70, fill=255)
    pixels[..., 3] = np.asarray(mask.filter(ImageFilter.GaussianBlur(1)))
    return Image.fromarray(pixels)


def words(path: Path, text: str, size: tuple[int, int], *, top: float, px: int = 96) -> Path:
    """A title to lay over a film."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    font = ImageFont.truetype(ManropeExtraBold, px)
    ImageDraw.Draw(image).multiline_text((round(0.09 * size[0]), round(top * size[1])), text, "white", font)
    image.save(path)
    return path


def film(
    path: Path,
    *options: object,
    size: tuple[int, int] = TALL,
    rate: str = "30",
    colours: tuple[str, str] = ("0x5b3a26", "0xb9c9a8"),
    sound: Path | None = None,
    title_top: float = 0.2,
    after: str = "null",
) -> Path:
    """Two shots of a can that drifts over a moving gradient, titled, written with these options."""
    cut = _cut(path.parent, size, rate, colours, title_top)
    heard = ("-i", sound, "-map", "0:v", "-map", "1:a") if sound else ()
    ffmpeg("-i", cut, *heard, "-vf", after, *options, "-t", SECONDS, path)
    return path


@cache
def _cut(folder: Path, size: tuple[int, int], rate: str, colours: tuple[str, str], title_top: float) -> Path:
    """The film as it leaves the editing table: every frame as it is, in BT.709."""
    wide, high = size
    name = f"{wide}x{high}_{rate.replace('/', '-')}_{'_'.join(colours)}_{title_top}"
    can, title, path = folder / "can.png", folder / f"{name}.png", folder / f"{name}.mov"
    product().save(can)
    words(title, "Slow coffee,\nready cold", size, top=title_top, px=round(wide * 0.085))
    shots = "".join(
        f"gradients=s={wide // 4}x{high // 4}:r={rate}:d={SECONDS / 2}:c0={colour}:c1=0x201510:"
        f"seed={number}:n=2:speed=0.02,scale={wide}x{high}:flags=bicubic[g{number}];"
        f"[0:v]scale={wide // 3}:-1[c{number}];"
        f"[g{number}][c{number}]overlay=x='W*({0.2 + 0.2 * number}+0.05*t)':y=H*0.42[s{number}];"
        for number, colour in enumerate(colours)
    )
    graph = f"{shots}[s0][s1]concat=n=2[two];[two][1:v]overlay=0:0,{_TO_709},format=yuv420p,{_MEANT}[v]"
    stills = ("-framerate", rate, "-loop", 1, "-i", can, "-framerate", rate, "-loop", 1, "-i", title)
    ffmpeg(*stills, "-filter_complex", graph, "-map", "[v]", "-c:v", "libx264", "-preset", "ultrafast",
           "-qp", 0, "-r", rate, "-t", SECONDS, path)  # fmt: skip
    return path


def bed(folder: Path, lufs: float = -14.0, *, channels: int = 2) -> Path:
    """A bed of chords as a WAV, brought to that loudness by ffmpeg's own meter."""
    path = folder / f"bed{lufs:g}_{channels}.wav"
    left, right = (
        "+".join(f"0.05*sin(2*PI*{pitch}*t)*(0.7+0.3*sin({beat}*t))" for pitch, beat in voices)
        for voices in (
            ((220, 6), (277.2, 5), (330, 4), (1108, 9)),
            ((220, 5), (277.2, 6), (329, 4), (1110, 8)),
        )
    )
    sides = left if channels == 1 else f"{left}|{right}"
    raw = folder / f"raw{channels}.wav"
    ffmpeg("-f", "lavfi", "-i", f"aevalsrc={sides}:s=48000:d={SECONDS}", raw)
    said = ffmpeg("-i", raw, "-af", "ebur128", "-f", "null", "-")
    now = float(said.rsplit("I:", maxsplit=1)[1].split()[0])
    ffmpeg("-i", raw, "-af", f"volume={lufs - now:.2f}dB", path)
    return path


def with_moviepy(path: Path, sound: Path, *, careful: bool) -> Path:
    """The same kind of film by moviepy: as it writes by itself, or as somebody who knows better has it."""
    from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, concatenate_videoclips  # noqa: PLC0415

    folder = path.parent
    shots = []
    for number, ground in enumerate([(91, 58, 38), (44, 75, 63)]):
        still = folder / f"shot{number}.png"
        picture((1188, 2112), top=0.2, ground=ground, ink=(255, 255, 255)).save(still)
        shot = ImageClip(str(still)).with_duration(SECONDS / 2)
        shots.append(shot.with_position(lambda t, n=number: (-20, -96 - 24 * t * (1 - 2 * n))))
    clips = [CompositeVideoClip([shot], size=TALL).with_duration(SECONDS / 2) for shot in shots]
    whole = concatenate_videoclips(clips).with_audio(AudioFileClip(str(sound)))
    knowing = ["-vf", f"{_TO_709},{_MEANT}", *TAGS, *FAST] if careful else None
    whole.write_videofile(
        str(path), fps=30, codec="libx264", preset="superfast", audio_codec="aac",
        audio_fps=48_000 if careful else 44_100, ffmpeg_params=knowing, logger=None,
    )  # fmt: skip
    whole.close()
    return path


def profiled(path: Path) -> Path:
    """A JPEG that carries another profile than sRGB, as a retouching program saves it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    picture((1080, 1080)).save(path, quality=92, icc_profile=profile.tobytes())
    return path
