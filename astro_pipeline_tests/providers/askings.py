"""What is asked of language models, painters, voices and listeners, to see how each fault ends."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from astro_pipeline.provider import Provider, Request, TextRequest, VisionRequest
from astro_pipeline.providers.binding import Patience
from astro_pipeline.providers.catalog import load_catalog
from astro_pipeline.providers.language.model import Language, adapt
from astro_pipeline_tests.providers.offers import Offer
from astro_pipeline_tests.providers.requests import HASTY as UNHURRIED
from astro_pipeline_tests.providers.requests import blobs
from astro_pipeline_tests.providers.sounds import CASES, HASTY, IMPATIENT, maker
from astro_pipeline_tests.vendors.scenario import DELIVERY, Scenario
from astro_pipeline_tests.vendors.server import VendorServer

_TALK = TextRequest(
    craft="copywriter", version="1", prompt="One line.", inputs={}, output="Slogan",
    output_schema={"type": "object", "properties": {"line": {"type": "string"}}, "required": ["line"]},
)  # fmt: skip
_LOOK = VisionRequest(
    craft="judge", version="1", prompt="Name what it shows.", pictures=("0" * 64,), output=_TALK.output,
    output_schema=_TALK.output_schema,
)  # fmt: skip
_TALKERS = (
    "openai/gpt-6.1-terra",
    "anthropic/claude-sonnet-5-5",
    "gemini/gemini-3.8-flash",
    "hf/openai/gpt-oss-120b",
    "openrouter/anthropic/claude-sonnet-5.5",
)
_LOOKING = " looking"
_LOOKERS = tuple(f"{name}{_LOOKING}" for name in _TALKERS[:3])
"""The three protocols; the others speak the first one's."""
_TAKEN_BY_ITS_BYTES = frozenset(
    {"openai speech", "openai speech by the character", "elevenlabs music", "elevenlabs effect"}
)
"""An answer of any form is taken for a sound by its bytes alone."""


@dataclass(frozen=True, slots=True)
class Asking(Offer):
    """An offer with a request of its own; what it costs is seen when all goes well."""

    case: str = ""

    @property
    def request(self) -> Request:
        if self.case in CASES:
            return CASES[self.case][2]
        return _LOOK if self.kind == "vision" else _TALK

    @property
    def bills_refusals(self) -> bool:
        return self.kind in {"text", "vision"} or self.case == "gemini image"

    @property
    def length_unknown(self) -> bool:
        return self.case == "openai speech"

    def suffers(self, fault: Scenario) -> bool:
        if self.job:
            return True
        if fault in {Scenario.JOB_FAILED, Scenario.JOB_LOST, Scenario.PRIVATE, Scenario.EXPIRED}:
            return False
        if fault in {Scenario.HTML, Scenario.SCHEMA} and self.case in _TAKEN_BY_ITS_BYTES:
            return False
        return fault not in DELIVERY or self.kind in {"image", "speech", "music", "sfx"}

    def provider(self, vendors: VendorServer, folder: Path, *, patience: Patience = UNHURRIED) -> Provider:
        hurried = patience != UNHURRIED
        if self.case in CASES:
            return maker(vendors, self.case, folder, patience=IMPATIENT if hurried else HASTY)
        account = vendors.account(self.vendor)
        return Language(self.model, account, blobs(folder), seconds=1.5 if hurried else 20.0)

    def __str__(self) -> str:
        return self.case


def _asking(case: str) -> Asking:
    usual = (case.removesuffix(_LOOKING), "vision" if case.endswith(_LOOKING) else "text", _TALK)
    name, kind, _ = CASES.get(case, usual)
    return Asking(adapt, load_catalog().model(name), kind, Decimal(0), job=case == "gemini video", case=case)


ASKINGS = tuple(_asking(case) for case in (*_TALKERS, *_LOOKERS, *CASES))
