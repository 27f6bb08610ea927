"""What goes beside a film: its poster, thumbnail, contact sheet and a short loop."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, Protocol

from PIL import Image

from astro_pipeline.agents.film_orders import FilmJob, stem_of
from astro_pipeline.domain.media import FileKind, Licence, Made, MediaFile, Order, SourceType
from astro_pipeline.domain.timeline import Text, Timeline
from astro_pipeline.media.film.frames import FilmFrames
from astro_pipeline.media.film.glimpse import contact_sheet, loop
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.footage.looking import read_rgb
from astro_pipeline.media.marking import mark

CRAFT: Final = "film_previews/3"

Blob = Callable[[str], Path]
"""Where the bytes of a digest lie."""

MOST_BYTES: Final = 2_000_000
"""Poster and loop. Source: YouTube takes thumbnails up to 2 MB
(https://support.google.com/youtube/answer/72431, checked 2026-11-21); mail programs load no more gladly."""
_THUMBNAIL_SIDE: Final = 640
_QUALITIES: Final = (92, 88, 84, 78, 70, 60)
_LOOP_STEP: Final = 0.1
_LOOP_PIECES: Final = 1.5
"""Seconds from the beginning, and as many from the end."""
_MOST_CELLS: Final = 16
_LICENCE: Final = Licence(
    name="generated-here",
    holder="the advertiser",
    source="taken from the film beside it, which was cut and rendered here from the campaign's files",
)
_KINDS: Final[dict[str, FileKind]] = {
    "thumbnail": "thumbnail",
    "contact_sheet": "contact_sheet",
    "loop": "preview",
}


class PosterJob(Order):
    """A frame of a film with its headline, without captions."""

    film: str
    timeline: Timeline
    second: float
    source_type: SourceType
    draft: bool = False


class PreviewJob(Order):
    """Something small that is made from a finished film or its poster."""

    film: str
    form: Literal["thumbnail", "contact_sheet", "loop"]
    source: str
    """Digest of the film, or of its poster."""
    moments: tuple[float, ...] = ()
    """Of a loop's frames."""
    spans: tuple[tuple[float, float], ...] = ()
    """Of a contact sheet: a frame is taken from each."""
    source_type: SourceType
    draft: bool = False


class Finished(Protocol):
    """A finished file and its order."""

    @property
    def order(self) -> Order:
        """What was ordered."""
        ...

    @property
    def file(self) -> MediaFile:
        """What came of it."""
        ...


def order_posters(films: Sequence[FilmJob]) -> tuple[PosterJob, ...]:
    """A frame of each film: its headline and the brand stand, and nothing moves in or out."""
    return tuple(
        PosterJob(
            path=f"{stem_of(film)}.poster.jpg",
            craft=CRAFT,
            placements=film.placements,
            language=film.language,
            variant=film.variant,
            seed=film.seed,
            take=film.take,
            film=film.path,
            timeline=film.timeline.model_copy(update={"captions": None, "audio": None}),
            second=telling(film.timeline),
            source_type=film.source_type,
            draft=film.draft,
        )
        for film in films
        if not film.clean and not film.large
    )


def take_poster(order: PosterJob, path: Path, *, blob: Blob, shelf: SegmentShelf | None = None) -> Made:
    """Write the frame to `path` as a JPEG of the film's size; what the shelf knows is not looked at again."""
    picture = Image.fromarray(FilmFrames(order.timeline, blob, shelf=shelf).still(order.second))
    for quality in _QUALITIES:
        picture.save(path, "JPEG", quality=quality, subsampling=0, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    return _marked(order, path, "poster", picture.size)


def order_previews(films: Sequence[Finished], posters: Sequence[Finished]) -> tuple[PreviewJob, ...]:
    """A thumbnail of each poster; a contact sheet and a loop of each film that has one."""
    posed = {piece.order.film: piece.file for piece in posters if isinstance(piece.order, PosterJob)}
    return tuple(
        job
        for piece in films
        if isinstance(piece.order, FilmJob) and piece.order.path in posed
        for job in _previews(piece.order, film=piece.file, poster=posed[piece.order.path])
    )


def make_preview(order: PreviewJob, path: Path, *, blob: Blob) -> Made:
    """Write it to `path`: a JPEG, or a GIF for a loop."""
    source = blob(order.source)
    if order.form == "loop":
        path.write_bytes(loop(source, order.moments, most_bytes=MOST_BYTES))
        with Image.open(path) as first:
            return _marked(order, path, "preview", first.size)
    if order.form == "contact_sheet":
        picture = Image.fromarray(contact_sheet(source, order.spans))
    else:
        picture = Image.fromarray(read_rgb(source))
        picture.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    picture.save(path, "JPEG", quality=88, subsampling=0, optimize=True)
    return _marked(order, path, _KINDS[order.form], picture.size)


def telling(timeline: Timeline) -> float:
    """The moment of the poster: when the largest early text stands whole, far from every change."""
    until = timeline.card.start if timeline.card else timeline.seconds
    before = [text for text in timeline.texts if text.start < until]
    best = max(before, key=lambda text: (text.size, -text.start), default=None)
    if best is None:
        return timeline.seconds * (0.9 if timeline.card else 0.3)
    calm = list(_calm(timeline, best, until))
    start, end = max(calm, key=lambda span: span[1] - span[0], default=(best.start, best.end))
    return round(start + (end - start) * 0.6, 3)


def telling_spans(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """A stretch of every scene, begun late enough that all of it has come in; and the very end."""
    ends = [*(scene.start for scene in timeline.scenes[1:]), timeline.seconds]
    whole = [
        (scene.start + (scene.entry_seconds if scene.entry != "cut" else 0.0), end)
        for scene, end in zip(timeline.scenes, ends, strict=True)
    ]
    while len(whole) < min(_MOST_CELLS, max(4, round(timeline.seconds / 1.5))):
        longest = max(whole, key=lambda span: span[1] - span[0])
        middle, place = sum(longest) / 2, whole.index(longest)
        whole[place : place + 1] = [(longest[0], middle), (middle, longest[1])]
    spans = [(start + (end - start) * 0.3, end - (end - start) * 0.2) for start, end in whole]
    last = timeline.seconds * 0.98
    early = [(start, end) for start, end in spans[: _MOST_CELLS - 1] if end < timeline.seconds * 0.94]
    return tuple((round(start, 2), round(end, 2)) for start, end in (*early, (last - 0.1, last)))


def _previews(order: FilmJob, *, film: MediaFile, poster: MediaFile) -> Iterator[PreviewJob]:
    thumbnail = _preview(order, "thumb.jpg", "thumbnail", poster.sha256)
    sheet = _preview(order, "sheet.jpg", "contact_sheet", film.sha256)
    gif = _preview(order, "preview.gif", "loop", film.sha256)
    yield thumbnail
    yield sheet.model_copy(update={"spans": telling_spans(order.timeline)})
    yield gif.model_copy(update={"moments": _loop_moments(order.timeline)})


def _preview(
    order: FilmJob, name: str, form: Literal["thumbnail", "contact_sheet", "loop"], source: str
) -> PreviewJob:
    return PreviewJob(
        path=f"{stem_of(order)}.{name}",
        craft=CRAFT,
        placements=order.placements,
        language=order.language,
        variant=order.variant,
        seed=order.seed,
        take=order.take,
        film=order.path,
        form=form,
        source=source,
        source_type=order.source_type,
        draft=order.draft,
    )


def _loop_moments(timeline: Timeline) -> tuple[float, ...]:
    """How it begins, and how it ends."""
    piece = min(_LOOP_PIECES, timeline.seconds / 2)
    steps = [n * _LOOP_STEP for n in range(round(piece / _LOOP_STEP))]
    late = timeline.seconds - piece
    return tuple(round(moment, 2) for moment in (*steps, *(late + step for step in steps)))


def _calm(timeline: Timeline, text: Text, until: float) -> Iterator[tuple[float, float]]:
    """The stretches in which a text stands whole and no picture is changing."""
    come = text.start + text.come_seconds * (2.2 if text.come_seconds else 0)
    changes = [(scene.start, scene.start + scene.entry_seconds) for scene in timeline.scenes if scene.start]
    edges = [(come, come), *((a, b) for a, b in changes if come < b and a < text.end)]
    edges.append((min(text.end - 0.3, until), timeline.seconds))
    for (_, begin), (end, _) in pairwise(edges):
        if end - begin > 0.1:
            yield begin, end


def _marked(order: PosterJob | PreviewJob, path: Path, kind: FileKind, size: tuple[int, int]) -> Made:
    mark(path, order.source_type)
    return Made(
        kind=kind,
        width=size[0],
        height=size[1],
        provider="astro-pipeline",
        model=order.craft,
        draft=order.draft,
        source_type=order.source_type,
        licence=_LICENCE,
    )
