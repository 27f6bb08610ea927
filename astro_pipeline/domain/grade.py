"""How footage is graded: what is done to its colours, once, before it is cut into a film."""

from typing import Annotated

from pydantic import Field

from astro_pipeline.domain.base import Frozen

Shift = Annotated[float, Field(ge=-1, le=1)]


class Grade(Frozen):
    """Colour correction by hand, in the order of its fields; as it stands here, it changes nothing."""

    temperature: Shift = Field(default=0.0, description="-1 cold to 1 warm; greys keep their lightness.")
    lift: Annotated[float, Field(ge=-0.25, le=0.25)] = Field(
        default=0.0, description="Raises or lowers the shadows; white stays."
    )
    gain: Annotated[float, Field(ge=0.5, le=2)] = Field(
        default=1.0, description="Multiplies the light; black stays where lift left it."
    )
    gamma: Annotated[float, Field(ge=0.4, le=2.5)] = Field(
        default=1.0, description="Above 1 the middle tones get lighter; black and white stay."
    )
    saturation: Annotated[float, Field(ge=0, le=2)] = Field(
        default=1.0, description="0 is black and white, 1 as it was shot."
    )
