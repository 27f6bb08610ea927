"""Pictures, sounds and films on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from astro_pipeline.campaigns.pages.markup import Html, el, file_url, join
from astro_pipeline.campaigns.pages.plan import placement_title
from astro_pipeline.domain.delivery import DeliveredFile
from astro_pipeline.domain.media import (
    Film,
    ImageVariants,
    MediaFile,
    Music,
    SoundEffects,
    Variant,
    Voiceover,
)


@dataclass(frozen=True, slots=True)
class Clip:
    """One film as a page plays it: addresses relative to the page."""

    path: str
    title: str
    note: str
    width: int
    height: int
    language: str
    poster: str | None = None
    vtt: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    """Title and path of what goes with it."""


def pictures_part(images: ImageVariants) -> Html:
    """Per variant: what it tests, its key visual, then every placement."""
    notes = el("ul", *(el("li", note) for note in images.notes)) if images.notes else None
    return join([notes, *(_variant(images, each) for each in images.variants)])


def picture(path: str, *, title: str, note: str, width: int, height: int) -> Html:
    """One picture with its caption, linked to itself at full size."""
    image = el("img", src=file_url(path), alt=title, width=width, height=height, loading="lazy")
    return el(
        "figure",
        el("a", image, href=file_url(path)),
        el("figcaption", el("b", title), note),
        style=f"--ratio:{width / height:.4f}",
    )


def player(path: str, *, title: str, note: str = "") -> Html:
    """One sound with its caption."""
    sound = el("audio", src=file_url(path), controls=True, preload="none", aria_label=title)
    return el("figure", sound, el("figcaption", el("b", title), note))


def film(clip: Clip) -> Html:
    """One film with its captions and links to what goes with it."""
    track = (
        el("track", kind="captions", src=file_url(clip.vtt), srclang=clip.language, label=clip.language)
        if clip.vtt
        else None
    )
    video = el(
        "video", track, src=file_url(clip.path), poster=file_url(clip.poster) if clip.poster else None,
        controls=True, preload="metadata", playsinline=True, width=clip.width, height=clip.height,
        aria_label=clip.title,
    )  # fmt: skip
    links = join((el("a", title, href=file_url(path)) for title, path in clip.links), separator=" · ")
    caption = el("figcaption", el("b", clip.title), clip.note, el("br"), links)
    return el("figure", video, caption, style=f"--ratio:{clip.width / clip.height:.4f}")


def stills(files: Sequence[MediaFile | DeliveredFile]) -> Html | None:
    """Posters, contact sheets and loops, folded away."""
    shown = [
        picture(
            each.path,
            title=f"{_STILLS[each.kind]}, {each.path.rsplit('/', maxsplit=1)[-1].split('.')[0]}",
            note=f"{each.width} × {each.height}",
            width=each.width or 1,
            height=each.height or 1,
        )
        for each in files
        if each.kind in _STILLS
    ]
    summary = el("summary", "Posters, contact sheets and loops")
    return el("details", summary, el("div", *shown, class_="pictures")) if shown else None


_STILLS = {"poster": "Poster", "contact_sheet": "Contact sheet", "preview": "Loop"}


def films_part(films: Sequence[Film]) -> Html:
    """Every film with what goes with it."""
    beside = stills([file for each in films for file in each.files])
    return join([el("div", *(film(_clip(each)) for each in films), class_="films"), beside] if films else [])


def voice_part(voiceover: Voiceover) -> Html:
    """The narration, scene by scene in each language."""
    players = [
        player(
            each.file.path,
            title=f"Voice, {each.scene}, {each.language}",
            note=f"“{' '.join(word.text for word in each.words)}” {_length(each.file)}{_draft(each.file)}",
        )
        for each in voiceover.segments
    ]
    return _tracks(players, voiceover.notes)


def music_part(music: Music) -> Html:
    """One player per bed."""
    players = [
        player(
            bed.file.path,
            title=f"Music, {bed.seconds} seconds",
            note=f"{f'{bed.bpm:.0f} bpm, ' if bed.bpm else ''}{bed.file.licence.name}{_draft(bed.file)}",
        )
        for bed in music.beds
    ]
    return _tracks(players)


def effects_part(effects: SoundEffects) -> Html:
    """One player per effect."""
    return _tracks([player(each.file.path, title=each.name.capitalize()) for each in effects.effects])


def weight(size: int) -> str:
    """A file's size as people read it: "83 kB", "1.4 MB"."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"


def _variant(images: ImageVariants, variant: Variant) -> Html:
    files = [each for each in images.files if each.variant == variant.id and each.width and each.height]
    finished = [each for each in files if each.placements]
    visuals = [each for each in files if not each.placements]
    languages = dict.fromkeys(each.language for each in finished)
    grids = [_grid([each for each in finished if each.language == tag], tag) for tag in languages]
    return join(
        [
            el("h3", f"Variant {variant.id}: {variant.style}", el("small", variant.idea)),
            *grids,
            _visuals(visuals),
        ]
    )


def _grid(files: Sequence[MediaFile], language: str | None) -> Html:
    pictures = el("div", *map(_finished, files), class_="pictures")
    return join([el("p", language or "every language", class_="label"), pictures])


def _finished(file: MediaFile) -> Html:
    return picture(
        file.path,
        title=", ".join(placement_title(each) for each in file.placements),
        note=f"{file.width} × {file.height}, {weight(file.bytes)}{_draft(file)}",
        width=file.width or 1,
        height=file.height or 1,
    )


def _visuals(files: Sequence[MediaFile]) -> Html | None:
    if not files:
        return None
    shown = (
        picture(
            each.path,
            title=each.path.rsplit("/", maxsplit=1)[-1],
            note=f"{each.width} × {each.height}, {each.provider} {each.model}{_draft(each)}",
            width=each.width or 1,
            height=each.height or 1,
        )
        for each in files
    )
    return el("details", el("summary", "Key visuals"), el("div", *shown, class_="pictures"))


def _clip(each: Film) -> Clip:
    beside = {
        "without captions": each.clean,
        "SRT": each.srt,
        "VTT": each.vtt,
        "thumbnail": each.thumbnail,
        "poster": each.poster,
        "contact sheet": each.contact_sheet,
        "loop": each.preview,
    }
    return Clip(
        path=each.file.path,
        title=f"{each.ratio}, {each.seconds} seconds, {each.language}",
        note=", ".join(placement_title(name) for name in each.file.placements) + _draft(each.file),
        width=each.file.width or 16,
        height=each.file.height or 9,
        language=each.language,
        poster=each.thumbnail.path if each.thumbnail else None,
        vtt=each.vtt.path if each.vtt else None,
        links=tuple((title, file.path) for title, file in beside.items() if file),
    )


def _tracks(players: Sequence[Html], notes: Sequence[str] = ()) -> Html:
    if not players and not notes:
        return Html()
    said = el("ul", *(el("li", note) for note in notes)) if notes else None
    return join([said, el("div", *players, class_="tracks")])


def _length(file: MediaFile) -> str:
    return f"{file.seconds:.1f} s" if file.seconds else ""


def _draft(file: MediaFile) -> str:
    return " · draft" if file.draft else ""
