"""From a storyboard's cut to a timeline: what is seen, read and said at every moment of one film."""

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from astro_pipeline.agents.end_card import end_card
from astro_pipeline.agents.entering import entries
from astro_pipeline.agents.film_material import Material
from astro_pipeline.agents.framing import Framing
from astro_pipeline.agents.mixer import narration_starts
from astro_pipeline.domain.brief import is_rtl
from astro_pipeline.domain.media import Clip, SpokenWord
from astro_pipeline.domain.staging import Staging
from astro_pipeline.domain.timeline import (
    FRAME_RATES,
    Caption,
    Captions,
    Mark,
    Motion,
    Move,
    Scene,
    Text,
    Timeline,
)
from astro_pipeline.media.film.captions import group_words
from astro_pipeline.media.pixels.colour import (
    WHITE,
    Rgb,
    chroma,
    contrast,
    most_legible,
    parse,
    to_hex,
    with_lightness,
)

_FADE: Final = 0.22
_BEFORE: Final = 0.16
"""Seconds before the next picture comes that a headline begins to go."""
_FOREVER: Final = 3600.0
_STANDS_OFF: Final = 4.0


def lay_out(material: Material, framing: Framing) -> Timeline:
    """The whole film as data."""
    scenes = tuple(_scenes(material))
    end = end_card(material, framing, enters=scenes[-1].entry_seconds)
    fonts = tuple(font.sha256 for font in material.brief.brand.fonts if font.sha256)
    return Timeline(
        width=framing.width,
        height=framing.height,
        fps=FRAME_RATES[material.brief.film.fps],
        seconds=float(material.cut.seconds),
        scenes=scenes,
        card=end.card,
        marks=(*_marks(material, framing, until=end.start), end.mark),
        texts=(*_headlines(material, framing, scenes, until=end.start), *end.texts),
        buttons=end.buttons,
        captions=_captions(material, framing) if material.asked.captions else None,
        audio=material.audio,
        fonts=fonts,
    )


def spoken(material: Material) -> tuple[Caption, ...]:
    """The narration as captions, each inside its own scene's narration."""
    starts = narration_starts(material.cut, material.voiceover, language=material.language)
    chunks: list[Caption] = []
    for place, (scene, begin) in enumerate(starts.items()):
        end = min(float(material.cut.seconds), *list(starts.values())[place + 1 : place + 2], _FOREVER)
        segment = material.voiceover.segment(scene, material.language)
        words = tuple(
            SpokenWord(text=word.text, start=round(begin + word.start, 3), end=round(begin + word.end, 3))
            for word in (segment.words if segment else ())
        )
        begun = [word for word in words if word.start < end]
        chunks.extend(group_words(begun, until=end, language=material.language))
    return tuple(chunks)


def untimed(material: Material) -> tuple[str, ...]:
    """The scenes of this film in which something is said and nobody knows when each word is."""
    segments = [
        (shot.scene, material.voiceover.segment(shot.scene, material.language)) for shot in material.cut.shots
    ]
    return tuple(scene for scene, segment in segments if segment and not segment.words)


def _scenes(material: Material) -> Iterator[Scene]:
    stagings = [_staging(material.clips[shot.scene]) for shot in material.cut.shots]
    for place, (shot, entry) in enumerate(zip(material.cut.shots, entries(material, stagings), strict=True)):
        clip = material.clips[shot.scene]
        yield Scene(
            picture=clip.file.sha256,
            moving=clip.file.kind == "video",
            start=shot.start,
            seconds=shot.seconds,
            move=_move(clip.move),
            focus=_focus(clip),
            entry=entry.kind,
            entry_seconds=entry.seconds,
            stage=stagings[place],
            colours=entry.colours,
            mirrored=is_rtl(material.language),
        )


def _staging(clip: Clip) -> Staging | None:
    """The layers the animator staged the clip with; None for a photograph or a film."""
    told = clip.facts.get("stage") if clip.file.kind == "image" else None
    return None if told is None else Staging.model_validate(told)


def _move(name: str) -> Move:
    return next((move for move in get_args(Move) if move == name), "push_in")


def _focus(clip: Clip) -> tuple[float, float]:
    """Where the animator says the eye goes, if it says so; else the middle."""
    match clip.facts.get("focus"):
        case [int() | float() as x, int() | float() as y] if 0 <= x <= 1 and 0 <= y <= 1:
            return float(x), float(y)
        case _:
            return 0.5, 0.5


def _marks(material: Material, framing: Framing, *, until: float) -> Iterator[Mark]:
    """The brand over the scenes, gone just before the card comes up."""
    brand = material.brief.brand
    if until > 0:
        yield Mark(
            name=material.brief.brand_name,
            logo=brand.logo.sha256 if brand.logo else None,
            box=framing.brand,
            start=0,
            end=round(until - 0.1, 3),
            align="end" if is_rtl(material.language) else "start",
        )


def _headlines(
    material: Material, framing: Framing, scenes: tuple[Scene, ...], *, until: float
) -> Iterator[Text]:
    """Each scene's overlay: in when the picture has mostly come, gone before the next one is there.

    The first stands from the first frame: that is what a feed shows before anything plays.
    """
    for place, (shot, scene) in enumerate(zip(material.cut.shots, scenes, strict=True)):
        words = material.storyboard.scene(shot.scene).overlay.get(material.language)
        start = shot.start + max(_FADE, scene.entry_seconds * 0.5) if place else 0.0
        last = place == len(scenes) - 1
        end = until - _FADE if last else shot.start + shot.seconds - _BEFORE
        if words and end - start > 0.4:
            motion: Motion = "words" if place % 2 == 0 else "reveal"
            yield Text(
                text=words,
                language=material.language,
                box=framing.headline,
                start=round(start, 3),
                end=round(end, 3),
                size=framing.headline_size,
                smallest=round(44 * framing.scale),
                lines=3,
                motion=motion,
                come_seconds=0.6 if place else 0.0,
                stress=tuple(material.brief.brand.palette),
            )


def _captions(material: Material, framing: Framing) -> Captions | None:
    chunks = spoken(material)
    if not chunks:
        return None
    ground = with_lightness(material.colours.dark, 0.2, 0.5)
    accent = _accent(material.brief.brand.palette, ground)
    return Captions(
        chunks=chunks,
        language=material.language,
        box=framing.captions,
        size=framing.caption_size,
        ground=to_hex(ground),
        ink="#FFFFFF",
        accent=to_hex(accent),
        accent_ink=to_hex(most_legible((ground,), accent)),
    )


def _accent(palette: Sequence[str], ground: Rgb) -> Rgb:
    """The brand's liveliest colour that stands off the plate of the captions; white where none does."""
    seen = [colour for colour in map(parse, palette) if contrast(colour, ground) >= _STANDS_OFF]
    return max(seen, key=chroma) if seen else WHITE
