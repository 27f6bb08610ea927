"""The vendors the server speaks for. One row each, alphabetical."""

from astro_pipeline_tests.vendors.anthropic import AnthropicVendor
from astro_pipeline_tests.vendors.ark import ArkVendor
from astro_pipeline_tests.vendors.chat import HuggingFaceVendor, OllamaVendor
from astro_pipeline_tests.vendors.elevenlabs import ElevenLabsVendor
from astro_pipeline_tests.vendors.fal import FalVendor
from astro_pipeline_tests.vendors.gemini import GeminiVendor
from astro_pipeline_tests.vendors.kling import KlingVendor
from astro_pipeline_tests.vendors.openai import OpenAIVendor
from astro_pipeline_tests.vendors.openrouter import OpenRouterVendor
from astro_pipeline_tests.vendors.replicate import ReplicateVendor
from astro_pipeline_tests.vendors.runway import RunwayVendor
from astro_pipeline_tests.vendors.vendor import Vendor

VENDORS: tuple[type[Vendor], ...] = (
    AnthropicVendor,
    ArkVendor,
    ElevenLabsVendor,
    FalVendor,
    GeminiVendor,
    HuggingFaceVendor,
    KlingVendor,
    OllamaVendor,
    OpenAIVendor,
    OpenRouterVendor,
    ReplicateVendor,
    RunwayVendor,
)  # fmt: skip
