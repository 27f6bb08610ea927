"""What the makers of pictures and sounds on this machine have in common: at once, and for nothing."""

from datetime import date
from decimal import Decimal

from astro_pipeline.provider import Quote, Request
from astro_pipeline.providers.calling.at_once import AnswersAtOnce


class MadeHere(AnswersAtOnce):
    """The part of the contract that is about jobs and money, where there are neither."""

    def quote(self, request: Request) -> Quote:
        """Nothing."""
        _ = request
        return Quote(usd=Decimal(0), source="made on this machine", checked=date(2026, 11, 20))
