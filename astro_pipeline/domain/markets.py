"""Countries an ad may run in, and the union some of them are in."""

from typing import Final

UNION: Final = "EU"
"""How a rule names all its members at once."""

EU: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""ISO 3166 codes of its member states.

Source: https://european-union.europa.eu/principles-countries-history/eu-countries_en (checked 2026-11-20).
"""


def covers(markets: tuple[str, ...], market: str) -> bool:
    """True where a rule for these markets, the union among them or not, holds in this one."""
    return market in markets or (UNION in markets and market in EU)
