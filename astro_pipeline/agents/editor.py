"""The editor: renders the masters and writes their caption files."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from pydantic import JsonValue

from astro_pipeline.agents.film_material import understood
from astro_pipeline.agents.film_orders import (
    CRAFT,
    VERSION,
    FilmJob,
    SubtitleJob,
    order_films,
    ratios_needed,
    stem_of,
)
from astro_pipeline.domain.licence import Licence, Used
from astro_pipeline.domain.media import Film, Made, MediaFile, Order, Video
from astro_pipeline.domain.timeline import Timeline
from astro_pipeline.media.film.render import render
from astro_pipeline.media.film.segments import SegmentShelf
from astro_pipeline.media.film.subtitles import srt, vtt
from astro_pipeline.media.film.type_box import TypeBox
from astro_pipeline.media.marking import mark
from astro_pipeline.media.type.fonts import Chain, Voice, chain
from astro_pipeline.media.type.licence import typefaces

__all__ = [
    "VERSION",
    "FilmJob",
    "SubtitleJob",
    "gather_films",
    "order_films",
    "order_subtitles",
    "ratios_needed",
    "render_film",
    "write_subtitles",
]

_PROVIDER: Final = "astro-pipeline"
_LICENCE: Final = Licence(
    name="generated-here",
    holder="the advertiser",
    source="cut and rendered here from the campaign's files, whose own licences stand beside them",
)
Blob = Callable[[str], Path]


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

    @property
    def facts(self) -> Mapping[str, JsonValue]:
        """What was measured while making it."""
        ...


def render_film(order: FilmJob, path: Path, *, blob: Blob, shelf: SegmentShelf | None = None) -> Made:
    """Write the master to `path`; facts say where type stands and how well it reads.

    What the shelf has of it is not rendered again.
    """
    frames = render(order.timeline, path, blob=blob, shelf=shelf)
    mark(path, order.source_type)
    timeline = order.timeline
    tight = [box for box in frames.type_boxes if not box.fits]
    return Made(
        kind="video",
        width=timeline.width,
        height=timeline.height,
        seconds=round(float(timeline.frames / timeline.rate), 3),
        provider=_PROVIDER,
        model=order.craft,
        draft=order.draft,
        source_type=order.source_type,
        licence=_LICENCE,
        uses=_typefaces(timeline, tuple(blob(each) for each in timeline.fonts)),
        facts={
            "frames": timeline.frames,
            "fps": timeline.fps,
            "type": [_told(box) for box in frames.type_boxes],
        },
        notes=(
            *understood(order.feedback).notes,
            *(
                f"{scene}: the voice came without the times of its words, so it has no captions there; "
                "take a voice that gives them, or caption it by hand"
                for scene in order.untimed
            ),
            *(
                f"{box.role} “{box.text}” had to be set at {box.size_px} px to stay in its box; shorten it"
                for box in tight
            ),
        ),
    )


def order_subtitles(films: Sequence[FilmJob]) -> tuple[SubtitleJob, ...]:
    """An SRT and a VTT beside each film in which something is said."""
    return tuple(
        SubtitleJob(
            path=f"{stem_of(film)}.{form}",
            craft=CRAFT,
            placements=film.placements,
            language=film.language,
            film=film.path,
            form=form,
            captions=film.captions,
            draft=film.draft,
        )
        for film in films
        if film.captions and not film.clean and not film.large
        for form in ("srt", "vtt")
    )


def write_subtitles(order: SubtitleJob, path: Path) -> Made:
    """Write the captions to `path` in the order's form."""
    text = srt(order.captions) if order.form == "srt" else vtt(order.captions)
    path.write_bytes(text.encode())
    if order.form == "vtt":
        mark(path, "algorithmicMedia")
    return Made(
        kind="captions",
        seconds=order.captions[-1].end,
        provider=_PROVIDER,
        model=order.craft,
        draft=order.draft,
        source_type="algorithmicMedia",
        licence=_LICENCE,
    )


def gather_films(films: Sequence[Finished], extras: Sequence[Finished] = ()) -> Video:
    """Every master with what goes with it; the clean one and the caption files join their film."""
    files = {piece.file.path: piece.file for piece in (*films, *extras)}
    gathered: list[Film] = []
    for piece in films:
        job = piece.order
        if not isinstance(job, FilmJob) or job.clean:
            continue
        stem = stem_of(job)
        gathered.append(
            Film(
                ratio=job.ratio,
                seconds=job.seconds,
                language=job.language or "",
                file=piece.file,
                clean=None if job.large else files.get(f"{stem}.clean.mp4"),
                srt=files.get(f"{stem}.srt"),
                vtt=files.get(f"{stem}.vtt"),
                thumbnail=files.get(f"{stem}.thumb.jpg"),
                poster=files.get(f"{stem}.poster.jpg"),
                contact_sheet=files.get(f"{stem}.sheet.jpg"),
                preview=files.get(f"{stem}.preview.gif"),
            )
        )
    return Video(
        films=tuple(gathered),
        facts={
            piece.file.path: {"type": piece.facts.get("type")}
            for piece in films
            if isinstance(piece.order, FilmJob)
        },
    )


def _typefaces(timeline: Timeline, brand: tuple[Path, ...]) -> tuple[Used, ...]:
    """What its words are set in; the brand's own typefaces stand in the brief."""

    def said(text: str, language: str, *voices: Voice) -> list[tuple[str, Chain]]:
        return [(text, chain(voice, language, brand=brand)) for voice in voices]

    burnt = (timeline.captions,) if timeline.captions else ()
    parts = (
        *(said(each.text, each.language, "grotesk", "text") for each in timeline.texts),
        *(said(each.text, each.language, "label") for each in timeline.buttons),
        *(said(each.name, "en", "grotesk") for each in timeline.marks if not each.logo),
        *(said(chunk.text, each.language, "label") for each in burnt for chunk in each.chunks),
    )
    return typefaces([pair for part in parts for pair in part], brand=brand)


def _told(box: TypeBox) -> dict[str, JsonValue]:
    place = box.box
    return {
        "role": box.role,
        "text": box.text,
        "x": place.x,
        "y": place.y,
        "width": place.width,
        "height": place.height,
        "lines": [[line.x, line.y, line.width, line.height] for line in box.lines],
        "start": box.start,
        "settled": box.settled,
        "end": box.end,
        "size_px": box.size_px,
        "contrast": box.contrast,
        "fits": box.fits,
        "missing": box.missing,
        "drawn": box.drawn,
    }
