"""Who makes things: one vendor per file, and the offline studio."""
