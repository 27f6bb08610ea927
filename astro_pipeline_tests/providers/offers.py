"""Every media vendor's adapter with a model of each kind it makes, for suites that run over all of them."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from astro_pipeline.provider import Kind, Provider, Request
from astro_pipeline.providers.account import Account
from astro_pipeline.providers.binding import Adapt, Binding, Blob, Patience
from astro_pipeline.providers.catalog import Limits, Model
from astro_pipeline.providers.services.ark import Ark
from astro_pipeline.providers.services.fal import Fal
from astro_pipeline.providers.services.kling import Kling
from astro_pipeline.providers.services.openrouter import OpenRouter
from astro_pipeline.providers.services.replicate import Replicate
from astro_pipeline.providers.services.runway import Runway
from astro_pipeline_tests.providers.requests import HASTY, blobs, clip, model, picture
from astro_pipeline_tests.vendors.scenario import Scenario
from astro_pipeline_tests.vendors.server import VendorServer

_RUNWAY = Limits(
    sizes=("1280:720", "720:1280", "960:960"), least_seconds=Decimal(2), most_seconds=Decimal(10)
)
_SEEDANCE = Limits(
    ratios=("16:9", "1:1", "9:16"), least_seconds=Decimal(4), most_seconds=Decimal(15), sizes=("480p", "720p")
)

_JOBS_ONLY = frozenset({Scenario.JOB_LOST, Scenario.PRIVATE, Scenario.EXPIRED})


@dataclass(frozen=True, slots=True)
class Offer:
    """One model of one vendor, and what is asked of it."""

    adapter: Adapt
    model: Model
    kind: Kind
    usd: Decimal
    """What the vendor bills for `request`."""
    job: bool = True
    """Whether it answers with a job and delivers by address."""
    found: bool = False
    """Whether a lost job can be found by its key."""
    seeded: bool = True
    """Whether it takes a seed; without one the same request gives something else each time."""

    @property
    def vendor(self) -> str:
        return self.model.vendor

    @property
    def request(self) -> Request:
        return picture() if self.kind == "image" else clip()

    @property
    def bills_refusals(self) -> bool:
        """Whether it bills for having read what it then declines."""
        return False

    @property
    def length_unknown(self) -> bool:
        """Whether it is billed by a length that cannot be known of what does not decode."""
        return False

    def suffers(self, fault: Scenario) -> bool:
        """Whether the fault can befall it: what answers at once loses no job, delivers by no address."""
        return self.job or fault not in _JOBS_ONLY

    def provider(self, vendors: VendorServer, folder: Path, *, patience: Patience = HASTY) -> Provider:
        return self.at(vendors.account(self.vendor), blobs(folder), patience=patience)

    def at(self, account: Account, blob: Blob, *, patience: Patience = HASTY) -> Provider:
        return self.adapter(Binding(self.model, account, self.kind, blob, patience))

    def __str__(self) -> str:
        return f"{self.vendor} {self.kind}"


OFFERS = (
    Offer(
        Replicate,
        model("replicate/test/flux", "image", "image", every="0.04"),
        "image",
        Decimal("0.04"),
        found=True,
    ),
    Offer(
        Replicate,
        model("replicate/test/clips", "video", "second", limits=Limits(seconds=(5, 10)), every="0.05"),
        "video",
        Decimal("0.25"),
        found=True,
    ),
    Offer(Fal, model("fal/fal-ai/test", "image", "image", every="0.025"), "image", Decimal("0.025")),
    Offer(
        Fal,
        model(
            "fal/test/seedance/image-to-video",
            "video",
            "second",
            limits=_SEEDANCE,
            r480p="0.1",
            r720p="0.3034",
        ),
        "video",
        Decimal("1.2136"),
    ),
    Offer(
        Runway,
        model("runway/gen4_turbo", "video", "second", limits=_RUNWAY, every="0.06"),
        "video",
        Decimal("0.20"),
    ),
    Offer(Runway, model("runway/gen4_image", "image", "image", every="0.10"), "image", Decimal("0.08")),
    Offer(
        Ark,
        model(
            "ark/seedream-test", "image", "image", limits=Limits(sizes=("1K", "2K")), r1K="0.02", r2K="0.035"
        ),
        "image",
        Decimal("0.02"),
        job=False,
        seeded=False,
    ),
    Offer(
        Ark,
        model("ark/seedance-test", "video", "second", limits=_SEEDANCE, r480p="0.0704", r720p="0.1512"),
        "video",
        Decimal("0.61110504"),
        found=True,
    ),
    Offer(
        Kling,
        model(
            "kling/kling-test",
            "video",
            "second",
            limits=Limits(seconds=(5, 10)),
            r720p="0.084",
            r1080p="0.112",
        ),
        "video",
        Decimal("0.42"),
        seeded=False,
        found=True,
    ),
    Offer(
        OpenRouter,
        model("openrouter/test/image", "image", "image", every="0.08"),
        "image",
        Decimal("0.067"),
        job=False,
    ),
    Offer(
        OpenRouter,
        model("openrouter/test/film", "video", "second", limits=_SEEDANCE, r720p="0.12"),
        "video",
        Decimal("0.40"),
    ),
)
