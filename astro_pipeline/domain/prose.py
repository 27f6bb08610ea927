"""What is read in a brief written as prose: found with its place, assumed, asked, withdrawn."""

from collections.abc import Callable

from pydantic import Field

from astro_pipeline.domain.base import Frozen


class FoundInProse(Frozen):
    """A value of the brief that the text states."""

    field: str = Field(description="Where it belongs, e.g. company.name or products[0].benefits[1].")
    value: str = Field(
        min_length=1, description="In the text's own words; numbers and dates as the field wants."
    )
    quote: str = Field(min_length=1, description="The passage that states it, letter for letter.")


class AssumedOfProse(Frozen):
    """A value the text does not state, taken all the same."""

    field: str
    value: str = Field(min_length=1)
    reason: str


class QuestionOnProse(Frozen):
    """What must be known before money is spent."""

    field: str = Field(description="Which value it is about; empty where none.")
    question: str = Field(min_length=1)
    quote: str = Field(default="", description="The passage that raises it, letter for letter; or empty.")


class WithdrawnInProse(Frozen):
    """Something the text first offers and then takes back."""

    name: str = Field(min_length=1, description="Its name, letter for letter.")
    quote: str = Field(min_length=1, description="The passage that takes it back, letter for letter.")


class ProseReading(Frozen):
    """A reader's work on a brief in prose; nothing of it is believed before it is proved by the text."""

    found: tuple[FoundInProse, ...] = ()
    assumed: tuple[AssumedOfProse, ...] = ()
    questions: tuple[QuestionOnProse, ...] = ()
    withdrawn: tuple[WithdrawnInProse, ...] = ()


ReadProse = Callable[[str], ProseReading]
"""Reads a text; paid, so it is asked once per brief."""
