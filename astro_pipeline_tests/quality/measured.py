"""A film and a sound as they are measured, nothing wrong with either; tests turn one value at a time."""

from collections.abc import Iterable
from fractions import Fraction

from astro_pipeline.domain.review import Finding
from astro_pipeline.media.hearing import SoundFacts
from astro_pipeline.media.probe import FilmFacts
from astro_pipeline.media.watching import Watched

WATCHED = Watched(frames=450, steady=True, mean_luma=120.0, black=(), frozen=(), shots=(2.0,), opening=9.0)
FILM = FilmFacts(
    bytes=900_000,
    codec="h264",
    profile="High",
    pixel_format="yuv420p",
    width=1080,
    height=1920,
    rate=Fraction(30_000, 1001),
    seconds=15.0,
    colours=(1, 1, 1),
    bitrate=480_000,
    faststart=True,
    edit_list=False,
    sound_codec="aac",
    watched=WATCHED,
)
SOUND = SoundFacts(
    bytes=480_000,
    codec="aac",
    rate=48_000,
    channels=2,
    seconds=15.0,
    lufs=-14.0,
    true_peak_dbtp=-2.0,
    clipped=0,
    silences=(),
)
Verdict = tuple[str, bool, str | float | None, str | float | None, str | None]
Row = tuple[dict[str, object], str, Verdict]
"""What is turned, the rule's name after "technical.", and its verdict."""


def verdicts(findings: Iterable[Finding]) -> dict[str, Verdict]:
    """By rule: the verdict, whether it is advice, what was measured, the limit and the unit."""
    return {
        each.rule: (each.verdict, each.advisory, each.measured, each.limit, each.unit) for each in findings
    }
