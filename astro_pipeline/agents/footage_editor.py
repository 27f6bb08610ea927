"""The footage editor: the customer's own film as scenes, cut to each of them in each ratio."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol, TypeVar

from pydantic import JsonValue

from astro_pipeline.domain.base import Frozen
from astro_pipeline.domain.brief import Brief, FootageClip
from astro_pipeline.domain.grade import Grade
from astro_pipeline.domain.licence import Used, supplied
from astro_pipeline.domain.media import RATIO_SIZE, Clip, Clips, Made, MediaFile, Order, Ratio, SourceType
from astro_pipeline.domain.plan import Storyboard
from astro_pipeline.domain.review import Feedback
from astro_pipeline.domain.timeline import FRAME_RATES
from astro_pipeline.media.credentials import made_as, origin_of
from astro_pipeline.media.footage.cube import read_cube
from astro_pipeline.media.footage.edit import Take, edit
from astro_pipeline.media.footage.grade import Grader
from astro_pipeline.media.footage.looking import LEEWAY
from astro_pipeline.media.marking import mark

VERSION: Final = "2"
CRAFT: Final = f"footage_editor/{VERSION}"

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

_ROOM: Final = 0.6
"""Seconds beyond its shot in which a scene is still seen: the next one enters over it."""
_LARGE: Final = 2
_SOFT: Final = 1.6
"""Enlarged by more than this, a picture is seen to be soft."""


class FootageTake(Frozen):
    """One of the customer's clips, and what of it is used."""

    name: str
    sha256: str
    start: float
    end: float | None
    speed: float
    focus: tuple[float, float] | None
    note: str | None
    licence: str | None = None
    """As the brief declares it."""


class FootageOrder(Order):
    """The footage of one scene in one ratio."""

    scene: str
    ratio: Ratio
    move: str
    takes: tuple[FootageTake, ...]
    seconds: float
    fps: str
    width: int
    height: int
    grade: Grade
    lut: str | None
    """Digest of the LUT."""


class Finished(Protocol):
    """A finished clip, its order, and what was measured."""

    @property
    def order(self) -> FootageOrder:
        """What was asked."""
        ...

    @property
    def file(self) -> MediaFile:
        """The file."""
        ...

    @property
    def facts(self) -> dict[str, JsonValue]:
        """What was measured."""
        ...


