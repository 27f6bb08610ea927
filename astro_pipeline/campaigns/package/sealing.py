"""Signing what is handed over: each file says who made it, how, and of what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from astro_pipeline.domain.delivery import DeliveredFile
from astro_pipeline.domain.licence import Used
from astro_pipeline.domain.media import Clips, ImageVariants, MediaFile, Music
from astro_pipeline.domain.placements import placements
from astro_pipeline.domain.review import Finding
from astro_pipeline.media.credentials import Ingredient, Signer, sign, takes_credentials


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs, and the version of what made it. Signed bytes differ from one signing to the next."""

    signer: Signer
    version: str


Examine = Callable[[Path, DeliveredFile], Iterable[Finding]]
"""What a delivered file is found to say of its origin, on the bytes as they lie in the package."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the campaign's files were made with."""

    images: ImageVariants
    music: Music
    clips: Clips | None
    blob: Callable[[str], Path]
    """Where the bytes of a digest lie; there may be none."""

    def of(self, file: MediaFile) -> tuple[Ingredient, ...]:
        """The pictures, films and recordings that came from elsewhere and are in this file, each once."""
        used = (*file.uses, *self._within(file))
        found = {each.sha256: each for each in used if each.kind != "typeface"}
        return tuple(
            Ingredient(each.name, each.sha256, path)
            for each in found.values()
            if (path := self.blob(each.sha256)).is_file()
        )

    def _within(self, file: MediaFile) -> tuple[Used, ...]:
        sound = tuple(used for bed in self.music.beds for used in bed.file.uses)
        match file.kind:
            case "audio":
                return sound
            case "image":
                return self._key_visual(file.variant)
            case _:
                seen = tuple(
                    used for clip in (self.clips.clips if self.clips else ()) for used in clip.file.uses
                )
                lead = self._key_visual(self.clips.variant if self.clips else None)
                return (*seen, *lead, *(sound if file.kind == "video" else ()))

    def _key_visual(self, variant: str | None) -> tuple[Used, ...]:
        keys = {each.id: each.key_visual for each in self.images.variants}
        files = {each.path: each for each in self.images.files}
        key = files.get(keys.get(variant or "", ""))
        return key.uses if key else ()


def sealed(path: Path, seal: Seal, *, file: MediaFile, title: str, parts: Parts) -> str | None:
    """Sign the file in place and say how its credentials read back; None where it is left as it was.

    A kind of file that takes no manifest, and one that would no longer fit its placement, stay unsigned.
    """
    if not takes_credentials(path):
        return None
    whole = path.read_bytes()
    found = sign(
        path,
        seal.signer,
        title=title,
        source_type=file.source_type,
        version=seal.version,
        ingredients=parts.of(file),
    )
    if path.stat().st_size > _most(file):
        path.write_bytes(whole)  # what was signed is a file of its own: the blob is another
        return None
    return found.credentials


def _most(file: MediaFile) -> float:
    """The bytes its placements take at its size."""
    rows = [placements()[each] for each in file.placements if each in placements()]
    stills = [
        spec for row in rows for spec in row.images if (spec.width, spec.height) == (file.width, file.height)
    ]
    specs = stills if file.kind == "image" else [spec for row in rows for spec in row.videos]
    return min((spec.max_bytes for spec in specs), default=float("inf"))
