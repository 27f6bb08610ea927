"""Parts of a frame."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the frame, in pixels from the top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its bottom edge."""
        return self.top + self.height

    def flipped(self, width: float) -> "Area":
        """Its mirror image in a frame of this width."""
        return replace(self, left=width - self.right)
