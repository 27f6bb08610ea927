"""A process that buys a campaign's picture and its clip as production does, and may be killed at it."""

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Final

from astro_pipeline.agents import animator, cinematographer, key_visual
from astro_pipeline.agents.art_direction import plan_variants
from astro_pipeline.campaigns.bench import WAITING, Bench, asked_aside
from astro_pipeline.campaigns.home import Home
from astro_pipeline.campaigns.store import Store
from astro_pipeline.domain.brief import Brief, Company, Product
from astro_pipeline.domain.media import Variant
from astro_pipeline.domain.plan import AdText, Copy, Cut, Scene, Shot, Storyboard
from astro_pipeline.domain.review import Feedback
from astro_pipeline.errors import Ambiguous
from astro_pipeline.providers import configured
from astro_pipeline.spend.cache import Cache
from astro_pipeline.spend.client import Client
from astro_pipeline.spend.job import Clerk, Patience
from astro_pipeline.spend.ledger import Ledger
from astro_pipeline.spend.rate import Pace
from astro_pipeline.spend.rewards import Rewards, Router
from astro_pipeline_tests.fire.moment import Steps

DONE, KILLED, STUCK = 0, -9, 3
"""How an errand ends: all is there; killed; a call may have been accepted and cannot be found."""
PICTURE, CLIP = "images/A/key.png", "clips/9x16/hook.mp4"
"""What is bought."""

SEARCHED = {
    "ASTRO_PROVIDERS": "image:replicate/black-forest-labs/flux-1.1-pro|replicate/black-forest-labs/flux-dev,"
    "video:replicate/bytedance/seedance-2.0|ark/dreamina-seedance-2-0-260128"
}
"""Vendors that list what they took on: a lost call is found again."""
UNSEARCHED = {
    "ASTRO_PROVIDERS": "image:ark/seedream-5-5-261028|fal/fal-ai/flux-pro/v1.1,"
    "video:fal/bytedance/seedance-2.0/image-to-video|runway/gen4_turbo"
}
"""Vendors of whom nobody can say whether they took a call whose answer was lost."""

_PATIENCE_SECONDS: Final = 120
_GRACE_SECONDS: Final = 0.4
"""How long a vendor's list may lag here: the loopback's does not, but its thread has to get its turn."""
_PAUSE_SECONDS: Final = 0.01
_NOTHING: Final = Feedback()
_COPY: Final = Copy(
    ads=(
        AdText(
            variant="A", language="en", headline="Dry. Alpine.", short="Dry.", call_to_action="Find a bar",
            framework="AIDA", provider="test",
        ),
    ),
    lines=(),
)  # fmt: skip
_BOARD: Final = Storyboard(
    scenes=(
        Scene(id="hook", beat="hook", picture="A bottle on ice.", move="rise"),
        Scene(id="card", beat="call", picture="The bottle alone."),
    ),
    cuts=(
        Cut(
            seconds=6,
            shots=(Shot(scene="hook", start=0, seconds=5.4), Shot(scene="card", start=5.4, seconds=0.6)),
        ),
    ),
    languages=("en",),
    mood="warm",
    energy=0.5,
)


@dataclass(frozen=True, slots=True)
class Errand:
    """One campaign of one home, and the step at which its process is killed."""

    home: Path
    campaign: str
    seed: int
    environment: Mapping[str, str]
    last_step: int = 0
    """0 lets it live."""

    def run(self) -> int:
        """Go on with the campaign in a process of its own; how that ended."""
        process = _context().Process(target=_carry_out, args=(self,))
        process.start()
        process.join(_PATIENCE_SECONDS)
        assert process.exitcode is not None, f"{self.campaign}: still at work after {_PATIENCE_SECONDS} s"
        return process.exitcode

    @property
    def steps(self) -> int:
        """How many steps the last run took that came to its end."""
        return int((self.home / "steps").read_text())


def _context() -> ForkServerContext:
    """Processes are forked from one that has loaded everything and holds no thread and no connection."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["pytest", __name__, "astro_pipeline_tests.fire.ready"])
    return context


def _carry_out(errand: Errand) -> None:
    os.environ.update(errand.environment)
    steps = Steps(errand.last_step)
    steps.begin()
    try:
        make(errand)
    except Ambiguous:
        sys.exit(STUCK)
    (errand.home / "steps").write_text(str(steps.end()))


def make(errand: Errand) -> None:
    """The picture, a still from it, and the clip from the still: as the assets ask for them."""
    store = Store(Home(errand.home))
    brief = Brief(
        name="Spring",
        company=Company(name="Fernweh"),
        products=(Product(name="Fernweh Tonic", category="tonic water"),),
        languages=("en",),
        variants=1,
        seed=errand.seed,
    )
    ask = asked_aside(key_visual.asked_once(_client(errand, store)), at_once={"image": 4, "video": 4})
    bench = Bench(store, errand.campaign, workers=2, waiting=WAITING)
    plans = plan_variants(brief, _COPY, feedback=_NOTHING)
    (picture,) = bench.make(
        "image_variants",
        key_visual.order_key_visuals(brief, plans, storyboard=_BOARD, feedback=_NOTHING),
        partial(key_visual.paint_key_visual, ask=ask, blob=store.blob),
    )
    variant = Variant(id="A", style=plans[0].style, idea=plans[0].idea, key_visual=picture.file.path)
    ordered = animator.order_clips(
        brief,
        _BOARD,
        variant=variant,
        copy=_COPY,
        ratios=("9:16",),
        key_visual=picture.file,
        feedback=_NOTHING,
    )
    # A tenth of the film's size: what is tried here is the buying, not the painting.
    small = [each.model_copy(update={"width": 108, "height": 192}) for each in ordered]
    drawn = bench.make("clips", small, partial(animator.draw_clip, blob=store.blob))
    shots = cinematographer.order_shots(brief, _BOARD, drawn, feedback=_NOTHING)
    small_shots = [each.model_copy(update={"width": 108, "height": 192}) for each in shots]
    bench.make("clips", small_shots, partial(cinematographer.film_shot, ask=ask))


def _client(errand: Errand, store: Store) -> Client:
    """As the studio makes it, with real routing and pace; only its pauses are short."""
    clerk = Clerk(
        Ledger.of(errand.home),
        store,
        patience=Patience(grace=_GRACE_SECONDS),
        sleep=lambda seconds: time.sleep(min(seconds, _PAUSE_SECONDS)),
    )
    return Client(
        campaign=errand.campaign,
        customer="fernweh",
        user="ada",
        candidates=configured.candidates(os.environ, blob=store.blob, today=date(2026, 11, 21)),
        clerk=clerk,
        cache=Cache(clerk.ledger.url, store),
        choose=Router(Rewards(clerk.ledger.url)),
        pace=Pace(errand.home / "pace"),
    )
