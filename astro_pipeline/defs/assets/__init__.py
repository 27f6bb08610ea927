"""The assets, one file per act."""
