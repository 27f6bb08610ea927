"""The ledger's tables, from version to version."""
