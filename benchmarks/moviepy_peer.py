# pyright: basic
# moviepy has no types worth the name.
"""The same ad as somebody who knows moviepy would write it: what the renderer is measured against.

Clips of the stills with a zoom and cross-fades, headlines and captions as text clips laid over
them, one composite, one call that writes it. Same stills, cuts and encoder settings as ours.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from font_manrope import ManropeExtraBold
from moviepy import AudioFileClip, ColorClip, CompositeVideoClip, ImageClip, TextClip, VideoClip, vfx

from astro_pipeline.domain.timeline import Caption, Scene, Timeline

_CAPTION_SIZE, _HEADLINE_SIZE = 60, 120


def film(timeline: Timeline, blobs: Path, out: Path) -> None:
    """Write the film."""
    size, font = (timeline.width, timeline.height), str(ManropeExtraBold)
    clips = [
        *(_scene(scene, place, blobs, size) for place, scene in enumerate(timeline.scenes)),
        *_headlines(timeline, font),
        *_brand(timeline, font),
    ]
    for chunk in timeline.captions.chunks if timeline.captions else ():
        if chunk.end <= timeline.seconds:
            clips.extend(_caption(chunk, font, size))
    picture = CompositeVideoClip(clips, size=size).with_duration(timeline.seconds)
    sound = AudioFileClip(str(blobs / (timeline.audio or ""))).with_duration(timeline.seconds)
    picture.with_audio(sound).write_videofile(
        str(out),
        fps=float(timeline.rate),
        codec="libx264",
        preset="veryfast",
        audio_codec="aac",
        audio_bitrate="192k",
        threads=4,
        ffmpeg_params=["-crf", "21", "-tune", "animation", "-g", "60"],
        temp_audiofile=str(out.with_suffix(".m4a")),
        logger=None,
    )


def _scene(scene: Scene, place: int, blobs: Path, size: tuple[int, int]) -> VideoClip:
    lasting = scene.seconds + 0.4

    def zoom(second: float) -> float:
        return 1.02 + 0.08 * second / lasting

    clip = (
        ImageClip(str(blobs / scene.picture))
        .resized(size)
        .with_duration(lasting)
        .resized(zoom)
        .with_position("center")
        .with_start(scene.start)
    )
    return clip.with_effects([vfx.CrossFadeIn(scene.entry_seconds)]) if place else clip


def _headlines(timeline: Timeline, font: str) -> Iterator[VideoClip]:
    for text in timeline.texts:
        if text.start >= timeline.seconds:
            continue
        top = text.box.y

        def place(second: float, x: int = text.box.x, y: int = top) -> tuple[int, float]:
            return x, y + 60 * max(0.0, 1 - second / 0.6) ** 3

        yield (
            TextClip(font=font, text=text.text, font_size=_HEADLINE_SIZE, color="white", margin=(10, 30))
            .with_start(text.start)
            .with_duration(text.end - text.start)
            .with_position(place)
            .with_effects([vfx.CrossFadeIn(0.4), vfx.CrossFadeOut(0.2)])
        )


def _brand(timeline: Timeline, font: str) -> Iterator[VideoClip]:
    for mark in timeline.marks:
        if mark.start < timeline.seconds:
            yield (
                TextClip(font=font, text=mark.name, font_size=64, color="white", margin=(8, 16))
                .with_start(mark.start)
                .with_duration(mark.end - mark.start)
                .with_position((mark.box.x, mark.box.y))
            )


def _caption(chunk: Caption, font: str, size: tuple[int, int]) -> Iterator[VideoClip]:
    """A plate, its words, and each word again on its own ground while it is said."""

    def word(text: str, **how: object) -> TextClip:
        return TextClip(font=font, text=text, font_size=_CAPTION_SIZE, margin=(8, 16), **how)

    plain = [word(each.text, color="white") for each in chunk.words]
    wide = sum(clip.w for clip in plain)
    left, top, lasting = (size[0] - wide) // 2, round(size[1] * 0.66), chunk.end - chunk.start
    plate = ColorClip((wide + 80, 118), color=(11, 20, 19)).with_opacity(0.86)
    yield plate.with_start(chunk.start).with_duration(lasting).with_position(("center", top - 8))
    for said, clip in zip(chunk.words, plain, strict=True):
        yield clip.with_start(chunk.start).with_duration(lasting).with_position((left, top))
        lit = word(said.text, color="#101816", bg_color="#F7B538")
        yield lit.with_start(said.start).with_duration(said.end - said.start).with_position((left, top))
        left += clip.w


if __name__ == "__main__":
    film(Timeline.model_validate_json(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), Path(sys.argv[3]))
