"""Gemini's pictures, at once (generateContent).

Sources: see `gemini.py`.
- A refusal comes with status 200: `promptFeedback.blockReason`, or a finish reason and no picture.
- The picture is often a JPEG; its type is told by its bytes.
"""

from decimal import Decimal
from typing import Final, Literal, cast

from astro_pipeline.errors import JobFailed, ProviderError, Refused
from astro_pipeline.provider import Done, ImageRequest, Quote, Request
from astro_pipeline.providers.binding import Binding
from astro_pipeline.providers.calling.at_once import PaidAtOnce
from astro_pipeline.providers.calling.delivery import decoded, done
from astro_pipeline.providers.calling.fitting import as_picture, nearest_ratio, prompt_within, seed_within
from astro_pipeline.providers.prices import priced, quoted
from astro_pipeline.providers.services.gemini import REFUSALS, TERMS, gemini_wire
from astro_pipeline.providers.wire.gemini import (
    AspectRatio,
    Candidate,
    GenerationConfig,
    ImageConfig,
    PictureAsked,
    PictureTold,
    SentContent,
    SentText,
    UsageMetadata,
)

_SIZES: Final = (("512", 512), ("1K", 1024), ("2K", 2048), ("4K", 4096))
"""By the longer side in pixels."""
_TALK_TOKENS: Final = 2_000
"""Words and thoughts beside a picture, at most: it is what is left of the limit that is asked for."""


class GeminiPictures(PaidAtOnce):
    """One model of Gemini that paints."""

    def __init__(self, bound: Binding) -> None:
        self.name, self.kinds = bound.name, bound.kinds
        self.bound, self.model = bound, bound.model

    def quote(self, request: Request) -> Quote:
        """The most it can cost. Raises: Rejected for another kind; UnknownPrice."""
        picture = as_picture(request, self.bound.vendor)
        made = self.model.tokens_per_picture[self._size(picture)]
        return quoted(
            self.model,
            most={
                "input_tokens": len(picture.prompt.encode()),
                "output_tokens": _TALK_TOKENS,
                "image_output_tokens": made,
            },
            least={"image_output_tokens": made},
        )

    def submit(self, request: Request, key: str) -> Done:
        """The picture at once."""
        del key
        return self._painted(as_picture(request, self.bound.vendor))

    def _painted(self, request: ImageRequest) -> Done:
        path = f"/v1beta/models/{self.model.vendor_id}:generateContent"
        told = gemini_wire(self.bound).post(path, self._picture(request), answer=PictureTold)
        usd = self._picture_cost(told.usage_metadata, self._size(request))
        made = next(
            (part.inline_data for each in told.candidates for part in each.content.parts if part.inline_data),
            None,
        )
        if made is None:
            raise self._not_painted(told, usd)
        picture = decoded(self.bound, made.data, "picture", billed=usd)
        return done(self.model, picture, usd=usd, basis="metered", terms=TERMS)

    def _picture(self, request: ImageRequest) -> PictureAsked:
        limits = self.model.limits
        said = "".join(f" A reviewer said of an earlier take: {comment}" for comment in request.feedback)
        text = SentText(text=prompt_within(limits, f"{request.prompt}{said}"))
        ratio = cast("AspectRatio", nearest_ratio(limits, request.width, request.height))
        return PictureAsked(
            contents=[SentContent(parts=[text])],
            generation_config=GenerationConfig(
                image_config=ImageConfig(aspect_ratio=ratio, image_size=self._size(request)),
                seed=seed_within(request.seed, request.take),
                max_output_tokens=self.model.tokens_per_picture[self._size(request)] + _TALK_TOKENS,
            ),
        )

    def _size(self, request: ImageRequest) -> Literal["512", "1K", "2K", "4K"]:
        """The smallest it makes that is large enough, else its largest."""
        offered = [(name, side) for name, side in _SIZES if name in self.model.tokens_per_picture]
        wanted = max(request.width, request.height)
        # A size names the side of a square of as many pixels: 1K at 2:3 is 848 by 1264.
        name = next((name for name, side in offered if side * 1.25 >= wanted), offered[-1][0])
        return cast("Literal['512', '1K', '2K', '4K']", name)

    def _picture_cost(self, usage: UsageMetadata, size: str) -> Decimal:
        """Picture tokens have their own price; what is not told as such is words and thoughts."""
        of_picture = sum(
            each.token_count for each in usage.candidates_tokens_details if each.modality == "IMAGE"
        )
        if usage.candidates_token_count and not usage.candidates_tokens_details:
            of_picture = min(usage.candidates_token_count, self.model.tokens_per_picture[size])
        words = usage.candidates_token_count - of_picture + usage.thoughts_token_count
        return priced(
            self.model,
            input_tokens=usage.prompt_token_count,
            output_tokens=words,
            image_output_tokens=of_picture,
        )

    def _not_painted(self, told: PictureTold, usd: Decimal) -> ProviderError:
        blocked = told.prompt_feedback.block_reason if told.prompt_feedback else None
        ended = next(iter(told.candidates), Candidate(finish_reason="no candidate"))
        reason = blocked or ended.finish_reason
        vendor = self.bound.vendor
        if any(word in reason for word in REFUSALS):
            said = f"declined with {reason}; change the wording of the picture"
            return Refused(said, provider=vendor, cost_usd=usd, posts=1)
        said = f"made no picture ({reason}); have it made anew"
        return JobFailed(said, provider=vendor, cost_usd=usd, posts=1)
