"""Everything that surrounds a paid call: ledger, budget, client."""
