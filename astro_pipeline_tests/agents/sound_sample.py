"""A small film and a studio to make its sound with: real files, real providers."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from astro_pipeline.domain.brief import Brief, Company, Product
from astro_pipeline.domain.media import Made, MediaFile, Order
from astro_pipeline.domain.plan import Cue, Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.review import Comment, Feedback
from astro_pipeline.provider import Done, Kind, Provider, Request
from astro_pipeline.providers.embedded.composer import OfflineComposer
from astro_pipeline.providers.embedded.foley import OfflineFoley
from astro_pipeline.providers.embedded.voice import OfflineVoice

BRIEF = Brief(
    name="Launch",
    company=Company(name="Northbrew"),
    products=(Product(name="Cold Brew"),),
    languages=("en", "ja"),
    seed=4,
)
_HOOK = Scene(
    id="hook",
    beat="hook",
    picture="a can",
    narration={"en": "Meet Northbrew."},
    cues=(Cue(effect="whoosh", at=0.4),),
)
_PROOF = Scene(id="proof", beat="proof", picture="a bean", narration={"en": "Never bitter."})
_CALL = Scene(
    id="call",
    beat="call",
    picture="the logo",
    narration={"en": "Order today."},
    emotion="confident",
    cues=(Cue(effect="pop"),),
)
STORYBOARD = Storyboard(
    scenes=(_HOOK, _PROOF, _CALL),
    cuts=(
        Cut(
            seconds=6, shots=(Shot(scene="hook", start=0, seconds=3), Shot(scene="call", start=3, seconds=3))
        ),
    ),
    languages=("en",),
    mood="warm",
    energy=0.5,
)
SILENT = Feedback()


def feedback(*comments: str, items: tuple[str, ...] = ()) -> Feedback:
    return Feedback(comments=tuple(Comment(text=text, items=items) for text in comments))


class Studio:
    """Answers requests with the offline providers and keeps the files made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[Request] = []
        self.files: dict[str, Path] = {}
        providers: tuple[Provider, ...] = (OfflineVoice(), OfflineComposer(), OfflineFoley())
        self._providers: Mapping[Kind, Provider] = {kind: each for each in providers for kind in each.kinds}

    def ask(self, request: Request, *, item: str) -> Done:
        self.asked.append(request)
        done = self._providers[request.kind].submit(request, item)
        assert isinstance(done, Done)
        return done

    def path(self, order: Order) -> Path:
        path = self.folder / order.path
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def keep(self, order: Order, made: Made) -> MediaFile:
        content = self.path(order).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = self.path(order)
        return MediaFile(
            path=order.path,
            sha256=sha256,
            kind=made.kind,
            bytes=len(content),
            seconds=made.seconds,
            language=order.language,
            provider=made.provider,
            model=made.model,
            draft=made.draft,
            source_type=made.source_type,
            licence=made.licence,
        )

    def blob(self, sha256: str) -> Path:
        return self.files[sha256]
