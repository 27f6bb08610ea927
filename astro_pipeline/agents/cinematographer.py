"""The cinematographer: moving shots by a video model, each from the still of its scene."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol

from pydantic import JsonValue

from astro_pipeline.agents.animator import ClipOrder, Drawn
from astro_pipeline.agents.footage_editor import Pictured
from astro_pipeline.domain.brief import Brief
from astro_pipeline.domain.grade import Grade
from astro_pipeline.domain.licence import Used
from astro_pipeline.domain.media import RATIO_SIZE, Clip, Clips, Made, MediaFile, Order, Ratio
from astro_pipeline.domain.plan import Scene, Storyboard, seed_for
from astro_pipeline.domain.review import Feedback
from astro_pipeline.domain.timeline import FRAME_RATES
from astro_pipeline.media.credentials import origin_of
from astro_pipeline.media.footage.edit import Take, edit
from astro_pipeline.media.footage.grade import Grader
from astro_pipeline.media.footage.looking import LEEWAY
from astro_pipeline.media.marking import mark
from astro_pipeline.provider import Ask, ClipRequest, Done

CRAFT: Final = "cinematographer"
VERSION: Final = "1"

PROMPT: Final = (
    "The picture comes to life as one continuous shot of an advertising film. {scene} Camera: {move}. "
    "The mood is {mood}. The product keeps its exact shape, colours and lettering. Light, steam, liquid "
    "and background move gently and physically. No cut, no new objects, no people who are not in the "
    "picture, no text, no logo."
)

_MOVES: Final = {
    "push_in": "a slow push towards the product",
    "pull_out": "a slow pull away from the product",
    "drift_left": "a slow drift to the left",
    "drift_right": "a slow drift to the right",
    "rise": "a slow rise",
    "hold": "it stands still; only the scene moves",
}
_ROOM: Final = 0.6
"""Seconds beyond its shot in which a scene is still seen: the next one enters over it."""
_SHORT_SIDE: Final = 720
"""Lines asked for: 1080 cost two to three times as much; a 4K film is asked for with them."""
_FINE_SIDE: Final = 1080
_LARGE: Final = 2
_SOFT: Final = 1.6
"""Enlarged by more than this, a picture is seen to be soft."""


class ShotOrder(Order):
    """The moving shot of one scene in one ratio, cut to the film."""

    scene: str
    ratio: Ratio
    move: str
    item: str
    """What is bought: ratios that are cut from one shot share it."""
    request: ClipRequest
    seconds: float
    fps: str
    width: int
    height: int
    grade: Grade


def order_shots(
    brief: Brief, storyboard: Storyboard, stills: Sequence[Drawn], *, feedback: Feedback
) -> tuple[ShotOrder, ...]:
    """A moving shot for every still that is not a film's last picture.

    What is not broad is cut from the tall shot where there is one, so that each scene is bought twice at
    most; a ratio that was sent back is bought for itself.
    """
    drawn: dict[tuple[str, Ratio], Drawn] = {
        (each.order.scene, each.order.ratio): each for each in stills if not each.order.card
    }
    return tuple(
        _order(brief, storyboard, each.order, drawn=drawn, feedback=feedback) for each in drawn.values()
    )


def film_shot(order: ShotOrder, path: Path, *, ask: Ask) -> Made:
    """Buy the shot and cut it to the scene, at the film's own rate, size and colour.

    Raises: MediaUnreadable where what came cannot be decoded; what `ask` raises.
    """
    done = ask(order.request, item=order.item)
    bought = path.with_name(f".asked-{path.name}")
    bought.write_bytes(done.content)
    try:
        edited = edit(
            [Take(bought)],
            path,
            size=(order.width, order.height),
            seconds=order.seconds,
            rate=Fraction(order.fps),
            grader=Grader(order.grade, None),
        )
        uses = _signed(done, bought)
    finally:
        bought.unlink()
    mark(path, done.source_type)
    return Made(
        kind="video",
        width=order.width,
        height=order.height,
        seconds=round(float(edited.frames / Fraction(order.fps)), 3),
        provider=done.provider,
        model=done.model,
        draft=done.draft,
        source_type=done.source_type,
        licence=done.licence,
        uses=uses,
        cost_usd=done.cost_usd,
        facts={
            "crops": [list(crop) for crop in edited.crops],
            "enlarged": edited.enlarged,
            "slowed": edited.slowed,
            "held": edited.held,
            "sound": "left out",
        },
        notes=(*done.notes, *_notes(order, edited.enlarged, edited.slowed, edited.held)),
    )


class Filmed(Protocol):
    """A finished shot, its order, and what was measured."""

    @property
    def order(self) -> ShotOrder:
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


def with_shots(clips: Clips, shots: Sequence[Filmed]) -> Clips:
    """The clips, each still that moves now replaced by its shot."""
    moving = {(shot.order.scene, shot.order.ratio): _clip(shot) for shot in shots}
    return clips.model_copy(
        update={"clips": tuple(moving.get((clip.scene, clip.ratio), clip) for clip in clips.clips)}
    )


def _clip(shot: Filmed) -> Clip:
    order = shot.order
    return Clip(scene=order.scene, ratio=order.ratio, file=shot.file, move=order.move, facts=shot.facts)


def _order(
    brief: Brief,
    storyboard: Storyboard,
    still: ClipOrder,
    *,
    drawn: Mapping[tuple[str, Ratio], Drawn],
    feedback: Feedback,
) -> ShotOrder:
    scene = storyboard.scene(still.scene)
    path = _path(still)
    shared = drawn[still.scene, _bought_in(still, drawn)]
    alone = feedback.said(path) != feedback.said(_path(shared.order))
    source = drawn[still.scene, still.ratio] if alone else shared
    said = feedback.said(path)
    lasting = max(shot.seconds for cut in storyboard.cuts for shot in cut.shots if shot.scene == scene.id)
    seconds = round(lasting + _ROOM, 3)
    width, height = RATIO_SIZE[source.order.ratio]
    side = _FINE_SIDE if brief.film.quality == "4K" else _SHORT_SIDE
    scale = side / min(width, height)
    request = ClipRequest(
        craft=CRAFT,
        version=VERSION,
        seed=seed_for(brief.seed, "shot", scene.id, brief.edition),
        take=len(said),
        feedback=said,
        prompt=_prompt(storyboard, scene, said),
        still_sha256=source.file.sha256,
        seconds=seconds,
        width=round(width * scale),
        height=round(height * scale),
    )
    width, height = RATIO_SIZE[still.ratio]
    large = _LARGE if brief.film.quality == "4K" and still.ratio == "16:9" else 1
    return ShotOrder(
        path=path,
        craft=f"{CRAFT}/{VERSION}",
        variant=still.variant,
        seed=request.seed,
        take=request.take,
        feedback=said,
        scene=scene.id,
        ratio=still.ratio,
        move=still.move,
        item=_path(source.order),
        request=request,
        seconds=seconds,
        fps=FRAME_RATES[brief.film.fps],
        width=round(width * LEEWAY * large / 2) * 2,
        height=round(height * LEEWAY * large / 2) * 2,
        grade=brief.film.grade,
    )


def _bought_in(still: ClipOrder, drawn: Mapping[tuple[str, Ratio], Drawn]) -> Ratio:
    """The ratio a still's shot is bought in."""
    if still.ratio != "16:9" and (still.scene, "9:16") in drawn:
        return "9:16"
    return still.ratio


