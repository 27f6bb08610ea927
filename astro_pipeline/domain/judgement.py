"""What was judged of pictures by looking at them: scores with evidence, and which variant is preferred."""

from typing import Literal

from pydantic import Field

from astro_pipeline.domain.base import Frozen

Criterion = Literal["message", "product", "audience", "unwanted_text", "craft"]
"""What is judged: `Judgement` says what each asks."""

LEAST_SCORE = 3
"""House rule: of 5. Below it a criterion is not met."""


class Area(Frozen):
    """A part of a picture, as shares of its width and height from the top left."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    width: float = Field(gt=0, le=1)
    height: float = Field(gt=0, le=1)


class Score(Frozen):
    """How well a picture meets one criterion."""

    score: int = Field(ge=1, le=5, description="1 contradicts it, 3 meets it, 5 could not be better.")
    evidence: str = Field(min_length=1, description="What is seen that the score rests on, in a sentence.")
    area: Area | None = Field(default=None, description="Where it is seen.")


class Judgement(Frozen):
    """One picture by every criterion."""

    message: Score = Field(description="It says what the strategy promises, and nothing against it.")
    product: Score = Field(description="The product is what the brief describes, whole; nothing is invented.")
    audience: Score = Field(description="Its tone and its scene suit the audience the brief names.")
    unwanted_text: Score = Field(
        description="It shows no words but those given as its copy and the brand on the product."
    )
    craft: Score = Field(
        description="It has no fault of a generated picture: bodies, hands, letters, doubled or melted parts."
    )

    @property
    def scores(self) -> dict[Criterion, Score]:
        """By criterion."""
        return {
            "message": self.message,
            "product": self.product,
            "audience": self.audience,
            "unwanted_text": self.unwanted_text,
            "craft": self.craft,
        }


class Preference(Frozen):
    """Which of two pictures serves the strategy better."""

    better: Literal["first", "second", "neither"]
    evidence: str = Field(min_length=1)


class JudgedFile(Frozen):
    """A file and what was judged of it."""

    file: str
    width: int
    height: int
    judgement: Judgement
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