def order_footage(
    brief: Brief, storyboard: Storyboard, *, ratios: tuple[Ratio, ...], feedback: Feedback
) -> tuple[FootageOrder, ...]:
    """The scenes that the customer's footage fills, in the order it was given, until it runs out.

    A scene that only ever ends a film is left to the card that stands there. Where there are more
    clips than scenes, neighbours share one.
    """
    footage = brief.provided.footage
    scenes = _filmed(storyboard)[: len(footage)]
    if not scenes:
        return ()
    turns = [len(footage) * n // len(scenes) for n in range(len(scenes) + 1)]
    return tuple(
        _order(brief, storyboard, scene, ratio, takes=footage[turns[n] : turns[n + 1]], feedback=feedback)
        for ratio in ratios
        for n, scene in enumerate(scenes)
    )


def cut_footage(order: FootageOrder, path: Path, *, blob: Blob) -> Made:
    """Write the scene's footage: edited, graded, at the film's own rate, size and colour.

    Raises: MediaUnreadable where a clip cannot be decoded.
    """
    cube = read_cube(blob(order.lut).read_text("utf-8")) if order.lut else None
    edited = edit(
        [Take(blob(t.sha256), t.start, t.end, t.speed, t.focus) for t in order.takes],
        path,
        size=(order.width, order.height),
        seconds=order.seconds,
        rate=Fraction(order.fps),
        grader=Grader(order.grade, cube),
    )
    uses = tuple(dict.fromkeys(_used(take, blob(take.sha256)) for take in order.takes))
    source_type = _made_as(uses)
    mark(path, source_type)
    return Made(
        kind="video",
        width=order.width,
        height=order.height,
        seconds=round(float(edited.frames / Fraction(order.fps)), 3),
        provider="customer",
        model=order.craft,
        source_type=source_type,
        licence=supplied(
            ", ".join(dict.fromkeys(each.name for each in uses)),
            " + ".join(dict.fromkeys(each.licence.name for each in uses)),
        ),
        uses=uses,
        facts={
            "takes": [take.name for take in order.takes],
            "crops": [list(crop) for crop in edited.crops],
            "enlarged": edited.enlarged,
            "slowed": edited.slowed,
            "held": edited.held,
            "sound": "left out",
        },
        notes=tuple(_notes(order, edited.enlarged, edited.slowed, edited.held)),
    )


class Pictured(Protocol):
    """An order of a scene's picture in a ratio."""

    @property
    def scene(self) -> str:
        """The scene."""
        ...

    @property
    def ratio(self) -> Ratio:
        """The ratio."""
        ...


_Still = TypeVar("_Still", bound=Pictured)


def without_footage(stills: Sequence[_Still], footage: Sequence[FootageOrder]) -> tuple[_Still, ...]:
    """The stills of the scenes that no footage fills."""
    taken = {(order.scene, order.ratio) for order in footage}
    return tuple(still for still in stills if (still.scene, still.ratio) not in taken)


def with_footage(clips: Clips, cut: Sequence[Finished]) -> Clips:
    """The clips, the footage first."""
    filmed = tuple(
        Clip(
            scene=each.order.scene,
            ratio=each.order.ratio,
            file=each.file,
            move=each.order.move,
            facts=each.facts,
        )
        for each in cut
    )
    return clips.model_copy(update={"clips": (*filmed, *clips.clips)})


def _order(
    brief: Brief,
    storyboard: Storyboard,
    scene: str,
    ratio: Ratio,
    *,
    takes: Sequence[FootageClip],
    feedback: Feedback,
) -> FootageOrder:
    path = f"clips/{ratio.replace(':', 'x')}/{scene}.mp4"
    width, height = RATIO_SIZE[ratio]
    large = _LARGE if brief.film.quality == "4K" and ratio == "16:9" else 1
    lasting = max(shot.seconds for cut in storyboard.cuts for shot in cut.shots if shot.scene == scene)
    return FootageOrder(
        path=path,
        craft=CRAFT,
        seed=brief.seed,
        take=feedback.take(path),
        feedback=feedback.said(path),
        scene=scene,
        ratio=ratio,
        move=storyboard.scene(scene).move,
        takes=tuple(_take(clip) for clip in takes),
        seconds=round(lasting + _ROOM, 3),
        fps=FRAME_RATES[brief.film.fps],
        width=round(width * LEEWAY * large / 2) * 2,
        height=round(height * LEEWAY * large / 2) * 2,
        grade=brief.film.grade,
        lut=brief.brand.lut.sha256 if brief.brand.lut else None,
    )


def _take(clip: FootageClip) -> FootageTake:
    return FootageTake(
        name=clip.file.path,
        sha256=clip.file.sha256 or "",
        start=clip.start,
        end=clip.end,
        speed=clip.speed,
        focus=clip.focus,
        note=clip.note,
        licence=clip.file.licence,
    )


def _filmed(storyboard: Storyboard) -> list[str]:
    """The scenes that are not only the end of a film."""
    inside = {shot.scene for cut in storyboard.cuts for shot in cut.shots[:-1]}
    return [scene.id for scene in storyboard.scenes if scene.id in inside]


def _used(take: FootageTake, path: Path) -> Used:
    licence = supplied(take.name, take.licence)
    return Used(kind="film", name=take.name, sha256=take.sha256, licence=licence, origin=origin_of(path))


def _made_as(uses: Sequence[Used]) -> SourceType:
    """One kind stays itself; what a model had a part in marks the whole."""
    kinds: set[SourceType] = {made_as(each.origin) for each in uses}
    if len(kinds) == 1:
        return kinds.pop()
    return "compositeWithTrainedAlgorithmicMedia" if any("rained" in kind for kind in kinds) else "composite"


def _notes(order: FootageOrder, enlarged: float, slowed: float, held: float) -> Iterator[str]:
    name = f"{order.scene} in {order.ratio}"
    if enlarged > _SOFT:
        yield f"{name}: the footage is enlarged {enlarged:.1f} times and looks soft; send it larger"
    if slowed < 1:
        yield f"{name}: the footage is too short and runs at {slowed:.0%} of its speed; send a longer piece"
    if held > _ROOM:
        yield f"{name}: its last frame stands for {held:.1f} s; send a longer piece"
    for comment in order.feedback:
        yield (
            f"{name}: “{comment}” changed nothing, since footage is cut as the brief says; "
            "change the clip's start, end, speed or focus there"
        )
