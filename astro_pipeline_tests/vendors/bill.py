"""What vendors would invoice at the end of the month."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One paid thing."""

    vendor: str
    what: str
    usd: Decimal


@dataclass(slots=True)
class Bill:
    """All of it, as it grows."""

    lines: list[Line] = field(default_factory=list[Line])

    def charge(self, vendor: str, what: str, usd: Decimal) -> None:
        self.lines.append(Line(vendor, what, usd))

    @property
    def total(self) -> Decimal:
        return sum((line.usd for line in self.lines), Decimal(0))

    @property
    def calls(self) -> int:
        """Requests that were taken."""
        return len(self.lines)

    def of(self, vendor: str) -> Decimal:
        return sum((line.usd for line in self.lines if line.vendor == vendor), Decimal(0))