def _path(still: Pictured) -> str:
    return f"clips/{still.ratio.replace(':', 'x')}/{still.scene}.mp4"


def _prompt(storyboard: Storyboard, scene: Scene, said: Sequence[str]) -> str:
    asked = "".join(f" A reviewer said: {comment}" for comment in said)
    move = _MOVES[scene.move]
    return PROMPT.format(scene=scene.picture.rstrip(". ") + ".", move=move, mood=storyboard.mood) + asked


def _signed(done: Done, bought: Path) -> tuple[Used, ...]:
    """What was bought, where it says itself how it was made: what is cut from it no longer can."""
    origin = origin_of(bought)
    if origin is None:
        return ()
    sha256 = hashlib.sha256(done.content).hexdigest()
    return (Used(kind="film", name=done.model, sha256=sha256, licence=done.licence, origin=origin),)


def _notes(order: ShotOrder, enlarged: float, slowed: float, held: float) -> Iterator[str]:
    name = f"{order.scene} in {order.ratio}"
    if enlarged > _SOFT:
        yield f"{name}: the model's film is enlarged {enlarged:.1f} times and looks soft; name a finer model"
    if slowed < 1:
        yield f"{name}: the model's film is too short and runs at {slowed:.0%} of its speed"
    if held > _ROOM:
        yield f"{name}: its last frame stands for {held:.1f} s; name a model that makes longer films"
