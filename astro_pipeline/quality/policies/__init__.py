"""What may be claimed where: word lists per language, and policy packs per sector and market, as data."""
