"""A small campaign and a folder of blobs for the tests of the picture crafts."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import JsonValue

from astro_pipeline.domain.brief import BrandKit, Brief, Company, Product
from astro_pipeline.domain.media import Made, MediaFile, Order
from astro_pipeline.domain.plan import AdText, Copy, Scene, Storyboard
from astro_pipeline.provider import Done, Request
from astro_pipeline.providers.embedded.painter import OfflinePainter

BRIEF = Brief(
    name="Spring",
    company=Company(name="Northbrew"),
    products=(Product(name="Oat & Honey", category="cold brew coffee"),),
    brand=BrandKit(palette=("#0F3D3E", "#F2643D", "#F7B538")),
    placements=("display_300x250", "display_728x90"),
    languages=("en", "fr"),
    variants=2,
)
COPY = Copy(
    ads=tuple(
        AdText(
            variant=variant,
            language="en",
            headline="Slow-steeped. Never bitter.",
            short="Never bitter.",
            call_to_action="Get 20% off",
            framework="AIDA",
            provider="test",
        )
        for variant in "ABCD"
    ),
    lines=(),
)
STORYBOARD = Storyboard(
    scenes=tuple(Scene(id=f"s{n}", beat="hook", picture="a can on ice") for n in range(6)),
    cuts=(),
    languages=("en",),
    mood="warm",
    energy=0.5,
)


Ordered = TypeVar("Ordered", bound=Order)


@dataclass(frozen=True)
class Finished(Generic[Ordered]):
    """A file and what was measured while making it."""

    order: Ordered
    file: MediaFile
    facts: dict[str, JsonValue]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """Where made files lie, by digest and by path."""

    home: Path
    blobs: dict[str, Path] = field(default_factory=dict[str, Path])

    def blob(self, digest: str) -> Path:
        """The bytes of a digest."""
        return self.blobs[digest]

    def put(self, name: str, content: bytes) -> str:
        """Keep these bytes; their digest."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        found = hashlib.sha256(content).hexdigest()
        self.blobs[found] = path
        return found

    def place(self, order: Order) -> Path:
        """Where the order's file goes."""
        path = self.home / order.path
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def finished(self, order: Ordered, made: Made) -> Finished[Ordered]:
        """The file at the order's place, as production knows it."""
        content = (self.home / order.path).read_bytes()
        file = MediaFile(
            path=order.path,
            sha256=self.put(order.path, content),
            kind=made.kind,
            bytes=len(content),
            variant=order.variant,
            provider=made.provider,
            model=made.model,
            source_type=made.source_type,
            licence=made.licence,
        )
        return Finished(order, file, made.facts, made.notes)


def ask(request: Request, *, item: str) -> Done:
    """The offline painter, asked directly."""
    done = OfflinePainter().submit(request, item)
    assert isinstance(done, Done)
    return done
