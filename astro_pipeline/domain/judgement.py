"""What was judged of pictures by looking at them: scores with evidence, and which variant is preferred."""

from typing import Literal

from pydantic import Field

from astro_pipeline.domain.base import Frozen

Criterion = Literal["message", "product", "audience", "unwanted_text", "craft"]
"""What is judged: see `agents/judge` for the question each asks."""

LEAST_SCORE = 3
"""House rule: of 5. Below it a criterion is not met."""


class Area(Frozen):
    """A part of a picture, as shares of its width and height from the top left."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    width: float = Field(gt=0, le=1)
    height: float = Field(gt=0, le=1)


class Remark(Frozen):
    """One criterion judged."""

    criterion: Criterion
    score: int = Field(ge=1, le=5, description="1 contradicts it, 3 meets it, 5 could not be better.")
    evidence: str = Field(min_length=1, description="What is seen that the score rests on, in a sentence.")
    area: Area | None = Field(default=None, description="Where it is seen.")


class Judgement(Frozen):
    """Every criterion of one picture, each once."""

    remarks: tuple[Remark, ...]


class Preference(Frozen):
    """Which of two pictures serves the strategy better."""

    better: Literal["first", "second", "neither"]
    evidence: str = Field(min_length=1)


class JudgedFile(Frozen):
    """A file and what was judged of it."""

    file: str
    width: int
    height: int
    remarks: tuple[Remark, ...]
    judge: str
    """Provider and model."""


class JudgedPair(Frozen):
    """Two variants compared twice, the second time in the other order."""

    first: str
    second: str
    language: str
    shown: Preference
    """The first shown first."""
    swapped: Preference
    """The second shown first."""
    judge: str

    @property
    def winner(self) -> str | None:
        """The variant preferred both times; None where the order decided, or nothing did."""
        by_order = {"first": self.first, "second": self.second, "neither": None}[self.shown.better]
        swapped = {"first": self.second, "second": self.first, "neither": None}[self.swapped.better]
        return by_order if by_order == swapped else None


class Judgements(Frozen):
    """All that was judged of a campaign."""

    files: tuple[JudgedFile, ...] = ()
    pairs: tuple[JudgedPair, ...] = ()
